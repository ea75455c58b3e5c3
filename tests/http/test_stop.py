# SPDX-License-Identifier: Apache-2.0
"""Stopping in order: no accepted request is lost, and the process ends with 0."""
import random
import signal
import socket
import threading
import time

import pytest
from service import PARIS, SLOW, Service, parse
from test_deadlines import HEAD, LARGE, occupy


def test_idle_stop_is_quick(start):
    service = start()
    began = time.monotonic()
    service.terminate()
    assert service.wait() == 0
    assert time.monotonic() - began < 0.5 * SLOW + 0.5
    events = [line["event"] for line in service.lines]
    assert events[-2:] == ["stopping", "stopped"]


def test_interrupt_stops_too(start):
    service = start()
    service.signal(signal.SIGINT)
    assert service.wait() == 0


def test_not_ready_while_draining(start):
    service = start(drain_delay=1.0)
    assert service.get("/readyz").status == 200
    service.terminate()
    service.wait_line(event="stopping")
    response = service.get("/readyz")
    assert (response.status, response.code) == (503, "not_ready")
    assert service.get("/livez").status == 200
    assert service.extract(PARIS).status == 200
    assert service.wait() == 0


def test_running_work_is_finished(start):
    service = start(workers=1, queue=4, queue_deadline=60, drain_timeout=120)
    connections = occupy(service, 3)
    service.wait_metric("dragoman_queue_depth", 2)
    service.terminate()
    for connection in connections:
        assert [r.status for r in parse(service.read_all(connection, 180 * SLOW))] == [200]
        connection.close()
    assert service.wait(60 * SLOW) == 0


def test_what_does_not_end_in_time_gets_503(start):
    service = start(workers=1, queue=8, queue_deadline=60, drain_timeout=0.05)
    connections = occupy(service, 4)
    service.wait_metric("dragoman_queue_depth", 3)
    service.terminate()
    answers = [parse(service.read_all(connection)) for connection in connections]
    assert all(len(a) == 1 and a[0].status in (200, 503) for a in answers)
    assert [a[0].code for a in answers if a[0].status == 503].count("shutting_down") >= 2
    for connection in connections:
        connection.close()
    assert service.wait() == 0


def test_half_sent_requests_get_an_answer(start):
    service = start(drain_timeout=0.2)
    head, body, silent = service.connect(), service.connect(), service.connect()
    head.sendall(b"GET /livez HTTP/1.1\r\nHo")
    body.sendall(HEAD % 1000 + b"some")
    service.wait_metric("dragoman_connections", 4)
    service.terminate()
    for connection in (head, body, silent):
        (response,) = parse(service.read_all(connection))
        assert (response.status, response.code) == (503, "shutting_down")
        connection.close()
    assert service.wait() == 0


def test_second_signal_ends_at_once(start):
    service = start(drain_delay=60)
    service.terminate()
    service.wait_line(event="stopping")
    service.terminate()
    assert service.wait() == 75
    service._finished = True


def test_client_that_stays_does_not_hold_the_process(start):
    """A body that is never completed and a socket that is never closed: over after drain_timeout and the grace."""
    service = start(drain_timeout=0.1)
    connection = service.connect()
    connection.sendall(HEAD % len(LARGE) + LARGE[:-1])
    service.terminate()
    began = time.monotonic()
    assert service.wait() == 0
    assert time.monotonic() - began < 5 * SLOW
    connection.close()


def test_client_that_does_not_take_its_answer_is_cut_off(start):
    service = start(drain_timeout=0.1, response_deadline=60)
    text = LARGE[:300000]
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.connect(service.address)
        data = HEAD.replace(b"/v1/extract", b"/v1/extract?include=sentences,entities") % len(text) + text
        connection.sendall(data)
        service.wait_metric('dragoman_stage_duration_seconds_count{stage="queue"}', 1)
        service.terminate()
        began = time.monotonic()
        assert service.wait() == 0
        assert time.monotonic() - began < 5 * SLOW


def visit(service, data):
    """One request: its status, "no answer", "refused" where nothing was accepted, or the error."""
    try:
        connection = service.connect()
    except ConnectionRefusedError:
        return "refused"
    except OSError as error:
        return repr(error)
    with connection:
        try:
            connection.sendall(data)
            answer = service.read_all(connection)
        except OSError as error:
            return repr(error)
    return parse(answer)[0].status if answer else "no answer"


def knock(service, data, met):
    """Comes again and again until the port is closed, or something is wrong."""
    outcome = 200
    while isinstance(outcome, int):
        outcome = visit(service, data)
        met.append(outcome)


def knocking(service, data, clients):
    """So many that knock side by side; their threads, and what they meet."""
    met = []
    threads = [threading.Thread(target=knock, args=(service, data, met)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    return threads, met


@pytest.mark.parametrize("seed", range(6))
def test_stop_under_load_loses_nothing(seed):
    service = Service(workers=2, queue=8, connections=128, request_log="off")
    text = PARIS.encode()[:1500]
    threads, results = knocking(service, HEAD % len(text) + text, 16)
    time.sleep(0.1 + random.Random(seed).random() * 0.4)
    service.terminate()
    service.finish()
    for thread in threads:
        thread.join()
    assert results.count(200) > 0
    assert results.count("refused") == len(threads)
    assert set(results) <= {200, 503, "refused"}, {r: results.count(r) for r in set(results)}


def test_whoever_comes_while_the_port_closes_is_answered_or_refused():
    """Between the last look into the backlog and the close, a client could get in and be reset."""
    for _ in range(5):
        service = Service(request_log="off")
        threads, met = knocking(service, b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n", 8)
        time.sleep(0.05)
        service.terminate()
        for thread in threads:
            thread.join()
        service.finish()
        assert met.count("refused") == len(threads)
        assert set(met) <= {200, 503, "refused"}, {m: met.count(m) for m in set(met)}
