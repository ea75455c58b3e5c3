# SPDX-License-Identifier: Apache-2.0
"""Content-Encoding: gzip, both ways."""
import gzip
import json

import pytest

from service import PARIS

GZIP = {"Content-Encoding": "gzip"}


def ask(service, body, headers=None, query="published=2025-04-18"):
    """The bytes of the answer: the contract's checks want plain ones."""
    head = {"Content-Type": "text/plain", "Content-Length": len(body), **(headers or {})}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    with service.connect() as connection:
        connection.sendall(f"POST /v1/extract?{query} HTTP/1.1\r\nHost: a\r\n{lines}\r\n".encode() + body)
        top, _, rest = service.read_all(connection).partition(b"\r\n\r\n")
    status, *fields = top.decode().split("\r\n")
    return int(status.split()[1]), dict(field.lower().split(": ", 1) for field in fields), rest


def test_a_compressed_body_is_the_body(service):
    plain = service.extract(PARIS, "published=2025-04-18")
    for name in ("gzip", "x-gzip", "GZIP"):
        status, fields, body = ask(service, gzip.compress(PARIS.encode()), {"Content-Encoding": name})
        assert status == 200 and body == plain.body and "content-encoding" not in fields
    body = gzip.compress(json.dumps({"text": PARIS, "published": "2025-04-18"}).encode())
    assert service.request("POST", "/v1/extract", body, {"Content-Type": "application/json", **GZIP}).body == plain.body


def test_replies_are_compressed_where_asked(service):
    plain = service.extract(PARIS, "published=2025-04-18")
    status, fields, body = ask(service, PARIS.encode(), {"Accept-Encoding": "br, gzip"})
    assert (status, fields["content-encoding"]) == (200, "gzip") and len(body) < len(plain.body) / 3
    assert gzip.decompress(body) == plain.body
    assert fields["vary"] == "accept, accept-encoding" and int(fields["content-length"]) == len(body)
    assert ask(service, PARIS.encode(), {"Accept-Encoding": "br, gzip"})[2] == body  # the same bytes again
    assert "content-encoding" not in ask(service, PARIS.encode(), {"Accept-Encoding": "gzip;q=0"})[1]


@pytest.mark.parametrize("body", [b"", b"x", PARIS.encode(), gzip.compress(PARIS.encode())[:-1], gzip.compress(PARIS.encode()) + b"x",
                                  gzip.compress(PARIS.encode()) * 2, gzip.compress(PARIS.encode())[:20] + bytes(30)])
def test_broken_gzip(service, body):
    response = service.request("POST", "/v1/extract", body, {"Content-Type": "text/plain", **GZIP})
    assert (response.status, response.code) == (400, "invalid_gzip")


def test_what_inflates_over_the_limit(service):
    for plain in (b"word " * (1048577 // 5 + 1), bytes(64 << 20)):
        response = service.request("POST", "/v1/extract", gzip.compress(plain), {"Content-Type": "text/plain", **GZIP})
        assert (response.status, response.code) == (413, "body_too_large")


def test_problems_are_plain(service):
    response = service.extract(b"", headers={"Accept-Encoding": "gzip"})
    assert response.status == 422 and "content-encoding" not in response.headers


def test_other_encodings(service):
    for name in ("br", "deflate", "gzip, gzip", "compress"):
        response = service.request("POST", "/v1/extract", b"x", {"Content-Type": "text/plain", "Content-Encoding": name})
        assert (response.status, response.code) == (415, "unsupported_media_type")
