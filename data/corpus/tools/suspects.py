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
  differs     a trigger word that the train part codes three to nine times in ten as another type
  court       a conviction, sentence or fine that is not SANCTION/convict; a dismissal from office that is not SANCTION/expel
  agent       an arrest, a conviction or a charge whose record names nobody who did it
  filled      a source that no mention expresses and no sentence near a mention names
  doer        a condemnation without the one who is condemned
  private     a core ASSAULT with context crime: private crime is non-core
  state       "the government", "the regime", "the authorities" without link, where the article names the state
  national    a name made of a nationality and a body's common name ("Czech Senate")

The rules behind the last eight are in docs/coding.md.
"""
import collections
import re
import sys

from standoff import CORPUS, load, names, sentences_of, text_of

KINDS = (
    "unlisted", "unlinked", "no-party", "rare-type", "uncoded", "both-sides", "voice", "nested",
    "differs", "court", "agent", "filled", "doer", "private", "state", "national",
)
CONVICTS = re.compile(r"\b(convict\w*|sentenc\w+|fined|found guilty)\b", re.I)
DISMISSES = re.compile(r"\b(sacked|impeach\w*|ousted|removed from|relieved of)\b", re.I)
CONDEMNS = re.compile(r"\b(condemn\w*|denounc\w*|deplor\w*|decr(?:y|ie[sd])|slam\w*|critici[sz]e[sd]?)\b", re.I)
STATE_WORDS = re.compile(r"^(?:the |this |my |our |his |her )?(?:[A-Z]\w+ |central |federal |new )*(?:[Gg]overnment|GOVERNMENT|regime|authorities)$")
COMMON_BODY = re.compile(
    r"\b(ministry|senate|embassy|parliament|supreme court|armed forces|cabinet|legislature|congress|council of ministers|presidency)\b", re.I
)


def column(table, name):
    lines = [l.split("\t") for l in (CORPUS.parent / "knowledge" / table).read_text(encoding="utf-8").split("\n") if l and not l.startswith("#")]
    at = lines[0].index(name)
    return {l[at] for l in lines[1:] if len(l) > at}


def lower(words):
    return re.sub(r"\s+", " ", words.lower())


class Counts:
    """How the whole train part codes each trigger word, and how often the word stands uncoded."""

    def __init__(self):
        self.types = collections.defaultdict(collections.Counter)
        self.stands = collections.Counter()
        self.states, self.nationalities = column("states.tsv", "name"), column("demonyms.tsv", "canonical")
        for name in names("train"):
            doc, text = load("train", name), text_of(name)
            self.stands.update(re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()))
            for v in doc["events"]:
                for m in v["mentions"]:
                    self.types[lower(m["trigger"]["text"])][v["type"]] += 1

    def coded(self, word):
        return sum(self.types[word].values()) if word in self.types else 0


class Article:
    def __init__(self, part, name, counts, say):
        self.name, self.counts = name, counts
        self.doc, self.text, self.rows = load(part, name), text_of(name), sentences_of(name)
        self.say = lambda kind, *words: say(kind, name, *words)
        self.entities = {e["id"]: e for e in self.doc["entities"]}
        self.named = [(m, e) for e in self.doc["entities"] for m in e["mentions"] if m["kind"] == "name"]

    def record(self, v):
        sides = {role: {w.get("entity") for w in v[role]} - {None} for role in ("source", "target")}
        surfaces = {lower(m["text"]): e["id"] for m, e in self.named}
        if not v["source"] and not v["target"]:
            self.say("no-party", v["id"], v["type"], v["mentions"][0]["trigger"]["text"])
        for e in sides["source"] & sides["target"]:
            self.say("both-sides", v["id"], v["type"], e)
        for role in ("source", "target"):
            for w in v[role]:
                if "text" in w and lower(w["text"]) in surfaces:
                    self.say("unlinked", v["id"], role, w["text"], surfaces[lower(w["text"])])
        for m in v["mentions"]:
            self.trigger(v, m)
            self.arguments(v, m, sides["source"] | sides["target"])

    def trigger(self, v, m):
        word = lower(m["trigger"]["text"])
        usual, times = self.counts.types[word].most_common(1)[0] if word in self.counts.types else (v["type"], 0)
        share = times / self.counts.coded(word) if times else 0
        where = (v["id"], f"[{m['sentence']}]", m["trigger"]["text"], v["type"], f"usually {usual}")
        if usual != v["type"] and times >= 9 and share >= 0.9:
            self.say("rare-type", *where)
        elif usual != v["type"] and times >= 5 and share >= 0.7:
            self.say("differs", *where)

    def arguments(self, v, m, listed):
        t, where = m["trigger"], f"[{m['sentence']}]"
        before = self.text[max(self.rows[m["sentence"]][0], t["start"] - 12) : t["start"]]
        by = re.match(r"\s+by\s+(the\s+|a\s+)?", self.text[t["end"] : t["end"] + 40])
        passive = re.search(r"\b(was|were|been|being|is|are)\s+(\w+ly\s+)?$", before) and t["text"].lower().endswith(("ed", "en", "wn", "ught"))
        for role in ("source", "target"):
            for x in m.get(role, []):
                if x["start"] >= t["start"] and x["end"] <= t["end"]:
                    self.say("nested", v["id"], role, x["text"], "in", t["text"])
                if "entity" in x and x["entity"] not in listed:
                    self.say("unlisted", v["id"], where, role, x["text"], x["entity"])
                if passive and role == "source" and x["end"] < t["start"] and not by:
                    self.say("voice", v["id"], where, t["text"], "source", x["text"])
                if passive and by and role == "target" and x["start"] == t["end"] + by.end():
                    self.say("voice", v["id"], where, t["text"], "target", x["text"])

    def rules(self, v):
        """The rules of docs/coding.md that a program can look for."""
        words = " | ".join(m["trigger"]["text"] for m in v["mentions"])
        kind, own = (v["type"], v["mode"]), (v["id"], v["type"], v["mode"], words)
        if v["type"] in ("COERCE", "ASSAULT", "ACCUSE") and CONVICTS.search(words) or v["type"] == "COERCE" and DISMISSES.search(words):
            self.say("court", *own)
        if not v["source"] and kind in (("COERCE", "arrest"), ("SANCTION", "convict"), ("ACCUSE", "allege")) and v["tense"] != "hypothetical":
            self.say("agent", *own)
        if v["type"] == "ACCUSE" and not v["target"] and CONDEMNS.search(words):
            self.say("doer", *own)
        if v["type"] == "ASSAULT" and v["core"] and "crime" in v["contexts"]:
            self.say("private", *own)
        self.filled(v)
        self.state_words(v)

    def filled(self, v):
        if any(m.get("source") for m in v["mentions"]) or v["type"] in ("CONSULT", "AGREE"):
            return
        near = {m["sentence"] + i for m in v["mentions"] for i in (-2, -1, 0, 1)}
        for e in [self.entities[w["entity"]] for w in v["source"] if "entity" in w]:
            if not any(m["sentence"] in near for m in e["mentions"]):
                self.say("filled", v["id"], v["type"], v["mentions"][0]["trigger"]["text"], e["name"])

    def state_words(self, v):
        for m in v["mentions"]:
            for x in [x for role in ("source", "target") for x in m.get(role, []) if "entity" not in x and STATE_WORDS.match(x["text"])]:
                countries = {w.get("country") for role in ("source", "target") for w in v[role] if "text" in w}
                for e in self.doc["entities"]:
                    if e["type"] == "GPE" and e["name"] in self.counts.states and e["country"] in countries:
                        self.say("state", v["id"], f"[{m['sentence']}]", x["text"], e["id"], e["name"])

    def uncoded(self):
        spans = [(m["trigger"]["start"], m["trigger"]["end"]) for v in self.doc["events"] for m in v["mentions"]]
        for match in re.finditer(r"[A-Za-z]+(?:-[A-Za-z]+)*", self.text):
            word = match[0].lower()
            coded = self.counts.coded(word)
            if coded >= 8 and coded >= 0.85 * self.counts.stands[word] and not any(a <= match.start() < b for a, b in spans):
                k = next((k for k, (a, b) in enumerate(self.rows) if a <= match.start() < b), -1)
                self.say("uncoded", f"[{k}]", word, self.counts.types[word].most_common(1)[0][0])

    def check(self):
        for v in self.doc["events"]:
            self.record(v)
            self.rules(v)
        self.uncoded()
        for m, e in self.named:
            first, _, rest = m["text"].partition(" ")
            if e["type"] in ("ORGANIZATION", "FACILITY") and first in self.counts.nationalities and COMMON_BODY.search(rest):
                self.say("national", f"[{m['sentence']}]", m["text"])


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
        Article(sys.argv[1], name, counts, say).check()
    print(", ".join(f"{totals[k]} {k}" for k in KINDS), file=sys.stderr)


if __name__ == "__main__":
    main()
