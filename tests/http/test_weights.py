# SPDX-License-Identifier: Apache-2.0
"""The service with the weights that are built in (the other tests leave them out): true spans, cancellation, deadlines."""
import json
import subprocess
import time

import contract
import pytest
from service import PARIS, PROGRAM, SLOW
from test_deadlines import occupy


pytestmark = pytest.mark.one_thread("the engine reads in a worker's process; the front beside it is tested without weights, where it is done sooner")


@pytest.fixture
def weighted(start):
    return start(model="", workers=2)


def test_reply_names_the_weights(weighted):
    built_in = json.loads(subprocess.run([PROGRAM, "info"], capture_output=True, check=True).stdout)["model"]
    reply = weighted.extract(PARIS, "published=2025-04-18").json()
    assert reply["engine"]["model"] == weighted.get("/v1/info").json()["model"] == built_in
    assert all(PARIS[start:end] == text for start, end, text in contract.slices(reply))


def test_leaving_cancels_the_reading(weighted):
    (connection,) = occupy(weighted, 1)
    weighted.wait_metric("dragoman_workers_busy", 1)
    connection.close()
    left = time.monotonic()
    weighted.wait_metric("dragoman_workers_busy", 0)
    assert time.monotonic() - left < 3 * SLOW


def test_deadline_ends_the_reading(start):
    service = start(model="", workers=1, work_deadline=0.05)
    began = time.monotonic()
    response = service.extract((PARIS * 40)[:150000])
    assert (response.status, response.code) == (503, "deadline_exceeded")
    assert time.monotonic() - began < 1 * SLOW
    service.wait_metric("dragoman_workers_busy", 0)


@pytest.mark.skipif(SLOW > 1, reason="a sanitizer build reads hundreds of times slower")
def test_a_long_text_completes(weighted):
    assert weighted.extract((PARIS * 40)[:100000]).status == 200
