# SPDX-License-Identifier: Apache-2.0
"""Workers that hang and hear no cancellation: the client is answered all the same, probes tell, and the process ends."""
import subprocess
import time

import pytest
from service import ROOT, SANITIZED, SLOW, parse
from test_deadlines import HEAD

pytestmark = pytest.mark.skipif(SANITIZED, reason="a sanitizer's runtime must come first, before the preloaded fault")
FOR_EVER, TWO_SECONDS = "park this worker 0 and for ever.", "park this worker 2 and go on."


@pytest.fixture(scope="module")
def park(tmp_path_factory):
    library = tmp_path_factory.mktemp("park") / "park.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(ROOT / "tests" / "support" / "park.c"), "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}


def occupy(service, text):
    """A client whose text parks the worker that reads it."""
    text = text.encode()
    connection = service.connect()
    connection.sendall(HEAD % len(text) + text)
    service.wait_metric("dragoman_workers_busy", 1)
    return connection


def test_deadline_is_kept_by_the_loop(start, park):
    service = start(isolate="off", environment=park, workers=2, work_deadline=0.3)
    began = time.monotonic()
    response = service.extract(TWO_SECONDS)
    took = time.monotonic() - began
    assert (response.status, response.code) == (503, "deadline_exceeded")
    assert 0.3 <= took < 1.5  # the text parks its worker for two seconds
    assert service.extract("A word.").status == 200  # by the other worker
    service.wait_metric("dragoman_late_results_total", 1)
    service.wait_metric("dragoman_workers_busy", 0)
    assert service.metric("dragoman_articles_total") == 1  # a late result is not counted as served


def test_leaving_a_stuck_worker(start, park):
    service = start(isolate="off", environment=park, workers=1)
    connection = occupy(service, TWO_SECONDS)
    connection.close()
    began = time.monotonic()
    service.wait_line(event="request", route="extract", status=499)
    assert time.monotonic() - began < 1
    service.wait_metric("dragoman_late_results_total", 1)


def test_livez_fails_when_all_workers_are_stuck(start, park):
    service = start(isolate="off", environment=park, workers=2, work_deadline=0.2, drain_timeout=0.1)
    for _ in range(2):
        assert service.extract(FOR_EVER).status == 503
    end = time.monotonic() + 5
    while service.get("/livez").status == 200:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert service.get("/livez").code == "not_ready"
    assert service.get("/v1/info").status == 200
    service.process.kill()
    service.wait()
    service._finished = True


def test_stop_that_hangs_is_ended(start, park):
    """The running work never ends: its client gets 503, and 5 s after the last deadline the process is gone with 70."""
    service = start(isolate="off", environment=park, workers=1, work_deadline=60, drain_timeout=0.2)
    connection = occupy(service, FOR_EVER)
    service.terminate()
    began = time.monotonic()
    (response,) = parse(service.read_all(connection))
    assert (response.status, response.code) == (503, "shutting_down")
    assert time.monotonic() - began < 3
    assert service.wait() == 70
    assert 4 < time.monotonic() - began < 12
    assert service.lines[-1]["event"] == "hard_stop"
    service._finished = True


def test_second_signal_ends_a_hanging_stop(start, park):
    service = start(isolate="off", environment=park, workers=1, work_deadline=60, drain_timeout=0.2)
    connection = occupy(service, FOR_EVER)
    service.terminate()
    service.read_all(connection)
    time.sleep(0.3)  # the loop now waits for the worker
    service.terminate()
    assert service.wait() == 75
    service._finished = True
