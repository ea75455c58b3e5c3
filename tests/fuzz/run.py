#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs fuzz targets, one after the other, and keeps the ledger.

run.py [--build DIR] [--seconds N] [--ledger FILE] TARGET...
run.py --sums FILE       what the ledger adds up to

A line of the ledger: date, commit, target, CPU seconds (of the process, user and system), executions, edges reached, inputs kept, finds. A find is an
input that crashed, leaked, took 2 GiB, or 10 s of a processor (libFuzzer counts by the wall, so what it calls a timeout is measured again); it lies in
BUILD/finds/TARGET, and the exit status is 1."""
import argparse
import datetime
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SLOW = 10  # seconds of a processor, for one input
COLUMNS = ["date", "commit", "target", "cpu_s", "executions", "edges", "inputs", "finds"]


def commit():
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    return head or "-"


def measured(command, out):
    """Exit status and CPU seconds of a command, its output appended to a file."""
    process = subprocess.Popen([*map(str, command)], cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_utime + used.ru_stime


def is_find(path, program):
    """Timeouts and slow units are finds only if they take the processor that long, and not a machine that had no time."""
    if not path.name.startswith(("timeout-", "slow-unit-")):
        return True
    status, cpu = measured([program, "-timeout=1200", "-report_slow_units=1200", path], subprocess.DEVNULL)
    if status == 0 and cpu < SLOW:
        path.unlink()
        return False
    return True


def run(target, build, seconds, more):
    corpus, finds = build / "corpus" / target, build / "finds" / target
    for folder in (corpus, finds):
        folder.mkdir(parents=True, exist_ok=True)
    before = set(finds.iterdir())
    words = ROOT / "tests" / "fuzz" / f"{'gate' if target == 'http' else target}.dict"
    if not words.exists():
        words = ROOT / "tests" / "fuzz" / "text.dict"
    inputs = [corpus, build / "seeds" / target, *(p for p in [ROOT / "tests" / "fuzz" / "finds" / target] if p.is_dir())]
    command = [build / f"fuzz_{target}", f"-max_total_time={seconds}", "-rss_limit_mb=2048", "-timeout=120", "-report_slow_units=120", "-print_final_stats=1", f"-artifact_prefix={finds}/"]
    if target in ("segment", "extract", "answer", "knowledge"):
        command += ["-max_len=6000"]
    if words.exists():
        command += [f"-dict={words}"]
    log = build / f"{target}.log"
    with open(log, "wb") as out:
        status, cpu = measured([*command, *more, *inputs], out)
    text = log.read_text(errors="replace")
    found = {path for path in set(finds.iterdir()) - before if is_find(path, command[0])}
    if not found and "libFuzzer: timeout" in text:
        status = 0
    progress = re.findall(r"^#(\d+)\s.*?cov: (\d+) .*?corp: (\d+)", text, re.M)
    executions = re.search(r"stat::number_of_executed_units:\s+(\d+)", text)
    last = progress[-1] if progress else ("0", "0", "0")
    row = [datetime.date.today().isoformat(), commit(), target, round(cpu), executions.group(1) if executions else last[0], last[1], last[2], len(found)]
    return row, found, status, text


def sums(path):
    total = {}
    for line in Path(path).read_text().splitlines()[1:]:
        row = dict(zip(COLUMNS, line.split("\t")))
        one = total.setdefault(row["target"], [0, 0, 0, 0])
        for at, name in enumerate(("cpu_s", "executions", "finds")):
            one[at] += int(row[name])
        one[3] = max(one[3], int(row["edges"]))
    print(f"{'target':<10} {'CPU h':>7} {'executions':>12} {'edges':>7} {'finds':>5}")
    for target, (cpu, executions, finds, edges) in total.items():
        print(f"{target:<10} {cpu / 3600:>7.2f} {executions:>12,} {edges:>7,} {finds:>5}")
    print(f"{'all':<10} {sum(t[0] for t in total.values()) / 3600:>7.2f} {sum(t[1] for t in total.values()):>12,} {'':>7} {sum(t[2] for t in total.values()):>5}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--build", default="build-fuzz", type=Path)
    parser.add_argument("--seconds", default=60, type=int)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--sums", type=Path)
    parser.add_argument("--keep-going", action="store_true", help="libFuzzer forks, and goes on after a find")
    options = parser.parse_args()
    if options.sums:
        sums(options.sums)
        return 0
    failed = False
    for target in options.targets:
        more = ["-fork=1", "-ignore_crashes=1", "-ignore_timeouts=1", "-ignore_ooms=1"] if options.keep_going else []
        row, found, status, text = run(target, options.build.resolve(), options.seconds, more)
        print("  ".join(f"{name} {value}" for name, value in zip(COLUMNS[2:], row[2:])), flush=True)
        if status and not found:
            print(text[-4000:])
        for path in sorted(found):
            print(f"find: {path}\n" + "\n".join(line for line in text.splitlines() if re.search(r"ERROR|SUMMARY|runtime error|does not hold|^    #\d+ ", line))[:3000])
        failed |= bool(status or found)
        if options.ledger:
            new = not options.ledger.exists()
            with open(options.ledger, "a") as ledger:
                ledger.write(("\t".join(COLUMNS) + "\n" if new else "") + "\t".join(map(str, row)) + "\n")
    return 1 if failed else 0


sys.exit(main())
