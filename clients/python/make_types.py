# SPDX-License-Identifier: Apache-2.0
"""make_types.py OPENAPI > src/dragoman_client/types.py: the schemas of the contract as TypedDicts and Literals.

Members that a schema requires stand in a base class, the others in a subclass with total=False, so that no version of
Python from 3.9 needs more than `typing`. A test holds the committed file to the contract."""
import keyword
import sys

import yaml

PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


class Loader(yaml.SafeLoader):
    """Dates stay strings."""


Loader.yaml_implicit_resolvers = {c: [(t, r) for t, r in rules if t != "tag:yaml.org,2002:timestamp"] for c, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def type_of(schema, name, inner):
    """The annotation of a schema; classes for objects inside it are appended to `inner`."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "enum" in schema or "const" in schema:
        return "Literal[" + ", ".join(repr(v) for v in schema.get("enum", [schema.get("const")])) + "]"
    for several in ("oneOf", "anyOf"):
        if several in schema:
            return "Union[" + ", ".join(dict.fromkeys(type_of(s, f"{name}{i}", inner) for i, s in enumerate(schema[several]))) + "]"
    if "allOf" in schema:
        return type_of(schema["allOf"][0], name, inner)
    kind = schema.get("type")
    if isinstance(kind, list):
        return "Union[" + ", ".join(PLAIN[k] for k in kind) + "]"
    if kind == "array":
        return f"List[{type_of(schema.get('items', {}), name + 'Item', inner)}]"
    if kind == "object" or "properties" in schema:
        if "properties" not in schema:
            more = schema.get("additionalProperties")
            return f"Dict[str, {type_of(more, name + 'Value', inner) if isinstance(more, dict) else 'Any'}]"
        inner.append((name, schema))
        return name
    return PLAIN.get(kind, "Any")


def class_of(name, schema):
    inner, needed, optional = [], [], []
    for member, part in schema["properties"].items():
        assert not keyword.iskeyword(member), member
        annotation = type_of(part, name + "".join(w.title() for w in member.split("_")), inner)
        (needed if member in schema.get("required", []) else optional).append(f"    {member}: {annotation}")
    out = [part for pair in inner for part in class_of(*pair)]
    doc = " ".join(schema.get("description", "").split())
    doc = [f'    """{doc}"""'] if doc else []
    if needed and optional:
        out.append("\n".join([f"class _{name}(TypedDict):", *needed]))
        out.append("\n".join([f"class {name}(_{name}, total=False):", *doc, *optional]))
    else:
        total = "" if needed else ", total=False"
        out.append("\n".join([f"class {name}(TypedDict{total}):", *doc, *(needed or optional)]))
    return out


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schemas = yaml.load(file, Loader)["components"]["schemas"]
    blocks, aliases = [], []
    for name, schema in schemas.items():
        if "properties" in schema:
            blocks += class_of(name, schema)
        else:
            inner = []
            annotation = type_of(schema, name, inner)
            aliases.append(f"{name} = {annotation}")
            blocks += [part for pair in inner for part in class_of(*pair)]
    used = [word for word in ("Any", "Dict", "List", "Literal", "TypedDict", "Union") if any(word in block for block in blocks + aliases)]
    print('# SPDX-License-Identifier: Apache-2.0\n"""Names of what the service takes and gives. Made from openapi.yaml by make_types.py; do not edit."""')
    print("from __future__ import annotations\n\nfrom typing import " + ", ".join(used) + "\n")
    for block in blocks:
        print("\n" + block + "\n")
    print("\n" + "\n".join(sorted(aliases)))


main()
