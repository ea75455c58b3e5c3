# SPDX-License-Identifier: Apache-2.0
"""Ledgers of long runs: one line a run, kept in docs/ledger/, for docs/benchmarks.md to point at."""
import datetime
import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "ledger"
COLUMNS = ("date", "goal", "command", "result", "verdict", "cores", "load_before")


def record(goal, command, result, fine, load_before):
    """Appends a run; load_before: the machine's load average when it began (os.getloadavg()[0])."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / "front.tsv"
    if not path.exists():
        path.write_text("\t".join(COLUMNS) + "\n")
    date = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M")
    row = (date, goal, command, result, "ok" if fine else "short", str(os.cpu_count()), f"{load_before:.1f}")
    with path.open("a") as file:
        file.write("\t".join(row) + "\n")
    print(f"{goal}: {result} -> {'ok' if fine else 'SHORT'}", flush=True)
