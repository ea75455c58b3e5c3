# SPDX-License-Identifier: Apache-2.0
"""What a second hostile matrix, written without a look at the others, has found: one test for each, named after what was wrong."""
import gzip
import json
import subprocess

import contract
import pytest
from rawhttp import get, post
from service import PROGRAM

JSON = b"application/json"
NDJSON = b"application/x-ndjson"
PAIR = {"text": "Turkey bombed Aleppo.", "source": {"start": 0, "end": 6}, "target": {"start": 14, "end": 20}}
HEAD = "[bodies]\nid\tname\ttype\tkind\tcountry\n"


def problem(service, data):
    (response,) = service.raw(data)
    body = response.json()
    contract.PROBLEM.validate(body)
    return body


def as_json(value, target=b"/v1/extract"):
    return post(kind=JSON, body=json.dumps(value).encode() if not isinstance(value, bytes) else value, target=target)


# ---- documents that were no UTF-8, or had lost their reason ----
LONG = [
    (shift, form.replace("?", "x" * shift + letter * 400))
    for shift in range(4)
    for letter in ("é", "€", "😀")
    for form in ("[?]\n", "?\n", HEAD + "A\tB\t?\tcompany\tUSA\n", HEAD + "A\t?\tORGANIZATION\tcompany\tUSA\n", "[bodies]\nid\t?\nA\tB\n")
]


@pytest.mark.parametrize("knowledge", [knowledge for _, knowledge in LONG])
def test_a_long_word_in_knowledge_was_cut_inside_a_character(service, knowledge):
    body = problem(service, as_json({"text": "A word.", "options": {"knowledge": knowledge}}))
    assert body["code"] == "invalid_knowledge" and not body["detail"].endswith(("é", "€", "😀")), body


def test_a_line_of_a_batch_was_no_utf8(service):
    line = json.dumps({"id": "a", "text": "A word.", "options": {"knowledge": "[x" + "é" * 60 + "]\n"}}).encode()
    (response,) = service.raw(post(kind=NDJSON, body=line, target=b"/v1/extract/batch"))
    assert json.loads(response.body.decode())["problem"]["code"] == "invalid_knowledge"


# ---- refusals that named no field ----
@pytest.mark.parametrize("text, code", [("", "empty_text"), (" \n\u3000", "empty_text"), ("a\0b", "nul_in_text")])
@pytest.mark.parametrize("target", [b"/v1/extract", b"/hypnos/extract"])
def test_an_empty_text_had_no_pointer(service, target, text, code):
    body = problem(service, as_json({"text": text}, target))
    assert (body["code"], body["errors"][0]["pointer"]) == (code, "/text"), body


def test_an_empty_text_of_a_line_had_no_pointer(service):
    (response,) = service.raw(post(kind=NDJSON, body=b'{"text":" "}', target=b"/v1/extract/batch"))
    assert json.loads(response.body)["problem"]["errors"][0]["pointer"] == "/text"


@pytest.mark.parametrize("query", [b"text=", b"text=%20"])
def test_an_empty_text_in_the_query_had_no_parameter(service, query):
    body = problem(service, get(target=b"/hypnos/extract?" + query))
    assert (body["code"], body["errors"][0]["parameter"]) == ("empty_text", "text"), body


@pytest.mark.parametrize("text, code", [("", "empty_text"), ("a\0b", "nul_in_text")])
def test_the_text_of_a_pair_was_not_named(start, text, code):
    body = problem(start(model=""), as_json({**PAIR, "text": text, "source": {"start": 0, "end": 1}, "target": {"start": 2, "end": 3}}, b"/v1/classify-pair"))
    assert (body["code"], body["errors"][0]["pointer"]) == (code, "/text"), body


@pytest.mark.parametrize("query, name", [(b"x=1", "x"), (b"&&id=a", "id"), (b"%ff", "")])
def test_a_parameter_of_a_pair_was_not_named(service, query, name):
    body = problem(service, as_json(PAIR, b"/v1/classify-pair?" + query))
    assert (body["code"], body["errors"][0]["parameter"]) == ("unknown_field", name), body


def test_an_offset_of_a_pair_was_refused_without_its_limit(service):
    body = problem(service, as_json({**PAIR, "source": {"start": 0, "end": 2147483648}}, b"/v1/classify-pair"))
    assert body["errors"][0]["pointer"] == "/source/end" and "2147483647" in body["detail"], body


@pytest.mark.parametrize(
    "text, pointer",
    [
        (b'{"text":"a","text":"b"}', "/text"),
        (b'{"text":"a","te\\u0078t":"b"}', "/text"),
        (b'{"text":"a","options":{"explain":true,"explain":true}}', "/options/explain"),
        (b'{"x":[{},[1,{"a/b":1,"a/b":2}]]}', "/x/1/1/a~1b"),
        (b'{"' + b"k" * 500 + b'":1,"' + b"k" * 500 + b'":1}', "/" + "k" * 64),
    ],
)
def test_a_name_given_twice_was_not_named(service, text, pointer):
    body = problem(service, as_json(text))
    assert (body["code"], body["errors"][0]["pointer"]) == ("duplicate_field", pointer), body


@pytest.mark.parametrize("end, offset", [(-1, -1), (-9, -9), (10, 10)])
def test_broken_gzip_had_no_offset(service, end, offset):
    packed = gzip.compress(b"Turkey bombed Aleppo on Friday.")
    body = problem(service, post(b"Content-Encoding: gzip\r\n", packed[:end]))
    assert body["code"] == "invalid_gzip" and body["offset"] == offset % len(packed), body


# ---- forms that passed ----
@pytest.mark.parametrize("value", [b"=events,", b"=,", b"=,events", b"=events,,quotes"])
def test_an_empty_part_of_include_passed(service, value):
    body = problem(service, post(target=b"/v1/extract?include" + value))
    assert (body["code"], body["errors"][0]["parameter"]) == ("invalid_field", "include"), body


# ---- a loop that took work for a spin ----
def test_a_long_body_was_held_back_as_if_the_loop_were_spinning(service):
    before = service.metric("dragoman_pump_spins_total")
    for _ in range(3):
        (response,) = service.raw(post(kind=NDJSON, body=b"x" * (40 << 20), target=b"/v1/extract/batch"))
        assert json.loads(response.body)["problem"]["code"] == "body_too_large", response
    assert service.metric("dragoman_pump_spins_total") == before


# ---- compression that was promised ----
@pytest.mark.parametrize("target", [b"/v1/ontology", b"/openapi.json", b"/openapi.yaml"])
def test_documents_did_not_come_as_gzip(service, target):
    (plain,), (packed,) = service.raw(get(target=target)), service.raw(get(b"Accept-Encoding: gzip\r\n", target=target))
    assert "content-encoding" not in plain.headers and packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) * 3 < len(plain.body)
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"


# ---- the command line ----
def run(*arguments, **options):
    return subprocess.run([PROGRAM, *arguments], capture_output="stdout" not in options, text=True, timeout=60, **options)


@pytest.mark.parametrize("arguments", [["--help"], ["version"], ["info"], ["serve", "--print-config"], ["extract", "--help"], ["key", "--help"]], ids=" ".join)
def test_a_full_disk_was_passed_over_or_not_said(arguments):
    with open("/dev/full", "w") as full:
        done = run(*arguments, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 74 and done.stderr.startswith("dragoman") and "cannot write" in done.stderr, done


def test_a_difference_that_could_not_be_written_was_not_said(tmp_path):
    for name, text in (("a", "Turkey bombed Aleppo."), ("b", "France met Germany.")):
        (tmp_path / name).write_text(run("extract", "--model", "none", "--format", "ndjson", input=text).stdout)
    with open("/dev/full", "w") as full:
        done = run("diff", str(tmp_path / "a"), str(tmp_path / "b"), stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2 and "cannot write" in done.stderr, done


def test_a_key_that_nobody_saw_kept_its_id(tmp_path):
    keys = str(tmp_path / "keys")
    with open("/dev/full", "w") as full:
        done = run("key", "new", "--keys", keys, "--id", "a", stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 74 and "cannot write" in done.stderr, done
    assert run("key", "list", "--keys", keys).stdout == ""
    assert run("key", "new", "--keys", keys, "--id", "a").returncode == 0


@pytest.mark.parametrize("option, value", [("--id", "a b"), ("--id", "a" * 33), ("--scopes", "x"), ("--scopes", ""), ("--rate", "0"), ("--rate", "1000001")])
def test_a_wrong_option_of_key_was_answered_with_the_usage(tmp_path, option, value):
    done = run("key", "new", "--keys", str(tmp_path / "keys"), *([] if option == "--id" else ["--id", "a"]), option, value)
    assert done.returncode == 64 and option in done.stderr and len(done.stderr.splitlines()) == 1, done


@pytest.mark.parametrize("value", ["events,", ","])
def test_an_empty_part_of_include_passed_on_the_command_line(value):
    done = run("extract", "--model", "none", "--include", value, input="A word.")
    assert done.returncode == 64 and "--include" in done.stderr, done
