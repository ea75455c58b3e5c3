# SPDX-License-Identifier: Apache-2.0
"""Bring back the text of sentences that may not be passed on.

usage: join.py PLV_TRAIN_TSV OUT

Reads sentences/plv*.jsonl, takes each sentence by its row from the data set's own file (docs/corpus.md says where anyone gets it), and
writes the same files with "text" and the words of every span to OUT. A row of another length is an error: the file is another version.
"""
import json
import re
import sys
from pathlib import Path

from standoff import ROLES, load_sentences


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8", newline="") as f:
        rows = [line.rstrip("\r").split("\t") for line in f.read().split("\n")[1:]]
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    files = {}
    for file, item in load_sentences():
        if "row" not in item:
            continue
        text = re.sub(r"</?[st]>", "", rows[item["row"]][5]).strip()
        if len(text) != item["length"]:
            sys.exit(f"row {item['row']} has {len(text)} characters, {item['id']} was annotated on {item['length']}")
        for v in item["events"]:
            for s in [v["trigger"]] + [s for role in ROLES for s in v[role]]:
                s["text"] = text[s["start"] : s["end"]]
        files.setdefault(file, []).append({"id": item["id"], "text": text, "row": item["row"], "events": item["events"]})
    for file, items in files.items():
        (out / file).write_text("".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items), encoding="utf-8")
    print(sum(map(len, files.values())), "sentences")


if __name__ == "__main__":
    main()
