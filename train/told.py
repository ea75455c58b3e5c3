# SPDX-License-Identifier: Apache-2.0
"""Readers of data/corpus/mentions (docs/corpus.md): texts whose event mentions alone are annotated, without text.

newswire.jsonl   the newswire articles that are not annotated whole: documents "told", with names from the name corpus
polnear.jsonl    PolNeAR's: triggers and roles beside the quotes that it has
plain.jsonl      cameo-quad and re3d: a line of cameo-quad has nothing to do with the next, so each is a document

These were annotated fast, so they are doubted where a careful annotation would often differ (add_mentions).
"""

import json

import corpora
import words as cut
from articles import add_trigger, event_of, leave_unsure, name_masks, tag_places, tag_spans
from corpora import NEWSWIRE, Document, Sentence, open_text


def read_mentions(path):
    """{article: its record} of a file of mentions/."""
    return {item["id"]: item for item in map(json.loads, open(path, encoding="utf-8"))}


def texts_of(path, wanted):
    """{id: text} of those articles of a file of JSON lines that are wanted."""
    return {item["id"]: item["text"] for item in map(json.loads, open_text(path)) if item["id"] in wanted}


def trigger_words(docs):
    """{(type, word)}: what tells an event in documents that are annotated with care, in lower case."""
    return {(t, word.lower()) for doc in docs for sentence in doc.sentences for event in sentence.events if event.kind != "pair"
            for t in event.types for word in sentence.words[event.start:event.end]}


def add_mentions(doc, text, item, known):
    """Triggers and roles of event mentions, for a document cut by words.sentences out of `text`.

    These were annotated fast: a trigger none of whose words is `known` (trigger_words) for its type may be one or not, and
    what a reader takes for a trigger where the annotation has none (`unsure`) is no label at all.
    """
    if len(text) != item["length"]:
        raise ValueError(f"{doc.id}: another version of the text")
    places = cut.sentences(text)
    for sentence in doc.sentences:
        sentence.triggers = [1] * len(sentence.words)

    def at(start):
        k = next(k for k, (_, end) in enumerate(places) if start < end)
        return k, places[k][0], cut.words(text[places[k][0]:places[k][1]])

    for event in item["events"]:
        k, base, spans = at(event["trigger"]["start"])
        found = event_of(event, event, spans, base, False)
        if found:
            add_trigger(doc.sentences[k].triggers, found.start, found.end, found.types)
            doc.sentences[k].events.append(found)
    for sentence in doc.sentences:
        for event in sentence.events:
            if not any((t, word.lower()) in known for t in event.types for word in sentence.words[event.start:event.end]):
                for i in range(event.start, event.end):
                    sentence.triggers[i] |= 1
    leave_unsure(doc, text, places, item["unsure"])


def read_newswire(mentions, texts, tags, known):
    """Newswire articles with event mentions and, from the name corpus, names."""
    for name, text in sorted(texts.items()):
        tagged = tag_spans(tag_places(text, tags[name])) if name in tags else None
        doc = Document("told", name, [])
        for start, end in cut.sentences(text):
            spans = cut.words(text[start:end])
            inside = [(a - start, b - start, list(NEWSWIRE[kind])) for a, b, kind in tagged or [] if start <= a and b <= end]
            doc.sentences.append(Sentence([text[start + a:start + b] for a, b in spans],
                                          names=name_masks(spans, inside, 1) if tagged is not None else None))
        add_mentions(doc, text, mentions[name], known)
        yield doc


def read_lines(mentions, texts, known):
    """Texts whose lines have nothing to do with each other, each line a document of its own."""
    for name, text in sorted(texts.items()):
        places = cut.sentences(text)
        whole = Document("sentences", name, [Sentence([text[a + s:a + e] for s, e in cut.words(text[a:b])]) for a, b in places])
        add_mentions(whole, text, mentions[name], known)
        start = 0
        for stop in range(1, len(places) + 1):
            if stop == len(places) or "\n" in text[places[stop - 1][1]:places[stop][0]]:
                yield Document("sentences", f"{name}-{start}", whole.sentences[start:stop])
                start = stop


def newswire(folder, data, tags, known):
    """The articles of newswire.jsonl as documents."""
    mentions = read_mentions(f"{folder}/newswire.jsonl")
    return list(read_newswire(mentions, texts_of(f"{data}/articles/newswire.jsonl.gz", mentions), tags, known))


def polnear(folder, path, known):
    """PolNeAR's train part: quotes, and event mentions without tense: what lasts as long as a campaign is
    "ongoing" in them, while our corpus calls each telling past."""
    mentions = read_mentions(f"{folder}/polnear.jsonl")
    texts = texts_of(path, mentions)
    for doc in corpora.read_polnear(path):
        if doc.id in mentions:
            add_mentions(doc, texts[doc.id], mentions[doc.id], known)
            for event in (event for sentence in doc.sentences for event in sentence.events):
                event.tense = -1
        yield doc


def plain(folder, data, known):
    """The lines of cameo-quad and re3d as documents."""
    mentions = read_mentions(f"{folder}/plain.jsonl")
    texts = corpora.plain_texts(data)
    return read_lines(mentions, {name: texts[name] for name in mentions}, known)
