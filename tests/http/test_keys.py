# SPDX-License-Identifier: Apache-2.0
"""Keys, rates, origins of browsers, the listener for metrics, and what is refused at start."""
import json
import os
import signal
import socket
import stat
import subprocess

import pytest

from service import PARIS, PROGRAM, Service, parse


def key(command, path, *options, code=0):
    done = subprocess.run([PROGRAM, "key", command, "--keys", str(path), *options], capture_output=True, text=True, timeout=60)
    assert done.returncode == code, done
    return done.stdout.strip()


@pytest.fixture
def keys(tmp_path):
    return tmp_path / "keys"


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def test_keys_are_made_listed_and_removed(keys):
    first = key("new", keys, "--id", "newsroom")
    second = key("new", keys, "--id", "probe", "--scopes", "extract,metrics", "--rate", "30")
    assert first.startswith("drg_") and len(first) == 47 and first != second
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert first not in keys.read_text() and second not in keys.read_text()
    assert [line.split() for line in key("list", keys).splitlines()] == [["newsroom", "extract"], ["probe", "extract,metrics", "rate=30"]]
    key("new", keys, "--id", "probe", code=64)
    key("new", keys, "--id", "a/b", code=64)
    key("remove", keys, "--id", "nobody", code=64)
    key("remove", keys, "--id", "newsroom")
    assert key("list", keys).split()[0] == "probe"
    keys.chmod(0o644)
    key("list", keys, code=78)


def test_many_commands_at_once_lose_no_key(keys):
    running = [subprocess.Popen([PROGRAM, "key", "new", "--keys", str(keys), "--id", f"k{i}"], stdout=subprocess.PIPE) for i in range(24)]
    assert all(process.wait(60) == 0 for process in running)
    assert sorted(line.split()[0] for line in key("list", keys).splitlines()) == sorted(f"k{i}" for i in range(24))


def test_without_a_key_nothing_but_health_and_contract(start, keys):
    token = key("new", keys, "--id", "reader")
    service = start(keys=keys)
    for target in ("/livez", "/readyz", "/openapi.json"):
        assert service.get(target).status == 200
    for target in ("/v1/info", "/v1/ontology", "/metrics"):
        response = service.get(target)
        assert (response.status, response.code) == (401, "unauthorized")
        assert response.headers["www-authenticate"] == 'Bearer realm="dragoman"'
    response = service.extract(PARIS, headers=bearer(token[:-1] + "x"))
    assert response.status == 401 and 'error="invalid_token"' in response.headers["www-authenticate"]
    assert service.extract(PARIS, headers=bearer(token)).status == 200
    assert service.get("/v1/info", **bearer(token)).status == 200
    response = service.get("/metrics", **bearer(token))
    assert (response.status, response.code) == (403, "forbidden")
    assert 'scope="metrics"' in response.headers["www-authenticate"]
    line = service.wait_line(event="request", route="extract", status=200)
    assert line["key"] == "reader"
    assert not any(token in json.dumps(line) for line in service.lines)


def test_a_key_without_the_scope_gets_403(start, keys):
    token = key("new", keys, "--id", "prometheus", "--scopes", "metrics")
    service = start(keys=keys)
    response = service.extract(PARIS, headers=bearer(token))
    assert (response.status, response.code) == (403, "forbidden") and 'scope="extract"' in response.headers["www-authenticate"]
    assert service.get("/metrics", **bearer(token)).status == 200


def test_body_of_a_client_without_key_is_not_waited_for(start, keys):
    key("new", keys, "--id", "reader")
    service = start(keys=keys)
    head = b"POST /v1/extract HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 1000000\r\n\r\n"
    with service.connect(timeout=10) as connection:
        connection.sendall(head)
        (response,) = parse(service.read_all(connection))
    assert response.status == 401


def test_two_authorization_fields_are_refused(start, keys):
    token = key("new", keys, "--id", "reader")
    service = start(keys=keys)
    field = f"Authorization: Bearer {token}\r\n".encode()
    (response,) = service.raw(b"GET /v1/info HTTP/1.1\r\nHost: a\r\n" + field + field + b"\r\n")
    assert (response.status, response.code) == (400, "bad_request")


def test_rate_of_a_key(start, keys):
    slow, free = key("new", keys, "--id", "slow", "--rate", "2"), key("new", keys, "--id", "free")
    service = start(keys=keys)
    response = service.extract(PARIS, headers=bearer(slow))
    assert response.status == 200
    assert response.headers["ratelimit-policy"] == '"key";q=2;w=60'
    assert response.headers["ratelimit"].startswith('"key";r=1;t=')
    assert service.extract(PARIS, headers=bearer(slow)).status == 200
    response = service.extract(PARIS, headers=bearer(slow))
    assert (response.status, response.code) == (429, "rate_limited")
    assert 1 <= int(response.headers["retry-after"]) <= 31
    assert service.get("/v1/info", **bearer(slow)).status == 200
    response = service.extract(PARIS, headers=bearer(free))
    assert response.status == 200 and "ratelimit" not in response.headers


def test_rate_of_the_service(start, keys):
    token = key("new", keys, "--id", "reader")
    service = start(keys=keys, key_rate=1)
    assert service.extract(PARIS, headers=bearer(token)).status == 200
    assert service.extract(PARIS, headers=bearer(token)).status == 429


def test_sighup_reads_the_keys_again(start, keys):
    old = key("new", keys, "--id", "old")
    service = start(keys=keys)
    assert service.get("/v1/info", **bearer(old)).status == 200
    new = key("new", keys, "--id", "new")
    key("remove", keys, "--id", "old")
    assert service.get("/v1/info", **bearer(new)).status == 401
    service.signal(signal.SIGHUP)
    service.wait_line(event="keys_reloaded", count="1")
    assert service.get("/v1/info", **bearer(new)).status == 200
    assert service.get("/v1/info", **bearer(old)).status == 401


def test_wrong_keys_change_nothing_on_sighup(keys):
    token = key("new", keys, "--id", "reader")
    service = Service(keys=keys)
    assert service.get("/livez").status == 200  # the loop runs: ThreadSanitizer may lose a signal that comes earlier
    keys.write_text("nonsense\n")
    service.signal(signal.SIGHUP)
    line = service.wait_line(event="keys_not_reloaded")
    assert line["reason"].startswith("line 1:")
    assert service.get("/v1/info", **bearer(token)).status == 200
    service.lines.remove(line)  # it is an error, and wanted
    service.finish()


def test_sighup_without_keys_is_harmless(start):
    service = start()
    service.signal(signal.SIGHUP)
    service.wait_line(event="nothing_to_reload")
    assert service.get("/livez").status == 200


def serve(*options):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DRAGOMAN_")}
    return subprocess.run([PROGRAM, "serve", "--model", "none", *options], capture_output=True, text=True, timeout=60, env=clean)


def test_other_addresses_need_keys_or_open(keys):
    done = serve("--listen", "0.0.0.0:0")
    assert done.returncode == 78 and "without a key" in done.stderr and "--open" in done.stderr
    done = serve("--listen", "[::]:0")
    assert done.returncode in (71, 78)
    key("new", keys, "--id", "reader")
    done = serve("--listen", "0.0.0.0:0", "--open", "--keys", str(keys))
    assert done.returncode == 78 and "contradict" in done.stderr


def test_open_says_so_in_one_line(start):
    service = start(listen="0.0.0.0:0", open="on")
    assert service.extract(PARIS).status == 200
    assert [line["level"] for line in service.lines if line["event"] == "open"] == ["warning"]


def test_other_addresses_with_keys(start, keys):
    token = key("new", keys, "--id", "reader")
    service = start(listen="0.0.0.0:0", keys=keys)
    assert service.extract(PARIS).status == 401
    assert service.extract(PARIS, headers=bearer(token)).status == 200


def test_keys_that_cannot_be_read_stop_the_start(tmp_path):
    done = serve("--keys", str(tmp_path / "none"))
    assert done.returncode == 78 and "cannot_read_keys" in done.stderr
    wrong = tmp_path / "wrong"
    wrong.write_text("x\n")
    wrong.chmod(0o600)
    done = serve("--keys", str(wrong))
    assert done.returncode == 78 and "line 1" in done.stderr


# ---- browsers ----

def exchange(service, head):
    with service.connect() as connection:
        connection.sendall(head.encode())
        text = service.read_all(connection).decode()
    lines = text.split("\r\n\r\n")[0].split("\r\n")
    return int(lines[0].split()[1]), dict(line.lower().split(": ", 1) for line in lines[1:])


def test_no_origin_is_allowed_by_default(start):
    service = start()
    response = service.get("/v1/info", Origin="https://a.example")
    assert "access-control-allow-origin" not in response.headers
    status, _ = exchange(service, "OPTIONS /v1/extract HTTP/1.1\r\nHost: a\r\nOrigin: https://a.example\r\nAccess-Control-Request-Method: POST\r\n\r\n")
    assert status == 405


def test_named_origins(start, keys):
    token = key("new", keys, "--id", "page")
    service = start(keys=keys, cors_origin="https://a.example,http://localhost:3000")
    ask = "OPTIONS /v1/extract HTTP/1.1\r\nHost: a\r\nOrigin: {}\r\nAccess-Control-Request-Method: POST\r\n\r\n"
    status, headers = exchange(service, ask.format("https://a.example"))
    assert status == 204 and headers["access-control-allow-origin"] == "https://a.example"
    assert headers["access-control-allow-methods"] == "post" and "authorization" in headers["access-control-allow-headers"]
    assert "content-length" not in headers and "origin" in headers["vary"]
    status, headers = exchange(service, ask.format("https://b.example"))
    assert status in (401, 405) and "access-control-allow-origin" not in headers
    response = service.extract(PARIS, headers={**bearer(token), "Origin": "http://localhost:3000"})
    assert response.headers["access-control-allow-origin"] == "http://localhost:3000"
    assert response.headers["vary"] == "Accept, Accept-Encoding, Origin"
    response = service.extract(PARIS, headers={"Origin": "http://localhost:3000"})
    assert response.status == 401 and response.headers["access-control-allow-origin"] == "http://localhost:3000"


def test_origin_star_is_refused():
    assert serve("--cors-origin", "*").returncode == 64


# ---- metrics apart ----

def test_metrics_on_their_own_address(start, keys):
    token = key("new", keys, "--id", "all", "--scopes", "extract,metrics")
    service = start(keys=keys, metrics_listen="127.0.0.1:0")
    assert service.get("/metrics", **bearer(token)).status == 404
    host, _, port = service.wait_line(event="listening_for_metrics")["address"].rpartition(":")

    def ask(target):
        with socket.create_connection((host, int(port)), 10) as connection:
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            return parse(service.read_all(connection))[0]

    assert ask("/livez").status == 200
    assert ask("/v1/info").status == 404
    response = ask("/metrics")
    assert response.status == 200 and b"dragoman_build_info" in response.body
