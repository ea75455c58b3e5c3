# SPDX-License-Identifier: Apache-2.0
"""Clients and machines at the edge: answers that nobody takes while the service stops, a refused client that stays, limits that must be raised, an abort."""
import signal
import socket
import time

import pytest
from service import PARIS, SANITIZED, SLOW, Service, parse

# The reply is ten times as long, more than any socket holds (4 MiB); a sanitizer on a busy machine reads 700,000 bytes for more than a minute.
LARGE = (PARIS * 200).encode()[: 700_000 if SLOW == 1 else 450_000].decode("utf-8", "ignore").encode()


def test_an_answer_that_nobody_takes_does_not_hold_the_stop(start):
    """Megabytes of reply into a socket that is never read: cut off after the grace, and the service ends with 0."""
    service = start(workers=1, drain_timeout=0.2, response_deadline=120, work_deadline=120)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(service.address)
        connection.sendall(b"POST /v1/extract?explain=true&include=entities,events,quotes,relations,sentences HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(LARGE) + LARGE)
        assert connection.recv(12) == b"HTTP/1.1 200"  # it is on its way, and more than any socket holds
        began = time.monotonic()
        service.terminate()
        assert service.wait(30 * SLOW) == 0
        assert time.monotonic() - began < 8 * SLOW


def test_a_body_that_never_comes_does_not_hold_the_stop(start):
    service = start(workers=1, drain_timeout=0.2, body_deadline=60)
    with service.connect() as connection:
        connection.sendall(b"POST /v1/extract HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nhalf")
        time.sleep(0.2 * SLOW)
        service.terminate()
        (answer,) = parse(service.read_all(connection))
        assert (answer.status, answer.code) == (503, "shutting_down")
    assert service.wait(30 * SLOW) == 0


def test_a_head_that_never_comes_does_not_hold_the_stop(start):
    service = start(drain_timeout=30, head_deadline=60)
    with service.connect() as connection:
        connection.sendall(b"GET /livez HTTP/1.1\r\nHo")
        time.sleep(0.2 * SLOW)
        service.terminate()
        (answer,) = parse(service.read_all(connection))
        assert (answer.status, answer.code) == (503, "shutting_down")
    assert service.wait(30 * SLOW) == 0


def test_a_refused_client_that_stays_is_closed(start):
    """It has its answer and the end of it at once; a second later nothing is left of it in the service."""
    service = start()
    with service.connect() as connection:
        connection.sendall(b"NONSENSE\r\n\r\n")
        assert [r.status for r in parse(service.read_all(connection))] == [400]
        end = time.monotonic() + 5 * SLOW
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            while time.monotonic() < end:
                connection.sendall(b"x")
                time.sleep(0.1)
    assert service.get("/livez").status == 200


def test_a_refused_client_that_goes_on_sending_is_cut_off(start):
    service = start()
    with service.connect() as connection, pytest.raises((ConnectionResetError, BrokenPipeError)):
        connection.sendall(b"NONSENSE\r\n\r\n")
        for _ in range(40):  # 8 MiB are taken, no more
            connection.sendall(bytes(1 << 20))
    assert service.get("/livez").status == 200


@pytest.mark.skipif(SANITIZED, reason="a sanitizer needs descriptors of its own")
def test_a_low_soft_limit_of_descriptors_is_raised():
    service = Service(wrapper=("sh", "-c", 'ulimit -Sn 64; exec "$@"', "sh"), connections=200)
    connections = [service.connect() for _ in range(150)]
    assert service.get("/livez").status == 200
    for connection in connections:
        connection.close()
    service.finish()


@pytest.mark.parametrize("number", [signal.SIGABRT])
def test_an_abort_ends_with_a_line(number):
    """libuv and libmicrohttpd abort where they cannot go on: the log says so."""
    service = Service()
    service.signal(number)
    assert service.process.wait(30 * SLOW) in (-number, 70, 134)
    service._reader.join(5)
    assert [line for line in service.lines if line.get("level") == "error"] or service.other
