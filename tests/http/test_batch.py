# SPDX-License-Identifier: Apache-2.0
"""POST /v1/extract/batch at the socket: one reply for each line whatever the lines, the client and the service do."""
import csv
import gzip
import io
import json
import socket
import threading
import time

import contract
import pytest
from service import PARIS, PROGRAM, SLOW, Service, parse, readable, unchunk
from test_cli import run

PATH = "/v1/extract/batch"
OPERATION = ("POST", PATH)
SHORT = "Turkey bombed Aleppo on Monday."


def article(name, text=SHORT, **more):
    return json.dumps({"id": str(name), "text": text, **more})


def articles(count, text=SHORT):
    return "\n".join(article(i, text) for i in range(count)).encode()


def head(size, query="", headers=()):
    lines = [f"POST {PATH}{query} HTTP/1.1", "Host: a", f"Content-Length: {size}", *(f"{k}: {v}" for k, v in {"Content-Type": "application/x-ndjson", **dict(headers)}.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def ask(service, body, query="", headers=()):
    body = body if isinstance(body, bytes) else body.encode()
    (response,) = service.raw(head(len(body), query, headers) + body, operation=OPERATION)
    return response


def replies(response):
    assert response.status == 200, response
    return [json.loads(line) for line in response.body.splitlines()]


@pytest.fixture(params=["on", "off"], ids=["processes", "threads"], scope="module")
def either(request):
    running = Service(connections=256, queue=64, isolate=request.param, workers=3)
    yield running
    running.finish()


# ---- lines in, lines out ---------------------------------------------------------------------------


def test_each_line_is_what_single_gives(either):
    bodies = {"a": PARIS, "b": SHORT, "c": "Ärger in Wien 🙂. France met Germany."}
    response = ask(either, "\n".join(article(name, text, published="2025-04-18") for name, text in bodies.items()))
    assert response.headers["content-type"] == "application/x-ndjson"
    for line, (name, text) in zip(response.body.splitlines(keepends=True), bodies.items(), strict=True):
        assert line == either.extract_json({"id": name, "text": text, "published": "2025-04-18"}).body
        contract.REPLY.validate(json.loads(line))


def test_order_and_count_of_many(either):
    got = replies(ask(either, articles(500 // SLOW)))
    assert [reply["id"] for reply in got] == [str(i) for i in range(500 // SLOW)]


def test_order_of_completion_has_every_line_once(either):
    body = "\n".join(article(i, PARIS * 8 if i % 10 == 0 else SHORT) for i in range(60))
    got = [reply["id"] for reply in replies(ask(either, body, "?order=completion"))]
    assert sorted(got, key=int) == [str(i) for i in range(60)]
    assert got != sorted(got, key=int)  # the long ones come later than those around them
    assert [reply["id"] for reply in replies(ask(either, body, "?order=input"))] == sorted(got, key=int)


def test_a_bad_line_costs_only_itself(either):
    lines = [
        article("good"),
        "nonsense",
        "",
        "  \t\r",
        json.dumps({"id": "no text"}),
        json.dumps({"id": "empty", "text": " "}),
        json.dumps({"id": "typo", "text": "a", "publishd": "2025-01-01"}),
        json.dumps([1]),
        json.dumps({"text": "a", "id": 5}),
        '{"id": "cut", "text": "a',
        '{"id": "twice", "id": "twice", "text": "a"}',
        json.dumps({"id": "deep", "text": "a", "options": [[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]}),
        json.dumps({"id": "large", "text": "a" * 1048576}),
        article("last") + "\r",
    ]
    body = "\n".join(lines).encode() + b'\n{"id": "utf", "text": "\xff"}\n' + article("end").encode()
    got = replies(ask(either, body))
    codes = [(reply["id"], reply.get("problem", {}).get("code")) for reply in got]
    assert codes == [
        ("good", None),
        ("line-2", "invalid_json"),
        ("no text", "missing_field"),
        ("empty", "empty_text"),
        ("typo", "unknown_field"),
        ("line-8", "invalid_field"),
        ("line-9", "invalid_field"),
        ("line-10", "invalid_json"),
        ("line-11", "duplicate_field"),
        ("line-12", "json_too_complex"),
        ("large", "body_too_large"),
        ("last", None),
        ("line-15", "invalid_utf8"),
        ("end", None),
    ]
    for reply in got:
        if "problem" in reply:
            assert reply["status"] == "error"
            contract.PROBLEM.validate(reply["problem"])
            contract.LINE_PROBLEM.validate(reply)


@pytest.mark.parametrize("body", [b"", b"\n", b"\n\r\n \t\n" * 1000], ids=["nothing", "line end", "blanks"])
def test_nothing_gives_nothing(either, body):
    response = ask(either, body)
    assert response.status == 200 and response.body == b""


def test_options_of_the_query_are_defaults(either):
    body = "\n".join([article("a"), article("b", published="2020-01-02", options={"offsets": "byte"})])
    first, second = replies(ask(either, body, "?published=2025-04-18&include=events&offsets=utf16"))
    assert first["document"]["published"] == "2025-04-18" and second["document"]["published"] == "2020-01-02"
    assert "entities" not in first and "entities" not in second and first["events"]


def test_the_command_line_gives_the_same(either):
    body = "\n".join([article("a", PARIS), "", "nonsense", article("b"), json.dumps({"id": "c"})]).encode()
    assert run("extract", "--ndjson", "--published", "2025-04-18", data=body).stdout == ask(either, body, "?published=2025-04-18").body
    for profile in contract.PROFILES:
        served = ask(either, body, f"?published=2025-04-18&profile={profile}").body
        assert run("extract", "--ndjson", "--published", "2025-04-18", "--profile", profile, data=body).stdout == served


@pytest.mark.parametrize("media", ["text/csv", "text/tab-separated-values"])
@pytest.mark.parametrize("profile", [None, *contract.PROFILES])
def test_tables(either, profile, media):
    body = "\n".join([article("a", PARIS), "nonsense", article("b", PARIS)])
    query = "?published=2025-04-18" + (f"&profile={profile}" if profile else "")
    response = ask(either, body, query, {"Accept": media})
    assert response.headers["content-type"].startswith(media)
    rows = contract.check_table(response.body.decode(), media)
    first = next(iter(rows[0]))
    names = [row[first].split(":")[0] for row in rows]
    assert sorted(set(names), key=names.index) == ["a", "line-2", "b"]
    for name in "ab":
        single = either.extract(PARIS, f"{query[1:]}&id={name}", {"Accept": media}).body.decode()
        assert [row for row, whose in zip(rows, names) if whose == name] == contract.check_table(single, media)


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("profile", [None, *contract.PROFILES])
def test_an_article_without_events_has_no_rows(either, profile, encoding):
    """It was said to be out of memory: an empty reply was taken for none."""
    empty = [article("a", "Nothing at all."), article("b", PARIS), article("c", "Nothing at all.")]
    for lines, wanted in ((empty, {"b"}), (empty[::2], set())):
        response = ask(either, "\n".join(lines), f"?profile={profile}" if profile else "", {"Accept": "text/csv", "Accept-Encoding": encoding})
        body = gzip.decompress(response.body) if encoding == "gzip" else response.body
        rows = list(csv.reader(io.StringIO(body.decode())))
        assert {row[0].split(":")[0] for row in rows[1:]} == wanted
    assert run("extract", "--ndjson", *(("--profile", profile) if profile else ("--format", "csv")), data="\n".join(empty).encode()).stdout.count(b"problem:") == 0


# ---- heads -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query, headers, status, code",
    [
        ("", {"Content-Type": "application/json"}, 415, "unsupported_media_type"),
        ("", {"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
        ("", {"Content-Encoding": "br"}, 415, "unsupported_media_type"),
        ("", {"Accept": "application/json"}, 406, "not_acceptable"),
        ("?profile=icews", {"Accept": "application/x-ndjson"}, 406, "not_acceptable"),
        ("?profile=gdelt", {}, 422, "invalid_field"),
        ("?order=random", {}, 422, "invalid_field"),
        ("?id=a", {}, 422, "unknown_field"),
        ("?title=a", {}, 422, "unknown_field"),
        ("?published=yesterday", {}, 422, "invalid_field"),
    ],
)
def test_what_the_head_tells(either, query, headers, status, code):
    response = ask(either, articles(2), query, headers)
    assert (response.status, response.code) == (status, code)


def test_length_is_needed_and_bounded(start):
    service = start(max_batch=100_000, max_lines=50)
    (response,) = service.raw(head(0).replace(b"Content-Length: 0\r\n", b""), operation=OPERATION)
    assert (response.status, response.code) == (411, "length_required")
    (response,) = service.raw(head(100_001), operation=OPERATION)
    assert (response.status, response.code) == (413, "body_too_large")
    assert len(replies(ask(service, articles(50)))) == 50
    for body, headers in ((articles(51), {}), (gzip.compress(articles(51)), {"Content-Encoding": "gzip"})):
        response = ask(service, body, "", headers)
        assert (response.status, response.code) == (413, "too_many_lines")
    assert len(replies(ask(service, b"\n" * 40_000 + articles(50) + b"\n" * 40_000))) == 50
    limits = service.get("/v1/info").json()["limits"]
    assert (limits["batch_bytes"], limits["batch_lines"]) == (100_000, 50)


# ---- gzip ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?profile=icews", "?order=completion"])
def test_gzip_in_and_out(either, query):
    body = articles(40 if SLOW == 1 else 12, PARIS)
    plain = ask(either, body, query).body
    packed = ask(either, gzip.compress(body), query, {"Content-Encoding": "gzip", "Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip" and len(packed.body) < len(plain) / 2
    unpacked = gzip.decompress(packed.body)
    assert sorted(unpacked.splitlines()) == sorted(plain.splitlines())
    if not query:
        assert unpacked == plain
    empty = ask(either, b"", query, {"Accept-Encoding": "gzip"})
    assert gzip.decompress(empty.body) == (b"" if "profile" not in query else plain[: plain.index(b"\r\n") + 2])


def test_gzip_with_problems_in_it(either):
    body = b"nonsense\n" + articles(3) + b"\n" + b'{"id": "x", "text": "' + b"a" * 1048576 + b'"}'
    response = ask(either, body, "", {"Accept-Encoding": "gzip"})
    assert [reply["id"] for reply in map(json.loads, gzip.decompress(response.body).splitlines())] == ["line-1", "0", "1", "2", "x"]


def test_broken_gzip(either):
    body = gzip.compress(articles(100))
    for broken in (body[:-5], body[:20] + b"\0\0" + body[22:], b"not gzip at all, no", body + b"x", b""):
        response = ask(either, broken, "", {"Content-Encoding": "gzip"})
        assert (response.status, response.code) == (400, "invalid_gzip"), broken[:30]


def test_gzip_bombs(either):
    response = ask(either, gzip.compress(b"\n" * (65 << 20)), "", {"Content-Encoding": "gzip"})
    assert (response.status, response.code) == (413, "body_too_large")
    few = gzip.compress(b"\n" * 1_000_000)  # over a hundred times its length, though short
    assert ask(either, few, "", {"Content-Encoding": "gzip"}).code == "body_too_large"


# ---- streaming, clients ----------------------------------------------------------------------------


def lines_from(connection):
    """Reply lines as they come; the connection's head has been read."""
    stream = connection.makefile("rb")
    for line in iter(stream.readline, b"\r\n"):
        assert line.endswith(b"\r\n")
    rest = b""
    while True:
        size = int(stream.readline(), 16)
        piece = stream.read(size)
        assert stream.read(2) == b"\r\n"
        if not size:
            assert not rest
            return
        rest += piece
        *whole, rest = rest.split(b"\n")
        yield from whole


def test_replies_come_as_they_are_ready(start):
    service = start(workers=1, work_deadline=600)
    body = articles(3) + b"\n" + article("slow", SHORT * (25_000 // SLOW)).encode()
    with service.connect(120 * SLOW) as connection:
        began = time.monotonic()
        connection.sendall(head(len(body)) + body)
        times = {json.loads(line)["id"]: time.monotonic() - began for line in lines_from(connection)}
    assert times["2"] < times["slow"] / 2


def test_a_slow_line_does_not_hold_up_others_by_completion(start):
    service = start(workers=2, work_deadline=600)
    body = article("slow", SHORT * (25_000 // SLOW)).encode() + b"\n" + articles(20)
    with service.connect(120 * SLOW) as connection:
        connection.sendall(head(len(body), "?order=completion") + body)
        got = [json.loads(line)["id"] for line in lines_from(connection)]
    assert sorted(got) == sorted([str(i) for i in range(20)] + ["slow"]) and got[-1] == "slow"


def test_a_client_that_leaves_stops_its_lines(start):
    service = start(workers=2)
    for how in ("close", "reset", "half"):
        cancelled = service.metric('dragoman_jobs_cancelled_total{reason="client_closed"}')
        connection = service.connect()
        body = articles(2000, PARIS * 4)
        connection.sendall(head(len(body)) + body)
        assert connection.recv(1000)
        if how == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        if how == "half":
            connection.shutdown(socket.SHUT_WR)
            service.read_all(connection)
        connection.close()
        service.wait_metric("dragoman_workers_busy", 0)
        service.wait_metric("dragoman_memory_reserved_bytes", 0)
        service.wait_metric("dragoman_connections", 1)
        assert service.metric('dragoman_jobs_cancelled_total{reason="client_closed"}') > cancelled
    assert service.wait_line(event="request", route="extract_batch", status=499)


def test_a_client_that_takes_nothing_is_cut_and_its_memory_bounded(start):
    service = start(workers=2, idle_deadline=1.5 * SLOW)
    connection = service.connect()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    body = articles(4000, PARIS)
    connection.sendall(head(len(body)) + body)
    most = 0
    end = time.monotonic() + 20 * SLOW
    while service.metric("dragoman_connections") > 1:
        most = max(most, service.metric("dragoman_memory_reserved_bytes"))
        assert time.monotonic() < end
        time.sleep(0.05)
    assert len(body) < most < len(body) + (8 << 20)
    service.wait_metric("dragoman_memory_reserved_bytes", 0)
    connection.close()
    assert service.extract(PARIS).status == 200


def test_a_slow_reader_that_goes_on_reading_gets_all(start):
    service = start(workers=2, idle_deadline=2 * SLOW)
    body = articles(120, PARIS)
    with service.connect(60 * SLOW) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.sendall(head(len(body)) + body)
        began = time.monotonic()
        data = connection.recv(65536)
        while time.monotonic() - began < 2.7 * SLOW:  # longer than the deadline
            time.sleep(0.05)
            data += connection.recv(65536)
        data += service.read_all(connection, 60 * SLOW)
    (response,) = parse(data)
    assert len(replies(response)) == 120


def test_a_body_that_stops_coming_gets_408_and_one_that_goes_on_does_not(start):
    service = start(idle_deadline=1 * SLOW, body_deadline=0.2)
    body = articles(10)
    with service.connect() as connection:
        connection.sendall(head(len(body)) + body[:100])
        (response,) = parse(service.read_all(connection))
        assert (response.status, response.code) == (408, "request_timeout")
    with service.connect() as connection:
        connection.sendall(head(len(body)))
        for at in range(0, len(body), 100):  # longer than the absolute deadline of a single article
            connection.sendall(body[at : at + 100])
            time.sleep(0.1)
        (response,) = parse(service.read_all(connection))
        assert len(replies(response)) == 10


def test_http_1_0_gets_it_without_chunks(service):
    body = articles(5)
    with service.connect() as connection:
        connection.sendall(head(len(body)).replace(b"HTTP/1.1", b"HTTP/1.0") + body)
        top, _, rest = service.read_all(connection).partition(b"\r\n\r\n")
    assert b"200" in top.split(b"\r\n")[0] and b"chunked" not in top.lower()
    assert len(rest.splitlines()) == 5


# ---- beside others ---------------------------------------------------------------------------------


def test_single_requests_are_served_beside_batches(start):
    service = start(workers=2, queue=16)
    body = articles(3000 // SLOW, PARIS)
    connections = [service.connect(60 * SLOW) for _ in range(3)]
    for connection in connections:
        connection.sendall(head(len(body)) + body)
        assert connection.recv(1)
    slowest = 0
    for _ in range(20):
        began = time.monotonic()
        assert service.extract(SHORT).status == 200
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < 2 * SLOW
    for connection in connections:
        connection.close()
    service.wait_metric("dragoman_memory_reserved_bytes", 0)


def test_batches_take_turns(start):
    service = start(workers=1)
    count = 50 if SLOW == 1 else 10
    body = articles(count, PARIS)
    got = {}

    def one(name):
        got[name] = len(replies(ask(service, body)))
        got[name + " at"] = time.monotonic()

    began = time.monotonic()
    threads = [threading.Thread(target=one, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got["a"] == got["b"] == count
    assert abs(got["a at"] - got["b at"]) < (max(got["a at"], got["b at"]) - began) / 2


def test_memory_is_promised_and_some_is_kept_for_single_requests(start):
    """Budget: 1,000,000. Batches may have three quarters of it."""
    service = start(memory=(16 << 20) + 192 * 100_000 + 1_000_000, max_body=100_000, max_text=100_000, workers=1, max_batch=10_000_000, body_deadline=300, idle_deadline=300)
    assert service.get("/v1/info").json()["limits"]["batch_bytes"] == 750_000
    with service.connect() as first:
        first.sendall(head(700_000) + b"\n")
        service.wait_metric("dragoman_memory_reserved_bytes", 700_000)
        response = ask(service, b"\n" * 100_000)
        assert (response.status, response.code) == (503, "overloaded")
        assert service.extract(SHORT).status == 200
    service.wait_metric("dragoman_memory_reserved_bytes", 0)
    assert len(replies(ask(service, articles(2000 // SLOW)))) == 2000 // SLOW


@pytest.mark.skipif(SLOW > 1, reason="a sanitizer has a heap of its own")
def test_memory_of_the_process_stays_bounded(start):
    service = start(workers=2)
    assert len(replies(ask(service, articles(20, PARIS)))) == 20
    before = service.metric("process_resident_memory_bytes")
    line = article("a", PARIS).encode() + b"\n"
    body = line * 400 + b"\n" * (60 << 20)  # 62 MB in, 9 MB out
    response = ask(service, body)
    assert response.body.count(b"\n") == 400
    service.wait_metric("dragoman_memory_reserved_bytes", 0)
    after = service.metric("process_resident_memory_bytes")
    assert after < before + (16 << 20)


def test_ten_thousand_lines(start):
    count = 10_000 // SLOW
    service = start(workers=2)
    body = articles(count, "Turkey.")
    assert [reply["id"] for reply in replies(ask(service, body))] == [str(i) for i in range(count)]
    assert service.metric('dragoman_batch_lines_total{outcome="read"}') == count
    assert service.metric("dragoman_articles_total") == count


def test_a_line_counts_against_the_rate_of_its_key(start, tmp_path):
    keys = tmp_path / "keys"
    made = run("key", "new", "--keys", str(keys), "--id", "a", "--rate", "600").stdout.decode().split()
    token = next(word for word in made if word.startswith("drg_"))
    service = start(keys=keys)
    began = time.monotonic()
    got = replies(ask(service, articles(620), "", {"Authorization": f"Bearer {token}"}))
    assert len(got) == 620 and not any("problem" in reply for reply in got)
    assert time.monotonic() - began > 1.8  # 600 at once, then ten a second
    response = ask(service, articles(1))
    assert (response.status, response.code) == (401, "unauthorized")


# ---- deadlines, failures, stopping -----------------------------------------------------------------


def test_a_late_line_costs_only_itself(start):
    service = start(workers=2, work_deadline=0.3, model="none")
    huge = article("late", "It met it. " * 95_000)
    got = replies(ask(service, "\n".join([article("a"), huge, article("b")])))
    codes = {reply["id"]: reply.get("problem", {}).get("code") for reply in got}
    assert list(codes) == ["a", "late", "b"] and codes["a"] is None and codes["b"] is None
    assert codes["late"] in (None, "deadline_exceeded")


def test_patience_ends_a_batch_with_a_reply_for_each_line(start):
    service = start(workers=1)
    got = replies(ask(service, articles(3000, PARIS), "", {"Request-Timeout": str(max(2, 0.5 * SLOW))}))
    assert [reply["id"] for reply in got] == [str(i) for i in range(3000)]
    codes = [reply.get("problem", {}).get("code") for reply in got]
    assert codes[0] is None and codes[-1] == "deadline_exceeded"
    assert set(codes) == {None, "deadline_exceeded"}


def test_stopping_answers_every_line(start):
    service = start(workers=2, drain_timeout=0.3 * SLOW)
    body = articles(5000, PARIS)
    with service.connect(60 * SLOW) as connection:
        connection.sendall(head(len(body)) + body)
        data = connection.recv(100_000)
        service.terminate()
        (response,) = parse(data + service.read_all(connection, 60 * SLOW))
    got = replies(response)
    assert [reply["id"] for reply in got] == [str(i) for i in range(5000)]
    codes = [reply.get("problem", {}).get("code") for reply in got]
    assert codes[0] is None and codes[-1] == "shutting_down" and set(codes) == {None, "shutting_down"}
    assert service.wait() == 0


def test_a_short_batch_is_finished_before_the_stop(start):
    service = start(workers=2, drain_timeout=60)
    body = articles(60, PARIS)
    with service.connect(60 * SLOW) as connection:
        connection.sendall(head(len(body)) + body)
        data = connection.recv(1000)
        service.terminate()
        (response,) = parse(data + service.read_all(connection, 60 * SLOW))
    assert not any("problem" in reply for reply in replies(response)) and len(replies(response)) == 60
    assert service.wait() == 0


def test_the_unread_id_is_found_in_the_line(start):
    service = start(workers=1)
    names = ['a"b', "ü\\", "🙂", "x" * 256]
    lines = ['{"text": "\\"id\\": \\"no\\"", "options": {"id": "no"}, "id" : %s}' % json.dumps(name) for name in names]
    body = articles(2000, PARIS) + b"\n" + "\n".join([*lines, "{}", '{"id": 5}', '{"id": "' + "y" * 257 + '"}']).encode()
    got = replies(ask(service, body, "", {"Request-Timeout": "0.3"}))
    assert [reply["id"] for reply in got[2000:]] == [*names, "line-2005", "line-2006", "line-2007"]
