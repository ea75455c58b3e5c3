# SPDX-License-Identifier: Apache-2.0
"""Readers of the public corpora: each yields documents with whatever labels the corpus has.

What a corpus does not say stays open, so that corpora with different label sets train one head:
a word's name label is a *mask* of the rows it may have (see labels.py), and the loss is the
probability of the whole mask (partial labels: Cour et al. 2011, Tsuboi et al. 2008).  Mask 0 means
"not annotated".  Where each corpus comes from and under which licence: train/README.md.
"""

import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field

import words as cut
from labels import DEPREL, NAME_ROWS, NAMES, QUOTE_PARTS, UPOS, name_mask


@dataclass
class Event:
    """One trigger (or, with kind "pair", one marked source and target) in a sentence."""
    start: int                 # words of the trigger, half open
    end: int
    types: list                # numbers of the types that are right, the best first
    tense: int = -1            # -1: not annotated, here and below
    flags: list = field(default_factory=lambda: [-1, -1, -1])
    mode: int = -1             # row of MODE_ROWS
    contexts: list = None      # numbers of CONTEXTS
    roles: list = None         # a row of ROLE_ROWS for each word of the sentence
    kind: str = "trigger"


@dataclass
class Sentence:
    words: list
    upos: list = None
    head: list = None          # 1-based word in the sentence, 0: root, -1: not known
    deprel: list = None
    names: list = None         # masks of NAME_ROWS
    triggers: list = None      # masks of TRIGGER_ROWS
    quotes: list = None        # [3][words]: rows of QUOTE_ROWS for source, cue, content
    events: list = field(default_factory=list)


@dataclass
class Document:
    set: str
    id: str
    sentences: list
    mentions: list = field(default_factory=list)  # (sentence, start, end, entity, row of NAMES)
    links: list = field(default_factory=list)     # (sentence, start, end, entity or -1)
    fifth: int = -1            # 0-4 for the PLV sentences: what may be held out together


def open_text(path):
    """A file, packed or not."""
    return gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")


def relation_row(label):
    """A dependency label, or its part before the colon where the whole is too rare to learn."""
    return DEPREL.index(label if label in DEPREL else label.split(":")[0])


# genres of GUM whose texts may be used commercially (CC BY, CC BY-SA or public domain); the others are
# non-commercial, without derivatives, or not clear
FREE_GUM = "academic bio interview news speech textbook vlog voyage".split()


def read_ud(path, name):
    """Universal Dependencies, CoNLL-U."""
    doc, rows = None, []
    for line in open_text(path):
        if line.startswith("# newdoc"):
            if doc and doc.sentences:
                yield doc
            doc = Document(name, line.split("=")[1].strip(), [])
        elif line == "\n":
            if rows:
                doc.sentences.append(Sentence([r[1] for r in rows], [UPOS.index(r[3]) for r in rows],
                                              [int(r[6]) for r in rows], [relation_row(r[7]) for r in rows]))
            rows = []
        elif line[0] != "#":
            fields = line.rstrip("\n").split("\t")
            if fields[0].isdigit():
                rows.append(fields)
    if doc and doc.sentences:
        yield doc


NEWSWIRE = {
    "Person": ["PERSON"], "Organization": ["ORGANIZATION"], "Location": ["GPE", "LOCATION"], "Facility": ["FACILITY"],
    "NORP": ["NORP"], "Date": ["DATE"], "Money": ["MONEY"], "Product": ["PRODUCT"], "Misc": ["EVENT", "MISC"],
}
EVERY = list(NAMES)
CROSSNER = {
    "politician": ["PERSON"], "person": ["PERSON"], "politicalparty": ["ORGANIZATION"], "organisation": ["ORGANIZATION"],
    "country": ["GPE"], "location": ["GPE", "LOCATION", "FACILITY"], "event": ["EVENT"], "election": ["EVENT"],
    "misc": ["NORP", "PRODUCT", "MISC", "EVENT", "MONEY", "DATE", "FACILITY"],
}
WIKIGOLD = {
    "PER": ["PERSON"], "ORG": ["ORGANIZATION"], "LOC": ["GPE", "LOCATION", "FACILITY"],
    "MISC": ["NORP", "EVENT", "PRODUCT", "MISC"],
}
# corpora that do not mark dates and amounts: a word outside a name may still be one
OPEN_O = 1 | name_mask(["DATE", "MONEY"], "B") | name_mask(["DATE", "MONEY"], "I")


def bio_masks(tags, kinds, outside=1):
    """Masks of a sentence's tags; IOB1 (a name may begin with I-) is read as well as IOB2."""
    out, last = [], "O"
    for tag in tags:
        if tag == "O":
            out.append(outside)
        else:
            prefix, kind = tag.split("-", 1)
            begins = prefix == "B" or last == "O" or last.split("-", 1)[1] != kind
            out.append(name_mask(kinds[kind], "B" if begins else "I"))
        last = tag
    return out


def read_newswire_tags(path):
    """{article: [[(word, tag)]]}: the second column; longer rows repeat or correct it elsewhere."""
    articles, rows, current = {}, [], None
    for line in open_text(path):
        if line.startswith("# newdoc id"):
            current = articles.setdefault(line.split("=")[1].strip(), [])
        elif not line.strip():
            if rows:
                current.append(rows)
            rows = []
        else:
            fields = line.rstrip("\n").split("\t")
            if len(fields) >= 2 and fields[0].strip():
                rows.append((fields[0].strip(), fields[1].split(" ")[0]))
            if rows and fields[0].startswith("http") and len(rows) == 1:
                current.append(rows)
                rows = []
    if rows:
        current.append(rows)
    return articles


def read_newswire(path, skip=()):
    """Newswire names; `skip`: articles that are read elsewhere, with more labels."""
    for name, sentences in read_newswire_tags(path).items():
        if name in skip:
            continue
        yield Document("newswire", name, [
            Sentence([w for w, _ in s], names=bio_masks([t for _, t in s], NEWSWIRE)) for s in sentences])


def read_columns(path, name, kinds, outside):
    """Two columns a word, a blank line a sentence."""
    doc, rows = Document(name, name, []), []
    for line in list(open_text(path)) + [""]:
        fields = line.split()
        if len(fields) == 2:
            rows.append(fields)
        elif rows:
            doc.sentences.append(Sentence([r[0] for r in rows], names=bio_masks([r[1] for r in rows], kinds, outside)))
            rows = []
            if len(doc.sentences) == 20:
                yield doc
                doc = Document(name, name, [])
    if doc.sentences:
        yield doc


def read_polnear(path):
    """PolNeAR: who said what.  Contents nest; the outermost one counts."""
    for line in open_text(path):
        item = json.loads(line)
        text = item["text"]
        parts = {part: bytearray(len(text) + 1) for part in QUOTE_PARTS}
        for row in item["brat"].split("\n"):
            m = re.match(r"T\d+\t(Source|Cue|Content) ([\d ;]+)\t", row)
            if not m:
                continue
            marks = parts[m[1].lower()]
            spans = [tuple(map(int, s.split())) for s in m[2].split(";")]
            for i, (a, b) in enumerate(spans):
                if not any(marks[a:b]):
                    marks[a:b] = b"\2" * (b - a)
                    marks[a:a + 1] = b"\1" if i == 0 else b"\2"
        doc = Document("polnear", item["id"], [])
        for a, b in cut.sentences(text):
            spans = [(a + s, a + e) for s, e in cut.words(text[a:b])]
            rows = []
            for part in QUOTE_PARTS:
                marks = parts[part]
                rows.append([1 if 1 in marks[s:e] else 2 if 2 in marks[s:e] else 0 for s, e in spans])
            doc.sentences.append(Sentence([text[s:e] for s, e in spans], quotes=rows))
        yield doc


def plv_fifth(text):
    """Which fifth a PLV sentence belongs to, told by its words alone."""
    return hashlib.sha256("".join(c for c in text.lower() if c.isalnum()).encode()).digest()[0] % 5


def read_pairs(path):
    """PLV: a sentence with a source and a target marked, and the type of what one does to the other."""
    from labels import TYPES
    for i, line in enumerate(open_text(path)):
        fields = line.rstrip("\n").split("\t")
        if i == 0 or len(fields) < 6:
            continue
        marked = fields[5]
        plain, marks, at = "", {}, 0
        for m in re.finditer(r"</?[st]>", marked):
            plain += marked[at:m.start()]
            marks[m.group()] = len(plain)
            at = m.end()
        plain += marked[at:]
        if len(marks) != 4:
            continue
        spans = cut.words(plain)
        roles = [1 if s < marks["</s>"] and e > marks["<s>"] else 3 if s < marks["</t>"] and e > marks["<t>"] else 0
                 for s, e in spans]
        types = [TYPES.index("CONCEDE"), TYPES.index("RETREAT")] if fields[1] == "YIELD" else [TYPES.index(fields[1])]
        sentence = Sentence([plain[s:e] for s, e in spans])
        sentence.events.append(Event(0, 0, types, roles=roles, kind="pair"))
        yield Document("pairs", fields[0], [sentence], fifth=plv_fifth(plain))


def plain_texts(data):
    """{id: text} of cameo-quad, sixty lines together as they were annotated, and of re3d."""
    rows = [line.rstrip("\n").split("\t", 1)[-1] for line in open_text(f"{data}/events/cameo-quad.tsv")][1:]
    out = {f"quad-{i:04}": "\n".join(rows[i:i + 60]) for i in range(0, len(rows), 60)}
    for line in open_text(f"{data}/relations/re3d.jsonl.gz"):
        item = json.loads(line)
        out.setdefault("re3d-" + item["id"], item["text"])
    return out


def read_plain(data):
    """Sentences without labels of ours, for silver.py: political and defence news."""
    seen, out = set(), []
    quad = [line.rstrip("\n").split("\t", 1)[-1] for line in open_text(f"{data}/events/cameo-quad.tsv")][1:]
    texts = [json.loads(line)["text"] for line in open_text(f"{data}/relations/re3d.jsonl.gz")]
    for text in quad + texts:
        doc = Document("plain", "plain", [])
        for a, b in cut.sentences(text):
            spans = cut.words(text[a:b])
            if text[a:b] not in seen and len(spans) > 2:
                seen.add(text[a:b])
                doc.sentences.append(Sentence([text[a + s:a + e] for s, e in spans]))
        if doc.sentences:
            out.append(doc)
    for part in ("news", "politics"):
        for line in open_text(f"{data}/relations/crossre-{part}-train.jsonl"):
            out.append(Document("plain", "crossre", [Sentence(json.loads(line)["sentence"])]))
    return out
