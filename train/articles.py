# SPDX-License-Identifier: Apache-2.0
"""Readers of data/corpus (docs/corpus.md): whole articles, and sentences that stand alone (told.py: mentions alone).

Spans are code points of the text; here they become spans of words.  Articles that the newswire name
corpus has too get its names as well: its spans bring dates, amounts and the rest, ours tell GPE from
LOCATION, and where the two disagree on the type of one span both types are right (a mask).
"""

import json
import os
import re

import words as cut
from corpora import NEWSWIRE, OPEN_O, Document, Event, Sentence, plv_fifth
from labels import (CONTEXTS, MODE_ROWS, NAMES, ROLES, TENSES, TRIGGER_ROWS, TYPES, name_mask)

# rows of an article that only the six corpus types speak about: the rest may still be another name
OUR_O = OPEN_O | sum(name_mask(["EVENT", "PRODUCT", "MISC"], p) for p in "BI")


def find_all(sentence, name, start):
    """Every place where a name stands as whole words: a surface is listed once a sentence."""
    places = [m.span() for m in re.finditer(r"(?<!\w)" + re.escape(name) + r"(?!\w)", sentence)]
    return places if (start, start + len(name)) in places else places + [(start, start + len(name))]


def covered(spans, start, end):
    """Numbers (first, last + 1) of the words that overlap the characters start..end, or None."""
    hit = [i for i, (a, b) in enumerate(spans) if a < end and b > start]
    return (hit[0], hit[-1] + 1) if hit else None


def role_rows(spans, mention, base):
    """The role of each word, given one event mention; the first role that claims a word keeps it."""
    rows = [0] * len(spans)
    for r, role in enumerate(ROLES):
        for span in mention.get(role) or []:
            hit = covered(spans, span["start"] - base, span["end"] - base)
            if not hit or any(rows[hit[0]:hit[1]]):
                continue
            rows[hit[0]] = 1 + 2 * r
            for i in range(hit[0] + 1, hit[1]):
                rows[i] = 2 + 2 * r
    return rows


def add_trigger(masks, first, last, types):
    """Enter a trigger into a sentence's masks; where two share all their words, either is right."""
    free = all(masks[i] == 1 for i in range(first, last))
    for t in types:
        row = 1 + 2 * t
        if free or masks[first] & sum(1 << (1 + 2 * k) for k in range(len(TYPES))):
            for i in range(first, last):
                if free or masks[i] != 1:
                    bit = 1 << (row if i == first else row + 1)
                    masks[i] = bit if masks[i] == 1 else masks[i] | bit
    return free


def event_of(record, mention, spans, base, whole_article):
    """The Event of one mention in a sentence that starts at `base`."""
    hit = covered(spans, mention["trigger"]["start"] - base, mention["trigger"]["end"] - base)
    if not hit:
        return None
    types = [TYPES.index(t) for t in [record["type"]] + (record.get("or") or []) if t in TYPES]
    mode = f"{record['type']}/{record.get('mode')}"
    return Event(hit[0], hit[1], types, TENSES.index(record["tense"]),
                 [int(bool(record.get("negated"))), int(bool(record.get("attribution"))),
                  int(bool(record["core"])) if whole_article else -1],
                 MODE_ROWS.index(mode) if mode in MODE_ROWS else 0,
                 [CONTEXTS.index(c) for c in record.get("contexts") or [] if c in CONTEXTS] if whole_article else None,
                 role_rows(spans, mention, base))


def tag_places(text, tagged):
    """[(start, end, tag)] of newswire words in the text of the same article."""
    out, at = [], 0
    for rows in tagged:
        for word, tag in rows:
            here = text.find(word, at, at + 300)
            if here < 0:
                continue
            at = here + len(word)
            out.append((here, at, tag))
    return out


def tag_spans(places):
    """[[start, end, kind]]: the names among tagged words."""
    spans, last = [], "O"
    for start, end, tag in places:
        if tag != "O":
            prefix, kind = tag.split("-", 1)
            if prefix == "B" or last == "O" or last.split("-", 1)[1] != kind:
                spans.append([start, end, kind])
            else:
                spans[-1][1] = end
        last = tag
    return spans


def merged_names(ours, theirs):
    """[(start, end, [types])], longest first, of our mentions and newswire's names of one sentence."""
    out = []
    for start, end, kind in theirs:
        kinds = list(NEWSWIRE[kind])
        same = [t for a, b, t in ours if (a, b) == (start, end)]
        over = [t for a, b, t in ours if a < end and b > start]
        if kind == "Location" and (same or over):
            kinds = [t for t in (same or over) if t in ("GPE", "LOCATION")] or kinds + same
        elif same and same[0] not in kinds:
            kinds = kinds + same[:1]
        out.append((start, end, kinds))
    for start, end, kind in ours:
        if not any(a < end and b > start for a, b, _ in theirs):
            out.append((start, end, [kind]))
    return sorted(out, key=lambda s: (s[0] - s[1], s[0]))


def name_masks(spans, named, outside):
    """Masks of the words of a sentence."""
    masks = [outside] * len(spans)
    done = [False] * len(spans)
    for start, end, kinds in named:
        hit = covered(spans, start, end)
        if not hit or any(done[hit[0]:hit[1]]):
            continue
        for i in range(*hit):
            masks[i] = name_mask(kinds, "B" if i == hit[0] else "I")
            done[i] = True
    return masks


def leave_unsure(doc, text, places, unsure):
    """Words that are no trigger in a document, but that somebody takes for one: they lose their label."""
    for span in unsure:
        k = next(k for k, (_, end) in enumerate(places) if span["start"] < end)
        base, end = places[k]
        triggers = doc.sentences[k].triggers
        for i in range(*(covered(cut.words(text[base:end]), span["start"] - base, span["end"] - base) or (0, 0))):
            triggers[i] = 0 if triggers[i] == 1 else triggers[i]


def read_article(path, texts, tagged=None, unsure=()):
    """One annotated article; `tagged`: the newswire rows of the same article, `unsure`: see leave_unsure."""
    record = json.load(open(path, encoding="utf-8"))
    name = os.path.basename(path)[:-5]
    text = open(f"{texts}/{name}.txt", encoding="utf-8", newline="").read()
    rows = [line.split("\t") for line in open(f"{texts}/{name}.sents", encoding="utf-8")]
    places = [(int(r[1]), int(r[2])) for r in rows]
    raw = [text[a:b] for a, b in places]
    spans = [cut.words(s) for s in raw]
    theirs = tag_spans(tag_places(text, tagged)) if tagged else []
    doc = Document("articles", name, [])
    ours = [[] for _ in raw]
    links = {}
    for n, entity in enumerate(record["entities"]):
        for m in entity["mentions"]:
            k, at = m["sentence"], m["start"] - places[m["sentence"]][0]
            for start, end in find_all(raw[k], m["text"], at) if m["kind"] == "name" else [(at, at + len(m["text"]))]:
                hit = covered(spans[k], start, end)
                if hit and m["kind"] == "name":
                    ours[k].append((start, end, entity["type"]))
                    doc.mentions.append((k, hit[0], hit[1], n, NAMES.index(entity["type"])))
                elif hit:
                    links[(k, *hit)] = n
    for k, sentence in enumerate(raw):
        base, stop = places[k]
        inside = [(a - base, b - base, kind) for a, b, kind in theirs if base <= a and b <= stop]
        masks = name_masks(spans[k], merged_names(ours[k], inside), 1 if tagged else OUR_O)
        doc.sentences.append(Sentence([sentence[a:b] for a, b in spans[k]], names=masks, triggers=[1] * len(spans[k])))
    doc.mentions = longest_mentions(doc.mentions)
    add_events(doc, record, spans, [start for start, _ in places], links)
    leave_unsure(doc, text, places, unsure)
    return doc


def longest_mentions(mentions):
    """Without those that lie inside a longer one ("Sudan" in "South Sudan")."""
    kept, seen = [], {}
    for m in sorted(set(mentions), key=lambda m: (m[0], m[1] - m[2], m[1])):
        words = {(m[0], i) for i in range(m[1], m[2])}
        if not words & seen.keys():
            kept.append(m)
            seen.update(dict.fromkeys(words))
    return sorted(kept)


def add_events(doc, record, spans, bases, links):
    """Triggers, roles and attributes; described parties without an entity join the links."""
    for event in record["events"]:
        for mention in event["mentions"]:
            k = mention["sentence"]
            found = event_of(event, mention, spans[k], bases[k], True) if spans[k] else None
            if not found:
                continue
            add_trigger(doc.sentences[k].triggers, found.start, found.end, found.types)
            doc.sentences[k].events.append(found)
            for party in (mention.get("source") or []) + (mention.get("target") or []):
                hit = covered(spans[k], party["start"] - bases[k], party["end"] - bases[k])
                if hit and "entity" not in party:
                    links.setdefault((k, *hit), -1)
    names = {(m[0], m[1], m[2]) for m in doc.mentions}
    doc.links = sorted((*span, entity) for span, entity in links.items() if span not in names)


def plv_texts(path):
    """The sentences of the PLV file by row: data/corpus keeps only annotations of them."""
    with open(path, encoding="utf-8", newline="") as f:
        rows = [line.rstrip("\r").split("\t") for line in f.read().split("\n")[1:]]
    return [re.sub(r"</?[st]>", "", r[5]).strip() if len(r) > 5 else "" for r in rows]


def read_sentences(path, plv):
    """Annotated sentences that stand alone (one JSON object a line); plv: plv_texts()."""
    for line in open(path, encoding="utf-8"):
        item = json.loads(line)
        text = item["text"] if "text" in item else plv[item["row"]]
        if len(text) != item.get("length", len(text)):
            raise ValueError(f"{item['id']}: another version of the PLV file")
        spans = cut.words(text)
        sentence = Sentence([text[a:b] for a, b in spans], triggers=[1] * len(spans))
        for event in item["events"]:
            found = event_of(event, event, spans, 0, False)
            if found:
                add_trigger(sentence.triggers, found.start, found.end, found.types)
                sentence.events.append(found)
        yield Document("sentences", item["id"], [sentence], fifth=plv_fifth(text) if "row" in item else -1)
