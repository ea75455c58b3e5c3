# SPDX-License-Identifier: Apache-2.0
"""From the stand-off corpus to the plain records that the scorer reads.

usage: records.py PART OUT

OUT/NAME.json: entities with mentions [sentence, words], relations with "sent", events with mentions [sentence, trigger words], parties as
entity ids or {"text","country"}. Only names are mentions there: the scorer asks for names; links have a measure of their own.
"""
import json
import sys
from pathlib import Path

from standoff import load, names


def who(party):
    return party["entity"] if "entity" in party else {"text": party["text"], "country": party.get("country")}


def convert(doc):
    entities = []
    for e in doc["entities"]:
        seen = []
        for m in e["mentions"]:
            if m["kind"] == "name" and [m["sentence"], m["text"]] not in seen:
                seen.append([m["sentence"], m["text"]])
        entities.append({"id": e["id"], "type": e["type"], "name": e["name"], "country": e["country"], "mentions": seen})
    relations = [{**{k: r[k] for k in ("type", "subject", "object", "label")}, "sent": r["sentence"]} for r in doc["relations"]]
    events = []
    for v in doc["events"]:
        attribution = v["attribution"]
        record = {k: v[k] for k in ("id", "type", "mode", "contexts", "core", "tense", "negated", "place", "date")}
        record["attribution"] = attribution and (attribution.get("entity") or attribution.get("text"))
        record["source"] = [who(p) for p in v["source"]]
        record["target"] = [who(p) for p in v["target"]]
        record["mentions"] = [[m["sentence"], m["trigger"]["text"]] for m in v["mentions"]]
        if "or" in v:
            record["or"] = v["or"]
        events.append(record)
    return {"id": doc["id"], "published": doc["published"], "entities": entities, "relations": relations, "events": events}


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for name in names(sys.argv[1]):
        (out / f"{name}.json").write_text(json.dumps(convert(load(sys.argv[1], name)), ensure_ascii=False), encoding="utf-8")
