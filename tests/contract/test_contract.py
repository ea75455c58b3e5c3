# SPDX-License-Identifier: Apache-2.0
"""The contract: well-formed, its examples valid, every operation and status that it names produced by the program, and the served copies the
same as the committed one."""
import json
import re
import subprocess

import contract
import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator
from service import PARIS, PROGRAM, ROOT

JSON = {"Content-Type": "application/json"}
TEXT = {"Content-Type": "text/plain"}


def walk(node, path=""):
    yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, f"{path}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from walk(value, f"{path}/{i}")


def test_is_valid_openapi():
    OpenAPIV31SpecValidator(contract.SPEC).validate()


def test_avoids_what_generators_cannot_read():
    for path, node in walk(contract.SPEC):
        if isinstance(node, dict) and "/example" not in path:
            assert "prefixItems" not in node, path
            assert not isinstance(node.get("type"), list), path


def test_every_operation_is_described():
    seen = set()
    for path, item in contract.SPEC["paths"].items():
        for operation in item.values():
            assert operation["operationId"] not in seen
            seen.add(operation["operationId"])
            assert operation["summary"] and "curl" in operation["description"], path


def examples():
    for path, node in walk(contract.SPEC):
        if isinstance(node, dict) and "schema" in node and "example" in node:
            yield pytest.param(node["schema"], node["example"], id=path)


@pytest.mark.parametrize("schema, example", examples())
def test_example_is_valid(schema, example):
    contract.validator(schema).validate(example)


def test_example_reply_has_true_slices():
    media = contract.SPEC["paths"]["/v1/extract"]["post"]
    text = media["requestBody"]["content"]["application/json"]["example"]["text"]
    reply = media["responses"]["200"]["content"]["application/json"]["example"]
    found = list(contract.slices(reply))
    assert found and all(text[start:end] == part for start, end, part in found)


def test_problem_codes_are_those_of_the_table():
    table = re.findall(r"^PROBLEM\((\w+), (\d+)", (ROOT / "api" / "problems.def").read_text(), re.M)
    assert [code for code, _ in table] == contract.SPEC["components"]["schemas"]["ProblemCode"]["enum"]


def test_served_copies(service):
    committed = (ROOT / "openapi.yaml").read_bytes()
    assert service.get("/openapi.yaml").body == committed
    assert service.get("/openapi.json").json() == contract.SPEC


def test_ontology_is_the_tables(service):
    ontology = service.get("/v1/ontology").json()
    for name in ("types", "modes", "contexts", "sectors", "cameo", "aliases"):
        rows = [line for line in (ROOT / "data" / "ontology" / f"{name}.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert len(ontology[name]) == len(rows) - 1, name
    assert {row["type"] for row in ontology["types"]} == set(contract.SPEC["components"]["schemas"]["EventType"]["enum"])
    by_code = {row["code"]: row for row in ontology["cameo"]}
    assert "046" in by_code and by_code["046"]["definition"]


def test_info_is_what_the_command_says(service):
    served = service.get("/v1/info").json()
    printed = json.loads(subprocess.run([PROGRAM, "info", "--model", "none"], capture_output=True, check=True).stdout)
    for key in ("service", "version", "model", "knowledge", "ontology", "languages"):
        assert served[key] == printed[key]
    assert served["workers"] >= 1 and served["limits"]["connections"] == 256


# ---- every status that the contract names ----


def raw_extract(extra=b"", body=b"text", length=True, version=b"HTTP/1.1", target=b"/v1/extract", media=b"text/plain"):
    head = b"POST " + target + b" " + version + b"\r\nHost: a\r\nContent-Type: " + media + b"\r\n" + extra
    if length:
        head += b"Content-Length: %d\r\n" % len(body)
    return head + b"\r\n" + body


def cases():
    extract = ("POST", "/v1/extract")
    for path in contract.SPEC["paths"]:
        if "get" in contract.SPEC["paths"][path] and path != "/hypnos/extract":
            yield "GET", path, 200, lambda s, p=path: [s.get(p)]
    yield *extract, 200, lambda s: [s.extract(PARIS, "published=2025-04-18")]
    yield *extract, 400, lambda s: [s.extract_json(b'{"text": "a",}')]
    yield *extract, 406, lambda s: [s.extract(PARIS, headers={"Accept": "image/png"})]
    yield *extract, 411, lambda s: s.raw(raw_extract(length=False), operation=extract)
    yield *extract, 413, lambda s: s.raw(raw_extract(b"Content-Length: 1048577\r\n", b"", length=False), operation=extract)
    yield *extract, 414, lambda s: s.raw(raw_extract(target=b"/v1/extract?title=" + b"a" * 4096), operation=extract)
    yield *extract, 415, lambda s: [s.request("POST", "/v1/extract", b"<p>x</p>", {"Content-Type": "text/html"})]
    yield *extract, 417, lambda s: s.raw(raw_extract(b"Expect: 200-ok\r\n"), operation=extract)
    yield *extract, 422, lambda s: [s.extract("text", "published=2025-02-30")]
    yield *extract, 431, lambda s: s.raw(raw_extract(b"X-A: " + b"a" * 16384 + b"\r\n"), operation=extract)
    yield *extract, 505, lambda s: s.raw(raw_extract(version=b"HTTP/1.2"), operation=extract)


def batch_cases():
    path = "/v1/extract/batch"
    batch = ("POST", path)
    media = b"application/x-ndjson"

    def post(body=b'{"text": "Turkey bombed Aleppo."}\n{}\n', headers=None, query=""):
        return lambda s: [s.request("POST", path + query, body, {"Content-Type": media.decode(), **(headers or {})})]

    def raw(*arguments, target=path.encode(), **named):
        return lambda s: s.raw(raw_extract(*arguments, target=target, media=media, **named), operation=batch)

    yield *batch, 200, post()
    yield *batch, 400, post(b"not gzip at all, is it", {"Content-Encoding": "gzip"})
    yield *batch, 406, post(headers={"Accept": "application/json"})
    yield *batch, 411, raw(length=False)
    yield *batch, 413, raw(b"Content-Length: 67108865\r\n", b"", length=False)
    yield *batch, 414, raw(target=path.encode() + b"?published=" + b"a" * 4096)
    yield *batch, 415, post(headers={"Content-Type": "application/json"})
    yield *batch, 417, raw(b"Expect: 200-ok\r\n")
    yield *batch, 422, post(query="?order=random")
    yield *batch, 431, raw(b"X-A: " + b"a" * 16384 + b"\r\n")
    yield *batch, 505, raw(version=b"HTTP/1.2")


HYPNOS = "/hypnos/extract"


def hypnos_cases():
    yield "GET", HYPNOS, 200, lambda s: [s.get(HYPNOS + "?text=Turkey%20bombed%20Aleppo.&id=abc123&date=20010101")]
    yield "POST", HYPNOS, 200, lambda s: [s.request("POST", HYPNOS, b'{"text": "Turkey bombed Aleppo."}', {"Content-Type": "application/json"})]


PAIR = {"text": "Turkey bombed Aleppo.", "source": {"start": 0, "end": 6}, "target": {"start": 14, "end": 20}}


def pair_cases():
    path = "/v1/classify-pair"
    pair = ("POST", path)

    def post(value=PAIR, headers=None, target=path):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return lambda s: [s.request("POST", target, body, {"Content-Type": "application/json", **(headers or {})})]

    def raw(*arguments, **named):
        return lambda s: s.raw(raw_extract(*arguments, target=path.encode() if "target" not in named else named.pop("target"), media=b"application/json", **named), operation=pair)

    yield *pair, 400, post(b"{")
    yield *pair, 406, post(headers={"Accept": "text/csv"})
    yield *pair, 411, raw(length=False)
    yield *pair, 413, raw(b"Content-Length: 1048577\r\n", b"", length=False)
    yield *pair, 414, lambda s: s.raw(raw_extract(target=b"/v1/classify-pair?a=" + b"a" * 4096, media=b"application/json"), operation=pair)
    yield *pair, 415, post(headers={"Content-Type": "text/plain"})
    yield *pair, 417, raw(b"Expect: 200-ok\r\n")
    yield *pair, 422, post({**PAIR, "source": {"start": 3, "end": 99}})
    yield *pair, 431, raw(b"X-A: " + b"a" * 16384 + b"\r\n")
    yield *pair, 501, post()  # the service of these tests has no weights
    yield *pair, 505, raw(version=b"HTTP/1.2")


CASES = list(cases()) + list(batch_cases()) + list(pair_cases()) + list(hypnos_cases())
# Produced by tests that need a service of their own: test_body_that_never_comes_gets_408 and test_full_queue_gets_503 in tests/http/test_deadlines.py,
# test_not_ready_while_draining in tests/http/test_stop.py, the tests of keys in tests/http/test_keys.py.
KEYED = {("POST", path, status) for path in ("/v1/extract", "/v1/extract/batch", "/v1/classify-pair") for status in (401, 403, 429)}
# The same code answers for both; 200 of a pair: test_pair.py, with weights.
PAIRED = {("POST", "/v1/classify-pair", status) for status in (200, 408, 503)}
BATCHED = {("POST", "/v1/extract/batch", status) for status in (408, 503)}  # test_batch.py
FAILED = {("POST", path, 500) for path in ("/v1/extract", "/v1/extract/batch", "/v1/classify-pair")}  # test_isolate.py
ELSEWHERE = KEYED | PAIRED | BATCHED | FAILED | {("POST", "/v1/extract", 408), ("POST", "/v1/extract", 503), ("GET", "/readyz", 503)}


def test_every_named_status_is_hit():
    assert {case[:3] for case in CASES} | ELSEWHERE == contract.named_statuses()
    for name, file in (("test_body_that_never_comes_gets_408", "test_deadlines.py"), ("test_full_queue_gets_503", "test_deadlines.py"), ("test_not_ready_while_draining", "test_stop.py"),
                       ("test_without_a_key_nothing_but_health_and_contract", "test_keys.py"), ("test_a_key_without_the_scope_gets_403", "test_keys.py"), ("test_a_crash_costs_one_request", "test_isolate.py"), ("test_rate_of_a_key", "test_keys.py")):
        assert f"def {name}(" in (ROOT / "tests" / "http" / file).read_text()


@pytest.mark.parametrize("method, path, status, ask", CASES, ids=[f"{m} {p} {s}" for m, p, s, _ in CASES])
def test_status(service, method, path, status, ask):
    responses = ask(service)
    assert [r.status for r in responses] == [status]


def test_json_of_the_build_is_the_yaml():
    run = subprocess.run(["/usr/bin/python3", str(ROOT / "api" / "openapi_json.py"), str(ROOT / "openapi.yaml"), "/dev/stdout"], capture_output=True, check=True)
    assert json.loads(run.stdout) == contract.SPEC


def test_a_doubled_key_is_an_error(tmp_path):
    source = tmp_path / "a.yaml"
    source.write_text("a: 1\nb: 2\na: 3\n")
    run = subprocess.run(["/usr/bin/python3", str(ROOT / "api" / "openapi_json.py"), str(source), str(tmp_path / "o")], capture_output=True, text=True, check=False)
    assert run.returncode != 0 and "twice" in run.stderr
    assert yaml.safe_load(source.read_text())["a"] == 3  # which is why the tool must look
