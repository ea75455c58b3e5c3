# SPDX-License-Identifier: Apache-2.0
"""openapi.yaml as the judge of replies. Stricter than the published contract in one way: members that no schema names are refused, so
that a field cannot appear without being documented."""
import copy
import csv
import io
import json
from pathlib import Path

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]


class _Loader(yaml.SafeLoader):
    """Dates stay strings."""


_Loader.yaml_implicit_resolvers = {c: [(t, r) for t, r in rules if t != "tag:yaml.org,2002:timestamp"] for c, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}
SPEC = yaml.load((ROOT / "openapi.yaml").read_text(encoding="utf-8"), _Loader)


def _close(node):
    """Objects with properties get additionalProperties: false."""
    if isinstance(node, dict):
        if node.get("type") == "object" and "properties" in node:
            node.setdefault("additionalProperties", False)
        for value in node.values():
            _close(value)
    elif isinstance(node, list):
        for value in node:
            _close(value)
    return node


_COMPONENTS = _close(copy.deepcopy(SPEC["components"]))


def validator(schema):
    return jsonschema.Draft202012Validator({**_close(copy.deepcopy(schema)), "components": _COMPONENTS}, format_checker=jsonschema.FormatChecker())


PROBLEM = validator({"$ref": "#/components/schemas/Problem"})
REPLY = validator({"$ref": "#/components/schemas/Reply"})
LINE_PROBLEM = validator({"$ref": "#/components/schemas/LineProblem"})
CSV_COLUMNS = (
    "id published event type mode contexts quad_class cameo goldstein intensity tense negated date_start date_end source source_country source_code "
    "target target_country target_code place place_country latitude longitude speaker trigger start end sentence confidence fingerprint date_basis place_basis problem"
).split()


def resolve(node):
    while "$ref" in node:
        target = SPEC
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def named_statuses():
    """Every (method, path, status) that the contract names, without `default`."""
    return {(method.upper(), path, int(status)) for path, item in SPEC["paths"].items() for method, operation in item.items() for status in operation["responses"] if status != "default"}


def _content(operation, status):
    """The media types of the response, None where the contract names neither the operation nor the status."""
    method, path = operation
    item = SPEC["paths"].get(path, {}).get("get" if method == "HEAD" else method.lower())
    if item is None:
        return None
    response = item["responses"].get(str(status)) or item["responses"].get("default")
    assert response is not None, f"{operation} must not answer {status}"
    return resolve(response).get("content", {})


def check(operation, response, head=False):
    """Every rule that holds for all replies, and the schema of this one. operation: (method, path), None where there was none."""
    headers = response.headers
    assert headers.get("connection") == "close", headers
    assert headers.get("x-content-type-options") == "nosniff", headers
    assert headers.get("x-request-id"), headers
    assert "date" in headers and "content-type" in headers
    if response.status == 405:
        assert headers.get("allow")
    if response.status == 503:
        assert int(headers["retry-after"]) >= 0
    media = headers["content-type"].split(";")[0]
    if response.status >= 400:
        assert media == "application/problem+json", media
    if head:
        assert response.body == b""
        return
    content = _content(operation, response.status) if operation else None
    if content is not None:
        assert media in content, f"{operation} {response.status} must not be {media}"
    if response.status >= 400:
        problem = response.json()
        PROBLEM.validate(problem)
        assert problem["status"] == response.status
        assert problem["type"].endswith(":" + problem["code"])
        assert problem.get("request_id", headers["x-request-id"]) == headers["x-request-id"]
    elif media == "application/json" and content:
        validator(content[media]["schema"]).validate(response.json())
    elif media == "application/x-ndjson" and not headers.get("content-encoding"):
        lines = response.body.decode("utf-8").split("\n")
        assert lines.pop() == ""
        assert len(lines) == 1 or operation[1] == "/v1/extract/batch"
        for reply in map(json.loads, lines[:20]):
            (LINE_PROBLEM if reply["status"] == "error" else REPLY).validate(reply)
    elif not headers.get("content-encoding") and media in ("text/csv", "text/tab-separated-values"):
        check_table(response.body.decode("utf-8"), media)


def _column_names():
    """{profile: names}, None for our own, as the contract's issue of the older systems' files lists them."""
    actor = "Name,Country,COW,Primary {} Sector,{} Sectors,{} Title,{} Name Raw,Wikipedia {} ID"
    sides = []
    for side in ("Actor", "Recipient"):
        first, *rest = actor.split(",")
        sides += [f"{side} {first}"] + [name.format(side) if "{}" in name else f"{side} {name}" for name in rest]
    return {
        "phoenix": "EventID Date Year Month Day".split()
        + [side + part for side in ("Source", "Target") for part in ("Full", "Root", "Agent", "Others")]
        + "Code RootCode QuadClass Goldstein Issues Lat Lon LocationName StateName CountryName SentenceIDs URLs Sources".split(),
        "icews": (
            "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,Target Country,"
            "Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"
        ).split(","),
        "polecat": "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts".split(",")
        + sides
        + (
            "Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,"
            "Story People,Story Organizations,Story Locations,Language,Version"
        ).split(","),
    }


PROFILES = _column_names()
assert [len(PROFILES[name]) for name in ("phoenix", "icews", "polecat")] == [26, 20, 40]


def check_table(text, media="text/csv"):
    """Rows of a table as dictionaries: a real reader, every row of full width, a known line of names."""
    if media == "text/csv":
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert text.endswith("\r\n") and text.count("\r\n") >= len(rows)
    else:
        assert text.endswith("\n") and "\r" not in text and '"' not in text
        rows = [line.split("\t") for line in text[:-1].split("\n")]
    assert rows[0] in [CSV_COLUMNS, *PROFILES.values()], rows[0]
    assert all(len(row) == len(rows[0]) for row in rows)
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def check_csv(text):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows[0] == CSV_COLUMNS
    assert all(len(row) == len(CSV_COLUMNS) for row in rows)
    assert text.count("\r\n") >= len(rows)
    return [dict(zip(CSV_COLUMNS, row)) for row in rows[1:]]


def slices(reply):
    """Every (start, end, text) anywhere in a reply."""
    stack = [reply]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if "start" in node and "text" in node and isinstance(node["start"], int):
                yield node["start"], node["end"], node["text"]
            stack += node.values()
        elif isinstance(node, list):
            stack += node
