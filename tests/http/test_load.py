# SPDX-License-Identifier: Apache-2.0
"""Many clients at once: nothing but 200 and 503, flat memory, the same bytes whatever the number of workers.
`make load` makes a minute of the few seconds here (SECONDS_OF_LOAD=60)."""
import os
import threading
import time

import pytest
from service import PARIS, SLOW, parse
from test_deadlines import HEAD

SECONDS = float(os.environ.get("SECONDS_OF_LOAD", "4"))
REPEATS = int(os.environ.get("REPEATS", "1008"))  # over 1, 2 and 8 workers, from 8 clients
CLIENTS = 64


def client(service, data, until, results, wanted):
    while time.monotonic() < until:
        try:
            with service.connect() as connection:
                connection.sendall(data)
                (response,) = parse(service.read_all(connection))
        except (OSError, AssertionError, ValueError) as error:
            results.append(repr(error))
            continue
        if response.status == 200 and response.body != wanted:
            results.append("other bytes")
        else:
            results.append(response.status)


@pytest.mark.parametrize("model", ["none", pytest.param("", marks=pytest.mark.skipif(SLOW > 1, reason="reads hundreds of times slower"))], ids=["tables", "weights"])
def test_64_clients(start, model):
    service = start(connections=256, request_log="off", model=model)
    text = PARIS.encode()
    wanted = service.extract(text).body
    began = time.monotonic()
    until = began + SECONDS
    results = [[] for _ in range(CLIENTS)]
    threads = [threading.Thread(target=client, args=(service, HEAD % len(text) + text, until, results[i], wanted)) for i in range(CLIENTS)]
    for thread in threads:
        thread.start()
    resident = []
    while time.monotonic() < until:
        time.sleep(SECONDS / 20)
        resident.append(service.metric("process_resident_memory_bytes"))
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    everything = [r for part in results for r in part]
    count = {r: everything.count(r) for r in set(everything)}
    print(f"\n{CLIENTS} clients, model {model or 'built in'}, {took:.1f} s: {count}, {count.get(200, 0) / took:.0f} articles/s, resident {resident[4] / 1e6:.1f} -> {resident[-1] / 1e6:.1f} MB")
    assert set(count) <= {200, 503} and count[200] > 0
    settled = resident[len(resident) // 3]
    if SLOW == 1:  # sanitizers keep freed memory for a while
        assert resident[-1] <= settled * 1.25 + 8e6
    assert service.metric("dragoman_pump_spins_total") <= 5
    service.wait_metric("dragoman_connections", 1)


@pytest.mark.parametrize("text, model, repeats", [(PARIS, "none", REPEATS), (PARIS[:700] * 3, "none", REPEATS), pytest.param(PARIS[:1500], "", REPEATS // 14, marks=pytest.mark.one_thread("the engine reads in a worker's process"))], ids=["article", "repeated", "with weights"])
def test_same_bytes_with_1_2_and_8_workers(start, text, model, repeats):
    data = HEAD % len(text.encode()) + text.encode()
    replies = set()
    for workers in (1, 2, 8):
        service = start(workers=workers, queue=64, queue_deadline=60 * SLOW, model=model)
        lock = threading.Lock()

        def ask():
            for _ in range(max(2, repeats // 24 // SLOW)):
                with service.connect() as connection:
                    connection.sendall(data)
                    (response,) = parse(service.read_all(connection))
                assert response.status == 200
                with lock:
                    replies.add(response.body)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(replies) == 1
