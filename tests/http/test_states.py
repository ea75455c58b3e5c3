# SPDX-License-Identifier: Apache-2.0
"""Clients who stop, turn away or reset in every state of a connection: at most one answer, never a cut one to a request that was refused or read from memory,
and nothing left behind."""
import socket
import struct
import time

import pytest
from rawhttp import GET, NONE, get, post
from service import PARIS, SLOW, parse

BATCH = b'{"id":"a","text":"Turkey bombed Aleppo."}\n' * 50
WHOLE = post(body=PARIS.encode() * 20)
LINES = post(body=BATCH, kind=b"application/x-ndjson", target=b"/v1/extract/batch")
LARGE = post(body=PARIS.encode() * 100, target=b"/v1/extract?explain=true&include=entities,events,sentences")
SILENCE = ()

# name, what is sent before the sending half is closed, the statuses that may come
HALVES = [
    ("nothing", b"", {SILENCE}),
    ("a word of the head", b"GET", {(400,)}),
    ("half a head", GET[:-2], {(400,)}),
    ("a probe", GET, {(200,)}),
    ("a large document", get(target=b"/openapi.json"), {(200,)}),
    ("a refused head", get(host=NONE), {(400,)}),
    ("an unknown path", get(target=b"/nowhere"), {(404,)}),
    ("a refused length", post(body=b"", length=b"Content-Length: 5000000\r\n"), {(413,)}),
    # libmicrohttpd may see the end before we do, and then nothing can be sent any more
    ("half a body", post(length=b"Content-Length: 100\r\n"), {(400,), SILENCE}),
    ("no body", post(body=b"", length=b"Content-Length: 100\r\n"), {(400,), SILENCE}),
    ("half a long body", post(body=b"a" * 50_000, length=b"Content-Length: 100000\r\n"), {(400,), SILENCE}),
    ("half a batch", post(body=BATCH[:-9], length=b"Content-Length: 100000\r\n", kind=b"application/x-ndjson", target=b"/v1/extract/batch"), {(400,), SILENCE}),
    ("an article", post(), {SILENCE, (200,)}),  # given up, unless it was done before anybody saw
    ("a broken article", post(kind=b"application/json", body=b"{"), {SILENCE, (400,)}),
]


@pytest.mark.parametrize("data, wanted", [case[1:] for case in HALVES], ids=[case[0] for case in HALVES])
@pytest.mark.parametrize("buffer", [None, 4096], ids=["read at once", "read late"])
def test_half_closed(service, data, wanted, buffer):
    for pause in (0, 0.02):
        with socket.socket() as connection:
            if buffer:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
            connection.connect(service.address)
            connection.sendall(data)
            time.sleep(pause)
            connection.shutdown(socket.SHUT_WR)
            if buffer:
                time.sleep(0.05)
            answers = tuple(response.status for response in parse(service.read_all(connection)))
        assert answers in wanted, answers


def cuts(data):
    """Nothing, in the line, in the head, behind it, in the body, all."""
    head = data.index(b"\r\n\r\n") + 4
    return [0, 7, head // 2, head - 1, head, (head + len(data)) // 2, len(data) - 1, len(data)]


@pytest.mark.parametrize("how", ["reset", "close", "reset with an answer unread"])
@pytest.mark.parametrize("data", [WHOLE, LINES, LARGE, get(target=b"/openapi.json")], ids=["article", "batch", "large reply", "document"])
def test_gone_in_every_state(start, data, how):
    service = start(workers=2, queue=64, connections=128)
    service.get("/livez")
    before = service.metric("process_open_fds")
    for cut in cuts(data):
        for pause in (0, 0.002, 0.02):
            connection = service.connect()
            connection.sendall(data[:cut])
            time.sleep(pause)
            if how.endswith("unread") and cut == len(data):
                try:
                    connection.settimeout(30 * SLOW)
                    connection.recv(100)
                except ConnectionResetError:
                    pass
            if how != "close":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
    service.wait_metric("dragoman_connections", 1)
    service.wait_metric("dragoman_workers_busy", 0)
    service.wait_metric("dragoman_memory_reserved_bytes", 0)
    assert service.metric("process_open_fds") <= before
    assert service.metric("dragoman_workers_lost_total") == 0
    assert service.extract(PARIS).status == 200


@pytest.mark.parametrize("head, status", [(b"HEAD /livez HTTP/1.1\r\nHost: a\r\n", 408), (b"HEAD /livez HTTP/1.1\r\n", 408)])
def test_an_answer_to_head_has_no_body_when_it_is_late(start, head, status):
    """The answer to a head that never ends is one to HEAD all the same, where its line has been read."""
    service = start(head_deadline=0.3)
    with service.connect() as connection:
        connection.sendall(head)
        data = service.read_all(connection)
    assert data.startswith(b"HTTP/1.1 %d " % status) and data.endswith(b"\r\n\r\n"), data


def test_who_expects_100_gets_it_before_the_body(service):
    head, _, body = post(b"Expect: 100-continue\r\n").partition(b"\r\n\r\n")
    with service.connect() as connection:
        connection.sendall(head + b"\r\n\r\n")
        interim = connection.recv(65536)
        assert interim == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body)
        (response,) = parse(service.read_all(connection))
    assert response.status == 200


@pytest.mark.parametrize("data, status", [
    (post(b"Expect: 100-continue\r\n", b"", length=b"Content-Length: 9999999\r\n"), 413),
    (post(b"Expect: 100-continue\r\n", b"", length=b"Content-Length: 9\r\n", kind=b"image/png"), 415),
    (post(b"Expect: 100-continue\r\n", b"", length=b"Content-Length: 9\r\n", target=b"/nowhere"), 404),
])
def test_who_is_refused_is_not_told_to_continue(service, data, status):
    with service.connect() as connection:
        connection.sendall(data)
        answer = service.read_all(connection)
    assert answer.startswith(b"HTTP/1.1 %d " % status)


def test_http_1_0_is_not_told_to_continue(service):
    data = post(b"Expect: 100-continue\r\n", version=b"HTTP/1.0")
    with service.connect() as connection:
        connection.sendall(data)
        assert service.read_all(connection).startswith(b"HTTP/1.1 200 ")


def test_a_batch_that_drips_is_given_up(start):
    """A byte now and then does not hold the memory that was promised to a long body: the wait is for the next 16 KiB."""
    service = start(idle_deadline=0.6)
    began = time.monotonic()
    with service.connect() as connection:
        connection.sendall(post(body=b"", length=b"Content-Length: 100000\r\n", kind=b"application/x-ndjson", target=b"/v1/extract/batch"))
        connection.settimeout(0.05)
        answer = b""
        while not answer and time.monotonic() - began < 10 * SLOW:
            try:
                connection.sendall(b" ")
                answer = connection.recv(65536)
            except TimeoutError:
                pass
        answer += service.read_all(connection)
    assert [response.status for response in parse(answer)] == [408]
    assert time.monotonic() - began < 4 * SLOW
    service.wait_metric("dragoman_memory_reserved_bytes", 0)


def test_a_slow_batch_that_goes_on_is_read(start):
    service = start(idle_deadline=0.6 * SLOW)
    body = BATCH * 40  # 88 KB in 2 s
    with service.connect() as connection:
        connection.sendall(post(body=b"", length=b"Content-Length: %d\r\n" % len(body), kind=b"application/x-ndjson", target=b"/v1/extract/batch"))
        for at in range(0, len(body), 4096):
            connection.sendall(body[at : at + 4096])
            time.sleep(0.08)
        (response,) = parse(service.read_all(connection))
    assert response.status == 200 and response.body.count(b"\n") == 2000


def test_replies_that_may_be_packed_say_so(service):
    for data in (get(target=b"/hypnos/extract?text=a"), post(kind=b"application/json", body=b'{"text":"a"}', target=b"/hypnos/extract")):
        (response,) = service.raw(data)
        assert response.headers["vary"] == "Accept-Encoding"


def test_a_refusal_outlives_what_the_client_goes_on_sending(service):
    """A megabyte behind a request that was refused or answered: the answer still arrives."""
    for data, status in ((get(host=NONE), 400), (GET, 200), (post(), 200), (post(length=b"Content-Length: 9999999\r\n"), 413)):
        with service.connect() as connection:
            try:
                connection.sendall(data + bytes(1 << 20))
            except OSError:
                pass
            assert [response.status for response in parse(service.read_all(connection))] == [status]
