# SPDX-License-Identifier: Apache-2.0
"""The compose files: valid by the Compose specification, and meaning what docs say. No engine runs here."""
import json
import os
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml

from service import PROGRAM, ROOT

FILES = ["docker/compose.yaml", "docker/compose.scale.yaml"]
SCHEMA = json.loads(Path(os.environ["COMPOSE_SCHEMA"]).read_text(encoding="utf-8"))


def load(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_valid_by_the_specification(name):
    composition = load(name)
    # the project's name came into the specification after this copy of its schema (2021)
    assert re.fullmatch("[a-z0-9][a-z0-9_-]*", composition.pop("name"))
    jsonschema.Draft7Validator(SCHEMA).validate(composition)


def test_the_schema_refuses_what_is_wrong():
    wrong = load(FILES[0])
    del wrong["name"]
    jsonschema.Draft7Validator(SCHEMA).validate(wrong)
    wrong["services"]["dragoman"]["port"] = ["8080:8080"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(SCHEMA).validate(wrong)


@pytest.mark.parametrize("name", FILES)
def test_services_are_closed(name):
    composition = load(name)
    for service in composition["services"].values():
        assert service["read_only"] and service["cap_drop"] == ["ALL"] and "no-new-privileges:true" in service["security_opt"] and service["mem_limit"]
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), "off loopback only where a user says so"
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (ROOT / "docker" / source).is_file(), source
        if "build" in service:
            assert (ROOT / "docker" / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
            # the program itself says whether it takes these settings
            command = [word.replace("/run/secrets/keys", "/dev/null") for word in service["command"]]
            assert subprocess.run([PROGRAM, *command, "--print-config"], capture_output=True, timeout=60).returncode == 0, command


def test_three_copies_that_only_haproxy_reaches():
    composition = load(FILES[1])
    copies = {name: service for name, service in composition["services"].items() if name != "haproxy"}
    assert sorted(copies) == ["dragoman-1", "dragoman-2", "dragoman-3"]
    assert all(service["networks"] == ["copies"] and "ports" not in service for service in copies.values())
    assert composition["networks"]["copies"]["internal"] is True
    config = (ROOT / "docker" / "deploy" / "haproxy.cfg").read_text(encoding="utf-8")
    assert all(f"{name}:8080" in config for name in copies)
