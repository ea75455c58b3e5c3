# SPDX-License-Identifier: Apache-2.0
"""Systematic checks: places where an annotation is likely to be wrong. Each finding is to be decided by reading.

usage: suspects.py PART [KIND...]      prints KIND <TAB> article <TAB> what, one finding a line

  unlisted    a linked argument that stands in neither party list of its record
  unlinked    a party without link whose words equal the name of an entity of the article
  no-party    an event record without any party
  rare-type   a trigger that the corpus codes nine times in ten as another type
  uncoded     a trigger word that the corpus codes nine times in ten, left uncoded here
  both-sides  an entity that is source and target of one record
  voice       "was/were/been TRIGGER by X" where X is the target, or the words before are the source
  nested      an argument that lies inside its own trigger, or equals it
"""
import collections
import re
import sys

from standoff import load, names, sentences_of, text_of

KINDS = ("unlisted", "unlinked", "no-party", "rare-type", "uncoded", "both-sides", "voice", "nested")


def lower(words):
    return re.sub(r"\s+", " ", words.lower())


class Counts:
    """How the whole train part codes each trigger word, and how often the word stands uncoded."""

    def __init__(self):
        self.types = collections.defaultdict(collections.Counter)
        self.stands = collections.Counter()
        for name in names("train"):
            doc, text = load("train", name), text_of(name)
            self.stands.update(re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()))
            for v in doc["events"]:
                for m in v["mentions"]:
                    self.types[lower(m["trigger"]["text"])][v["type"]] += 1

    def coded(self, word):
        return sum(self.types[word].values()) if word in self.types else 0


def article(part, name, counts, say):
    doc, text, rows = load(part, name), text_of(name), sentences_of(name)
    surfaces = {lower(m["text"]): e["id"] for e in doc["entities"] for m in e["mentions"] if m["kind"] == "name"}
    spans = []
    for v in doc["events"]:
        sides = [{w.get("entity") for w in v[role]} - {None} for role in ("source", "target")]
        if not v["source"] and not v["target"]:
            say("no-party", name, v["id"], v["type"], v["mentions"][0]["trigger"]["text"])
        for e in sides[0] & sides[1]:
            say("both-sides", name, v["id"], v["type"], e)
        for role in ("source", "target"):
            for w in v[role]:
                if "text" in w and lower(w["text"]) in surfaces:
                    say("unlinked", name, v["id"], role, w["text"], surfaces[lower(w["text"])])
        for m in v["mentions"]:
            t = m["trigger"]
            spans.append((t["start"], t["end"]))
            usual, times = counts.types[lower(t["text"])].most_common(1)[0] if lower(t["text"]) in counts.types else (v["type"], 0)
            if usual != v["type"] and times >= 9 and times >= 0.9 * counts.coded(lower(t["text"])):
                say("rare-type", name, v["id"], f"[{m['sentence']}]", t["text"], v["type"], f"usually {usual}")
            a, _ = rows[m["sentence"]]
            before, after = text[max(a, t["start"] - 12) : t["start"]], text[t["end"] : t["end"] + 40]
            passive = re.search(r"\b(was|were|been|being|is|are)\s+(\w+ly\s+)?$", before) and t["text"].lower().endswith(("ed", "en", "wn", "ught"))
            for role in ("source", "target"):
                for x in m.get(role, []):
                    if x["start"] >= t["start"] and x["end"] <= t["end"]:
                        say("nested", name, v["id"], role, x["text"], "in", t["text"])
                    if "entity" in x and x["entity"] not in sides[0] | sides[1]:
                        say("unlisted", name, v["id"], f"[{m['sentence']}]", role, x["text"], x["entity"])
                    by = re.match(r"\s+by\s+(the\s+|a\s+)?", after)
                    if passive and role == "source" and x["end"] < t["start"] and not by:
                        say("voice", name, v["id"], f"[{m['sentence']}]", t["text"], "source", x["text"])
                    if passive and by and role == "target" and x["start"] == t["end"] + by.end():
                        say("voice", name, v["id"], f"[{m['sentence']}]", t["text"], "target", x["text"])
    for match in re.finditer(r"[A-Za-z]+(?:-[A-Za-z]+)*", text):
        word = match[0].lower()
        coded = counts.coded(word)
        if coded >= 8 and coded >= 0.85 * counts.stands[word] and not any(a <= match.start() < b for a, b in spans):
            k = next((k for k, (a, b) in enumerate(rows) if a <= match.start() < b), -1)
            say("uncoded", name, f"[{k}]", word, counts.types[word].most_common(1)[0][0])


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    wanted = set(sys.argv[2:]) or set(KINDS)
    counts, totals = Counts(), collections.Counter()

    def say(kind, *words):
        totals[kind] += 1
        if kind in wanted:
            print(kind, words[0], " ".join(map(str, words[1:])), sep="\t")

    for name in names(sys.argv[1]):
        article(sys.argv[1], name, counts, say)
    print(", ".join(f"{totals[k]} {k}" for k in KINDS), file=sys.stderr)


if __name__ == "__main__":
    main()
