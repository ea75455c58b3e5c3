# SPDX-License-Identifier: Apache-2.0
"""What is over a limit is refused, and everything is counted."""
import re
import resource
import socket
import subprocess
import time

import pytest

from service import PARIS, PROGRAM, SLOW, parse


def test_connections_over_the_limit_get_503(start):
    service = start(connections=8, head_deadline=30, body_deadline=300)
    held = [service.connect() for _ in range(8)]
    for connection in held:  # the heads are complete, and the bodies have time, so none of them makes room
        connection.sendall(b"POST /v1/extract HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n")
    time.sleep(0.1 * SLOW)
    (response,) = service.raw(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
    assert (response.status, response.code) == (503, "overloaded")
    held.pop().close()
    end = time.monotonic() + 5 * SLOW
    while service.get("/livez").status != 200:
        assert time.monotonic() < end
        time.sleep(0.01)
    for connection in held:
        connection.close()
    service.wait_metric("dragoman_connections", 1)
    assert service.metric('dragoman_requests_shed_total{reason="connections"}') >= 1


def test_a_full_table_evicts_the_oldest_incomplete_head(start):
    service = start(connections=8, head_deadline=60)
    held = []
    for i in range(8):
        connection = service.connect()
        connection.sendall(b"GET /livez HTTP/1.1\r\nHost: %d\r\n" % i)
        held.append(connection)
        time.sleep(0.02 * SLOW)
    for i in range(3):
        held.append(service.connect())
        held[-1].sendall(b"GET /livez HTTP/1.1\r\nHost: a\r\n")
        (response,) = parse(service.read_all(held[i]))
        assert (response.status, response.code) == (503, "overloaded")
    for connection in held[3:]:  # the younger ones are still there
        connection.sendall(b"\r\n")
        (response,) = parse(service.read_all(connection))
        assert response.status == 200
    assert service.metric('dragoman_requests_shed_total{reason="evicted"}') == 3
    for connection in held:
        connection.close()


def crawl(service, count, size=100_000, target=b"/v1/extract", kind=b"text/plain"):
    """Clients who send a head and the first byte of a body."""
    held = []
    for _ in range(count):
        held.append(service.connect())
        held[-1].sendall(b"POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\na" % (target, kind, size))
        time.sleep(0.01)
    return held


def test_a_full_table_evicts_the_oldest_body_that_crawls(start):
    service = start(connections=8, body_deadline=5 * SLOW)
    held = crawl(service, 8)
    (response,) = service.raw(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
    assert response.status == 503  # they have a second each
    time.sleep(1.2 * SLOW)
    held += crawl(service, 2)  # two newcomers of their kind, who have their second before them
    assert service.extract(PARIS).status == 200
    for connection in held[:3]:
        (response,) = parse(service.read_all(connection))
        assert (response.status, response.code) == (503, "overloaded") and "body" in response.json()["detail"]
    held[3].sendall(b"a" * 99_999)  # the younger ones are still there
    (response,) = parse(service.read_all(held[3]))
    assert response.status in (200, 422)
    assert service.metric('dragoman_requests_shed_total{reason="evicted"}') >= 3
    for connection in held:
        connection.close()
    service.wait_metric("dragoman_connections", 1)
    service.wait_metric("dragoman_memory_reserved_bytes", 0)


@pytest.mark.parametrize("target, kind, size, count", [(b"/v1/extract", b"text/plain", 1 << 20, 320), (b"/v1/extract/batch", b"application/x-ndjson", 64 << 20, 8)], ids=["articles", "batches"])
def test_bodies_that_crawl_do_not_keep_the_memory(start, target, kind, size, count):
    """A byte each from clients who announce the longest body: their reservations fill the budget, and honest clients are served all the same."""
    service = start(body_deadline=5 * SLOW, idle_deadline=60, connections=512)
    held = crawl(service, count, size, target, kind)
    time.sleep(1.2 * SLOW)
    body = b'{"id":"a","text":"Turkey bombed Aleppo."}\n'
    for _ in range(5):
        assert service.extract(PARIS).status == 200
        (response,) = service.raw(b"POST /v1/extract/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        assert response.status == 200 and response.body.count(b"\n") == 1
    for connection in held:
        connection.close()
    service.wait_metric("dragoman_connections", 1)
    service.wait_metric("dragoman_memory_reserved_bytes", 0)


def test_nobody_is_driven_out_for_a_body_that_will_not_fit_all_the_same(start):
    """Most of the memory is held by a batch that nobody may evict: a newcomer who asks for more than the bodies that crawl could give is refused, and they go on."""
    service = start(memory=(16 << 20) + 192 * 100_000 + 1_000_000, max_body=100_000, max_text=100_000, workers=1, max_batch=700_000, body_deadline=3 * SLOW, idle_deadline=300)
    line = b'{"id":"a","text":"Turkey bombed Aleppo, and then a second town, said the ministry."}\n'
    batch = line * (500_000 // len(line))
    with service.connect() as busy:
        busy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        busy.sendall(b"POST /v1/extract/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n" % len(batch) + batch)
        assert busy.recv(12) == b"HTTP/1.1 200"  # it is read; its reply waits for the client
        held = crawl(service, 3, 60_000)
        time.sleep(0.7 * SLOW)
        (response,) = service.raw(b"POST /v1/extract/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\nContent-Length: 600000\r\n\r\na")
        assert (response.status, response.code) == (503, "overloaded")
        for connection in held:
            connection.sendall(b"a" * 59_999)
            (response,) = parse(service.read_all(connection))
            assert response.status == 200
        assert service.metric('dragoman_requests_shed_total{reason="evicted"}') == 0


def test_a_flood_of_bodies_that_crawl_closes_no_newcomer(start):
    """More of them at once than there are spare slots to answer them in."""
    service = start(connections=100, body_deadline=0.5 * SLOW, request_log="off")
    held = crawl(service, 100)
    time.sleep(0.15 * SLOW)
    for _ in range(90):
        held.append(service.connect())
        held[-1].sendall(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
    for connection in held[100:]:
        (response,) = parse(service.read_all(connection))
        assert response.status == 200
    for connection in held:
        connection.close()
    service.wait_metric("dragoman_connections", 1)


def test_a_flood_of_heads_closes_no_newcomer(start):
    """More evictions at once than there are spare slots to answer them in: the newcomers wait a turn of the loop instead of being closed without a word."""
    service = start(connections=16, head_deadline=60, request_log="off")
    held = [service.connect() for _ in range(300)]
    for connection in held:
        try:
            connection.sendall(b"GET /livez HTTP/1.1\r\nHost: a\r\n")
        except OSError:
            pass  # evicted already
    for _ in range(20):
        assert service.get("/livez").status == 200
    assert service.metric('dragoman_requests_shed_total{reason="evicted"}') >= 280
    assert service.metric('dragoman_requests_shed_total{reason="connections"}') == 0
    for connection in held:
        connection.close()


def test_memory_is_promised_once(start):
    """Room for two bodies of the longest and not for three: the third is refused, and after the first there is room again."""
    service = start(memory=(16 << 20) + 192 * 100_000 + 290_000, max_body=100_000, max_text=100_000, workers=1, body_deadline=300)
    text = b"A word.\n" * 12_500
    head = b"POST /v1/extract HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
    with service.connect() as first:
        first.sendall(head % len(text) + text[:-1])
        service.wait_metric("dragoman_memory_reserved_bytes", 100_000)
        with service.connect() as second:
            second.sendall(head % len(text) + text[:-1])
            service.wait_metric("dragoman_memory_reserved_bytes", 200_000)
            response = service.extract(text)
            assert (response.status, response.code) == (503, "overloaded") and "memory" in response.json()["detail"]
        first.sendall(text[-1:])
        (response,) = parse(service.read_all(first))
        assert response.status == 200
    assert service.metric('dragoman_requests_shed_total{reason="memory"}') == 1
    service.wait_metric("dragoman_memory_reserved_bytes", 0)
    assert service.extract(text).status == 200
    service.wait_metric("dragoman_memory_reserved_bytes", 0)


def test_too_little_memory_is_78():
    done = subprocess.run([PROGRAM, "serve", "--memory", "1000000", "--listen", "127.0.0.1:0"], capture_output=True, timeout=60)
    assert done.returncode == 78 and b"too_little_memory" in done.stderr


def test_memory_of_clients_that_leave_comes_back(start):
    service = start(workers=1, queue=8)
    for _ in range(20):
        connection = service.connect()
        body = PARIS.encode() * 4
        connection.sendall(b"POST /v1/extract HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        connection.close()
    service.wait_metric("dragoman_memory_reserved_bytes", 0)
    service.wait_metric("dragoman_connections", 1)


def test_flood_of_connections(start):
    """Every one of 1,500 gets an answer: service or 503."""
    service = start(connections=32, request_log="off")
    answers = {}
    for _ in range(1500 // SLOW // 50):
        batch = [socket.create_connection(service.address, 30) for _ in range(50)]
        for connection in batch:
            try:
                connection.sendall(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
            except OSError:
                pass
        for connection in batch:
            status = parse(service.read_all(connection))[0].status
            answers[status] = answers.get(status, 0) + 1
            connection.close()
    assert set(answers) <= {200, 503} and answers[200] > 0


def test_out_of_descriptors(start):
    """With the limit lowered under its feet the service closes what it cannot take, does not spin, and recovers."""
    service = start(connections=100)
    pid = service.process.pid
    service.get("/livez")
    used = int(service.metric("process_open_fds"))
    hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)[1]
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (used + 4, hard))
    held = [service.connect() for _ in range(20)]
    time.sleep(0.3)
    ticks = lambda: sum(map(int, open(f"/proc/{pid}/stat").read().rsplit(") ", 1)[1].split()[11:13]))
    before = ticks()
    time.sleep(0.5)
    assert ticks() - before < 25 * SLOW  # of 100 a second
    for connection in held:
        connection.close()
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (hard, hard))
    end = time.monotonic() + 10 * SLOW
    while True:
        try:
            if service.get("/livez").status == 200:
                break
        except (OSError, AssertionError):
            pass
        assert time.monotonic() < end
        time.sleep(0.05)
    assert service.metric('dragoman_requests_shed_total{reason="descriptors"}') >= 1


# ---- metrics and log ----


def families(text):
    """name -> type; every sample belongs to a family that was announced, once."""
    kinds, samples = {}, {}
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in kinds
            kinds[name] = kind
        elif not line.startswith("#"):
            match = re.fullmatch(r'([a-z_]+)(\{[^}]*\})? (-?[0-9.]+)', line)
            assert match, line
            key = match[1] + (match[2] or "")
            assert key not in samples, key
            samples[key] = float(match[3])
            base = re.sub(r"_(bucket|sum|count)$", "", match[1]) if re.sub(r"_(bucket|sum|count)$", "", match[1]) in kinds else match[1]
            assert base in kinds, line
            if kinds[base] == "counter":
                assert base.endswith("_total")
    return kinds, samples


def test_series_exist_before_the_first_request(start):
    service = start()
    kinds, first = families(service.get("/metrics").body.decode())
    for name in (
        "dragoman_http_requests_total dragoman_http_request_duration_seconds dragoman_stage_duration_seconds dragoman_queue_depth dragoman_requests_shed_total "
        "dragoman_gate_rejects_total dragoman_jobs_cancelled_total dragoman_loop_lag_seconds dragoman_pump_spins_total process_resident_memory_bytes process_open_fds dragoman_build_info"
    ).split():
        assert name in kinds
    service.extract(PARIS)
    service.extract("")
    service.get("/nowhere/" + "a" * 100)
    service.raw(b"BAD\r\n\r\n")
    _, second = families(service.get("/metrics").body.decode())
    assert set(first) == set(second)  # a client cannot make a series
    assert second['dragoman_http_requests_total{route="extract",code="200"}'] == 1
    assert second['dragoman_http_requests_total{route="extract",code="422"}'] == 1
    assert second['dragoman_http_requests_total{route="other",code="404"}'] == 1
    assert second['dragoman_gate_rejects_total{reason="bad_request"}'] == 1
    assert second["dragoman_articles_total"] == 1
    assert second['dragoman_stage_duration_seconds_count{stage="segment"}'] == 1
    assert second['dragoman_stage_duration_seconds_bucket{stage="segment",le="+Inf"}'] == 1


def test_metrics_count_events_by_type(start):
    service = start()
    events = service.extract(PARIS).json()["events"]
    for type_ in ("CONSULT", "ASSAULT"):
        assert service.metric(f'dragoman_events_total{{type="{type_}"}}') == sum(e["type"] == type_ for e in events)


def test_log_has_no_text(start):
    service = start()
    service.extract("The secretword of this article.", "title=canarytitle&id=canaryid")
    service.extract_json({"text": "secretword", "canaryfield": 1})
    service.request("GET", "/canarypath?canaryquery", headers={"User-Agent": 'x"canaryagent\t'})
    service.terminate()
    assert service.wait() == 0
    logged = str(service.lines)
    assert "secretword" not in logged and "canary" not in logged
    requests = [line for line in service.lines if line["event"] == "request"]
    assert [line["status"] for line in requests] == [200, 422, 404]
    for line in requests:
        assert {"time", "level", "event", "request_id", "client", "method", "route", "status", "bytes_in", "bytes_out", "duration_ms"} <= set(line)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"])


def test_log_that_nobody_reads_does_not_stop_the_service():
    """Standard error is a pipe, full and never read: requests are still answered, lines are dropped and counted."""
    import os

    from service import PROGRAM, SANITIZER, Service

    reader = os.pipe()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = probe.getsockname()
    process = subprocess.Popen([PROGRAM, "serve", "--listen", f"{address[0]}:{address[1]}", "--drain-delay", "0"], stderr=reader[1], env={**os.environ, **SANITIZER})
    service = Service.__new__(Service)
    service.address, service.process = address, process
    end = time.monotonic() + 20 * SLOW
    while time.monotonic() < end:
        try:
            service.get("/livez")
            break
        except OSError:
            time.sleep(0.05)
    for _ in range(2000):
        assert service.get("/livez").status == 200
    assert service.metric("dragoman_log_lines_dropped_total") > 0
    process.kill()
    process.wait()
    os.close(reader[0])
    os.close(reader[1])


def test_request_log_can_be_off(start):
    service = start(request_log="off")
    service.get("/livez")
    service.terminate()
    service.wait()
    about_the_kernel = ("contained", "not_contained", "not_quiesced")
    assert [line["event"] for line in service.lines if line["event"] not in about_the_kernel] == ["listening", "stopping", "stopped"]


def test_ipv6(start):
    service = start(listen="[::1]:0")
    assert service.address[0] == "[::1]"
    service.address = ("::1", service.address[1])
    assert service.get("/livez").status == 200


def test_small_limits_do_not_keep_the_service_from_starting(start):
    """The article that the service reads first, to measure itself, is longer than the least limits."""
    service = start(max_text=1024, max_body=1024)
    assert service.extract("France attacked Spain.").status == 200
    assert service.extract("a " * 513).status == 413
