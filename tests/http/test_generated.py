# SPDX-License-Identifier: Apache-2.0
"""Generated hostile requests (tests/support/hostile.py), each with a second request glued behind it that must never be served.

20,000 cases, a tenth of them under sanitizers. HOSTILE=n takes n, HOSTILE_SEED=n others of them, LEDGER=1 writes the run down (make check-hostile)."""
import itertools
import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import contract
import ledger
from hostile import cases
from rawhttp import CANARY, canaries_served
from service import SLOW, parse

COUNT = int(os.environ.get("HOSTILE", 20000 // SLOW))
SEED = int(os.environ.get("HOSTILE_SEED", 1))
SIDE_BY_SIDE = 8


def ask(service, case):
    """What came back. Cases without a known answer may be incomplete: their client says that it is done, instead of waiting for a deadline."""
    with service.connect() as connection:
        try:
            connection.sendall(case.data + CANARY)
            if not case.statuses:
                connection.shutdown(1)
        except OSError:
            pass  # answered before all was sent
        return service.read_all(connection)


def wrong(case, data):
    """Why this is no answer to the case; None: it is."""
    if not case.statuses and data.startswith(b"HTTP/1.1 200 ") and b"\r\nTransfer-Encoding: chunked\r\n" in data and not data.endswith(b"\r\n0\r\n\r\n"):
        return None if data.count(b"HTTP/1.1 ") == 1 else "two answers"  # a stream ends when its client is done before its body is
    try:
        responses = parse(data)
        for response in responses:
            if response.status >= 400:
                contract.check(None, response)
    except (AssertionError, ValueError, KeyError) as error:
        return f"not well-formed: {error!r}"
    if case.statuses and [r.status for r in responses] not in [[status] for status in case.statuses]:
        return f"{[r.status for r in responses]} instead of {sorted(case.statuses)}"
    return f"{len(responses)} answers" if len(responses) > 1 else None


def test_one_answer_each(service):
    load, answers = os.getloadavg()[0], Counter()
    descriptors = len(os.listdir(f"/proc/{service.process.pid}/fd"))
    found = []

    def try_one(case):
        data = ask(service, case)
        answers[data[9:12].decode("ascii", "replace") or "silence"] += 1
        why = wrong(case, data)
        if why:
            found.append((case.name, why, case.data[:400]))

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for _ in pool.map(try_one, itertools.islice(cases(SEED), COUNT)):
            pass
    assert not found, "\n".join([f"{len(found)} cases", *(repr(case)[:700] for case in found[:30])])
    assert canaries_served(service) == []
    assert service.metric("dragoman_workers_lost_total") == 0
    assert service.metric("dragoman_pump_spins_total") <= 5
    assert service.process.poll() is None and service.get("/livez").status == 200
    service.wait_metric("dragoman_connections", 1)  # the one that asks
    assert len(os.listdir(f"/proc/{service.process.pid}/fd")) <= descriptors + 1
    told = f"{COUNT} generated requests (seed {SEED}), each glued to a second one: {dict(sorted(answers.items()))}; one well-formed answer each or silence, 0 second requests served"
    if os.environ.get("LEDGER"):
        ledger.record("R5", f"make check-hostile HOSTILE={COUNT}", told, COUNT >= 20000, load)
