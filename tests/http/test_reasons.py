# SPDX-License-Identifier: Apache-2.0
"""A refusal says what was wrong in a way that can be acted upon: the field, the limit in figures, the offset, which deadline."""
import gzip

import contract
import pytest
from rawhttp import CANARY, NONE, TE, canaries_served, get, post, request
from service import PARIS, SLOW
from test_deadlines import occupy

JSON = b"application/json"
NDJSON = b"application/x-ndjson"
SINGLE = [b"Content-Type", b"Content-Encoding", b"Accept", b"Request-Timeout", b"Authorization", b"Origin", b"Access-Control-Request-Method"]


def batch(body, fields=NONE):
    return post(fields, body, kind=NDJSON, target=b"/v1/extract/batch")


CASES = [
    # ---- limits of the head ----
    ("fields", get(b"A: b\r\n" * 64), "header_too_large", ["64 fields"]),
    ("bytes of the head", get(b"A: " + b"b" * 20000 + b"\r\n"), "header_too_large", ["16384 bytes"]),
    ("cookies", get(b"Cookie: " + b"a=b;" * 64 + b"\r\n"), "header_too_large", ["Cookie", "64"]),
    ("target", get(target=b"/" + b"a" * 5000), "uri_too_long", ["4096"]),
    ("parameters", get(target=b"/livez?" + b"a&" * 64), "bad_request", ["64 parameters"]),
    ("method", request(b"G" * 33, b"/livez"), "bad_request", ["32"]),
    # ---- limits of bodies ----
    ("announced body", post(NONE, b"", length=b"Content-Length: 9000\r\n"), "body_too_large", ["9000", "8192"]),
    ("announced body of 20 digits", post(NONE, b"", length=b"Content-Length: 18446744073709551615\r\n"), "body_too_large", ["8192"]),
    ("announced batch", post(NONE, b"", length=b"Content-Length: 70000\r\n", kind=NDJSON, target=b"/v1/extract/batch"), "body_too_large", ["70000", "65536"]),
    ("inflated body", post(b"Content-Encoding: gzip\r\n", gzip.compress(b"a" * 100000)), "body_too_large", ["8192"]),
    ("text", post(body=b"a word " * 700), "text_too_large", ["4900", "4096"]),
    ("text in JSON", post(body=b'{"text":"' + b"a word " * 700 + b'"}', kind=JSON), "text_too_large", ["4900", "4096"]),
    ("lines", batch(b'{"text":"a"}\n' * 21), "too_many_lines", ["20"]),
    ("lines, inflated", batch(gzip.compress(b'{"text":"a"}\n' * 21), b"Content-Encoding: gzip\r\n"), "too_many_lines", ["20"]),
    ("levels", post(body=b'{"text":"a","x":' + b"[" * 16 + b"]" * 16 + b"}", kind=JSON), "json_too_complex", ["16 levels"]),
    ("marks", post(body=b'{"text":"a","x":[' + b"," * 4100, kind=JSON), "json_too_complex", ["4096 structural characters"]),
    ("id", post(body=b'{"text":"a","id":"' + b"i" * 300 + b'"}', kind=JSON), "invalid_field", ["256"]),
    # ---- fields by name ----
    *[(f"two of {name.decode()}", get(b"%s: a\r\n%s: b\r\n" % (name, name)), "bad_request", [name.decode()]) for name in SINGLE],
    ("two lengths", post(b"Content-Length: 4\r\n"), "bad_request", ["Content-Length"]),
    ("two hosts", get(b"Host: b\r\n"), "bad_request", ["Host"]),
    ("te and length", post(TE + b"chunked\r\n"), "bad_request", ["Transfer-Encoding", "Content-Length"]),
    ("te", post(TE + b"chunked\r\n", b"", length=NONE), "length_required", ["Transfer-Encoding"]),
    ("expect", post(b"Expect: foo\r\n"), "expectation_failed", ["100-continue"]),
    ("encoding", post(b"Content-Encoding: br\r\n"), "unsupported_media_type", ["gzip"]),
]


@pytest.fixture(scope="module")
def small():
    from service import Service

    running = Service(max_body=8192, max_text=4096, max_batch=65536, max_lines=20)
    yield running
    running.finish()


@pytest.mark.parametrize("data, code, words", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_reason(small, data, code, words):
    (response,) = small.raw(data + CANARY)
    assert response.code == code, response
    contract.PROBLEM.validate(response.json())
    missing = [word for word in words if word not in response.json()["detail"]]
    assert not missing, response


def test_no_second_request_was_served(small):
    assert canaries_served(small) == []


@pytest.mark.parametrize("body, offset, line, column", [(b'{"text":"a"\n,\n x}', 15, 3, 2), (b'{"text":"\xc3\xa9",\xff}', 13, 1, 13), (b"[" * 17, 16, 1, 17)])
def test_where_a_body_is_wrong(small, body, offset, line, column):
    (response,) = small.raw(post(kind=JSON, body=body))
    problem = response.json()
    assert (problem["offset"], problem["line"], problem["column"]) == (offset, line, column), problem


def test_which_deadline_of_arriving_passed(start):
    service = start(head_deadline=0.3, body_deadline=0.4, idle_deadline=0.5)
    for data, seconds in ((b"GET /livez HT", "0.3 s"), (post(length=b"Content-Length: 9\r\n"), "0.4 s"), (post(length=b"Content-Length: 99999\r\n", kind=NDJSON, target=b"/v1/extract/batch"), "0.5 s")):
        (response,) = service.raw(data)
        assert response.code == "request_timeout" and seconds in response.json()["detail"], response


def test_which_deadline_of_the_work_passed(start):
    text = (PARIS * 300)[:1_000_000].encode()
    service = start(workers=1, work_deadline=0.05)
    (response,) = service.raw(post(body=text))
    assert response.code == "deadline_exceeded" and "0.05 s" in response.json()["detail"], response
    (response,) = service.raw(post(b"Request-Timeout: 0.01\r\n", text))
    assert response.code == "deadline_exceeded" and "Request-Timeout" in response.json()["detail"], response


def test_who_waited_too_long_for_a_worker_is_told_so(start):
    service = start(workers=1, queue_deadline=0.1, work_deadline=3 * SLOW)
    busy = occupy(service, 1)
    (response,) = service.raw(post())
    assert response.code == "deadline_exceeded" and "worker" in response.json()["detail"] and "0.1 s" in response.json()["detail"], response
    for connection in busy:
        connection.close()
