# SPDX-License-Identifier: Apache-2.0
"""Hostile and odd requests at the socket. Each gets exactly one well-formed answer, whole, cut in two at every byte, and glued to a second request that
must never be served; and the service lives on."""
import random

import pytest
from rawhttp import CANARY, CHUNKED, GET, NONE, TE, canaries_served, get, post, request
from service import SLOW

# name, bytes, status
MATRIX = [
    ("te gzip", post(TE + b"gzip\r\n", length=NONE), 411),
    ("te gzip, chunked", post(TE + b"gzip, chunked\r\n", length=NONE), 411),
    ("te identity and length", post(TE + b"identity\r\n"), 400),
    ("te chunked and length", post(CHUNKED, b"0\r\n\r\n"), 400),
    ("te chunked, identity", post(TE + b"chunked, identity\r\n", length=NONE), 411),
    ("te identity, chunked", post(TE + b"identity, chunked\r\n", length=NONE), 411),
    ("te tab", post(b"Transfer-Encoding:\tchunked\r\n", b"0\r\n\r\n", length=NONE), 411),
    ("te trailing VT", post(TE + b"chunked\x0b\r\n", b"0\r\n\r\n", length=NONE), 400),
    ("te CHUNKED", post(TE + b"CHUNKED\r\n", b"0\r\n\r\n", length=NONE), 411),
    ("te in HTTP/1.0", post(CHUNKED, b"0\r\n\r\n", b"HTTP/1.0", NONE), 400),
    ("te identity alone", post(TE + b"identity\r\n", b"", length=NONE), 411),
    ("te twice", post(CHUNKED + CHUNKED, b"0\r\n\r\n", length=NONE), 411),
    ("two lengths that differ", post(b"Content-Length: 5\r\n"), 400),
    ("two equal lengths", post(b"Content-Length: 4\r\n"), 400),
    ("list of lengths", post(length=b"Content-Length: 4, 4\r\n"), 400),
    ("length +4", post(length=b"Content-Length: +4\r\n"), 400),
    ("length -1", post(length=b"Content-Length: -1\r\n"), 400),
    ("length 0x4", post(length=b"Content-Length: 0x4\r\n"), 400),
    ("length 2^64", post(length=b"Content-Length: 18446744073709551616\r\n"), 413),
    ("length 2^64-1", post(length=b"Content-Length: 18446744073709551615\r\n"), 413),
    ("length of 3000 zeros", post(length=b"Content-Length: " + b"0" * 3000 + b"4\r\n"), 413),
    ("length empty", post(length=b"Content-Length: \r\n"), 400),
    ("length 4.0", post(length=b"Content-Length: 4.0\r\n"), 400),
    ("space before the colon of length", post(length=b"Content-Length : 4\r\n"), 400),
    ("space before the colon of te", post(b"Transfer-Encoding : chunked\r\n"), 400),
    ("length none", post(length=NONE, body=b""), 411),
    ("chunk bare LF", post(CHUNKED, b"4\nword\r\n0\r\n\r\n", length=NONE), 411),
    ("chunk 0x4", post(CHUNKED, b"0x4\r\nword\r\n0\r\n\r\n", length=NONE), 411),
    ("chunk +4", post(CHUNKED, b"+4\r\nword\r\n0\r\n\r\n", length=NONE), 411),
    ("chunk of 17 f", post(CHUNKED, b"fffffffffffffffff\r\n", length=NONE), 411),
    ("chunk of 16 f", post(CHUNKED, b"ffffffffffffffff\r\n", length=NONE), 411),
    ("chunk extension", post(CHUNKED, b"4;a=b\r\nword\r\n0\r\n\r\n", length=NONE), 411),
    ("chunk extension bare LF", post(CHUNKED, b"4;a\nword\r\n0\r\n\r\n", length=NONE), 411),
    ("chunk trailing space", post(CHUNKED, b"4 \r\nword\r\n0\r\n\r\n", length=NONE), 411),
    ("chunk extension of 20 KB", post(CHUNKED, b"4;" + b"a" * 20000, length=NONE), 411),
    ("chunk trailer length", post(CHUNKED, b"0\r\nContent-Length: 5\r\n\r\n", length=NONE), 411),
    ("chunk trailer key", post(CHUNKED, b"0\r\nAuthorization: Bearer drg_x\r\n\r\n", length=NONE), 411),
    ("chunk 1500 trailers", post(CHUNKED, b"0\r\n" + b"a: b\r\n" * 1500 + b"\r\n", length=NONE), 411),
    ("bare LF", GET.replace(b"\r\n", b"\n"), 400),
    ("bare LF in one field", get(b"A: b\n"), 400),
    ("bare CR", get(b"A: b\rC: d\r\n"), 400),
    ("NUL in a value", get(b"A: b\0c\r\n"), 400),
    ("NUL in a name", get(b"A\0: b\r\n"), 400),
    ("NUL in the target", get(target=b"/live\0z"), 400),
    ("%00 in the target", get(target=b"/livez%00"), 400),
    ("broken escape in the target", get(target=b"/livez%zz"), 400),
    ("high byte in the target", get(target=b"/liv\xc3\xa9z"), 400),
    ("fragment in the target", get(target=b"/livez#a"), 400),
    ("folded line", get(b"A: b\r\n c\r\n"), 400),
    ("folded length", post(length=b"Content-Length:\r\n 4\r\n"), 400),
    ("leading space in a field", get(b" A: b\r\n"), 400),
    ("no colon", get(b"Ab\r\n"), 400),
    ("empty name", get(b": b\r\n"), 400),
    ("empty name before length", post(b": x\r\nContent-Length: 4\r\n", length=NONE), 400),
    ("control in a name", get(b"A\x01: b\r\n"), 400),
    ("quote in a name", get(b'A": b\r\n'), 400),
    ("DEL in a value", get(b"A: \x7f\r\n"), 400),
    ("no host", get(host=NONE), 400),
    ("two hosts", get(b"Host: b\r\n"), 400),
    ("empty host", get(host=b"Host:\r\n"), 400),
    ("host with a space", get(host=b"Host: a b\r\n"), 400),
    ("HTTP/0.9", b"GET /livez\r\n", 400),
    ("HTTP/1.0 without host", get(version=b"HTTP/1.0", host=NONE), 200),
    ("HTTP/1.0 that would stay", get(b"Connection: keep-alive\r\n", version=b"HTTP/1.0"), 200),
    ("HTTP/1.2", get(version=b"HTTP/1.2"), 505),
    ("HTTP/2.0", get(version=b"HTTP/2.0"), 505),
    ("HTTP/9.9", get(version=b"HTTP/9.9"), 505),
    ("HTTP/1.10", get(version=b"HTTP/1.10"), 400),
    ("http/1.1", get(version=b"http/1.1"), 400),
    ("h2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ("lower-case method", request(b"get", b"/livez"), 405),
    ("5000 letters of method", request(b"G" * 5000, b"/livez"), 400),
    ("TRACE", request(b"TRACE", b"/livez"), 405),
    ("CONNECT", request(b"CONNECT", b"a:80"), 400),
    ("OPTIONS *", request(b"OPTIONS", b"*"), 400),
    ("DELETE", request(b"DELETE", b"/v1/extract"), 405),
    ("absolute form", get(target=b"http://a/livez"), 400),
    ("GET with a body", get(b"Content-Length: 4\r\n") + b"word", 400),
    ("GET with length 0", get(b"Content-Length: 0\r\n"), 200),
    ("target of 20 KB", get(target=b"/" + b"a" * 20000), 414),
    ("target over 4 KiB", get(target=b"/" + b"a" * 4096), 414),
    ("target of 4 KiB", get(target=b"/" + b"a" * 4095), 404),
    ("field of 20 KB", get(b"A: " + b"b" * 20000 + b"\r\n"), 431),
    ("3000 fields", get(b"A: b\r\n" * 3000), 431),
    ("65 fields", get(b"A: b\r\n" * 64), 431),
    ("64 fields", get(b"A: b\r\n" * 63), 200),
    ("head of 16384 bytes", get(b"A: " + b"b" * (16384 - len(get(b"A: \r\n"))) + b"\r\n"), 200),
    ("head of 16385 bytes", get(b"A: " + b"b" * (16385 - len(get(b"A: \r\n"))) + b"\r\n"), 431),
    ("field of 15 KB of blanks", get(b"A:" + b" \t" * 7500 + b"\r\n"), 200),
    ("65 parameters", get(target=b"/livez?" + b"a&" * 64), 400),
    ("64 parameters", get(target=b"/livez?" + b"a&" * 63), 200),
    ("64 parameters without names", get(target=b"/livez?=" + b"&=" * 63), 200),
    ("1,300 escapes in the query", get(target=b"/livez?" + b"%41" * 1300), 200),
    ("65 cookies", get(b"Cookie: " + b"a=b;" * 64 + b"\r\n"), 431),
    ("65 cookies parted by commas", get(b"Cookie: " + b"a=b," * 64 + b"\r\n"), 431),
    ("3,000 cookies parted by commas", get(b"Cookie: " + b"," * 3000 + b"\r\n"), 431),
    ("64 cookies", get(b"Cookie: " + b"a=b;" * 63 + b"\r\n"), 200),
    ("two content types", post(b"Content-Type: application/json\r\n"), 400),
    ("TLS hello", bytes.fromhex("16030100c8010000c40303") + bytes(range(180)), 400),
    ("extra space before the target", b"GET  /livez HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("extra space after the target", b"GET /livez  HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("tab in the request line", b"GET\t/livez\tHTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("leading CRLFs", b"\r\n\r\n" + GET, 400),
    ("three pipelined", GET * 3, 200),
    ("job and a pipelined request", post() + GET, 200),
    ("expect 100-continue", post(b"Expect: 100-continue\r\n"), 200),
    ("expect 100-continue without a body", get(b"Expect: 100-continue\r\n"), 400),
    ("expect 100-continue, no body, a byte behind", get(b"Expect: 100-continue\r\n") + b"x", 400),
    ("expect 100-continue, length 0", post(b"Expect: 100-continue\r\n", b""), 400),
    ("expect foo", post(b"Expect: foo\r\n"), 417),
    ("upgrade h2c", get(b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ\r\n"), 200),
    ("keep-alive asked for", get(b"Connection: keep-alive\r\n"), 200),
    ("early 413", post(length=b"Content-Length: 5000000\r\n", body=b"a" * 100000), 413),
    ("unknown path", get(target=b"/v2/extract"), 404),
    ("encoded path", get(target=b"/%6civez"), 404),
    ("double slash", get(target=b"//livez"), 404),
    ("dots", get(target=b"/v1/../livez"), 404),
    ("wrong type", post(kind=b"text/html"), 415),
    ("content encoding", post(b"Content-Encoding: br\r\n"), 415),
    ("not acceptable", post(b"Accept: image/png\r\n"), 406),
    ("plain fast", GET, 200),
    ("plain job", post(), 200),
]
IDS = [name for name, _, _ in MATRIX]


@pytest.mark.parametrize("data, status", [case[1:] for case in MATRIX], ids=IDS)
def test_whole(service, data, status):
    assert [r.status for r in service.raw(data)] == [status]


@pytest.mark.parametrize("data, status", [case[1:] for case in MATRIX], ids=IDS)
def test_glued_to_a_second_request(service, data, status):
    assert [r.status for r in service.raw(data + CANARY)] == [status]


def test_no_second_request_was_served(service):
    assert canaries_served(service) == []


@pytest.mark.parametrize("data, status", [case[1:] for case in MATRIX], ids=IDS)
def test_cut_in_two(service, data, status):
    """At every byte of a short request, at a sample of a long one."""
    cuts = range(1, len(data)) if len(data) < 150 and SLOW == 1 else random.Random(7).sample(range(1, len(data)), min(12, len(data) - 1))
    for cut in cuts:
        responses = service.raw(data[:cut], data[cut:], pause=0.0005)
        assert [r.status for r in responses] == [status], cut


@pytest.mark.parametrize("name", ["plain fast", "plain job", "no host", "te chunked and length"])
def test_byte_by_byte(service, name):
    data, status = next(case[1:] for case in MATRIX if case[0] == name)
    pieces = [data[i : i + 1] for i in range(len(data))]
    assert [r.status for r in service.raw(*pieces, pause=0.0003)] == [status]


def test_noise(service):
    """Random bytes: one refusal, or silence until the client gives up; never a second answer, never an end of the service."""
    dice = random.Random(1)
    for _ in range(1500 // SLOW):
        with service.connect() as connection:
            connection.sendall(dice.randbytes(dice.randrange(1, 400)))
            connection.shutdown(1)
            data = service.read_all(connection)
        assert data.count(b"HTTP/1.1 ") <= 1
    assert service.get("/livez").status == 200


def test_mutated_requests(service):
    """Well-formed requests with a byte changed, put in or taken out."""
    dice = random.Random(2)
    seeds = [GET, post(), post(b"Accept: */*\r\nX-Request-Id: x\r\n")]
    for _ in range(1500 // SLOW):
        data = bytearray(dice.choice(seeds))
        for _ in range(dice.randrange(1, 4)):
            at = dice.randrange(len(data))
            what = dice.randrange(3)
            if what == 0:
                data[at] = dice.randrange(256)
            elif what == 1:
                data.insert(at, dice.choice(b"\r\n\0 :;,\t\x0b%a1"))
            else:
                del data[at]
        with service.connect() as connection:
            connection.sendall(bytes(data))
            connection.shutdown(1)
            answer = service.read_all(connection)
        assert answer.count(b"HTTP/1.1 ") <= 1, bytes(data)
    assert service.get("/livez").status == 200


def test_nothing_spun(service):
    """None of all that made the loop spin."""
    assert service.metric("dragoman_pump_spins_total") <= 5
    assert service.process.poll() is None
