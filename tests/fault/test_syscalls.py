# SPDX-License-Identifier: Apache-2.0
"""System calls that fail (strace -e inject), in the front, its spawner and its worker: the service answers again within a second, or ends and says why.
Where a fault of the spawner leaves a worker that does not hear, its place is taken when the two seconds of grace after a cancellation are over.

Every line of FAULTS is a call with its errors, each at three positions: the first call, the third, and every one as long as the tracer is there.
ALL_SYSCALLS=1 takes all of them (`make fault-syscalls`), the default every seventh."""
import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

import ledger
from service import SANITIZED, Service, family
from test_alloc import TEXT, exchange, get, post

pytestmark = pytest.mark.skipif(SANITIZED or not shutil.which("strace"), reason="strace, and a program that is not slowed twice")
POSITIONS = ("1", "3", "1+")
FAULTS = {
    "front": {
        "accept4": "EMFILE ENOMEM ECONNABORTED EPERM",
        "recvfrom": "ECONNRESET EINTR EIO",
        "sendto": "EPIPE ECONNRESET EAGAIN ENOBUFS",
        "sendmsg": "EPIPE ENOBUFS EINTR",
        "epoll_ctl": "ENOMEM ENOSPC EPERM",
        "epoll_wait": "EINTR EINVAL ENOMEM",
        "write": "EAGAIN EIO ENOSPC",
        "read": "EAGAIN EIO EINTR",
        "close": "EIO EINTR EDQUOT",
        "setsockopt": "ENOMEM EPERM ENOPROTOOPT",
        "shutdown": "ENOTCONN EIO ENOBUFS",
        "mmap": "ENOMEM EAGAIN EPERM",
        "poll": "EINTR ENOMEM EINVAL",
        "openat": "EMFILE EACCES ENOENT",
        "ioctl": "EIO EINVAL ENOMEM",
        "socketpair": "EMFILE ENFILE ENOMEM",
        "futex": "EINTR EAGAIN",
    },
    "spawner": {"clone": "EAGAIN ENOMEM ENOSYS", "recvmsg": "EINTR EIO ENOMEM", "close": "EIO EINTR", "kill": "EPERM ESRCH", "wait4": "EINTR ECHILD"},
    "worker": {"recvfrom": "ECONNRESET EINTR EIO", "sendto": "EPIPE EINTR ENOBUFS", "brk": "ENOMEM", "mmap": "ENOMEM EPERM EAGAIN"},
}
COMBINATIONS = [(who, call, error, when) for who, calls in FAULTS.items() for call, errors in calls.items() for error in errors.split() for when in POSITIONS]
STEP = 1 if os.environ.get("ALL_SYSCALLS") else 7
SOON = {"front": 1, "spawner": 3, "worker": 1}  # seconds
ASKED = [get("/livez"), get("/metrics"), post("/v1/extract", TEXT), post("/v1/extract", b"{", "application/json"), get("/v1/info")]


class Bench:
    """A service, and a new one for each that ended."""

    def __init__(self):
        self.service = None
        self.slowest, self.late, self.ended, self.went_on = {"front": 0.0, "spawner": 0.0, "worker": 0.0}, 0, 0, 0

    def running(self):
        if self.service is None:
            self.service = Service(workers=1, contain="off")
            assert exchange(self.service, ASKED[2]) == 200
        return self.service

    def pid(self, who):
        if self.service is not None and self.service.process.poll() is not None:
            self.drop()
        assert exchange(self.running(), ASKED[2]) == 200  # a worker that has ended is replaced when it is wanted
        front = self.service.process.pid
        if who == "front":
            return front
        name = "dragoman-spawn" if who == "spawner" else "dragoman-worker"
        return next(pid for pid, found in family(front) if found == name)

    def drop(self):
        if self.service is not None:
            self.service.process.kill()
            self.service.process.wait()
        self.service = None


@pytest.fixture(scope="module")
def bench():
    made, load = Bench(), os.getloadavg()[0]
    yield made
    made.drop()
    result = f"{made.went_on + made.ended} combinations of {sum(map(len, FAULTS.values()))} calls: {made.went_on} went on (slowest {', '.join(f'{who} {took:.2f}' for who, took in made.slowest.items())} s), {made.ended} ended with a reason"
    print("\n" + result)
    if os.environ.get("LEDGER"):
        ledger.record("R7", "make fault-syscalls", result, made.went_on + made.ended >= 100 and not made.late, load)


def trace(pid, call, error, when):
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}", "-p", str(pid)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    end = time.monotonic() + 10
    while True:
        if tracer.poll() is not None:
            said = tracer.stderr.read().decode()
            if not said or "No such process" in said:  # a worker that just ended and is replaced
                return None
            pytest.skip("may not trace: " + said)
        try:
            traced = [Path(f"/proc/{pid}/task/{task}/status").read_text() for task in os.listdir(f"/proc/{pid}/task")]
        except OSError:
            continue
        if traced and all("TracerPid:\t0\n" not in status for status in traced):
            return tracer
        assert time.monotonic() < end
        time.sleep(0.005)


def end_trace(tracer):
    tracer.send_signal(signal.SIGINT)
    try:
        tracer.communicate(timeout=5)
    except subprocess.TimeoutExpired:  # what it traces hangs in a stop: the kernel lets go when the tracer is gone
        tracer.kill()
        tracer.communicate()


def ask_anyway(service, data):
    """An answer or none: the fault is still there."""
    try:
        with service.connect(0.3) as connection:
            connection.sendall(data)
            service.read_all(connection, 0.3)
    except OSError:
        pass


def time_to_serve(service):
    """Seconds until an article and a probe are answered; None: the process has ended."""
    began = time.monotonic()
    while time.monotonic() - began < 10:
        if service.process.poll() is not None:
            return None
        try:
            if exchange(service, ASKED[2]) == 200 and exchange(service, ASKED[0]) == 200:
                return time.monotonic() - began
        except (OSError, AssertionError):
            pass
        time.sleep(0.01)
    return 10.0


@pytest.mark.parametrize("who, call, error, when", COMBINATIONS[::STEP], ids=["-".join(c) for c in COMBINATIONS[::STEP]])
def test_a_call_that_fails(bench, who, call, error, when):
    service = bench.running()
    tracer = None
    while tracer is None:
        worker = bench.pid("worker")
        tracer = trace(bench.pid(who), call, error, when)
    if call == "socketpair" or who == "spawner":
        os.kill(worker, signal.SIGKILL)  # so that one is made anew
    for data in ASKED:
        ask_anyway(service, data)
    end_trace(tracer)
    for pid, _ in family(service.process.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)  # a process forked just then keeps the tracer's stop
    took = time_to_serve(service)
    if took is None:
        service._reader.join(5)
        reasons = [line for line in service.lines if line["level"] == "error"]
        bench.service = None
        assert reasons, (service.process.returncode, service.lines[-3:], service.other)
        bench.ended += 1
        return
    bench.slowest[who] = max(bench.slowest[who], took)
    bench.went_on += 1
    if took >= SOON[who]:
        bench.late += 1
        bench.drop()
    assert took < SOON[who], f"{took:.1f} s"
