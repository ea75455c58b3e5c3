# SPDX-License-Identifier: Apache-2.0
"""A second matrix, read from the threats and not from the code: spellings, orders and fields that proxies, scanners and old clients send. Each gets exactly
one well-formed answer, alone and glued to a second request that must never be served."""
import gzip
import zlib

import pytest

from rawhttp import CANARY, CHUNKED, NONE, TE, canaries_served, get, post, request

def method(name, target=b"/livez", body=b""):
    """A request of that method; with a length if it has a body."""
    return request(name, target, b"Content-Length: %d\r\n" % len(body) if body else b"", body)


def asked(query):
    return post(target=b"/v1/extract?" + query)


def json(body):
    return post(kind=b"application/json", body=body)


def packed(body, fields=b""):
    return post(b"Content-Encoding: gzip\r\n" + fields, body)


BOMB = gzip.compress(b"a" * 20_000_000, 9)
RAW_DEFLATE = zlib.compress(b"word")

CASES = [
    # ---- where a request ends ----
    ("length without a space", post(length=b"Content-Length:4\r\n"), 200),
    ("length and a tab before", post(length=b"Content-Length:\t 4\r\n"), 200),
    ("length and a tab behind", post(length=b"Content-Length: 4\t\r\n"), 400),
    ("length and a space behind", post(length=b"Content-Length: 4 \r\n"), 400),
    ("length with a leading zero", post(length=b"Content-Length: 04\r\n"), 200),
    ("length of 13 digits", post(length=b"Content-Length: 0000000000004\r\n"), 413),
    ("length of two numbers", post(length=b"Content-Length: 4 4\r\n"), 400),
    ("length with a semicolon", post(length=b"Content-Length: 4;\r\n"), 400),
    ("length in wide digits", post(length="Content-Length: ４\r\n".encode()), 400),
    ("length in quotes", post(length=b'Content-Length: "4"\r\n'), 400),
    ("length with an exponent", post(length=b"Content-Length: 4e0\r\n"), 400),
    ("length with a comma", post(length=b"Content-Length: ,4\r\n"), 400),
    ("length in capitals, twice", post(b"CONTENT-LENGTH: 4\r\n"), 400),
    ("length with an underscore beside", post(b"Content_Length: 9\r\n"), 200),
    ("length 0 of an article", post(body=b""), 422),
    ("te empty", post(b"Transfer-Encoding:\r\n", b"", length=NONE), 411),
    ("te empty and length", post(b"Transfer-Encoding:\r\n"), 400),
    ("te on GET", get(CHUNKED), 411),
    ("te on HEAD of 1.0", request(b"HEAD", b"/livez", CHUNKED, version=b"HTTP/1.0"), 400),
    ("te in mixed letters and length", post(b"tRANSFER-eNCODING: chunked\r\n"), 400),
    ("te with an underscore", post(b"Transfer_Encoding: chunked\r\n"), 200),
    ("te with high bytes", post(TE + b"chunked\xff\r\n", b"", length=NONE), 411),
    ("te quoted", post(TE + b'"chunked"\r\n', b"", length=NONE), 411),
    ("te on a refused path", post(CHUNKED, b"0\r\n\r\n", length=NONE, target=b"/nowhere"), 411),
    ("connection names length", post(b"Connection: close, content-length\r\n"), 200),
    ("trailer announced", post(b"Trailer: Content-Length\r\n"), 200),
    ("body longer than said", post(body=b"word and more", length=b"Content-Length: 4\r\n"), 200),
    # ---- the request line ----
    ("target without a slash", get(target=b"livez"), 400),
    ("target *", get(target=b"*"), 400),
    ("target with a backslash", get(target=b"\\livez"), 400),
    ("slash behind", get(target=b"/livez/"), 404),
    ("capitals in the path", get(target=b"/LIVEZ"), 404),
    ("path parameter", get(target=b"/livez;a=b"), 404),
    ("empty query", get(target=b"/livez?"), 200),
    ("query of question marks", get(target=b"/livez???"), 200),
    ("half an escape in the query", get(target=b"/livez?a=%"), 400),
    ("NUL escaped in the query", get(target=b"/livez?a=%00"), 400),
    ("dots escaped", get(target=b"/%2e%2e/%2e%2e/etc/passwd"), 404),
    ("slash escaped", get(target=b"/v1%2fextract"), 404),
    ("overlong dots", get(target=b"/%c0%ae%c0%ae/etc/passwd"), 404),
    ("markup in the path", get(target=b"/<script>alert(1)</script>"), 404),
    ("line break escaped", get(target=b"/%0d%0aSet-Cookie:%20a=b"), 404),
    ("authority form", get(target=b"a:80"), 400),
    ("user in an absolute form", get(target=b"http://u:p@a/livez"), 400),
    ("two versions", get(version=b"HTTP/1.1 HTTP/1.1"), 400),
    ("space behind the version", get(version=b"HTTP/1.1 "), 400),
    ("HTTP/1", get(version=b"HTTP/1"), 400),
    ("HTTP/01.1", get(version=b"HTTP/01.1"), 400),
    ("HTTP/1,1", get(version=b"HTTP/1,1"), 400),
    ("HTTPS/1.1", get(version=b"HTTPS/1.1"), 400),
    ("HTTP/3.0", get(version=b"HTTP/3.0"), 505),
    ("HTTP/0.9 spelled out", get(version=b"HTTP/0.9"), 505),
    ("RTSP", get(version=b"RTSP/1.0"), 400),
    ("method in quotes", method(b'"GET"'), 400),
    ("method with an at", method(b"G@T"), 400),
    ("method of 32", method(b"G" * 32), 405),
    ("method of 33", method(b"G" * 33), 400),
    ("OPTIONS of a path", method(b"OPTIONS"), 405),
    ("PUT of the page", method(b"PUT", b"/", b"x"), 405),
    ("POST of a probe", method(b"POST", body=b"x"), 405),
    ("GET of extract", get(target=b"/v1/extract?text=a"), 405),
    ("PRI of a path", method(b"PRI"), 405),
    ("SSH", b"SSH-2.0-OpenSSH_9.2\r\n\r\n", 400),
    ("SMTP", b"EHLO a\r\n\r\n", 400),
    ("redis", b"*1\r\n$4\r\nPING\r\n\r\n", 400),
    # ---- fields ----
    ("host list", get(host=b"Host: a, b\r\n"), 400),
    ("host list without a space", get(host=b"Host: a,b\r\n"), 200),
    ("host with a user", get(host=b"Host: u@a\r\n"), 400),
    ("host with a path", get(host=b"Host: a/b\r\n"), 400),
    ("host of IPv6", get(host=b"Host: [::1]:8080\r\n"), 200),
    ("host with high bytes", get(host=b"Host: \xe9\r\n"), 400),
    ("host with a tab inside", get(host=b"Host: a\tb\r\n"), 400),
    ("host without a space", get(host=b"Host:a\r\n"), 200),
    ("two hosts in 1.0", get(b"Host: b\r\n", version=b"HTTP/1.0"), 400),
    ("empty host in 1.0", get(version=b"HTTP/1.0", host=b"Host:\r\n"), 400),
    ("host folded", get(host=b"Host:\r\n a\r\n"), 400),
    ("name with parentheses", get(b"A(b): c\r\n"), 400),
    ("name with a slash", get(b"A/b: c\r\n"), 400),
    ("name with a bracket", get(b"A[: c\r\n"), 400),
    ("name with high bytes", get(b"\xc3\xa9: c\r\n"), 400),
    ("name and a tab", get(b"A\t: c\r\n"), 400),
    ("colon alone", get(b":\r\n"), 400),
    ("empty value", get(b"A:\r\n"), 200),
    ("tabs before the value", get(b"A:\t\tb\r\n"), 200),
    ("high bytes in a value", get(b"A: \xff\xfe\r\n"), 200),
    ("VT in a value", get(b"A: \x0b\r\n"), 400),
    ("ESC in a value", get(b"A: \x1b[31m\r\n"), 400),
    ("method override", get(b"X-HTTP-Method-Override: DELETE\r\n"), 200),
    ("other path in a field", get(b"X-Original-URL: /metrics\r\nX-Rewrite-URL: /metrics\r\n"), 200),
    ("range", get(b"Range: bytes=0-1,2-3,4-5\r\n", b"/openapi.json"), 200),
    ("conditions", get(b'If-None-Match: *\r\nIf-Match: "x"\r\nIf-Modified-Since: x\r\n'), 200),
    ("keep-alive of an hour", get(b"Connection: Keep-Alive\r\nKeep-Alive: timeout=3600\r\n"), 200),
    ("websocket", get(b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"), 200),
    ("upgrade beside a body", post(b"Connection: Upgrade\r\nUpgrade: h2c\r\n"), 200),
    ("request id with markup", get(b"X-Request-Id: <b>\r\n"), 200),
    ("request id of 4 KB", get(b"X-Request-Id: " + b"a" * 4096 + b"\r\n"), 200),
    ("broken traceparent", get(b"traceparent: 00-zz\r\n"), 200),
    ("timeout of nothing", post(b"Request-Timeout: \r\n"), 200),
    ("timeout below zero", post(b"Request-Timeout: -1\r\n"), 200),
    ("timeout twice", post(b"Request-Timeout: 1\r\nRequest-Timeout: 2\r\n"), 400),
    ("authorization unasked for", get(b"Authorization: Basic " + b"A" * 5000 + b"\r\n"), 200),
    ("expect in capitals", post(b"Expect: 100-CONTINUE\r\n"), 200),
    ("expect list", post(b"Expect: 100-continue, foo\r\n"), 417),
    ("expect empty", post(b"Expect:\r\n"), 417),
    ("expect twice", post(b"Expect: 100-continue\r\nExpect: foo\r\n"), 417),
    ("expect in 1.0", post(b"Expect: 100-continue\r\n", version=b"HTTP/1.0"), 200),
    ("expect on GET", get(b"Expect: 100-continue\r\n"), 400),
    ("expect of too much", post(b"Expect: 100-continue\r\n", b"", length=b"Content-Length: 9999999\r\n"), 413),
    # ---- types ----
    ("charset", post(kind=b"text/plain; charset=utf-8"), 200),
    ("charset in quotes", post(kind=b'text/plain;charset="UTF-8"'), 200),
    ("charset latin1", post(kind=b"text/plain; charset=iso-8859-1"), 415),
    ("charset utf-16 of JSON", post(kind=b"application/json; charset=utf-16", body=b'{"text":"a"}'), 415),
    ("capitals in the type", post(kind=b"TEXT/PLAIN"), 200),
    ("type list", post(kind=b"text/plain, application/json"), 415),
    ("type of a form", post(kind=b"application/x-www-form-urlencoded", body=b"text=word"), 415),
    ("type of a file", post(kind=b"multipart/form-data; boundary=a", body=b"--a--"), 415),
    ("type prefix", post(kind=b"application/jsonx", body=b"{}"), 415),
    ("type empty", post(kind=b""), 415),
    ("accept nothing", post(b"Accept: */*;q=0\r\n"), 406),
    ("accept no JSON", post(b"Accept: application/json;q=0\r\n"), 406),
    ("accept 300 ranges", post(b"Accept: " + b"a/b," * 300 + b"*/*\r\n"), 200),
    ("accept with broken q", post(b"Accept: application/json;q=x\r\n"), (200, 406)),
    ("encoding twice", post(b"Content-Encoding: gzip, gzip\r\n"), 415),
    ("encoding deflate", post(b"Content-Encoding: deflate\r\n", RAW_DEFLATE), 415),
    ("gzip that is none", packed(b"word"), 400),
    ("gzip cut", packed(gzip.compress(b"word")[:-4]), 400),
    ("gzip with a wrong sum", packed(gzip.compress(b"word")[:-8] + b"\0" * 8), 400),
    ("gzip and more behind", packed(gzip.compress(b"word") + b"tail"), 400),
    ("gzip of zlib", packed(RAW_DEFLATE), 400),
    ("gzip bomb", packed(BOMB), 413),
    ("gzip in gzip", packed(gzip.compress(gzip.compress(b"word"))), (400, 422)),
    ("gzip of nothing", packed(gzip.compress(b"")), 422),
    # ---- bodies ----
    ("overlong slash", post(body=b"a \xc0\xaf b"), 400),
    ("surrogate", post(body=b"a \xed\xa0\x80 b"), 400),
    ("over 10FFFF", post(body=b"a \xf4\x90\x80\x80 b"), 400),
    ("cut character", post(body=b"a \xe2\x82"), 400),
    ("NUL in the text", post(body=b"a\0b"), 422),
    ("latin1 text", post(body=b"caf\xe9"), 400),
    ("UTF-16 text", post(body="word".encode("utf-16")), (400, 422)),
    ("spaces alone", post(body=b" \t\r\n\xc2\xa0\xe3\x80\x80"), 422),
    ("BOM alone", post(body=b"\xef\xbb\xbf"), 422),
    ("BOM and a word", post(body=b"\xef\xbb\xbfword"), 200),
    ("lone CRs", post(body=b"a\rb\rc"), 200),
    ("controls", post(body=b"a\x01\x02\x1b[31mb\x7f"), 200),
    ("bidi and zero width", post(body="a\u202eb\u200b\u200d\ufeff\u2066c".encode()), 200),
    ("noncharacters", post(body="a \ufffe \uffff \U0010ffff b".encode()), 200),
    ("20,000 combining marks", post(body=("a" + "\u0301" * 20000).encode()), 200),
    ("20,000 quotes", post(body=b'"' * 20000), 200),
    ("20,000 brackets", post(body=b"(" * 20000), 200),
    ("20,000 dots", post(body=b"." * 20000), 200),
    ("20,000 hyphens", post(body=b"U.S.-" * 4000), 200),
    ("JSON array", json(b"[]"), (400, 422)),
    ("JSON string", json(b'"text"'), (400, 422)),
    ("JSON null text", json(b'{"text":null}'), 422),
    ("JSON number text", json(b'{"text":1}'), 422),
    ("JSON key twice", json(b'{"text":"a","text":"b"}'), 400),
    ("JSON key twice, escaped", json(b'{"text":"a","te\\u0078t":"b"}'), 400),
    ("JSON comment", json(b'{"text":"a"/**/}'), 400),
    ("JSON trailing comma", json(b'{"text":"a",}'), 400),
    ("JSON and more", json(b'{"text":"a"}{}'), 400),
    ("JSON in UTF-16", json('{"text":"a"}'.encode("utf-16")), 400),
    ("JSON with a BOM", json(b'\xef\xbb\xbf{"text":"a"}'), 400),
    ("JSON NaN", json(b'{"text":"a","options":{"min_confidence":NaN}}'), 400),
    ("JSON 1e400", json(b'{"text":"a","options":{"min_confidence":1e400}}'), 400),
    ("JSON confidence of 2", json(b'{"text":"a","options":{"min_confidence":2}}'), 422),
    ("JSON lone surrogate", json(b'{"text":"\\ud800"}'), 400),
    ("JSON escaped NUL", json(b'{"text":"a\\u0000b"}'), (400, 422)),
    ("JSON raw newline", json(b'{"text":"a\nb"}'), 400),
    ("JSON of depth 17", json(b'{"text":"a","x":' + b"[" * 17 + b"]" * 17 + b"}"), 400),
    ("JSON of 5,000 tokens", json(b'{"text":"a","x":[' + b"{}," * 5000 + b"{}]}"), 400),
    ("JSON number of 100,000 digits", json(b'{"text":"a","x":' + b"1" * 100000 + b"}"), (400, 422)),
    ("JSON prototype", json(b'{"text":"a","__proto__":{}}'), 422),
    ("JSON id of an object", json(b'{"text":"a","id":{}}'), 422),
    ("JSON id of 10 KB", json(b'{"text":"a","id":"' + b"i" * 10240 + b'"}'), 422),
    ("JSON day that is none", json(b'{"text":"a","published":"2025-02-30"}'), 422),
    # ---- queries ----
    ("query unknown", asked(b"nosuch=1"), 422),
    ("query twice", asked(b"id=a&id=b"), (400, 422)),
    ("query of ampersands", asked(b"&&&"), (200, 422)),
    ("query without a name", asked(b"=a"), 422),
    ("query that is no UTF-8", asked(b"id=%ff%fe"), (400, 422)),
    ("query with a line break", asked(b"id=a%0d%0ab"), (200, 422)),
    ("query of a day", asked(b"published=2025-13-01"), 422),
    ("query of a year 0", asked(b"published=0000-01-01"), 422),
    ("query of an unknown part", asked(b"include=everything"), 422),
]
IDS = [name for name, _, _ in CASES]


@pytest.mark.parametrize("data, status", [case[1:] for case in CASES], ids=IDS)
def test_alone_and_glued(service, data, status):
    wanted = status if isinstance(status, tuple) else (status,)
    head = data.startswith(b"HEAD")
    for request in (data, data + CANARY):
        responses = service.raw(request, head=head)
        assert len(responses) == 1 and responses[0].status in wanted, responses
        if not head:
            assert b"<script" not in responses[0].body and b"Set-Cookie" not in str(responses[0].headers).encode()


def test_no_second_request_was_served(service):
    assert canaries_served(service) == []
    assert service.metric("dragoman_workers_lost_total") == 0
    assert service.metric("dragoman_pump_spins_total") <= 5
