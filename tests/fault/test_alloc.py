# SPDX-License-Identifier: Apache-2.0
"""Every allocation of every route of the running service failed, once and for good, in the front and in the worker.

alloc.so (LD_PRELOAD) counts and fails them, in whatever library they are made. Each fault must give the usual answer, a 503, or a clean close without a
byte; the next request must be served; no process may end. FAULT_STEP=1 takes every allocation (`make fault`), the default every third."""
import gzip
import json
import mmap
import os
import signal
import struct
import subprocess
import threading

import pytest

import ledger
from service import PROGRAM, ROOT, SANITIZED, Service, parse

pytestmark = pytest.mark.skipif(SANITIZED, reason="a sanitizer has an allocator of its own")
STEP = int(os.environ.get("FAULT_STEP", "3"))
MODES = {"once": 1, "for good": 2}
PLACES = {"front": 1, "worker": 2}
BUILD = ROOT / "build" / "tests" / "fault"


class Page:
    """The switchboard that alloc.h describes."""

    def __init__(self, path):
        path.write_bytes(bytes(4096))
        self.path = path
        with path.open("r+b") as file:
            self.map = mmap.mmap(file.fileno(), 4096)

    def arm(self, place, mode, index):
        struct.pack_into("<IQQQ", self.map, 4, place, index, 0, 0)
        struct.pack_into("<I", self.map, 0, mode)

    def disarm(self):
        """(allocations seen, allocations failed) since it was armed."""
        struct.pack_into("<I", self.map, 0, 0)
        return struct.unpack_from("<QQ", self.map, 16)


def post(target, body, kind="text/plain", **fields):
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return f"POST {target} HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{lines}\r\n".encode() + body


def get(target, method="GET"):
    return f"{method} {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode()


TEXT = b"France attacked Spain on Monday, President Macron said. Russia signed an agreement with Turkey in Ankara."
WHOLE = json.dumps({"text": TEXT.decode(), "id": "a", "published": "2025-04-18", "title": "War", "options": {"explain": True}}).encode()
PAIR = json.dumps({"text": "France attacked Spain.", "source": {"start": 0, "end": 6}, "target": {"start": 16, "end": 21}}).encode()
# name, request, status without a fault, has a worker's part
ROUTES = [
    ("livez", get("/livez"), 200, False),
    ("readyz", get("/readyz"), 200, False),
    ("head", get("/livez", "HEAD"), 200, False),
    ("metrics", get("/metrics"), 200, False),
    ("info", get("/v1/info"), 200, False),
    ("ontology", get("/v1/ontology"), 200, False),
    ("openapi.json", get("/openapi.json"), 200, False),
    ("openapi.yaml", get("/openapi.yaml"), 200, False),
    ("page", get("/"), 200, False),
    ("style", get("/app.css"), 200, False),
    ("no such path", get("/nowhere"), 404, False),
    ("wrong method", get("/v1/extract"), 405, False),
    ("malformed", b"GET /livez HTTP/1.1\r\n: a\r\n\r\n", 400, False),
    ("wrong type", post("/v1/extract", TEXT, "text/html"), 415, False),
    ("too large", post("/v1/extract", b"", content_length="9999999").replace(b"Content-Length: 0\r\n", b""), 413, False),
    ("text", post("/v1/extract", TEXT), 200, True),
    ("text to CSV", post("/v1/extract", TEXT, accept="text/csv"), 200, True),
    ("text to NDJSON", post("/v1/extract", TEXT, accept="application/x-ndjson"), 200, True),
    ("JSON", post("/v1/extract", WHOLE, "application/json"), 200, True),
    ("gzip both ways", post("/v1/extract", gzip.compress(TEXT * 30), content_encoding="gzip", accept_encoding="gzip"), 200, True),
    ("bad JSON", post("/v1/extract", b"{", "application/json"), 400, True),
    ("empty text", post("/v1/extract", b" "), 422, True),
    ("batch", post("/v1/extract/batch", WHOLE + b"\n" + b"{}\n" + WHOLE + b"\n", "application/x-ndjson"), 200, True),
    ("pair", post("/v1/classify-pair", PAIR, "application/json"), 200, True),
]


def exchange(service, data, head=False):
    """The one answer's status, or 0 for a clean close without a byte."""
    with service.connect() as connection:
        connection.sendall(data)
        answer = service.read_all(connection)
    if not answer:
        return 0
    if b"\r\nTransfer-Encoding: chunked\r\n" in answer:  # a batch: whole, or ended without its last chunk, which clients notice
        assert answer.startswith(b"HTTP/1.1 200 ")
        return 200 if answer.endswith(b"0\r\n\r\n") else 0
    (response,) = parse(answer, head)
    if response.status >= 400 and not head:
        assert response.json()["code"], response
    return response.status


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    subprocess.run(["make", "-s", "build/tests/fault/alloc.so", "build/tests/fault/routes"], cwd=ROOT, check=True)
    page = Page(tmp_path_factory.mktemp("fault") / "page")
    service = Service(environment={"LD_PRELOAD": str(BUILD / "alloc.so"), "DRAGOMAN_FAULT_PAGE": str(page.path)}, workers=1, model="")
    service.tally = {}
    load = os.getloadavg()[0]
    yield service, page
    service.lines[:] = [line for line in service.lines if line["event"] not in ("microhttpd", "line_lost")]  # they say that there is no memory
    service.finish()
    faults = sum(count for key, count in service.tally.items() if key != "served")
    print(f"\nallocation faults: {faults}; answers: {dict(sorted(service.tally.items(), key=str))}")
    if os.environ.get("LEDGER"):
        answers = ", ".join(f"{'closed' if key == 0 else key} {count}" for key, count in sorted(service.tally.items()))
        ledger.record("R6", f"make fault FAULT_STEP={STEP}", f"{faults} faults of {len(ROUTES)} routes: {answers}; 0 crashes", faults > 0, load)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name, data, wanted, worker", ROUTES, ids=[route[0] for route in ROUTES])
def test_every_allocation_of_a_route(faulty, name, data, wanted, worker, place):
    service, page = faulty
    if place == "worker" and not worker:
        pytest.skip("the front answers alone")
    head = name == "head"
    assert exchange(service, data, head) == wanted
    for mode, number in MODES.items():
        index = 1
        while True:
            page.arm(PLACES[place], number, index)
            got = exchange(service, data, head)
            seen, failed = page.disarm()
            if not failed:
                break  # past the last one
            assert got in (wanted, 503, 0), (mode, index, got)
            assert exchange(service, data, head) == wanted, (mode, index, "the request after it")
            service.tally[got] = service.tally.get(got, 0) + 1
            index += STEP
        assert index > 1 or place == "worker", "no allocation was seen"
    assert service.process.poll() is None
    assert service.metric("dragoman_workers_lost_total") == 0


def test_every_allocation_of_reading_the_keys_again(tmp_path):
    """SIGHUP without memory: the old keys stay, the log says why, and the next SIGHUP works."""
    subprocess.run(["make", "-s", "build/tests/fault/alloc.so"], cwd=ROOT, check=True)
    keys = tmp_path / "keys"
    made = subprocess.run([PROGRAM, "key", "new", "--keys", str(keys), "--id", "one"], capture_output=True, text=True, check=True)
    key = made.stdout.strip().splitlines()[-1].split()[-1]
    page = Page(tmp_path / "page")
    service = Service(environment={"LD_PRELOAD": str(BUILD / "alloc.so"), "DRAGOMAN_FAULT_PAGE": str(page.path)}, workers=1, keys=keys)
    authorization = {"Authorization": f"Bearer {key}"}
    failures = 0
    for index in range(1, 200):
        before = len(service.lines)
        page.arm(PLACES["front"], MODES["once"], index)
        service.signal(signal.SIGHUP)
        while not [line for line in service.lines[before:] if line["event"].startswith("keys_")] and page.map[24] == 0:
            pass
        _, failed = page.disarm()
        assert service.request("GET", "/v1/info", headers=authorization).status == 200
        failures += failed
        if not failed:
            break
    assert failures >= 2
    service.lines[:] = [line for line in service.lines if line["event"] not in ("keys_not_reloaded", "line_lost")]
    service.finish()


def test_every_allocation_of_the_library_and_the_contract():
    done = subprocess.run([str(BUILD / "routes"), "1"], capture_output=True, text=True, timeout=300)
    print(done.stdout)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def start_with_fault(page, mode, index):
    """(exit code, what it said, whether the fault came): started with the fault armed, stopped when it listens, or a second after it had no memory to say so."""
    page.arm(PLACES["front"], mode, index)
    command = [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--drain-delay", "0", "--model", "none", "--workers", "1"]
    environment = {**os.environ, "LD_PRELOAD": str(BUILD / "alloc.so"), "DRAGOMAN_FAULT_PAGE": str(page.path)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True)
    hangs = threading.Timer(60, process.kill)
    hangs.start()
    said, failed = "", 0
    for line in process.stderr:
        said += line
        if '"listening"' in line:
            failed = page.disarm()[1]
            process.terminate()
        elif '"line_lost"' in line:
            threading.Timer(1, process.terminate).start()
    code = process.wait(60)
    hangs.cancel()
    if '"listening"' not in said:
        failed = page.disarm()[1]
    return code, said, failed


def test_every_allocation_of_the_start(tmp_path):
    """It serves, and stops with 0; or ends at once with a code and a reason. libuv itself may abort, and says so."""
    subprocess.run(["make", "-s", "build/tests/fault/alloc.so"], cwd=ROOT, check=True)
    page = Page(tmp_path / "page")
    for mode in MODES.values():
        index, ends = 1, {}
        while True:
            code, said, failed = start_with_fault(page, mode, index)
            if not failed:
                break
            gave_up = '"level":"error"' in said
            assert (code >= 0 or (code == -signal.SIGABRT and gave_up)) and (code == 0 or said.strip()), (mode, index, code, said)
            ends[code] = ends.get(code, 0) + 1
            index += 7 if STEP > 1 else 1
        print(f"\nallocations of the start, mode {mode}: {index - 1} tried, ends {ends}")
        assert sum(ends.values()) > 5


def test_many_connections_at_once_without_memory(tmp_path):
    """More open connections than ever before, and no memory: libuv must not have to grow what it may not fail to grow."""
    subprocess.run(["make", "-s", "build/tests/fault/alloc.so"], cwd=ROOT, check=True)
    page = Page(tmp_path / "page")
    service = Service(environment={"LD_PRELOAD": str(BUILD / "alloc.so"), "DRAGOMAN_FAULT_PAGE": str(page.path)}, workers=1, connections=400)
    assert exchange(service, get("/livez")) == 200
    page.arm(PLACES["front"], MODES["for good"], 1)
    held = [service.connect() for _ in range(300)]
    for connection in held:
        connection.sendall(b"GET /livez HTTP/1.1\r\nHo")
    service.wait_line(event="listening")
    for connection in held:
        connection.close()
    page.disarm()
    assert exchange(service, get("/livez")) == 200
    service.lines[:] = [line for line in service.lines if line["event"] not in ("microhttpd", "line_lost")]
    service.finish()
