# SPDX-License-Identifier: Apache-2.0
"""POST /v1/classify-pair and dragoman classify-pair, with the weights that are built in."""
import json
import subprocess

import pytest

from service import PROGRAM, Service

PAIR = {"text": "Türkiye bombed Aleppo.", "source": {"start": 0, "end": 7}, "target": {"start": 15, "end": 21}}


pytestmark = pytest.mark.one_thread("the engine reads in a worker's process; what the front does for this route it does for every article")


@pytest.fixture(scope="module")
def weighted():
    running = Service(model="", workers=1)
    yield running
    running.finish()


def ask(service, value):
    return service.request("POST", "/v1/classify-pair", json.dumps(value).encode(), {"Content-Type": "application/json"})


def test_all_types_best_first(weighted):
    response = ask(weighted, {**PAIR, "id": "a-1"})
    assert response.status == 200, response
    reply = response.json()
    assert reply["id"] == "a-1" and reply["types"][0]["type"] == "ASSAULT"
    scores = [one["score"] for one in reply["types"]]
    assert len({one["type"] for one in reply["types"]}) == 16
    assert scores == sorted(scores, reverse=True) and abs(sum(scores) - 1) < 0.002
    assert "id" not in ask(weighted, PAIR).json()


def test_offsets_in_every_unit(weighted):
    want = ask(weighted, PAIR).json()
    in_bytes = {**PAIR, "source": {"start": 0, "end": 8}, "target": {"start": 16, "end": 22}, "offsets": "byte"}
    assert ask(weighted, in_bytes).json() == want
    text = "\U0001f1f9 " + PAIR["text"]
    assert ask(weighted, {"text": text, "source": {"start": 2, "end": 9}, "target": {"start": 17, "end": 23}}).json()["types"][0]["type"] == "ASSAULT"
    utf16 = ask(weighted, {"text": text, "source": {"start": 3, "end": 10}, "target": {"start": 18, "end": 24}, "offsets": "utf16"})
    assert utf16.json()["types"][0]["type"] == "ASSAULT"
    half = ask(weighted, {"text": text, "source": {"start": 1, "end": 10}, "target": {"start": 18, "end": 24}, "offsets": "utf16"})
    assert half.status == 422 and half.json()["errors"][0]["pointer"] == "/source"


@pytest.mark.parametrize("change, code, pointer", [
    ({"text": None}, "missing_field", "/text"),
    ({"text": 1}, "invalid_field", "/text"),
    ({"text": ""}, "empty_text", "/text"),
    ({"source": None}, "missing_field", "/source"),
    ({"source": []}, "invalid_field", "/source"),
    ({"source": {"start": 0}}, "missing_field", "/source/end"),
    ({"source": {"start": -1, "end": 3}}, "invalid_field", "/source/start"),
    ({"source": {"start": 0.5, "end": 3}}, "invalid_field", "/source/start"),
    ({"source": {"start": 0, "end": 1 << 40}}, "invalid_field", "/source/end"),
    ({"source": {"start": 0, "end": 3, "x": 1}}, "unknown_field", "/source/x"),
    ({"target": {"start": 15, "end": 99}}, "invalid_field", "/target"),
    ({"target": {"start": 15, "end": 15}}, "invalid_field", "/target"),
    ({"target": {"start": 5, "end": 9}}, "invalid_field", "/target"),
    ({"target": {"start": 14, "end": 15}}, "invalid_field", "/target"),
    ({"id": ""}, "invalid_field", "/id"),
    ({"offsets": "word"}, "invalid_field", "/offsets"),
    ({"offsets": "byte\0s"}, "invalid_field", "/offsets"),
    ({"published": "2025-01-01"}, "unknown_field", "/published"),
    ({"a/b~": 1}, "unknown_field", "/a~1b~0"),
])
def test_what_is_wrong_is_named(weighted, change, code, pointer):
    value = {name: one for name, one in {**PAIR, **change}.items() if one is not None}
    response = ask(weighted, value)
    assert response.status == 422, response
    assert (response.code, response.json()["errors"][0]["pointer"]) == (code, pointer)


def test_spans_too_far_apart(weighted):
    text = "Türkiye met, " + "and the village, " * 200 + "Aleppo."
    response = ask(weighted, {"text": text, "source": {"start": 0, "end": 7}, "target": {"start": len(text) - 7, "end": len(text) - 1}})
    assert (response.status, response.code) == (422, "spans_too_far_apart")


def test_the_filter_gives_what_the_service_gives(weighted):
    lines = [json.dumps({**PAIR, "id": f"p{i}"}) for i in range(20)] + ["", "{", json.dumps({"id": "q"})]
    done = subprocess.run([PROGRAM, "classify-pair", "--ndjson", "--workers", "2"], input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(replies) == 22
    assert replies[:20] == [ask(weighted, {**PAIR, "id": f"p{i}"}).json() for i in range(20)]
    assert [reply["problem"]["code"] for reply in replies[20:]] == ["invalid_json", "missing_field"]
    assert [reply["id"] for reply in replies[20:]] == ["line-22", "q"]


def test_usage():
    assert subprocess.run([PROGRAM, "classify-pair"], capture_output=True, timeout=60).returncode == 64
    done = subprocess.run([PROGRAM, "classify-pair", "--help"], capture_output=True, timeout=60)
    assert done.returncode == 0 and b"--ndjson" in done.stdout


def test_without_weights_there_is_no_answer(start):
    response = ask(start(), PAIR)
    assert (response.status, response.code) == (501, "no_model")
