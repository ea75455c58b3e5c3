# SPDX-License-Identifier: Apache-2.0
"""docker/deploy/haproxy.cfg before three copies on loopback, with copies that die. Every request that was sent is answered, with the bytes
that one copy alone gives; what is not 200 must be an honest 503 with a reason, and is counted. `-s` prints the counts."""
import http.client
import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections import Counter

import pytest

import ledger
from service import PROGRAM, ROOT

REQUESTS = int(os.environ.get("HAPROXY_REQUESTS", "400"))
CLIENTS = 8
LOAD = os.getloadavg()[0]
COPIES = 3


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def ask(port, body, path="/v1/extract", timeout=200, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json", **(headers or {})})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


class Copy:
    def __init__(self, port, settings):
        self.port, self.settings, self.process = port, settings, None

    def start(self):
        self.process = subprocess.Popen([PROGRAM, "serve", "--listen", f"127.0.0.1:{self.port}", "--request-log", "off", "--workers", "2", *self.settings], stderr=subprocess.DEVNULL)

    def ready(self):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def await_ready(self):
        end = time.monotonic() + 120
        while not self.ready():
            assert time.monotonic() < end and self.process.poll() is None, "a copy does not start"
            time.sleep(0.05)

    def end(self, how=signal.SIGKILL):
        self.process.send_signal(how)
        code = self.process.wait(60)
        return code


class Cluster:
    """Three copies, and haproxy with the file as it is: only the addresses differ."""

    def __init__(self, settings=()):
        bind, *ports = free_ports(1 + COPIES)
        self.port = bind
        self.copies = [Copy(port, list(settings)) for port in ports]
        for copy in self.copies:
            copy.start()
        for copy in self.copies:
            copy.await_ready()
        environment = {**os.environ, "BIND": f"127.0.0.1:{bind}", **{f"DRAGOMAN_{at}": f"127.0.0.1:{copy.port}" for at, copy in enumerate(self.copies, 1)}}
        self.log = open(os.devnull, "wb")
        self.proxy = subprocess.Popen(["haproxy", "-db", "-f", str(ROOT / "docker/deploy/haproxy.cfg")], env=environment, stderr=self.log, stdout=self.log)
        end = time.monotonic() + 60
        while True:
            try:
                if ask(bind, b'{"text": "Ready."}')[0] == 200:
                    break
            except OSError:
                pass
            assert time.monotonic() < end and self.proxy.poll() is None, "haproxy does not start"
            time.sleep(0.1)

    def busy(self):
        """Index of a copy that reads an article now."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            for at, copy in enumerate(self.copies):
                if copy.process.poll() is not None:
                    continue
                try:
                    connection = http.client.HTTPConnection("127.0.0.1", copy.port, timeout=5)
                    connection.request("GET", "/metrics")
                    text = connection.getresponse().read().decode()
                except OSError:
                    continue
                if any(line.startswith("dragoman_workers_busy ") and float(line.split()[1]) > 0 for line in text.splitlines()):
                    return at
        raise AssertionError("no copy is busy")

    def close(self):
        self.proxy.terminate()
        self.proxy.wait(30)
        self.log.close()
        for copy in self.copies:
            if copy.process.poll() is None:
                copy.end()


@pytest.fixture
def cluster():
    running = []

    def starter(*settings):
        running.append(Cluster(settings))
        return running[-1]

    yield starter
    for each in running:
        each.close()


def articles():
    files = sorted((ROOT / "data/corpus/dev").glob("*.json"))
    texts = [(ROOT / "data/corpus/texts" / f"{file.stem}.txt").read_text(encoding="utf-8")[:1200] for file in files]
    return [json.dumps({"id": str(at), "text": texts[at % len(texts)], "published": "2025-04-18"}).encode() for at in range(REQUESTS)]


def load(cluster, bodies, meanwhile):
    """Sends all bodies from CLIENTS clients; `meanwhile(done)` runs beside them, and done() counts answers so far."""
    answers, lock, order = {}, threading.Lock(), iter(range(len(bodies)))

    def client():
        while True:
            with lock:
                at = next(order, None)
            if at is None:
                return
            try:
                answer = ask(cluster.port, bodies[at])
            except (OSError, http.client.HTTPException) as error:
                answer = (f"no answer: {error!r}", b"")
            with lock:
                answers[at] = answer

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for each in clients:
        each.start()
    failure = []

    def beside():
        try:
            meanwhile(lambda: len(answers))
        except BaseException as error:  # said below, in the test's own thread
            failure.append(error)

    other = threading.Thread(target=beside)
    other.start()
    for each in [*clients, other]:
        each.join()
    if failure:
        raise failure[0]
    return [answers[at] for at in range(len(bodies))]


def judge(name, cluster, bodies, answers, ended):
    counts = Counter(status for status, _ in answers)
    result = f"{name}: {len(answers)} requests, {ended} copies ended under load, answers {dict(counts)}"
    print(f"\n{result}")
    if os.environ.get("LEDGER"):
        ledger.record("haproxy", f"make check-haproxy HAPROXY_REQUESTS={REQUESTS}", result, counts == {200: len(answers)}, LOAD, "scale.tsv")
    assert set(counts) <= {200, 503}, counts
    assert all(body for _, body in answers)
    assert counts[503] <= len(answers) // 50, "most of them must be answered in full"
    alone = {}
    for body, (status, reply) in zip(bodies, answers):
        if status == 200:
            key = json.loads(body)["text"]
            answer = json.loads(reply)
            assert answer.pop("id") == json.loads(body)["id"]
            assert alone.setdefault(key, answer) == answer, "copies differ"
    return counts


def await_count(done, count):
    end = time.monotonic() + 300
    while done() < count:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_copies_killed_under_load(cluster):
    running, bodies, ended = cluster(), articles(), []

    def kill(done):
        for part in range(1, 5):
            await_count(done, REQUESTS * part // 6)
            at = running.busy()
            running.copies[at].end(signal.SIGKILL)
            ended.append(at)
            running.copies[at].start()
            running.copies[at].await_ready()

    answers = load(running, bodies, kill)
    assert len(ended) == 4
    judge("SIGKILL", running, bodies, answers, len(ended))


def test_copies_stopped_in_order_under_load(cluster):
    running, bodies, codes = cluster("--drain-delay", "2"), articles(), []

    def roll(done):
        for part, copy in enumerate(running.copies, 1):
            await_count(done, REQUESTS * part // 5)
            codes.append(copy.end(signal.SIGTERM))
            copy.start()
            copy.await_ready()

    answers = load(running, bodies, roll)
    assert codes == [0] * COPIES
    counts = judge("SIGTERM", running, bodies, answers, len(codes))
    assert counts == {200: len(bodies)}


def test_the_longest_body_is_sent_again(cluster):
    running = cluster("--model", "none")
    sentence = "France and Germany signed an agreement with Poland in Warsaw on Thursday. "
    text = (sentence * (1_000_000 // len(sentence)))
    got = []
    asked = threading.Thread(target=lambda: got.append(ask(running.port, json.dumps({"text": text, "options": {"include": ["events"]}}).encode())))
    asked.start()
    at = running.busy()
    running.copies[at].end(signal.SIGKILL)
    asked.join()
    assert got[0][0] == 200 and json.loads(got[0][1])["status"] == "complete", got[0][1][:200]


def test_all_copies_gone_is_said(cluster):
    running = cluster()
    for copy in running.copies:
        copy.end(signal.SIGKILL)
    status, body = ask(running.port, b'{"text": "Nobody reads this."}')
    assert status == 503 and body


def test_batches_pass_and_stream(cluster):
    running = cluster()
    lines = b"".join(body + b"\n" for body in articles()[:6])
    status, reply = ask(running.port, lines, "/v1/extract/batch", headers={"Content-Type": "application/x-ndjson"})
    assert status == 200 and [json.loads(line)["id"] for line in reply.splitlines()] == [str(at) for at in range(6)]
