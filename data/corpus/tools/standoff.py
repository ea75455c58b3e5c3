# SPDX-License-Identifier: Apache-2.0
"""Reading and writing the corpus: what every tool here shares.

Layout (docs/corpus.md): texts/NAME.txt and texts/NAME.sents, PART/NAME.json for the parts train, dev, dev-a and dev-b,
sentences/*.jsonl. Offsets are code points of the text, half-open.
"""
import json
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent
PARTS = ("train", "dev", "dev-a", "dev-b")

ENTITY_TYPES = ("PERSON", "ORGANIZATION", "GPE", "LOCATION", "FACILITY", "NORP")
MENTION_KINDS = ("name", "nominal", "pronoun")
RELATION_TYPES = ("HOLDS_POSITION", "MEMBER_OF", "PART_OF", "LOCATED_IN", "KINSHIP", "ALLY_OF", "OPPONENT_OF")
TENSES = ("past", "ongoing", "future", "hypothetical")
ROLES = ("source", "target", "place", "time")
PRONOUNS = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves we us our ours ourselves i me my mine "
    "who whom whose which that both these those this one each others another".split()
)


def ontology():
    """{type: set of modes}, set of contexts, from data/ontology."""
    folder = CORPUS.parent / "ontology"

    def rows(name):
        lines = [l for l in (folder / name).read_text(encoding="utf-8").split("\n") if l and not l.startswith("#")]
        head = lines[0].split("\t")
        return [dict(zip(head, l.split("\t"))) for l in lines[1:]]

    modes = {r["type"]: set() for r in rows("types.tsv")}
    for r in rows("modes.tsv"):
        modes[r["type"]].add(r["mode"])
    return modes, {r["context"] for r in rows("contexts.tsv")}


def text_of(name, corpus=CORPUS):
    return (corpus / "texts" / f"{name}.txt").read_text(encoding="utf-8")


def sentences_of(name, corpus=CORPUS):
    """[(start, end)] of the numbered sentences."""
    rows = []
    for line in (corpus / "texts" / f"{name}.sents").read_text(encoding="utf-8").splitlines():
        _, start, end = line.split("\t")[:3]
        rows.append((int(start), int(end)))
    return rows


def names(part, corpus=CORPUS):
    return sorted(p.stem for p in (corpus / part).glob("*.json"))


def load(part, name, corpus=CORPUS):
    return json.loads((corpus / part / f"{name}.json").read_text(encoding="utf-8"))


def load_sentences(corpus=CORPUS, folder="sentences"):
    """(file, item) of every single sentence, with or without its text; of folder "mentions": of every article there."""
    for path in sorted((corpus / folder).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path.name, json.loads(line)


def dump(doc):
    """JSON with one record a line, so that a change to one record is one line of a diff."""

    def one(value):
        return json.dumps(value, ensure_ascii=False)

    out = []
    for key, value in doc.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            out.append(f' "{key}": [\n' + ",\n".join("  " + one(v) for v in value) + "\n ]")
        else:
            out.append(f' "{key}": {one(value)}')
    return "{\n" + ",\n".join(out) + "\n}\n"
