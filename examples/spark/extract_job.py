# SPDX-License-Identifier: Apache-2.0
"""dragoman over an archive, with Spark: articles in, replies out, resumable by partition.

    spark-submit extract_job.py ARTICLES REPLIES [--partitions N] [--dragoman PROGRAM] [-- OPTION...]

ARTICLES is a Parquet data set with the columns `id`, `text` and, where they are known, `title` and `published` (a date or
YYYY-MM-DD), or NDJSON (names that end in .json, .jsonl, .ndjson, also with .gz) whose lines are objects as POST /v1/extract takes
them. REPLIES becomes a Parquet data set with the columns `id` and `reply`: the line that `dragoman extract --ndjson` prints,
byte for byte (but that the `line` of a problem counts within its partition). Options after `--` go to dragoman (`-- --include events --min-confidence 0.5`).

Idea: the program is a filter, so each task of Spark feeds one process of it (`--workers 1`: Spark's cores are the parallelism) and
the process starts once a partition, not once an article. The articles are first cut into N partitions by a hash of their id, which
does not depend on file order or on the cluster; partition P is written to REPLIES/part=P by itself, under a name of its own that is
renamed when the last byte is there, and is passed over if a former run finished it. So a job that is killed loses the partitions
that were under way, no others, and a second run gives the same data set. What a partition depends on (N, the options, the engine's
version and digests) is written to REPLIES/_job.json by the first run; a run that differs from it stops.

Order: within a partition by id, then text, so that the same articles give the same file. Each id should stand once.
Cost: one shuffle of the archive; articles of a partition are sorted by Spark (on disk if need be) and streamed through the
process, so memory does not grow with a partition. What it does not do: it needs a file system with atomic rename that all
executors see (local, NFS, HDFS through a mount); for object stores write the frame of replies() with their own committer.
"""
import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pyarrow
import pyarrow.parquet
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

FIELDS = ("id", "text", "title", "published")
ROWS = 256  # replies in one row group of a Parquet file
SCHEMA = pyarrow.schema([("id", pyarrow.string()), ("reply", pyarrow.string())])


def lines_of(spark, source):
    """One column `line`, each an article as one line of JSON, and its `id`."""
    names = (".json", ".jsonl", ".ndjson")
    path = Path(source)
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    if any(name.name.removesuffix(".gz").endswith(names) for name in files):
        frame = spark.read.text(str(source)).withColumnRenamed("value", "line").where("trim(line) != ''")
        return frame.withColumn("id", F.coalesce(F.get_json_object("line", "$.id"), F.sha2("line", 256)))
    frame = spark.read.parquet(str(source))
    known = [name for name in FIELDS if name in frame.columns]
    if "id" not in known or "text" not in known:
        raise SystemExit(f"{source}: needs the columns id and text, has {', '.join(frame.columns)}")
    if dict(frame.dtypes).get("published") == "timestamp":
        frame = frame.withColumn("published", F.to_date("published"))
    frame = frame.select(*(F.col(name).cast("string") for name in known))
    return frame.select("id", F.to_json(F.struct(*known)).alias("line"))


def filtered(lines, command):
    """Lines through the program, replies in the same order. A thread feeds it, so neither side waits for the other for good."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    failure, count = [], [0]

    def feed():
        try:
            for line in lines:
                count[0] += 1
                process.stdin.write(line.encode() + b"\n")
        except BaseException as error:  # raised again below, in the task's own thread
            failure.append(error)
        finally:
            try:
                process.stdin.close()
            except BrokenPipeError as error:
                failure.append(error)

    feeder = threading.Thread(target=feed)
    feeder.start()
    answered = 0
    try:
        for reply in process.stdout:
            answered += 1
            yield reply.decode().removesuffix("\n")
        feeder.join()
    finally:
        if process.poll() is None and failure:
            process.kill()
        process.stdout.close()
        code = process.wait()
        feeder.join()
    # 65: a line was no article; its reply says so, and the others are whole
    if failure or code not in (0, 65):
        raise RuntimeError(f"{command[0]} ended with {code}: {failure[0] if failure else 'see its standard error'}")
    if answered != count[0]:
        raise RuntimeError(f"{answered} replies for {count[0]} articles")


def write_partition(number, rows, target, command):
    """Partition `number` as REPLIES/part=NUMBER/replies.parquet, whole or not at all."""
    final = Path(target) / f"part={number}"
    if final.exists():
        return
    work = Path(target) / f"_under_way-{number}-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    ids = collections.deque()  # of the articles that are in the process

    def lines():
        for row in rows:
            ids.append(row[0])
            yield row[1]

    with pyarrow.parquet.ParquetWriter(work / "replies.parquet", SCHEMA, compression="zstd") as writer:
        pending = []
        for reply in filtered(lines(), command):
            pending.append((ids.popleft(), reply))
            if len(pending) == ROWS:
                writer.write_table(table(pending))
                pending = []
        if pending:
            writer.write_table(table(pending))
    try:
        os.rename(work, final)
    except OSError:  # another attempt at this task was faster; its bytes are the same
        if not final.exists():
            raise
        shutil.rmtree(work)


def table(pairs):
    return pyarrow.table([[pair[0] for pair in pairs], [pair[1] for pair in pairs]], schema=SCHEMA)


def same_job(target, partitions, program, options):
    """Writes what the replies depend on, or stops where a former run had something else."""
    info = json.loads(subprocess.run([program, "info"], check=True, capture_output=True, text=True).stdout)
    job = {"partitions": partitions, "options": options, "engine": info}
    path = Path(target) / "_job.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and json.loads(path.read_text(encoding="utf-8")) != job:
        raise SystemExit(f"{path}: a former run had other partitions, options or engine; take another target")
    work = path.with_suffix(".new")
    work.write_text(json.dumps(job), encoding="utf-8")
    os.rename(work, path)


def replies(spark, source, target, partitions, command):
    done = {int(each.name.removeprefix("part=")) for each in Path(target).glob("part=*")}
    left = [number for number in range(partitions) if number not in done]
    print(f"{len(done)} of {partitions} partitions are there, {len(left)} to do", flush=True)
    if not left:
        return
    for stale in Path(target).glob("_under_way-*"):
        shutil.rmtree(stale, ignore_errors=True)
    frame = lines_of(spark, source).withColumn("part", F.pmod(F.xxhash64("id"), F.lit(partitions)).cast("int"))
    if done:
        frame = frame.where(F.col("part").isin(left))

    def each(index, pairs):
        if index not in done:
            write_partition(index, (key[1:] for key, _ in pairs), target, command)
        return iter(())

    # a task a partition, number of the task = number of the partition, also where it has no articles
    pairs = frame.rdd.map(lambda row: ((row.part, row.id, row.line), None))
    pairs.repartitionAndSortWithinPartitions(partitions, lambda key: key[0]).mapPartitionsWithIndex(each).count()


def main():
    parser = argparse.ArgumentParser(description="dragoman over an archive, with Spark", usage="%(prog)s ARTICLES REPLIES [--partitions N] [--dragoman PROGRAM] [-- OPTION...]")
    parser.add_argument("articles")
    parser.add_argument("replies")
    parser.add_argument("--partitions", type=int, default=64)
    parser.add_argument("--dragoman", default="dragoman")
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    settings = parser.parse_args(words[:cut])
    settings.options = words[cut + 1 :]
    spark = SparkSession.builder.appName("dragoman").getOrCreate()
    try:
        same_job(settings.replies, settings.partitions, settings.dragoman, settings.options)
        replies(spark, settings.articles, settings.replies, settings.partitions, [settings.dragoman, "extract", "--ndjson", "--workers", "1", *settings.options])
        (Path(settings.replies) / "_SUCCESS").touch()
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
