# SPDX-License-Identifier: Apache-2.0
"""Two hundred requests of every kind under valgrind: no invalid access, no leak."""
import shutil

import pytest
from service import PARIS, SLOW, Service

VALGRIND = ["valgrind", "-q", "--leak-check=full", "--show-leak-kinds=definite,possible", "--errors-for-leak-kinds=definite,possible", "--error-exitcode=99"]


@pytest.mark.skipif(SLOW > 1, reason="a sanitizer build does not run under valgrind")
def test_two_hundred_requests():
    assert shutil.which("valgrind"), "script/bootstrap --test installs it"
    service = Service(wrapper=VALGRIND, workers=2, head_deadline=60, body_deadline=60, queue_deadline=60, response_deadline=120)
    text = PARIS[:600]
    kinds = [
        lambda: service.extract(text, "explain=true"),
        lambda: service.extract_json({"text": text, "published": "2025-04-18", "id": "a"}),
        lambda: service.extract(text, headers={"Accept": "text/csv"}),
        lambda: service.extract(b"\xff"),
        lambda: service.extract_json(b"{"),
        lambda: service.get("/livez"),
        lambda: service.get("/v1/ontology"),
        lambda: service.get("/nowhere"),
        lambda: service.raw(b"GET / HTTP/1.1\r\n\r\n"),
        lambda: service.request("POST", "/v1/extract", b"<p>", {"Content-Type": "text/html"}),
    ]
    for _ in range(20):
        for ask in kinds:
            ask()
    with service.connect() as connection:  # and one that leaves
        connection.sendall(b"POST /v1/extract HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nsome")
    service.finish()
