# SPDX-License-Identifier: Apache-2.0
"""make eval-quotes DATA=DIR: who says what in the dev part of PolNeAR, by the built program.

usage: quotes.py PROGRAM FILE [--articles N]

FILE    one JSON object a line, .jsonl or .jsonl.gz: id, text, brat (stand-off with Source, Cue, Content and the attributions E)

content   words that are part of what somebody says: in the gold a Content of any attribution, in the reply the text of any quote
speaker   words that name who says it: a Source in the gold; in the reply the attribution of a quote
linked    attributions of the gold with a source whose content overlaps a quote with a speaker whose words overlap the source
A word is a run of letters and digits; precision, recall and F1 count words.
"""
import argparse
import collections
import gzip
import json
import re
import subprocess
import sys


def attributions(brat):
    """[{"Source": [(start, end), ...], "Cue": ..., "Content": ...}] of one article."""
    spans, out = {}, []
    lines = [line.split("\t") for line in brat.splitlines()]
    for field in lines:
        if field[0].startswith("T"):
            spans[field[0]] = [tuple(map(int, piece.split())) for piece in field[1].split(" ", 1)[1].split(";")]
    for field in lines:
        if field[0].startswith("E"):
            one = collections.defaultdict(list)
            for part, span in (x.split(":") for x in field[1].split()):
                one[part.rstrip("0123456789")] += spans[span]
            out.append(one)
    return out


def characters(spans):
    return {c for start, end in spans for c in range(start, end)}


def words_in(words, chars):
    return {w for w in words if w[0] in chars}


def score(article, reply, counts):
    words = [m.span() for m in re.finditer(r"\w+", article["text"])]
    gold, quotes = attributions(article["brat"]), reply.get("quotes", [])
    said = [(q["start"], q["end"]) for q in quotes]
    named = [(q["attribution"]["start"], q["attribution"]["end"]) if "start" in q.get("attribution", {}) else None for q in quotes]
    pairs = {"content": ([s for a in gold for s in a["Content"]], said), "speaker": ([s for a in gold for s in a["Source"]], [s for s in named if s])}
    for line, (want, got) in pairs.items():
        want, got = words_in(words, characters(want)), words_in(words, characters(got))
        counts[line, "both"] += len(want & got)
        counts[line, "gold"] += len(want)
        counts[line, "predicted"] += len(got)
    for a in gold:
        if not a["Source"] or not a["Content"]:
            continue
        content, source = characters(a["Content"]), characters(a["Source"])
        counts["linked", "of"] += 1
        counts["linked", "right"] += any(
            name and content & set(range(*span)) and source & set(range(*name)) for span, name in zip(said, named)
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("file")
    parser.add_argument("--articles", type=int)
    options = parser.parse_args()
    with (gzip.open if options.file.endswith(".gz") else open)(options.file, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines][: options.articles]
    requests = "".join(json.dumps({"id": a["id"], "text": a["text"]}) + "\n" for a in articles)
    run = subprocess.run([options.program, "extract", "--ndjson"], input=requests, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{options.program} extract --ndjson: exit {run.returncode}\n{run.stderr}")
    counts, replies = collections.Counter(), {r["id"]: r for r in map(json.loads, run.stdout.splitlines())}
    for article in articles:
        score(article, replies[article["id"]], counts)
    print(f"{len(articles)} articles")
    for line in ("content", "speaker"):
        both, gold, predicted = (counts[line, k] for k in ("both", "gold", "predicted"))
        p, r = both / max(1, predicted), both / max(1, gold)
        print(f"{line:10} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {200 * p * r / max(1e-9, p + r):5.1f}   ({predicted} words predicted, {gold} asked for)")
    print(f"{'linked':10} {counts['linked', 'right']} of {counts['linked', 'of']} = {100 * counts['linked', 'right'] / max(1, counts['linked', 'of']):.1f} %")


if __name__ == "__main__":
    main()
