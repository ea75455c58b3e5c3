# SPDX-License-Identifier: Apache-2.0
"""make check-kafka: `dragoman work` against a real broker that is killed, and itself killed in the middle. What the
promise of stream/stream.h says is counted: nothing lost; twice at most a round for each kill; in transactions, never twice.
KAFKA_ARTICLES and KAFKA_KILLS make the long run longer (200,000 and 20 in the ledger, docs/benchmarks.md)."""
import collections
import json
import os
import random
import signal
import time
from pathlib import Path

import pytest

from broker import Broker, Worker

ROOT = Path(__file__).resolve().parents[2]
JARS = os.environ.get("KAFKA_JARS", str(ROOT / "build" / "kafka"))
ARTICLES = int(os.environ.get("KAFKA_ARTICLES", "20000"))
KILLS = int(os.environ.get("KAFKA_KILLS", "6"))
ROUND = 64


@pytest.fixture(scope="module")
def broker():
    running = Broker(JARS).start()
    yield running
    running.close()


@pytest.fixture
def topics(broker, request):
    """Names of this test's own topics, made."""
    base = request.node.name.replace("[", "-").replace("]", "")
    names = {"incoming": f"{base}.in", "outgoing": f"{base}.out"}
    broker.create(names["incoming"], names["outgoing"], names["incoming"] + ".dead")
    return names


@pytest.fixture
def work(broker, topics):
    started = []

    def start(*more):
        started.append(Worker(broker, "--round", str(ROUND), *more, **topics))
        return started[-1]

    start.started = started
    yield start
    for worker in started:
        worker.close()


def rows(count, first=0):
    for i in range(first, first + count):
        yield b"k%d" % i, json.dumps({"id": f"a{i}", "text": f"Turkey condemned the attack on village number {i}. France called for talks."}).encode()


def counted(broker, topics):
    return collections.Counter(broker.keys(topics["outgoing"]))


def finished(broker, topics, articles, timeout=900):
    """Until that many different articles are answered."""
    end = time.monotonic() + timeout
    while len(counted(broker, topics)) < articles:
        assert time.monotonic() < end, len(counted(broker, topics))
        time.sleep(1)


def all_committed(work):
    """A member that comes after the end finds nothing to do."""
    late = work()
    end = time.monotonic() + 60
    while not late.totals().get("rebalances") and time.monotonic() < end:
        time.sleep(0.5)
    time.sleep(3)
    assert late.stop() == 0
    assert late.totals()["rebalances"] and late.totals()["articles"] == 0


def test_each_article_once_and_poison_apart(broker, topics, work):
    broker.fill(topics["incoming"], list(rows(500)) + [(b"bad", b"{not json"), (b"empty", b'{"text":""}'), (b"utf8", b'{"text":"\xff"}')])
    worker = work()
    finished(broker, topics, 500)
    time.sleep(1)
    assert worker.stop() == 0
    all_committed(work)
    replies = dict(broker.read(topics["outgoing"]))
    assert len(replies) == 500
    assert json.loads(replies[b"k7"])["id"] == "a7"
    dead = {key: json.loads(value)["problem"]["code"] for key, value in broker.read(topics["incoming"] + ".dead")}
    assert dead == {b"bad": "invalid_json", b"empty": "empty_text", b"utf8": "invalid_utf8"}
    assert (worker.totals()["replies"], worker.totals()["dead_letters"], worker.totals()["lag"]) == (500, 3, 0)


def test_the_reply_is_that_of_the_command_line(broker, topics, work, tmp_path):
    import subprocess

    given = list(rows(50))
    broker.fill(topics["incoming"], given)
    worker = work()
    finished(broker, topics, 50)
    assert worker.stop() == 0
    path = tmp_path / "a.ndjson"
    path.write_bytes(b"".join(value + b"\n" for _, value in given))
    lines = subprocess.run([str(ROOT / "build" / "dragoman"), "extract", "--ndjson", "--model", "none", str(path)], capture_output=True, check=True).stdout.splitlines()
    assert sorted(value for _, value in broker.read(topics["outgoing"])) == sorted(lines)


def kill_at_random(broker, work, topics, articles, kills, *more):
    """Two members under load, one of them killed again and again in the middle of its work and another started."""
    broker.fill(topics["incoming"], rows(articles))
    members = [work(*more), work(*more)]
    chance = random.Random(7)
    for _ in range(kills):
        time.sleep(chance.uniform(1.0, 4.0))
        victim = members.pop(chance.randrange(len(members)))
        victim.kill()
        members.append(work(*more))
    finished(broker, topics, articles)
    assert [member.stop() for member in members] == [0] * len(members)
    all_committed(work)


def test_killed_in_the_middle_nothing_is_lost(broker, topics, work, record_property):
    kill_at_random(broker, work, topics, ARTICLES, KILLS)
    count = counted(broker, topics)
    twice = sum(count.values()) - len(count)
    record_property("kafka", f"at least once: {ARTICLES} articles, {KILLS} kills, {len(count)} answered, {twice} read twice (at most {KILLS * ROUND})")
    assert len(count) == ARTICLES
    assert twice <= KILLS * ROUND


def test_killed_in_the_middle_of_transactions_each_is_seen_once(broker, topics, work, record_property):
    ids = iter(range(10**6))

    def start(*more):
        return work("--transactional-id", f"t{next(ids)}", "--set", "transaction.timeout.ms=10000", *more)

    kill_at_random(broker, start, topics, ARTICLES, KILLS)
    count = counted(broker, topics)
    record_property("kafka", f"transactions: {ARTICLES} articles, {KILLS} kills, {len(count)} answered, {sum(count.values()) - len(count)} seen twice by readers of committed messages")
    assert len(count) == ARTICLES
    assert sum(count.values()) == ARTICLES


def test_members_come_and_go_under_load(broker, topics, work, record_property):
    """Started and stopped in order (SIGTERM): nothing is read twice, but for a round of a member that the group took for dead
    (session.timeout.ms, 6 s here, on a machine that is too busy), which that member says."""
    broker.fill(topics["incoming"], rows(ARTICLES))
    members = [work()]
    for _ in range(4):
        time.sleep(1.5)
        members.append(work())
        time.sleep(1.5)
        assert members.pop(0).stop() == 0
    finished(broker, topics, ARTICLES)
    assert [member.stop() for member in members] == [0]
    count = counted(broker, topics)
    twice = sum(count.values()) - len(count)
    lost = sum(line["event"] == "not_committed" for worker in work.started for line in worker.lines())
    record_property("kafka", f"four orderly hand-overs under load: {len(count)} of {ARTICLES} answered, {twice} read twice, {lost} members taken for dead")
    assert len(count) == ARTICLES
    assert twice <= lost * ROUND


def test_the_broker_is_killed_and_comes_back(broker, topics, work, record_property):
    broker.fill(topics["incoming"], rows(ARTICLES))
    worker = work()
    for _ in range(2):
        time.sleep(2)
        broker.kill()
        time.sleep(3)
        broker.start()
    finished(broker, topics, ARTICLES)
    assert worker.stop() == 0
    count = counted(broker, topics)
    record_property("kafka", f"broker killed twice: {len(count)} of {ARTICLES} answered, {sum(count.values()) - len(count)} read twice")
    assert len(count) == ARTICLES


def resident(process):
    """MB, the highest so far."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def test_a_backlog_waits_in_the_broker(broker, topics, work, record_property):
    """Back pressure: 60 MB of articles lie in the topic; a member takes rounds, not the topic. And while the broker stands still with the
    replies of one round, no further one is taken."""
    articles = 3000
    text = "Turkey condemned the attack on the village. France called for talks. " * 300
    broker.fill(topics["incoming"], ((b"k%d" % i, json.dumps({"id": f"a{i}", "text": text[: 20000 + i % 7]}).encode()) for i in range(articles)))
    worker = work("--set", "session.timeout.ms=60000", "--include", "relations", "--workers", "1")
    while worker.totals().get("articles", 0) < 5 * ROUND:
        time.sleep(0.2)
    os.kill(broker.process.pid, signal.SIGSTOP)
    try:
        time.sleep(3)
        before = worker.totals()["articles"]
        time.sleep(4)
        held = worker.totals()["articles"] - before
    finally:
        os.kill(broker.process.pid, signal.SIGCONT)
    assert before < articles, "the backlog was too short to tell"
    finished(broker, topics, articles)
    highest = resident(worker.process)
    assert worker.stop() == 0
    count = counted(broker, topics)
    record_property("kafka", f"back pressure: {articles} articles of 20 kB waiting, {highest:.0f} MB resident at most; {held} taken in 4 s while the broker stood still; {len(count)} answered, {sum(count.values()) - len(count)} read twice")
    assert held == 0
    assert len(count) == articles
    assert highest < 200


def test_nothing_listens(broker, work, topics):
    """A wrong address is no reason to end or to spin: it waits, says so, and stops when told."""
    gone = type("Gone", (), {"address": "127.0.0.1:1"})
    worker = Worker(gone, **topics)
    time.sleep(2)
    assert worker.process.poll() is None
    assert worker.stop() == 0
    assert any(line["level"] == "warning" for line in worker.lines())
    worker.close()
