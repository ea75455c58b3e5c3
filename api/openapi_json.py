#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""openapi_json.py OPENAPI.yaml OUT.json: the contract as JSON (build time only).

Dates stay the strings that they are written as, keys keep their order, and a key that stands twice is an error:
YAML would silently take the last.
"""
import json
import sys

import yaml


class Loader(yaml.SafeLoader):
    """Safe, strict about doubled keys, and blind to YAML's implicit dates."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def mapping(loader, node):
    keys = [loader.construct_object(key) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} stands twice", node.start_mark)
    return dict(zip(keys, [loader.construct_object(value, deep=True) for _, value in node.value]))


Loader.add_constructor("tag:yaml.org,2002:map", mapping)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as source:
        document = yaml.load(source, Loader)
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        json.dump(document, out, ensure_ascii=False, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    main()
