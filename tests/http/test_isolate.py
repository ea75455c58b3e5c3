# SPDX-License-Identifier: Apache-2.0
"""Worker processes: one that crashes, hangs or wants too much memory costs its own request and is replaced."""
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from service import PARIS, ROOT, SANITIZED, WAIT, Service, family
from test_deadlines import HEAD

pytestmark = pytest.mark.skipif(SANITIZED, reason="a sanitizer's runtime must come first, before the preloaded fault")


@pytest.fixture(scope="module")
def fault(tmp_path_factory):
    library = tmp_path_factory.mktemp("crash") / "crash.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(ROOT / "tests" / "support" / "crash.c"), "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}


def finish_with_losses(service, reasons):
    """The losses are errors in the log, and wanted."""
    end = time.monotonic() + 5
    while len(lost := [line for line in service.lines if line["event"] == "worker_lost"]) < len(reasons) and time.monotonic() < end:
        time.sleep(0.01)
    assert [line["reason"] for line in lost] == reasons
    for line in lost:
        service.lines.remove(line)
    service.finish()


def stat(pid):
    """The fields of /proc/PID/stat from the process's state on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def ticks(pid):
    """What the process has had of a processor, in ticks of the clock."""
    return sum(map(int, stat(pid)[11:13]))


@pytest.mark.parametrize("words", ["crash this worker", "abort this worker", "leave this worker"])
def test_a_crash_costs_one_request(fault, words):
    service = Service(environment=fault, workers=2)
    for _ in range(3):
        response = service.extract(f"Please {words} now.")
        assert (response.status, response.code) == (500, "internal_error")
        assert service.extract(PARIS).status == 200
    assert service.metric("dragoman_workers_lost_total") == 3
    assert service.get("/livez").status == service.get("/readyz").status == 200
    finish_with_losses(service, ["crashed"] * 3)


def test_requests_beside_a_crash_are_answered(fault):
    service = Service(environment=fault, workers=2, queue=64)
    statuses = []

    def ask(text):
        statuses.append((text is PARIS, service.extract(text).status))

    threads = [threading.Thread(target=ask, args=("crash this worker" if i % 4 == 0 else PARIS,)) for i in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(status == (200 if good else 500) for good, status in statuses) and len(statuses) == 24
    finish_with_losses(service, ["crashed"] * 6)


def test_memory_of_a_worker_is_bounded(fault):
    """Its allocations fail long before the machine's memory is gone; the next request is answered, by it or by its successor."""
    service = Service(environment=fault, workers=1)
    (worker,) = [pid for pid, name in family(service.process.pid) if name == "dragoman-worker"]
    assert service.extract("A word.").status == 200
    limit = next(line for line in Path(f"/proc/{worker}/limits").read_text().splitlines() if line.startswith("Max address space"))
    assert int(limit.split()[3]) < 2 << 30
    assert service.extract("Please fill this worker now.").status in (200, 500, 503)
    assert service.extract(PARIS).status in (200, 503)  # what was filled stays filled until it is replaced
    service.lines[:] = [line for line in service.lines if line["event"] != "worker_lost"]
    service.finish()


def test_a_worker_that_hangs_is_killed_at_the_deadline(fault):
    service = Service(environment=fault, workers=1, work_deadline=0.3)
    response = service.extract("Please hold this worker now.")
    assert (response.status, response.code) == (503, "deadline_exceeded")
    service.wait_metric("dragoman_workers_lost_total", 1)
    assert service.extract("A word.").status == 200
    finish_with_losses(service, ["killed"])


def test_a_worker_whose_client_leaves_is_killed_when_it_does_not_listen(fault):
    service = Service(environment=fault, workers=1)
    (worker,) = [pid for pid, name in family(service.process.pid) if name == "dragoman-worker"]
    before = ticks(worker)
    text = b"Please hold this worker now."
    connection = service.connect()
    connection.sendall(HEAD % len(text) + text)
    service.wait_metric("dragoman_workers_busy", 1)
    begun_by = time.monotonic() + WAIT
    while ticks(worker) < before + 5:  # one that has not begun yet hears that the client left
        assert time.monotonic() < begun_by
        time.sleep(0.01)
    connection.close()
    service.wait_metric("dragoman_workers_busy", 0)
    assert service.extract("A word.").status == 200
    finish_with_losses(service, ["killed"])


def test_a_process_killed_while_idle_costs_nothing(start):
    service = start(workers=2)
    for _ in range(4):
        for pid, name in family(service.process.pid):
            if name == "dragoman-worker":
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
        assert service.extract(PARIS).status == 200
    assert service.metric("dragoman_workers_lost_total") == 0


def test_no_process_stays_behind(start):
    service = start(workers=2)
    assert service.extract(PARIS).status == 200
    processes = [pid for pid, _ in family(service.process.pid)]
    assert len(processes) == 3  # the spawner and two workers
    service.terminate()
    assert service.wait() == 0
    assert_gone(processes)


def test_no_process_outlives_a_front_that_is_killed():
    service = Service(workers=2)
    processes = [pid for pid, _ in family(service.process.pid)]
    service.process.kill()
    service.wait()
    assert_gone(processes)


def assert_gone(processes):
    def alive(pid):
        try:
            return stat(pid)[0] not in "ZX"
        except OSError:
            return False

    end = time.monotonic() + 10
    while any(map(alive, processes)):
        assert time.monotonic() < end, processes
        time.sleep(0.02)


def test_workers_are_contained_and_hold_no_client(start):
    service = start(workers=1)
    assert service.extract(PARIS).status == 200
    (worker,) = [pid for pid, name in family(service.process.pid) if name == "dragoman-worker"]
    status = Path(f"/proc/{worker}/status").read_text()
    assert "\nSeccomp:\t2\n" in status and "\nNoNewPrivs:\t1\n" in status and "\nCapEff:\t0000000000000000\n" in status
    links = [os.readlink(f"/proc/{worker}/fd/{fd}") for fd in os.listdir(f"/proc/{worker}/fd")]
    assert len([link for link in links if link.startswith("socket:")]) <= 2  # its own, and perhaps standard error
    assert len(links) <= 4


def test_threads_do_too(start):
    service = start(isolate="off", workers=2)
    assert service.extract(PARIS).status == 200
    assert family(service.process.pid) == []


def test_the_same_bytes_from_process_and_thread(start):
    assert start().extract(PARIS, "published=2025-04-18").body == start(isolate="off").extract(PARIS, "published=2025-04-18").body


def test_without_its_spawner_it_stops_in_order():
    service = Service(workers=1)
    (spawner,) = [pid for pid, name in family(service.process.pid) if name == "dragoman-spawn"]
    os.kill(spawner, signal.SIGKILL)
    assert service.wait() == 70
    assert [line["event"] for line in service.lines if line["level"] == "error"] == ["spawner_lost"]
