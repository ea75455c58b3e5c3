# SPDX-License-Identifier: Apache-2.0
"""clients/python against the running service, and against a server that misbehaves as networks do."""
import asyncio
import datetime
import http.server
import json
import re
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from dragoman_client import AsyncClient, Client, ProblemError, UnreachableError, to_frame
from dragoman_client import _batch, _calls

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Turkish Foreign Minister Hakan Fidan met his Egyptian counterpart in Cairo on Thursday. Turkey condemned the attack on Aleppo."


def url(service):
    return f"http://{service.address[0]}:{service.address[1]}"


# ---- against the service ---------------------------------------------------------------------------


def test_an_article(service):
    with Client(url(service)) as client:
        reply = client.extract(TEXT, id="a1", published=datetime.date(2025, 4, 18), include=["entities", "events"])
    assert reply["id"] == "a1"
    assert reply["document"]["published"] == "2025-04-18"
    assert "quotes" not in reply
    assert {"CONSULT", "ACCUSE"} <= {event["type"] for event in reply["events"]}


def test_the_same_from_both_clients(service):
    async def ask():
        async with AsyncClient(url(service)) as client:
            return await client.extract(TEXT, published="2025-04-18"), await client.info()

    reply, info = asyncio.run(ask())
    with Client(url(service)) as client:
        assert client.extract(TEXT, published="2025-04-18") == reply
        assert client.info() == info
        assert client.ontology()["types"]


def test_a_pair(start):
    with Client(url(start(model=""))) as client:
        types = client.classify_pair("Russia accused Turkey of aggression.", (0, 6), {"start": 15, "end": 21})["types"]
    assert types == sorted(types, key=lambda t: -t["score"])
    assert types[0]["type"] == "ACCUSE"


def test_a_table(service):
    with Client(url(service)) as client:
        assert client.extract_table(TEXT).startswith("id,published,event,type")


def test_a_problem_says_field_and_code(service):
    with Client(url(service)) as client, pytest.raises(ProblemError) as caught:
        client.extract(TEXT, published="yesterday")
    assert (caught.value.status, caught.value.code) == (422, "invalid_field")
    assert caught.value.errors[0]["pointer"] == "/published"
    assert "/published" in str(caught.value)


def test_a_lone_surrogate_is_named(service):
    with Client(url(service)) as client, pytest.raises(ValueError, match="lone surrogate"):
        client.extract("bad \ud800 text")


def articles(count):
    return [{"id": f"a{i}", "text": f"{TEXT} Case {i}."} for i in range(count)]


def test_a_batch_is_in_order_and_costs_a_bad_line_alone(service):
    given = articles(5)
    given[2] = {"id": "bad", "text": ""}
    with Client(url(service)) as client:
        replies = list(client.batch(given, published="2025-04-18"))
    assert [reply["id"] for reply in replies] == ["a0", "a1", "bad", "a3", "a4"]
    assert [reply["status"] for reply in replies] == ["complete", "complete", "error", "complete", "complete"]
    assert replies[2]["problem"]["code"] == "empty_text"
    assert replies[0]["document"]["published"] == "2025-04-18"


def test_a_batch_of_several_requests(service, monkeypatch):
    monkeypatch.setattr(_batch, "MOST_LINES", 7)

    async def ask():
        async def feed():
            for given in articles(20):
                yield given

        async with AsyncClient(url(service)) as client:
            return [reply async for reply in client.batch(feed())]

    assert [reply["id"] for reply in asyncio.run(ask())] == [f"a{i}" for i in range(20)]


def test_an_empty_batch(service):
    with Client(url(service)) as client:
        assert list(client.batch([])) == []


def test_frames(service):
    with Client(url(service)) as client:
        reply = client.extract(TEXT, id="a1", published="2025-04-18")
    frame = to_frame(reply)
    assert len(frame) == len(reply["events"])
    accuse = frame[frame.type == "ACCUSE"].iloc[0]
    assert accuse.source == ["Turkey"] and accuse.source_country == ["TUR"]
    for table in ("entities", "relations", "quotes"):
        assert len(to_frame([reply], table)) == len(reply[table])
    assert list(to_frame([{"id": "x", "status": "error"}]).columns) == list(frame.columns)
    with pytest.raises(ValueError, match="table"):
        to_frame(reply, "persons")


def test_the_readme_runs(service):
    """Its Python block, against this service."""
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "clients" / "python" / "README.md").read_text(encoding="utf-8"), re.S)
    code = block.replace("http://127.0.0.1:8080", url(service))
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT / "clients" / "python" / "src")}, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "ACCUSE ['Turkey']" in done.stdout and "SUPPORT" in done.stdout


def test_types_are_those_of_the_contract():
    made = subprocess.run([sys.executable, str(ROOT / "clients" / "python" / "make_types.py"), str(ROOT / "openapi.yaml")], capture_output=True, text=True, check=True).stdout
    assert made == (ROOT / "clients" / "python" / "src" / "dragoman_client" / "types.py").read_text(encoding="utf-8"), "run make client-types"


# ---- against a network that fails ----------------------------------------------------------------


class Script(http.server.BaseHTTPRequestHandler):
    """Answers each request as the next function of `answers` says; keeps the bodies."""

    answers, bodies = [], []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.bodies.append(body)
        self.answers.pop(0)(self, body)

    def log_message(self, *_):
        pass


def say(status, body, **headers):
    def answer(handler, _):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def problem(status, code, **headers):
    return say(status, json.dumps({"status": status, "code": code, "detail": "d"}).encode(), **headers)


def hang_up(handler, _):
    handler.connection.close()


def lines(count=None, errors=(), cut=False):
    """Echoes the first `count` lines of a batch as replies; those in `errors` as overloaded; cut: breaks off before the announced end."""

    def answer(handler, body):
        asked = [json.loads(line) for line in body.splitlines()]
        out = b""
        for given in asked[:count]:
            bad = given["id"] in errors
            reply = {"id": given["id"], "status": "error", "problem": {"status": 503, "code": "overloaded"}} if bad else {"id": given["id"], "status": "complete"}
            out += json.dumps(reply).encode() + b"\n"
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(out) + (100 if cut else 0)))
        handler.end_headers()
        handler.wfile.write(out)
        handler.wfile.flush()
        if cut:
            handler.connection.close()

    return answer


@pytest.fixture
def scripted(monkeypatch):
    pauses = []
    monkeypatch.setattr("time.sleep", pauses.append)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Script)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def client(*answers, **more):
        Script.answers, Script.bodies = list(answers), []
        return Client(f"http://127.0.0.1:{server.server_address[1]}", **more)

    client.pauses = pauses
    yield client
    server.shutdown()
    server.server_close()


def test_retry_after_is_honoured(scripted):
    with scripted(problem(503, "overloaded", Retry_After="2"), problem(429, "rate_limited", Retry_After="7"), say(200, b"{}")) as client:
        assert client.extract("x") == {}
    assert [p for p in scripted.pauses if p >= 1] == [2, 7]


def test_a_broken_connection_is_tried_again_and_then_said(scripted):
    with scripted(hang_up, say(200, b'{"id":"a"}')) as client:
        assert client.extract("x") == {"id": "a"}
    with scripted(hang_up, hang_up, attempts=2) as client, pytest.raises(UnreachableError):
        client.extract("x")


def test_what_is_wrong_for_good_is_not_asked_twice(scripted):
    with scripted(problem(422, "invalid_field")) as client, pytest.raises(ProblemError):
        client.extract("x")
    assert len(Script.bodies) == 1


def test_a_proxys_page_is_an_error_too(scripted):
    with scripted(say(502, b"<html>bad gateway</html>"), attempts=1) as client, pytest.raises(ProblemError) as caught:
        client.extract("x")
    assert (caught.value.status, caught.value.code) == (502, "unknown")


def given_ids(body):
    return [json.loads(line)["id"] for line in body.splitlines()]


def test_a_batch_asks_again_for_what_had_no_answer_alone(scripted):
    with scripted(lines(2, cut=True), lines()) as client:
        assert [reply["id"] for reply in client.batch(articles(4))] == ["a0", "a1", "a2", "a3"]
    assert given_ids(Script.bodies[1]) == ["a2", "a3"]


def test_a_batch_asks_again_for_lines_that_met_overload(scripted):
    with scripted(lines(errors={"a1"}), lines()) as client:
        replies = list(client.batch(articles(4)))
    assert [(reply["id"], reply["status"]) for reply in replies] == [(f"a{i}", "complete") for i in range(4)]
    assert given_ids(Script.bodies[1]) == ["a1"]


def test_a_batch_gives_the_error_when_patience_ends(scripted):
    with scripted(lines(errors={"a1"}), lines(errors={"a1"}), attempts=2) as client:
        replies = list(client.batch(articles(2)))
    assert [reply["status"] for reply in replies] == ["complete", "error"]


def test_a_batch_answered_short_is_not_taken_for_whole(scripted):
    with scripted(lines(1), lines(0), lines(0), attempts=2) as client, pytest.raises(UnreachableError, match="0 of 1"):
        list(client.batch(articles(2)))


def test_a_batch_refused_for_good_raises(scripted):
    with scripted(problem(401, "unauthorized")) as client, pytest.raises(ProblemError) as caught:
        list(client.batch(articles(2)))
    assert caught.value.code == "unauthorized"


def test_progress_bar_counts(scripted, capsys):
    with scripted(lines()) as client:
        list(client.batch(articles(3), progress=True))
    assert "3/3" in capsys.readouterr().err


def test_patience_grows_and_is_bounded():
    patience = _calls.Patience(attempts=9)
    pauses = [patience.pause(n, None).seconds for n in range(1, 10)]
    assert all(0.125 * 2**i <= p <= min(30, 0.25 * 2**i) or p >= 15 for i, p in enumerate(pauses))
    assert patience.pause(1, 500.0).seconds == 30
    with pytest.raises(ValueError):
        _calls.Patience(attempts=0)


def test_no_connection_is_kept(service):
    """The service answers one request a connection; the client must not trip over it."""
    with Client(url(service)) as client:
        for _ in range(3):
            client.info()
        assert isinstance(client._http, httpx.Client)
