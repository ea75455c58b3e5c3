# SPDX-License-Identifier: Apache-2.0
"""Make the corpus out of annotations that quote words (the form in which they were written).

usage: convert.py SOURCE [CORPUS]

SOURCE holds train/, dev/, dev-a/, dev-b/, texts/ and sentences/ in the quoting form: mentions are [sentence number, words], triggers and
arguments are words, `words#n` the n-th place where the characters stand. Here every such quotation becomes a span of code points.
A linked party that is no name becomes a nominal or pronoun mention of its entity. Sentences whose text may not be passed on
(sentences/plv*) lose it and keep the row of the data set that has it, counted from 0 (join.py brings it back).

What cannot be placed is an error that names article, record and words: nothing is left out in silence.
"""
import json
import re
import sys
from pathlib import Path

from standoff import CORPUS, PARTS, PRONOUNS, dump


def find(sentence, words, sign="#"):
    """(start, length) of quoted words in a sentence: whole words first, `#n` counts all places (`sign`: in place of the #)."""
    bare, _, number = re.fullmatch(rf"(.*?)({sign}(\d+))?", words, re.S).groups()
    if number is None:
        whole = re.search(r"(?<!\w)" + re.escape(bare) + r"(?!\w)", sentence)
        at = whole.start() if whole else sentence.find(bare)
    else:
        at = -1
        for _ in range(int(number)):
            at = sentence.find(bare, at + 1)
            if at < 0:
                break
    if at < 0:
        raise ValueError(f"{words!r} does not stand in {sentence!r}")
    return at, len(bare)


def span(sentence, base, words):
    at, length = find(sentence, words)
    return {"start": base + at, "end": base + at + length, "text": sentence[at : at + length]}


def kind_of(words):
    return "pronoun" if words.lower() in PRONOUNS else "nominal"


def party(who):
    return {"entity": who} if isinstance(who, str) else {k: v for k, v in who.items() if v is not None}


def event_mention(m, text, rows):
    start, end = rows[m["k"]]
    sentence = text[start:end]
    out = {"sentence": m["k"], "trigger": span(sentence, start, m["trigger"])}
    for role in ("source", "target"):
        if m.get(role):
            out[role] = []
            for words, entity in m[role]:
                argument = span(sentence, start, words)
                if entity:
                    argument["entity"] = entity
                out[role].append(argument)
    for role in ("place", "time"):
        if m.get(role):
            out[role] = [span(sentence, start, words) for words in m[role]]
    return out


def add_linked(entities, events):
    """Linked parties that are no names are mentions of their entity too."""
    by_id = {e["id"]: e for e in entities}
    for v in events:
        for m in v["mentions"]:
            for argument in m.get("source", []) + m.get("target", []):
                entity = by_id.get(argument.get("entity"))
                if entity is None:
                    continue
                a, b = argument["start"], argument["end"]
                if any(a <= x["start"] and x["end"] <= b for x in entity["mentions"]):
                    continue
                entity["mentions"].append({"sentence": m["sentence"], "start": a, "end": b, "text": argument["text"], "kind": kind_of(argument["text"])})
    for entity in entities:
        entity["mentions"].sort(key=lambda x: (x["start"], x["end"]))


def article(d, text, rows):
    entities = []
    for e in d["entities"]:
        mentions = []
        for k, words in e["mentions"]:
            start, end = rows[k]
            m = {"sentence": k, **span(text[start:end], start, words), "kind": "name"}
            if m not in mentions:
                mentions.append(m)
        entities.append({"id": e["id"], "type": e["type"], "name": e["name"], "country": e.get("country"), "mentions": mentions})
    relations = [
        {"type": r["type"], "subject": r["subject"], "object": r.get("object"), "label": r.get("label"), "sentence": r["sent"]} for r in d["relations"]
    ]
    events = []
    for v in d["events"]:
        attribution = v.get("attribution")
        ids = {e["id"] for e in entities}
        if isinstance(attribution, str):
            attribution = {"entity": attribution} if attribution in ids else {"text": attribution}
        record = {
            "id": v["id"], "type": v["type"], "mode": v.get("mode"), "contexts": v.get("contexts") or [], "core": bool(v.get("core")),
            "source": [party(w) for w in v["source"]], "target": [party(w) for w in v["target"]],
            "tense": v["tense"], "negated": bool(v.get("negated")), "attribution": attribution,
            "place": v.get("place"), "date": v.get("date"),
            "mentions": sorted((event_mention(m, text, rows) for m in v["mentions"]), key=lambda m: m["trigger"]["start"]),
        }
        for extra in ("or", "note"):
            if v.get(extra):
                record[extra] = v[extra]
        events.append(record)
    add_linked(entities, events)
    return {"id": d["id"], "published": d.get("published"), "entities": entities, "relations": relations, "events": events}


def single(item, with_text, row):
    """One sentence: events with spans; without its text, spans lose their words."""

    def place(words):
        s = span(item["text"], 0, words)
        return s if with_text else {"start": s["start"], "end": s["end"]}

    events = []
    for v in item["events"]:
        record = {k: v.get(k) for k in ("type", "mode", "tense")}
        record["negated"] = bool(v.get("negated"))
        if v.get("attribution"):
            record["attribution"] = v["attribution"] if with_text else True
        record["trigger"] = place(v["trigger"])
        for role in ("source", "target", "place", "time"):
            record[role] = [place(w) for w in v.get(role) or []]
        events.append(record)
    out = {"id": item["id"]}
    if with_text:
        out["text"] = item["text"]
    else:
        out["row"] = row
        out["length"] = len(item["text"])
    out["events"] = events
    return out


def plv_rows(source):
    """{sentence: row} of the data set that stands beside the annotations."""
    rows = {}
    with open(Path(source).parent / "events" / "plv-train.tsv", encoding="utf-8", newline="") as f:
        for number, line in enumerate(f.read().split("\n")[1:]):
            cells = line.rstrip("\r").split("\t")
            if len(cells) > 5:
                rows.setdefault(re.sub(r"</?[st]>", "", cells[5]).strip(), number)
    return rows


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    source, out = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else CORPUS
    (out / "texts").mkdir(parents=True, exist_ok=True)
    problems = []
    for part in PARTS:
        (out / part).mkdir(exist_ok=True)
        for path in sorted((source / part).glob("*.json")):
            name = path.stem
            text = (source / "texts" / f"{name}.txt").read_text(encoding="utf-8")
            lines = [l.split("\t", 3) for l in (source / "texts" / f"{name}.sents").read_text(encoding="utf-8").split("\n") if l]
            rows = [(int(l[1]), int(l[2])) for l in lines]
            (out / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
            (out / "texts" / f"{name}.sents").write_text("".join(f"{k}\t{a}\t{b}\n" for k, (a, b) in enumerate(rows)), encoding="utf-8")
            try:
                doc = article(json.loads(path.read_text(encoding="utf-8")), text, rows)
            except (ValueError, KeyError, IndexError) as x:
                problems.append(f"{part}/{name}: {x!r}")
                continue
            (out / part / f"{name}.json").write_text(dump(doc), encoding="utf-8")
    (out / "sentences").mkdir(exist_ok=True)
    plv = plv_rows(source)
    for path in sorted((source / "sentences").glob("*.jsonl")):
        with_text = not path.name.startswith("plv")
        items = []
        for line in path.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            try:
                row = None if with_text else plv[item["text"].strip()]
                items.append(single(item, with_text, row))
            except (ValueError, KeyError) as x:
                problems.append(f"{path.name} {item['id']}: {x!r}")
        (out / "sentences" / path.name).write_text("".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items), encoding="utf-8")
    for p in problems:
        print(p, file=sys.stderr)
    print(f"problems: {len(problems)}")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
