# SPDX-License-Identifier: Apache-2.0
"""Event mentions of articles whose text is not here: from quoted words to spans (mentions/*.jsonl).

usage: mentions.py number TEXTS > NUMBERED          articles as numbered sentences, to annotate
       mentions.py check TEXTS QUOTED...            names every line that cannot be placed; exit 1 if there is one
       mentions.py convert TEXTS QUOTED... > JSONL  one article a line, in the order of their names

TEXTS   JSON lines with `id` and `text` (.gz or not): articles/newswire.jsonl.gz, attribution/polnear-train.jsonl.gz
QUOTED  `# NAME` opens an article; then a line an event mention, ten fields parted by `|`:
        sentence | TYPE | mode | tense | flags | trigger | sources | targets | places | times
        Fields may be empty; several spans are parted by `;;`; `words@n` is the n-th place where the characters stand
        in the sentence. Tense: past, ongoing, future, hypothetical. Flags: n negated, a told by somebody's words only.

An article before a source or target ("the union") is part of it, quoted or not, as in 97 % of the nominals and 65 % of the names of the
whole articles that have one; but not before an adjective of nationality that stands for a state ("the Turkish ministry": Turkish).

Sentences are those of train/words.py. An article without mentions keeps its heading: that nothing happens in it is told too.
"""
import gzip
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "train"))
import labels  # noqa: E402
import words as cut  # noqa: E402
from convert import find  # noqa: E402

DEMONYMS = set(re.findall(r"^[^\t#\n]+", (ROOT / "data/knowledge/demonyms.tsv").read_text(encoding="utf-8"), re.M))
ROLES = ("source", "target", "place", "time")


def read_texts(path):
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
        return {item["id"]: item["text"] for item in map(json.loads, f)}


def place_words(sentence, words):
    """The span of quoted words in a sentence."""
    if not re.sub(r"@\d+$", "", words):
        raise ValueError(f"{words!r} does not stand in {sentence!r}")
    start, length = find(sentence, words, "@")
    return {"start": start, "end": start + length}


def with_article(sentence, found):
    """The span of a source or target, with the article before it."""
    before = re.search(r"\b(?:the|an?) $", sentence[: found["start"]], re.I)
    words = sentence[found["start"] : found["end"]]
    adjective = words in DEMONYMS and not words.endswith("s") and re.match(r" \w", sentence[found["end"] :])
    return {**found, "start": before.start()} if before and not adjective else found


def mention(line, text, sentences):
    """One line as an event mention with spans of the article."""
    fields = [field.strip() for field in line.split("|")]
    if len(fields) != 10:
        raise ValueError(f"{len(fields)} fields for 10")
    number, kind, mode, tense, flags, trigger, *roles = fields
    if not number.isdigit() or int(number) >= len(sentences):
        raise ValueError(f"no sentence {number!r}")
    if kind not in labels.TYPES:
        raise ValueError(f"no type {kind!r}")
    if mode and f"{kind}/{mode}" not in labels.MODE_ROWS:
        raise ValueError(f"{kind} has no mode {mode!r}")
    if tense not in labels.TENSES:
        raise ValueError(f"no tense {tense!r}")
    if set(flags) - set("na"):
        raise ValueError(f"flags {flags!r} are not of n and a")
    start, end = sentences[int(number)]

    def span(words, party=False):
        found = place_words(text[start:end], words.strip())
        if party:
            found = with_article(text[start:end], found)
        return {"start": start + found["start"], "end": start + found["end"]}

    out = {"type": kind, "tense": tense, "trigger": span(trigger)}
    out.update({"mode": mode} if mode else {}, **{key: True for key in ("negated", "attribution") if key[0] in flags})
    for role, words in zip(ROLES, roles):
        if words:
            out[role] = [span(one, role in ("source", "target")) for one in words.split(";;")]
    return out


def line_of(name, length, events, unsure=()):
    """An article as a line of mentions/*.jsonl."""
    events = sorted(events, key=lambda e: (e["trigger"]["start"], e["trigger"]["end"]))
    return json.dumps({"id": name, "length": length, "events": events, "unsure": list(unsure)}, ensure_ascii=False, separators=(",", ":"))


def read_quoted(paths, texts):
    """({name: [mention]}, [complaint]) of files of quoted words."""
    articles, complaints = {}, []
    for path in paths:
        name, sentences = None, []
        for row, line in enumerate(open(path, encoding="utf-8"), 1):
            line = line.strip()
            try:
                if line.startswith("# "):
                    name = line[2:].strip()
                    if name not in texts:
                        raise ValueError(f"no text {name!r}")
                    if name in articles:
                        raise ValueError(f"{name} stands twice")
                    articles[name], sentences = [], cut.sentences(texts[name])
                elif line and name is None:
                    raise ValueError("a mention before any heading")
                elif line:
                    articles[name].append(mention(line, texts[name], sentences))
            except ValueError as error:
                complaints.append(f"{path}:{row}: {error}")
                if line.startswith("# "):
                    name = None
    return articles, complaints


def number(texts):
    for name, text in texts.items():
        print(f"# {name}")
        for k, (start, end) in enumerate(cut.sentences(text)):
            print(f"[{k}] {text[start:end]}")
        print()


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("number", "check", "convert"):
        sys.exit(__doc__)
    texts = read_texts(sys.argv[2])
    if sys.argv[1] == "number":
        return number(texts)
    articles, complaints = read_quoted(sys.argv[3:], texts)
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    if sys.argv[1] == "convert":
        for name in sorted(articles):
            print(line_of(name, len(texts[name]), articles[name]))
    else:
        print(f"{len(articles)} articles, {sum(map(len, articles.values()))} mentions, {len(complaints)} lines to mend")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
