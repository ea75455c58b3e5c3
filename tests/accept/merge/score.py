# SPDX-License-Identifier: Apache-2.0
"""score.py [BINARY] [RULE...]: how well `dragoman merge` joins the articles of one story (make eval-merge).

For each pair of articles: do they share a merged record of the type of their stories? Precision and recall over pairs. The pairs
whose main event is not found in both articles at all are counted as missed, so recall is that of the whole way, not of merge alone;
`found` says in how many articles it was."""
import itertools
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from stories import STORIES  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]


def merged(binary, rule):
    lines = "".join(json.dumps({"id": str(i), "text": text, "published": published}) + "\n" for i, (_, _, published, text) in enumerate(STORIES))
    replies = subprocess.run([binary, "extract", "--ndjson"], input=lines, capture_output=True, text=True, check=True).stdout
    out = subprocess.run([binary, "merge", "--rule", rule], input=replies, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in replies.splitlines()], [json.loads(line) for line in out.splitlines()]


def score(binary, rule):
    replies, events = merged(binary, rule)
    together = set()
    for event in events:
        articles = sorted({int(record["article"]) for record in event["records"]})
        for a, b in itertools.combinations(articles, 2):
            if event["type"] == STORIES[a][1] == STORIES[b][1]:
                together.add((a, b))
    wanted = {(a, b) for a, b in itertools.combinations(range(len(STORIES)), 2) if STORIES[a][0] == STORIES[b][0]}
    found = sum(any(event["type"] == STORIES[i][1] for event in reply["events"]) for i, reply in enumerate(replies))
    right = len(together & wanted)
    return {"right": right, "joined": len(together), "wanted": len(wanted), "found": found, "records": sum(len(e["records"]) for e in events), "events": len(events)}


def main():
    binary = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "build" / "dragoman")
    for rule in sys.argv[2:] or ["event", "fingerprint", "daily"]:
        s = score(binary, rule)
        print(f"{rule:12} P {100 * s['right'] / max(1, s['joined']):5.1f}  R {100 * s['right'] / s['wanted']:5.1f}  ({s['right']} right of {s['joined']} pairs joined, {s['wanted']} asked for; main event found in {s['found']} of {len(STORIES)} articles; {s['records']} records, {s['events']} events)")


if __name__ == "__main__":
    main()
