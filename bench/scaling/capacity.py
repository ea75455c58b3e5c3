# SPDX-License-Identifier: Apache-2.0
"""make bench-scaling: what an article costs by its length, what its reply takes, and what processes cost each other (docs/scaling.md).

Articles of W words are made of the texts of the corpus' dev part: whole texts one after the other, from another one each time, cut where a
line ends behind the W-th word; so a long one is many articles in one text, which is how long texts cost most (more names, more chains).
All figures are processor time of `dragoman extract --ndjson`, user and system, children waited for, so that they hold on a machine with
other work; what such work takes of caches and of a core's other thread is still in them. Start-up is measured with an empty input and taken
off. LEDGER=1: the figures in short as lines of docs/ledger/scale.tsv. The fit is least squares of milliseconds an article over words, weighed by 1/ms so that short articles count as much as long ones.

    capacity.py PROGRAM length|copies|all
"""
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))

import ledger  # noqa: E402

LOAD = os.getloadavg()[0]
LENGTHS = (50, 100, 200, 400, 800, 1600, 3200)
WORDS = 8000  # of the articles of one length together
ROUNDS = 2  # the cheapest counts


def said(result):
    print(result)
    if os.environ.get("LEDGER"):
        ledger.record("scaling", "make bench-scaling", result, True, LOAD, "scale.tsv")


def dev_texts():
    return [(ROOT / "data/corpus/texts" / f"{file.stem}.txt").read_text(encoding="utf-8") for file in sorted((ROOT / "data/corpus/dev").glob("*.json"))]


def article(texts, first, words):
    lines, count, at = [], 0, first
    while count < words:
        for line in texts[at % len(texts)].splitlines():
            lines.append(line)
            count += len(line.split())
            if count >= words:
                break
        at += 1
    return "\n".join(lines)


def run(command, data):
    """Seconds of processor time, by the clock, the largest resident set in bytes, and the output of one run."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as output:
        source.write(data)
        source.seek(0)
        start = time.monotonic()
        process = subprocess.Popen(command, stdin=source, stdout=output)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = status
        assert status == 0, status
        wall = time.monotonic() - start
        output.seek(0)
        return used.ru_utime + used.ru_stime, wall, used.ru_maxrss * 1024, output.read()


def lengths(program):
    texts = dev_texts()
    command = [program, "extract", "--ndjson", "--workers", "1"]
    start = min(run(command, b"")[0] for _ in range(ROUNDS))
    print(f"start: {1000 * start:.0f} ms of a core, once a process")
    print("| words | ms an article | words/s | peak MB | article, bytes | reply, bytes | gzip, each | gzip, together |")
    print("|---|---|---|---|---|---|---|---|")
    points = []
    for words in LENGTHS:
        count = max(4, WORDS // words)
        bodies = [article(texts, first, words) for first in range(count)]
        real = sum(len(body.split()) for body in bodies)
        data = "".join(json.dumps({"id": str(at), "text": body, "published": "2025-04-18"}, ensure_ascii=False) + "\n" for at, body in enumerate(bodies)).encode()
        runs = [run(command, data) for _ in range(ROUNDS)]
        cost = min(each[0] for each in runs) - start
        output = runs[0][3]
        lines = output.splitlines()
        assert len(lines) == count and all(json.loads(line)["status"] == "complete" for line in lines)
        points.append((real / count, 1000 * cost / count))
        print(f"| {real / count:.0f} | {points[-1][1]:.1f} | {real / cost:.0f} | {max(each[2] for each in runs) / 1e6:.0f} | {sum(len(body.encode()) for body in bodies) / count:.0f} | {len(output) / count:.0f} | {sum(len(gzip.compress(line, 6)) for line in lines) / count:.0f} | {len(gzip.compress(output, 6)) / count:.0f} |", flush=True)
    weights = [1 / ms ** 2 for _, ms in points]
    total = sum(weights)
    mean_x = sum(w * x for w, (x, _) in zip(weights, points)) / total
    mean_y = sum(w * y for w, (_, y) in zip(weights, points)) / total
    slope = sum(w * (x - mean_x) * (y - mean_y) for w, (x, y) in zip(weights, points)) / sum(w * (x - mean_x) ** 2 for w, (x, _) in zip(weights, points))
    base = mean_y - slope * mean_x
    worst = max(abs(base + slope * x - y) / y for x, y in points)
    said(f"fit: ms = {base:.2f} + {slope:.4f} * words; farthest point {100 * worst:.0f} % off")


def usual(program):
    """The dev articles as they are: the mix that the two goals are reckoned with."""
    texts = dev_texts()
    data = "".join(json.dumps({"id": str(at), "text": text, "published": "2025-04-18"}, ensure_ascii=False) + "\n" for at, text in enumerate(texts)).encode()
    command = [program, "extract", "--ndjson", "--workers", "1"]
    start = min(run(command, b"")[0] for _ in range(ROUNDS))
    runs = [run(command, data) for _ in range(ROUNDS)]
    cost = (min(each[0] for each in runs) - start) / len(texts)
    output = runs[0][3]
    lines = output.splitlines()
    words = sum(len(text.split()) for text in texts) / len(texts)
    small = run([*command, "--include", "events"], data)[3]
    said(f"usual: {len(texts)} articles of {words:.0f} words and {sum(len(text.encode()) for text in texts) / len(texts):.0f} bytes on average: {1000 * cost:.1f} ms an article, {1 / cost:.1f} articles/s a core")
    print(f"reply {len(output) / len(texts):.0f} bytes, gzip each {sum(len(gzip.compress(line, 6)) for line in lines) / len(texts):.0f}, together {len(gzip.compress(output, 6)) / len(texts):.0f}; --include events {len(small) / len(texts):.0f}, gzip together {len(gzip.compress(small, 6)) / len(texts):.0f}")
    said(f"1,000 articles/s: {1000 * cost:.0f} cores; 50 million articles: {50e6 * cost / 3600:.0f} core hours")


def pss(pids):
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total


def copies(program):
    """One, two and four processes of one worker each, and one process of as many workers, all on the same articles."""
    texts = dev_texts()[:25]
    data = "".join(json.dumps({"id": str(at), "text": text}, ensure_ascii=False) + "\n" for at, text in enumerate(texts)).encode()
    words = sum(len(text.split()) for text in texts)
    cores = sorted(os.sched_getaffinity(0))
    speeds = []
    print("| processes x workers | cores | words/s a core (processor time) | words/s by the clock | memory, MB |")
    print("|---|---|---|---|---|")
    for processes, workers, allowed in ((1, 1, 1), (1, 1, 2), (2, 1, 2), (1, 2, 2), (4, 1, 2), (1, 4, 2)):
        best, clock, most = 1e9, 1e9, 0
        for _ in range(ROUNDS):
            os.sched_setaffinity(0, cores[:allowed])
            running = []
            start = time.monotonic()
            for _ in range(processes):
                source = tempfile.TemporaryFile()
                source.write(data)
                source.seek(0)
                running.append(subprocess.Popen([program, "extract", "--ndjson", "--workers", str(workers)], stdin=source, stdout=subprocess.DEVNULL))
                source.close()
            time.sleep(1.5)
            most = max(most, pss([each.pid for each in running]))
            used = [os.wait4(each.pid, 0) for each in running]
            wall = time.monotonic() - start
            for each, (_, status, _) in zip(running, used):
                each.returncode = status
                assert status == 0, status
            best = min(best, sum(each[2].ru_utime + each[2].ru_stime for each in used))
            clock = min(clock, wall)
            os.sched_setaffinity(0, cores)
        speeds.append(processes * words / best)
        print(f"| {processes} x {workers} | {allowed} | {processes * words / best:.0f} | {processes * words / clock:.0f} | {most / 1e6:.0f} |", flush=True)
    said(f"two and four processes or workers on two cores: {100 * min(speeds[2:]) / speeds[0]:.0f} to {100 * max(speeds[2:]) / speeds[0]:.0f} % of one process' words a second of a core (processor time)")


if __name__ == "__main__":
    what = sys.argv[2] if len(sys.argv) > 2 else "all"
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    if what in ("length", "all"):
        lengths(sys.argv[1])
        usual(sys.argv[1])
    if what in ("copies", "all"):
        copies(sys.argv[1])
