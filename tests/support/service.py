# SPDX-License-Identifier: Apache-2.0
"""The program under test as an object: starts it, talks to it by plain sockets, checks every reply against the contract."""
import json
import os
import select
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import contract

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("DRAGOMAN_BIN", str(ROOT / "build" / "dragoman"))
# A sanitizer build is many times slower: waiting gets longer, never the deadline under test.
SLOW = 10 if "asan" in PROGRAM or "tsan" in PROGRAM else 3 if "build-cov" in PROGRAM else 1
SANITIZED = SLOW == 10  # a runtime that maps memory and must be loaded first
WAIT = 20 * SLOW
SANITIZER = {"ASAN_OPTIONS": "detect_leaks=1:exitcode=99", "UBSAN_OPTIONS": "halt_on_error=1:exitcode=99", "TSAN_OPTIONS": "exitcode=99:halt_on_error=0"}
PARIS = (ROOT / "tests" / "accept" / "paris-talks.txt").read_text(encoding="utf-8")


class Response:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json().get("code")

    def __repr__(self):
        return f"<{self.status} {self.body[:300]!r}>"


def unchunk(data):
    """The body of a chunked message, and what follows it. Raises where it is cut."""
    body = b""
    while True:
        line, end, data = data.partition(b"\r\n")
        assert end, "a chunk without a size"
        size = int(line, 16)
        assert len(data) >= size + 2 and data[size : size + 2] == b"\r\n", "a chunk is cut"
        body, data = body + data[:size], data[size + 2 :]
        if not size:
            return body, data


def parse(data, head=False):
    """All responses in the bytes, strictly; interim ones (100) are left out. Raises on anything malformed."""
    responses = []
    while data:
        top, separator, rest = data.partition(b"\r\n\r\n")
        assert separator, f"a head without end: {data[:200]!r}"
        lines = top.decode("ascii").split("\r\n")
        version, status, *_ = lines[0].split(" ", 2)
        assert version == "HTTP/1.1" and len(status) == 3, lines[0]
        headers = {}
        for line in lines[1:]:
            name, colon, value = line.partition(": ")
            assert colon, line
            assert name.lower() not in headers, f"{name} stands twice"
            headers[name.lower()] = value
        if status == "100":
            data = rest
            continue
        if not head and headers.get("transfer-encoding") == "chunked":
            assert "content-length" not in headers
            body, data = unchunk(rest)
            responses.append(Response(int(status), headers, body))
            continue
        length = 0 if head else int(headers["content-length"])
        assert len(rest) >= length, f"body cut: {len(rest)} of {length}"
        responses.append(Response(int(status), headers, rest[:length]))
        data = rest[length:]
    return responses


class Service:
    def __init__(self, wrapper=(), environment=None, **settings):
        settings.setdefault("listen", "127.0.0.1:0")
        settings.setdefault("drain_delay", 0)
        # The front is the same with and without weights; without them an article takes a millisecond. Tests that want them say model="".
        settings.setdefault("model", "none")
        if wrapper or SANITIZED:  # sanitizers, valgrind and strace need calls that serving does not
            settings.setdefault("contain", "off")
        arguments = [*wrapper, PROGRAM, "serve"]
        for name, value in settings.items():
            text = f"{value:g}" if isinstance(value, float) else str(value)  # 0.3 * 3 has more digits than a setting takes
            arguments += ["--" + name.replace("_", "-"), text]
        clean = {k: v for k, v in os.environ.items() if not k.startswith("DRAGOMAN_")}
        self.process = subprocess.Popen(arguments, stderr=subprocess.PIPE, env={**clean, **SANITIZER, **(environment or {})})
        self.lines, self.other = [], []
        self.address = None
        self._listening = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._finished = self._terminated = False
        if not self._listening.wait(WAIT) or self.address is None:
            self.process.kill()
            raise AssertionError(f"does not listen: {self.lines} {self.other}")
        self._since = time.monotonic()

    def _read(self):
        for raw in self.process.stderr:
            try:
                line = json.loads(raw)
            except ValueError:
                self.other.append(raw.decode(errors="replace"))
                continue
            self.lines.append(line)
            if line.get("event") == "listening":
                host, _, port = line["address"].rpartition(":")
                self.address = (host, int(port))
                self._listening.set()
        self._listening.set()

    # ---- talking ----

    def connect(self, timeout=None):
        connection = socket.create_connection(self.address, timeout=timeout or WAIT)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    @staticmethod
    def read_all(connection, timeout=None):
        """Bytes until the other side ends; a reset after the answer ends it too."""
        connection.settimeout(timeout or WAIT)
        data = b""
        while True:
            try:
                piece = connection.recv(65536)
            except ConnectionResetError:
                break
            if not piece:
                break
            data += piece
        return data

    def raw(self, *pieces, pause=0.0, head=False, operation=None):
        """Sends the pieces, reads to the end, returns all responses (checked)."""
        with self.connect() as connection:
            for i, piece in enumerate(pieces):
                if i and pause:
                    time.sleep(pause)
                try:
                    connection.sendall(piece)
                except (BrokenPipeError, ConnectionResetError):
                    break  # answered before all was sent
            responses = parse(self.read_all(connection), head)
        for response in responses:
            contract.check(operation, response, head)
        return responses

    def request(self, method, target, body=None, headers=None, head=None):
        lines = [f"{method} {target} HTTP/1.1", "Host: test"]
        given = dict(headers or {})
        if body is not None and "Content-Length" not in given:
            given["Content-Length"] = str(len(body))
        lines += [f"{name}: {value}" for name, value in given.items()]
        data = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (body or b"")
        is_head = method == "HEAD" if head is None else head
        responses = self.raw(data, head=is_head, operation=(method, target.split("?")[0]))
        assert len(responses) == 1, responses
        return responses[0]

    def get(self, target, **headers):
        return self.request("GET", target, headers=headers)

    def extract(self, text, query="", headers=None):
        """POST text/plain; text may be bytes."""
        body = text if isinstance(text, bytes) else text.encode("utf-8")
        return self.request("POST", "/v1/extract" + (f"?{query}" if query else ""), body, {"Content-Type": "text/plain", **(headers or {})})

    def extract_json(self, value, query="", headers=None):
        """POST application/json; value may be bytes, else it is dumped."""
        body = value if isinstance(value, bytes) else json.dumps(value).encode("utf-8")
        return self.request("POST", "/v1/extract" + (f"?{query}" if query else ""), body, {"Content-Type": "application/json", **(headers or {})})

    def metric(self, name):
        response = self.get("/metrics")
        if response.status != 200:
            raise KeyError(name)
        for line in response.body.decode().splitlines():
            if line.startswith(name + " "):
                return float(line.rsplit(" ", 1)[1])
        raise KeyError(name)

    def wait_metric(self, name, value, timeout=None):
        end = time.monotonic() + (timeout or WAIT)
        got = None
        while time.monotonic() < end:
            try:
                got = self.metric(name)
            except KeyError:  # over the limit of connections for a moment
                got = "not to be had"
            if got == value:
                return
            time.sleep(0.02)
        raise AssertionError(f"{name} is {got}, not {value}")

    def wait_line(self, timeout=None, **wanted):
        """The first log line with these members."""
        end = time.monotonic() + (timeout or WAIT)
        while time.monotonic() < end:
            for line in list(self.lines):
                if all(line.get(k) == v for k, v in wanted.items()):
                    return line
            time.sleep(0.01)
        raise AssertionError(f"no log line with {wanted}")

    # ---- stopping ----

    def signal(self, number):
        """TSan's runtime (gcc 12) loses a signal that comes amid a thread's first blocking call: its frame of the thread's signals is
        then made twice. So the loop gets a moment to be past that."""
        if "tsan" in PROGRAM:
            time.sleep(max(0.0, self._since + 0.5 - time.monotonic()))
        self.process.send_signal(number)

    def terminate(self):
        self._terminated = True
        self.signal(signal.SIGTERM)

    def wait(self, timeout=None):
        code = self.process.wait(timeout or WAIT)
        self._reader.join(WAIT)
        return code

    def finish(self, code=0):
        """Stops it, unless the test did, and checks that nothing was wrong inside."""
        if self._finished:
            return
        self._finished = True
        if self.process.poll() is None and not self._terminated:
            self.terminate()
        try:
            got = self.wait()
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError("does not stop") from None
        assert not self.other, "".join(self.other)[:4000]
        assert got == code, (got, self.lines[-5:])
        assert not [line for line in self.lines if line["level"] == "error"]


def readable(connection, timeout):
    return bool(select.select([connection], [], [], timeout)[0])


def family(pid):
    """Living processes below pid, as (pid, name)."""
    found, wanted = [], [pid]
    while wanted:
        parent = wanted.pop()
        children = subprocess.run(["ps", "-o", "pid=,stat=,comm=", "--ppid", str(parent)], capture_output=True, text=True).stdout.split("\n")
        for line in filter(None, map(str.strip, children)):
            child, state, name = line.split(None, 2)
            if not state.startswith("Z"):
                found.append((int(child), name))
                wanted.append(int(child))
    return found
