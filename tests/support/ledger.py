# SPDX-License-Identifier: Apache-2.0
"""Ledgers of long runs: one line a run, kept in docs/ledger/, for docs/benchmarks.md to point at.

    python tests/support/ledger.py FILE GOAL COMMAND -- PROGRAM...    a line for a program: its last line of output, and whether it succeeded"""
import datetime
import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "ledger"
COLUMNS = ("date", "goal", "command", "result", "verdict", "cores", "load_before")


def record(goal, command, result, fine, load_before, file="front.tsv"):
    """Appends a run; load_before: the machine's load average when it began (os.getloadavg()[0])."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / file
    if not path.exists():
        path.write_text("\t".join(COLUMNS) + "\n")
    date = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M")
    row = (date, goal, command, result, "ok" if fine else "short", str(os.cpu_count()), f"{load_before:.1f}")
    with path.open("a") as lines:
        lines.write("\t".join(row) + "\n")
    print(f"{goal}: {result} -> {'ok' if fine else 'SHORT'}", flush=True)


def main():
    file, goal, command, _, *program = sys.argv[1:]
    load = os.getloadavg()[0]
    ran = subprocess.run(program, stdout=subprocess.PIPE, text=True)
    sys.stdout.write(ran.stdout)
    record(goal, command, " ".join((ran.stdout.split("\n\n")[-1].splitlines() or [""])[-1].split()), ran.returncode == 0, load, file)
    sys.exit(ran.returncode)


if __name__ == "__main__":
    main()
