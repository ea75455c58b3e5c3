# SPDX-License-Identifier: Apache-2.0
"""docs/asyncapi.yaml: every reference leads somewhere, also into openapi.yaml, and it names what stream/ writes."""
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


def load(path):
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def references(node):
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def follow(document, pointer):
    for part in pointer.strip("/").split("/"):
        document = document[part]
    return document


def test_references_lead_somewhere():
    documents = {"": load("docs/asyncapi.yaml"), "../openapi.yaml": load("openapi.yaml")}
    found = list(references(documents[""]))
    assert len(found) > 8
    for reference in found:
        file, _, pointer = reference.partition("#")
        assert follow(documents[file], pointer), reference


def test_headers_of_dead_letters_are_those_that_are_sent():
    sent = set(re.findall(r'"(dragoman-[a-z]+)"', (ROOT / "stream" / "send.c").read_text(encoding="utf-8")))
    message = load("docs/asyncapi.yaml")["components"]["messages"]["deadLetter"]
    assert sent == set(message["headers"]["required"]) == set(message["headers"]["properties"])
