# SPDX-License-Identifier: Apache-2.0
"""examples/spark/extract_job.py on local Spark against `dragoman extract --ndjson`: the same bytes for each article, from NDJSON and from
Parquet, also after the whole job was killed in the middle; and what it costs a core. `-s` prints the figures.

Cost a core is processor time of the dragoman processes, start-up and all: on a machine with other work the wall says nothing. It is read by
a wrapper around the program; what Spark itself takes is not in it."""
import collections
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import time

import pytest

import ledger
from service import PROGRAM, ROOT

PYTHON = os.environ["SPARK_PYTHON"]
JOB = ROOT / "examples/spark/extract_job.py"
ARTICLES = int(os.environ.get("SPARK_ARTICLES", "240"))
PARTITIONS = 6
LOAD = os.getloadavg()[0]
PARQUET = """
import json, sys, pyarrow as a, pyarrow.parquet as p
if sys.argv[1] == "write":
    rows = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
    p.write_table(a.table({name: [row.get(name) for row in rows] for name in ("id", "text", "published")}), sys.argv[3], row_group_size=50)
else:
    for path in sys.argv[2:]:
        for row in p.read_table(path, partitioning=None).to_pylist():
            print(json.dumps([row["id"], row["reply"]]))
"""


def articles():
    files = sorted((ROOT / "data/corpus/dev").glob("*.json"))
    for at in range(ARTICLES):
        file = files[at % len(files)]
        text = (ROOT / "data/corpus/texts" / f"{file.stem}.txt").read_text(encoding="utf-8")
        published = json.loads(file.read_text(encoding="utf-8"))["published"]
        yield {"id": f"{file.stem}-{at:05}", "text": text, **({"published": published} if published else {})}


def said(result, fine):
    print(f"\n{result}")
    if os.environ.get("LEDGER"):
        ledger.record("spark", f"make check-spark SPARK_ARTICLES={ARTICLES}", result, fine, LOAD, "scale.tsv")


def used():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """NDJSON and Parquet of the same articles, what the command line says to them, and its cost in seconds of a core."""
    place = tmp_path_factory.mktemp("archive")
    ndjson = place / "articles.ndjson"
    ndjson.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles()), encoding="utf-8")
    subprocess.run([PYTHON, "-c", PARQUET, "write", ndjson, place / "articles.parquet"], check=True)
    before = used()
    with open(ndjson, "rb") as source:
        output = subprocess.run([PROGRAM, "extract", "--ndjson", "--workers", "1"], stdin=source, check=True, capture_output=True).stdout
    cost = used() - before
    expected = {json.loads(line)["id"]: line for line in output.decode().splitlines()}
    assert len(expected) == ARTICLES and all(json.loads(line)["status"] == "complete" for line in expected.values())
    return place, expected, cost


def wrapper(place):
    """The program, but each run leaves its processor time in a file of its own."""
    path, costs = place / "dragoman", place / "costs"
    costs.mkdir()
    path.write_text(f"""#!{sys.executable}
import os, resource, subprocess, sys
code = subprocess.run([{str(PROGRAM)!r}, *sys.argv[1:]]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if sys.argv[1] == "extract":
    open(f"{costs}/{{os.getpid()}}", "w").write(str(used.ru_utime + used.ru_stime))
sys.exit(code)
""")
    path.chmod(0o755)
    return path, costs


def job(source, target, *options, program=PROGRAM, wait=True, partitions=PARTITIONS):
    command = [PYTHON, str(JOB), str(source), str(target), "--partitions", str(partitions), "--dragoman", str(program), *options]
    settings = "--master local[2] --conf spark.ui.enabled=false --conf spark.driver.host=127.0.0.1 --conf spark.task.maxFailures=1 pyspark-shell"
    environment = {**os.environ, "PYSPARK_PYTHON": PYTHON, "PYSPARK_SUBMIT_ARGS": settings, "SPARK_LOCAL_IP": "127.0.0.1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    if not wait:
        return process
    out, error = process.communicate(timeout=900)
    return process.returncode, out, error


def replies(target):
    files = sorted(target.glob("part=*/*.parquet"))
    out = subprocess.run([PYTHON, "-c", PARQUET, "read", *files], check=True, capture_output=True, text=True).stdout
    rows = [json.loads(line) for line in out.splitlines()]
    assert not [name for name, count in collections.Counter(row[0] for row in rows).items() if count > 1], "an article is there twice"
    return dict(rows)


def digests(target):
    return {str(path.relative_to(target)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(target.glob("part=*/*.parquet"))}


def test_same_bytes_and_cost_from_parquet(archive):
    place, expected, plain = archive
    target = place / "from-parquet"
    program, costs = wrapper(place)
    code, _, error = job(place / "articles.parquet", target, program=program)
    assert code == 0, error[-3000:]
    assert replies(target) == expected and (target / "_SUCCESS").exists()
    files = list(costs.iterdir())
    assert len(files) == PARTITIONS
    under = sum(float(path.read_text()) for path in files)
    size = sum(path.stat().st_size for path in target.glob("part=*/*.parquet")) / ARTICLES
    said(f"{ARTICLES} articles, replies byte for byte the command line's; command line {plain:.2f} s of a core, under Spark {under:.2f} s in {PARTITIONS} processes ({100 * under / plain - 100:+.1f} %); Parquet {size:.0f} bytes a reply", under <= 1.1 * plain)
    assert under <= 1.1 * plain


def test_killed_and_run_again_from_ndjson(archive):
    place, expected, _ = archive
    target, whole = place / "killed", place / "whole"
    assert job(place / "articles.ndjson", whole)[0] == 0
    assert replies(whole) == expected
    seen = 0
    for _ in range(2):
        process = job(place / "articles.ndjson", target, wait=False)
        end = time.monotonic() + 600
        while len(list(target.glob("part=*"))) <= seen:
            assert process.poll() is None and time.monotonic() < end, "ended before it could be killed"
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        seen = len(list(target.glob("part=*")))
        assert 0 < seen < PARTITIONS and not (target / "_SUCCESS").exists()
    kept = {path: path.stat().st_mtime_ns for path in target.glob("part=*/*.parquet")}
    code, out, error = job(place / "articles.ndjson", target)
    assert code == 0, error[-3000:]
    assert f"{seen} of {PARTITIONS} partitions are there" in out
    assert all(path.stat().st_mtime_ns == written for path, written in kept.items()), "a finished partition was made again"
    assert digests(target) == digests(whole) and replies(target) == expected
    assert not list(target.glob("_under_way-*"))
    said(f"{ARTICLES} articles, killed with SIGKILL twice, {seen} of {PARTITIONS} partitions kept: the same files, byte for byte, as of one run", True)


def test_a_program_that_fails_fails_the_job(archive, tmp_path):
    place, _, _ = archive
    broken = tmp_path / "broken"
    broken.write_text(f"#!/bin/sh\n[ $1 = info ] && exec {PROGRAM} info\nread line\nexit 70\n")
    broken.chmod(0o755)
    code, _, error = job(place / "articles.ndjson", tmp_path / "target", program=broken, partitions=1)
    assert code != 0 and "ended with 70" in error
    assert not list((tmp_path / "target").glob("part=*"))


def test_options_after_two_dashes_reach_the_program(tmp_path):
    (tmp_path / "in.ndjson").write_text('{"id": "one", "text": "Turkey condemned the attack on Aleppo."}\n')
    command = (tmp_path / "in.ndjson", tmp_path / "out", "--", "--include", "events")
    code, _, error = job(*command, partitions=1)
    assert code == 0, error[-3000:]
    reply = json.loads(replies(tmp_path / "out")["one"])
    assert "events" in reply and "quotes" not in reply
    code, _, error = job(*command[:2], partitions=1)
    assert code == 1 and "a former run had other" in error


def test_bad_lines_cost_themselves(tmp_path):
    (tmp_path / "in.ndjson").write_text('{"id": "good", "text": "Turkey condemned the attack on Aleppo."}\n{"id": "bad"}\nnot json\n')
    code, _, error = job(tmp_path / "in.ndjson", tmp_path / "out", partitions=2)
    assert code == 0, error[-3000:]
    got = [json.loads(reply) for reply in replies(tmp_path / "out").values()]
    assert sorted(reply["status"] for reply in got) == ["complete", "error", "error"]
