# SPDX-License-Identifier: Apache-2.0
"""What the running process has given up, as the kernel sees it."""
import os
import re
from pathlib import Path

import pytest

from service import PARIS, SANITIZED

pytestmark = pytest.mark.skipif(SANITIZED, reason="a sanitizer build is not contained")


def status(pid, thread):
    text = Path(f"/proc/{pid}/task/{thread}/status").read_text()
    return dict(re.findall(r"^(\w+):\s*(.*)$", text, re.M))


def test_every_thread_is_contained(start):
    service = start(workers=3)
    assert service.extract(PARIS).status == 200
    service.wait_line(event="contained")
    pid = service.process.pid
    threads = os.listdir(f"/proc/{pid}/task")
    assert len(threads) >= 5  # loop, log, three workers
    for thread in threads:
        fields = status(pid, thread)
        assert fields["NoNewPrivs"] == "1"
        assert fields["Seccomp"] == "2"
        # A worker made while a low port was still to be bound holds that capability, and no call to use it.
        assert int(fields["CapEff"], 16) & ~(1 << 10) == 0
    assert int(status(pid, pid)["CapEff"], 16) == 0


def test_the_proof_is_in_the_log(start):
    line = start().wait_line(event="contained")
    assert line["seccomp"] == "on" and int(line["landlock"]) >= 0


def test_no_memory_is_writable_and_executable(start):
    service = start()
    assert service.extract(PARIS).status == 200
    for line in Path(f"/proc/{service.process.pid}/maps").read_text().splitlines():
        assert "wx" not in line.split()[1], line


def test_uncontained_says_so(start):
    line = start(contain="off").wait_line(event="not_contained")
    assert line["level"] == "warning"


def test_all_that_serving_does_goes_on(start, tmp_path):
    """Metrics read /proc, the log writes, a large reply is sent, long work is cancelled."""
    service = start(workers=2)
    assert service.get("/metrics").status == 200
    assert service.metric("process_open_fds") > 3
    assert service.extract(PARIS * 60).status == 200
    assert service.get("/v1/ontology").status == 200
