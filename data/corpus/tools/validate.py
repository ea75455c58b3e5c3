# SPDX-License-Identifier: Apache-2.0
"""Check the whole corpus; exits 1 and names article, record and fault for each thing that is wrong.

usage: validate.py [CORPUS]

Every span equals its slice of the text and lies in its sentence; ids resolve and are used once; types, modes, contexts and tenses exist in
data/ontology; arguments lie in the trigger's sentence; lists are in reading order; records and mentions agree: a linked argument is a party
of its record, or one of the exceptions in accepted.tsv, each decided by reading (a capital or an officer for the state that is listed).
Sentences and articles of mentions/ without their text are checked for bounds only.
"""
import json
import sys
from pathlib import Path

from standoff import (CORPUS, ENTITY_TYPES, MENTION_KINDS, PARTS, RELATION_TYPES, ROLES, TENSES, load, load_sentences, names, ontology, sentences_of, text_of)

MODES, CONTEXTS = ontology()
CHECKED_PARTIES = ("train", "dev")  # dev-a and dev-b stand as they were annotated


def accepted(corpus):
    """{(part, article, event, entity)} of linked arguments that may be missing from their record."""
    path = corpus / "accepted.tsv"
    rows = path.read_text(encoding="utf-8").splitlines()[1:] if path.exists() else []
    return {tuple(row.split("\t")[:4]) for row in rows}


class Checker:
    def __init__(self, corpus=CORPUS):
        self.accepted = accepted(corpus)
        self.problems = []
        self.where = ""

    def say(self, *words):
        self.problems.append(f"{self.where}: " + " ".join(map(str, words)))

    def span(self, s, text, bounds, what):
        a, b = s.get("start"), s.get("end")
        if not (isinstance(a, int) and isinstance(b, int) and 0 <= a < b <= len(text)):
            return self.say(what, "is no span:", s)
        if "text" in s and text[a:b] != s["text"]:
            self.say(what, f"says {s['text']!r}, the text has {text[a:b]!r}")
        if not (bounds[0] <= a and b <= bounds[1]):
            self.say(what, "lies outside its sentence:", s)
        if text[a:b] != text[a:b].strip():
            self.say(what, "begins or ends with white space:", s)

    def ordered(self, items, key, what):
        keys = [key(i) for i in items]
        if keys != sorted(keys):
            self.say(what, "not in reading order")

    def entities(self, doc, text, rows):
        ids = [e["id"] for e in doc["entities"]]
        if len(set(ids)) != len(ids):
            self.say("an entity id is used twice")
        for e in doc["entities"]:
            if e["type"] not in ENTITY_TYPES:
                self.say(e["id"], "entity type", e["type"])
            if not any(m["kind"] == "name" for m in e["mentions"]):
                self.say(e["id"], "has no name")
            for m in e["mentions"]:
                if m["kind"] not in MENTION_KINDS or not 0 <= m["sentence"] < len(rows):
                    self.say(e["id"], "mention", m)
                    continue
                self.span(m, text, rows[m["sentence"]], f"mention of {e['id']}")
            self.ordered(e["mentions"], lambda m: m["start"], f"mentions of {e['id']}")
            if len({(m["start"], m["end"]) for m in e["mentions"]}) != len(e["mentions"]):
                self.say(e["id"], "has one mention twice")
        return {e["id"]: e for e in doc["entities"]}

    def relations(self, doc, entities, rows):
        for r in doc["relations"]:
            if r["type"] not in RELATION_TYPES or r["subject"] not in entities or r["object"] not in {None, *entities}:
                self.say("relation", r)
            if not 0 <= r["sentence"] < len(rows):
                self.say("relation's sentence", r)
            if r["object"] is None and not r["label"]:
                self.say("relation without object and label", r)

    def parties(self, v, role, entities):
        for who in v[role]:
            if "entity" in who:
                if who["entity"] not in entities:
                    self.say(v["id"], role, "unknown entity", who)
            elif not who.get("text"):
                self.say(v["id"], role, "neither entity nor text", who)
        return {who["entity"] for who in v[role] if "entity" in who}

    @staticmethod
    def linked(v):
        return {a["entity"] for m in v["mentions"] for role in ("source", "target") for a in m.get(role, []) if "entity" in a}

    def event(self, v, entities, text, rows):
        if v["type"] not in MODES:
            return self.say(v["id"], "type", v["type"])
        if v["mode"] is not None and v["mode"] not in MODES[v["type"]]:
            self.say(v["id"], v["type"], "has no mode", v["mode"])
        if v["tense"] not in TENSES:
            self.say(v["id"], "tense", v["tense"])
        for c in v["contexts"]:
            if c not in CONTEXTS:
                self.say(v["id"], "context", c)
        if not v["mentions"]:
            self.say(v["id"], "has no mention")
        parties = self.parties(v, "source", entities) | self.parties(v, "target", entities)
        if self.where.split("/")[0] in CHECKED_PARTIES:
            for e in sorted(self.linked(v) - parties):
                if (*self.where.split("/"), v["id"], e) not in self.accepted:
                    self.say(v["id"], "lacks", e, "that an argument of it links to")
        a = v["attribution"]
        if a is not None and not (a.get("text") or a.get("entity") in entities):
            self.say(v["id"], "attribution", a)
        for m in v["mentions"]:
            if not 0 <= m["sentence"] < len(rows):
                self.say(v["id"], "sentence", m["sentence"])
                continue
            bounds = rows[m["sentence"]]
            self.span(m["trigger"], text, bounds, f"trigger of {v['id']}")
            for role in ROLES:
                for s in m.get(role, []):
                    self.span(s, text, bounds, f"{role} of {v['id']}")
                    if "entity" in s and s["entity"] not in entities:
                        self.say(v["id"], role, "unknown entity", s)
        self.ordered(v["mentions"], lambda m: m["trigger"]["start"], f"mentions of {v['id']}")

    def article(self, part, name, corpus):
        self.where = f"{part}/{name}"
        doc, text, rows = load(part, name, corpus), text_of(name, corpus), sentences_of(name, corpus)
        if doc["id"] != name:
            self.say("id", doc["id"])
        if any(not 0 <= a < b <= len(text) for a, b in rows) or any(x[1] > y[0] for x, y in zip(rows, rows[1:])):
            self.say("sentences overlap or leave the text")
        entities = self.entities(doc, text, rows)
        self.relations(doc, entities, rows)
        ids = [v["id"] for v in doc["events"]]
        if len(set(ids)) != len(ids):
            self.say("an event id is used twice")
        for v in doc["events"]:
            self.event(v, entities, text, rows)
        for q in doc.get("quotes", []):
            for key in ("content", "cue"):
                if q.get(key):
                    self.span(q[key], text, (0, len(text)), f"quote's {key}")
            if "entity" in (q.get("speaker") or {}) and q["speaker"]["entity"] not in entities:
                self.say("quote's speaker", q)

    def single(self, file, item):
        self.where = f"{file} {item['id']}"
        text = item.get("text")
        length = len(text) if text is not None else item["length"]
        for v in item["events"]:
            mode = v.get("mode")
            if v["type"] not in MODES or mode is not None and mode not in MODES[v["type"]] or v["tense"] not in TENSES:
                self.say("type, mode or tense", v["type"], mode, v["tense"])
            for s in [v["trigger"]] + [s for role in ROLES for s in v.get(role, [])]:
                if text is not None:
                    self.span(s, text, (0, length), "span")
                elif not 0 <= s["start"] < s["end"] <= length:
                    self.say("span", s)


def mentions(checker, corpus):
    """Checks mentions/*.jsonl; how many articles they have. None of them may be an article that is annotated whole."""
    seen = {name for part in PARTS for name in names(part, corpus)}
    before = len(seen)
    for file, item in load_sentences(corpus, "mentions"):
        checker.single(file, item)
        if item["id"] in seen:
            checker.say("is annotated elsewhere too")
        seen.add(item["id"])
        checker.ordered(item["events"], lambda v: v["trigger"]["start"], "mentions")
    train = set(names("train", corpus))
    doubts = corpus / "unsure.jsonl"
    for item in map(json.loads, doubts.read_text(encoding="utf-8").splitlines() if doubts.exists() else ()):
        checker.where = f"unsure.jsonl {item['id']}"
        if item["id"] not in train:
            checker.say("is no train article")
            continue
        text = text_of(item["id"], corpus)
        for span in item["unsure"]:
            checker.span(span, text, (0, len(text)), "span")
    return len(seen) - before


def main():
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    checker, articles, singles = Checker(corpus), 0, set()
    for part in PARTS:
        for name in names(part, corpus):
            checker.article(part, name, corpus)
            articles += 1
    shared = set(names("train", corpus)) & set(names("dev", corpus))
    checker.where = "parts"
    if shared:
        checker.say("in train and in dev:", *sorted(shared))
    for file, item in load_sentences(corpus):
        if item["id"] in singles:
            checker.say("sentence id used twice:", item["id"])
        singles.add(item["id"])
        checker.single(file, item)
    told = mentions(checker, corpus)
    for p in checker.problems:
        print(p)
    print(f"{articles} annotations of articles, {len(singles)} sentences, {told} articles of mentions, {len(checker.problems)} problems")
    sys.exit(1 if checker.problems else 0)


if __name__ == "__main__":
    main()
