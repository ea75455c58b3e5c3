# SPDX-License-Identifier: Apache-2.0
"""compare.py BUILD FILE...: dragoman, spaCy and CoreNLP on the same articles, same core, same run.

Each reader runs alone, one after the other, pinned to one core, with one thread, and reports the
processor's seconds for all articles after its models are loaded and warm, so that other work on
the machine disturbs little. For dragoman the seconds are those of the whole command line, from
NDJSON to NDJSON, start-up included: it does more (entities, relations, quotes, events and the
JSON) and its figure is the harder one. What each peer is asked for stands in its own file.

The peers are installed under BUILD/peers by `make bench-peers` (bench.mk), never elsewhere.
"""
import glob
import json
import os
import resource
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 3  # of dragoman's run, which is short; the best counts, as for any benchmark of code


def pinned(command, **more):
    """Runs a command on one core; returns its standard output."""
    core = str(min(os.sched_getaffinity(0)))
    return subprocess.run(["taskset", "-c", core, *command], check=True, capture_output=True,
                          text=True, **more).stdout


def dragoman(build, files):
    """Processor seconds of `dragoman extract --ndjson` over the articles."""
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as articles:
        words = 0
        for number, path in enumerate(files):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            words += len(text.split())
            articles.write(json.dumps({"id": str(number), "text": text}) + "\n")
        articles.flush()
        best = None
        for _ in range(ROUNDS):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            pinned([f"{build}/dragoman", "extract", "--ndjson", "--workers", "1", articles.name])
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            best = seconds if best is None else min(best, seconds)
    return {"words": words, "articles": len(files), "seconds": best}


def spacy(build, files):
    """Processor seconds of spaCy's small pipeline."""
    return json.loads(pinned([f"{build}/peers/venv/bin/python", f"{HERE}/spacy_peer.py", *files]))


def corenlp(build, files, how):
    """Processor seconds of CoreNLP to names; `how`: whole or models."""
    return json.loads(pinned(["java", "-XX:+UseSerialGC", "-Xmx6g", "-cp",
                              f"{build}/peers/corenlp/*", f"{HERE}/CoreNlpPeer.java", how, *files]))


def main():
    build, files = sys.argv[1], sys.argv[2:]
    if not glob.glob(f"{build}/peers/corenlp/*.jar"):
        sys.exit("compare.py: the peers are not installed; run make bench-peers")
    rows = [("dragoman, text to JSON", dragoman(build, files)),
            ("spaCy small: tagger, parser, names", spacy(build, files)),
            ("CoreNLP to names, as it comes", corenlp(build, files, "whole")),
            ("CoreNLP to names, models alone", corenlp(build, files, "models"))]
    own = rows[0][1]["words"] / rows[0][1]["seconds"]
    print(f"{len(files)} articles, {rows[0][1]['words']} words, one core, processor time")
    print(f"{'':36} {'words/s':>9} {'articles/s':>11} {'dragoman is':>12}")
    for name, row in rows:
        speed = row["words"] / row["seconds"]
        print(f"{name:36} {speed:9.0f} {row['articles'] / row['seconds']:11.1f} "
              f"{own / speed:10.1f} x")


if __name__ == "__main__":
    main()
