# SPDX-License-Identifier: Apache-2.0
"""Edit an article by quoting words instead of counting characters.

usage: edit.py open PART NAME FILE     writes the article to FILE in the quoting form, with its numbered sentences as comments (`#` lines)
       edit.py save PART NAME FILE     reads it back, places every quotation, checks it, and writes PART/NAME.json
       edit.py sentences FILE OUT      places the quotations of single sentences (one JSON object a line: id, text, events with trigger,
                                       source, target, place, time as words) and writes OUT, a file of sentences/

Quoting form: mentions are [sentence, words] for names and [sentence, words, "nominal" | "pronoun"]; event mentions have "k", "trigger" and
arguments [words, entity or null] (source, target) or words (place, time); quotes have "k", "content", "cue" and "speaker" (entity id,
or {"text"}). `words#n` is the n-th place where the characters stand in the sentence. A quote's content may run over several sentences:
"content": [first words, last words], the last words sought in sentence "to".
"""
import json
import sys
from pathlib import Path

from convert import add_linked, event_mention, find, party, single, span
from standoff import CORPUS, dump, load, sentences_of, text_of


def quoted(sentence, at, words):
    """The words, with #n where the plain quotation would be found elsewhere."""
    if find(sentence, words)[0] == at:
        return words
    number, place = 0, -1
    while place != at:
        place = sentence.find(words, place + 1)
        number += 1
    return f"{words}#{number}"


class Quoter:
    def __init__(self, name):
        self.text, self.rows = text_of(name), sentences_of(name)

    def words(self, k, s):
        start, end = self.rows[k]
        return quoted(self.text[start:end], s["start"] - start, s["text"])

    def event(self, v):
        out = {k: v[k] for k in ("id", "type", "mode", "contexts", "core")}
        for role in ("source", "target"):
            out[role] = [w.get("entity") or w for w in v[role]]
        out.update({k: v[k] for k in ("tense", "negated", "attribution", "place", "date", "or", "note") if k in v})
        out["mentions"] = []
        for m in v["mentions"]:
            k = m["sentence"]
            row = {"k": k, "trigger": self.words(k, m["trigger"])}
            for role in ("source", "target"):
                if m.get(role):
                    row[role] = [[self.words(k, a), a.get("entity")] for a in m[role]]
            for role in ("place", "time"):
                if m.get(role):
                    row[role] = [self.words(k, a) for a in m[role]]
            out["mentions"].append(row)
        return out

    def mention(self, m):
        words = self.words(m["sentence"], m)
        return [m["sentence"], words] if m["kind"] == "name" else [m["sentence"], words, m["kind"]]

    def quote(self, q):
        out = {"k": q["sentence"], "speaker": q["speaker"] and (q["speaker"].get("entity") or q["speaker"])}
        a, b = self.rows[q["sentence"]]
        if q["content"]["end"] <= b:
            out["content"] = self.words(q["sentence"], q["content"])
        else:
            last = next(k for k, (x, y) in enumerate(self.rows) if x < q["content"]["end"] <= y)
            x = self.rows[last][0]
            head, tail = self.text[q["content"]["start"] : b], self.text[x : q["content"]["end"]]
            out.update(to=last, content=[quoted(self.text[a:b], q["content"]["start"] - a, head), tail])
        if q.get("cue"):
            k = next(k for k, (x, y) in enumerate(self.rows) if x <= q["cue"]["start"] < y)
            out["cue"] = self.words(k, q["cue"]) if k == q["sentence"] else [k, self.words(k, q["cue"])]
        return out


def open_article(part, name):
    doc, q = load(part, name), Quoter(name)
    out = {"id": doc["id"], "published": doc["published"]}
    out["entities"] = [{**{k: e[k] for k in ("id", "type", "name", "country")}, "mentions": [q.mention(m) for m in e["mentions"]]} for e in doc["entities"]]
    out["relations"] = [{"type": r["type"], "subject": r["subject"], "object": r["object"], "label": r["label"], "sent": r["sentence"]} for r in doc["relations"]]
    out["events"] = [q.event(v) for v in doc["events"]]
    if "quotes" in doc:
        out["quotes"] = [q.quote(x) for x in doc["quotes"]]
    lines = [f"# [{k}] {q.text[a:b]}" for k, (a, b) in enumerate(q.rows)]
    return "\n".join(lines) + "\n" + dump(out)


def place_quote(d, text, rows):
    k = d["k"]
    start, end = rows[k]
    content = d["content"]
    if isinstance(content, list):
        a = start + find(text[start:end], content[0])[0]
        x, y = rows[d["to"]]
        at, length = find(text[x:y], content[1])
        placed = {"start": a, "end": x + at + length, "text": text[a : x + at + length]}
    else:
        placed = span(text[start:end], start, content)
    out = {"speaker": party(d["speaker"]) if d.get("speaker") else None}
    if d.get("cue"):
        where, words = d["cue"] if isinstance(d["cue"], list) else (k, d["cue"])
        out["cue"] = span(text[rows[where][0] : rows[where][1]], rows[where][0], words)
    return {**out, "content": placed, "sentence": k}


def save_article(source, name):
    text, rows = text_of(name), sentences_of(name)
    d = json.loads("\n".join(l for l in source.split("\n") if not l.startswith("#")))
    entities = []
    for e in d["entities"]:
        mentions = []
        for k, words, *kind in e["mentions"]:
            start, end = rows[k]
            mentions.append({"sentence": k, **span(text[start:end], start, words), "kind": kind[0] if kind else "name"})
        entities.append({**{k: e[k] for k in ("id", "type", "name", "country")}, "mentions": mentions})
    events = []
    for v in d["events"]:
        record = {k: v.get(k) for k in ("id", "type", "mode")}
        record["contexts"], record["core"] = v.get("contexts") or [], bool(v.get("core"))
        record["source"], record["target"] = [party(w) for w in v["source"]], [party(w) for w in v["target"]]
        record["tense"], record["negated"] = v["tense"], bool(v.get("negated"))
        a = v.get("attribution")
        record["attribution"] = {"entity": a} if isinstance(a, str) and a in {e["id"] for e in entities} else {"text": a} if isinstance(a, str) else a
        record["place"], record["date"] = v.get("place"), v.get("date")
        record["mentions"] = sorted((event_mention(m, text, rows) for m in v["mentions"]), key=lambda m: m["trigger"]["start"])
        record.update({k: v[k] for k in ("or", "note") if v.get(k)})
        events.append(record)
    add_linked(entities, events)
    relations = [{"type": r["type"], "subject": r["subject"], "object": r.get("object"), "label": r.get("label"), "sentence": r["sent"]} for r in d["relations"]]
    doc = {"id": d["id"], "published": d["published"], "entities": entities, "relations": relations, "events": events}
    if "quotes" in d:
        doc["quotes"] = sorted((place_quote(q, text, rows) for q in d["quotes"]), key=lambda q: q["content"]["start"])
    return doc


def save_sentences(file, out):
    from validate import Checker

    checker, items = Checker(), []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            items.append(single(json.loads(line), True, None))
        except (ValueError, KeyError) as x:
            sys.exit(f"{file}:{number}: {x}")
        checker.single(out.name, items[-1])
    out.write_text("".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items), encoding="utf-8")
    for p in checker.problems:
        print(p)
    sys.exit(1 if checker.problems else 0)


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "sentences":
        save_sentences(Path(sys.argv[2]), Path(sys.argv[3]))
    if len(sys.argv) != 5 or sys.argv[1] not in ("open", "save"):
        sys.exit(__doc__)
    part, name, file = sys.argv[2], sys.argv[3], Path(sys.argv[4])
    if sys.argv[1] == "open":
        file.write_text(open_article(part, name), encoding="utf-8")
        return
    try:
        doc = save_article(file.read_text(encoding="utf-8"), name)
    except (ValueError, KeyError, IndexError) as x:
        sys.exit(f"{file}: {x}")
    from validate import Checker

    checker = Checker()
    (CORPUS / part / f"{name}.json").write_text(dump(doc), encoding="utf-8")
    checker.article(part, name, CORPUS)
    for p in checker.problems:
        print(p)
    sys.exit(1 if checker.problems else 0)


if __name__ == "__main__":
    main()
