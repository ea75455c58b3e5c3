# SPDX-License-Identifier: Apache-2.0
"""The shape of hypnos: its clients change a URL and nothing else."""
import json
import urllib.parse

import pytest
from service import PARIS

PATH = "/hypnos/extract"
TEXT = "Turkey bombed Aleppo on Monday. France did not accuse Russia. French President Emmanuel Macron met German Chancellor Olaf Scholz in Paris."
JSON = {"Content-Type": "application/json"}


def ask(service, value, method="POST"):
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return service.request(method, PATH, body, JSON)


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_what_hypnos_answers(service, method):
    response = ask(service, {"text": TEXT, "id": "abc123", "date": "20010101"}, method)
    assert response.status == 200
    reply = response.json()
    assert list(reply) == ["abc123"] and reply["abc123"]["meta"] == {"date": "20010101"}
    sentences = reply["abc123"]["sents"]
    assert list(sentences) == [str(i) for i in range(len(sentences))]
    assert [s["content"] for s in sentences.values()] == TEXT.replace(". ", ".|").split("|")
    assert all(set(s) == {"content", "events", "issues"} and s["issues"] == [] for s in sentences.values())
    for source, target, code in [event for s in sentences.values() for event in s["events"]]:
        assert source and target and code.isdigit()
    assert sentences["0"]["events"] and sentences["0"]["events"][0][0].startswith("TUR")
    assert sentences["1"]["events"] == []  # denied
    pairs = {(source[:3], target[:3]) for source, target, _ in sentences["2"]["events"]}
    assert {("FRA", "DEU"), ("DEU", "FRA")} <= pairs


def test_by_query_as_by_body(service):
    query = urllib.parse.urlencode({"text": TEXT, "id": "abc123", "date": "20010101"})
    assert service.get(f"{PATH}?{query}").body == ask(service, {"text": TEXT, "id": "abc123", "date": "20010101"}).body


def test_id_and_date_may_be_left_out(service):
    (value,) = ask(service, {"text": "A word."}).json().values()
    assert value["meta"] == {} and value["sents"]["0"]["content"] == "A word."


def test_a_whole_article_and_any_id(service):
    for name in ('a"b\\', "ü", "__proto__"):
        (got,) = ask(service, {"text": PARIS, "id": name}).json()
        assert got == name


@pytest.mark.parametrize(
    "value, status, code",
    [
        ({"id": "a"}, 422, "missing_field"),
        ({"text": "a", "date": "2001-01-01"}, 422, "invalid_field"),
        ({"text": "a", "date": "20010231"}, 422, "invalid_field"),
        ({"text": "a", "published": "2001-01-01"}, 422, "unknown_field"),
        ({"text": " "}, 422, "empty_text"),
        (b"{", 400, "invalid_json"),
    ],
)
def test_errors_are_problems(service, value, status, code):
    response = ask(service, value)
    assert (response.status, response.code) == (status, code)


def test_what_the_head_tells(service):
    assert service.request("POST", PATH, b"text", {"Content-Type": "text/plain"}).status == 415
    assert service.get(PATH).code == "missing_field"
    assert service.get(PATH, Accept="text/csv").status == 406
    response = service.request("PUT", PATH, b"{}", JSON)
    assert response.status == 405 and response.headers["allow"] == "GET, HEAD, POST"
