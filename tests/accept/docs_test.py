# SPDX-License-Identifier: Apache-2.0
"""Every sh block of the tutorial and the how-to runs as it stands, in one shell a page, in a fresh folder beside the program."""
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
from service import PROGRAM, Service  # noqa: E402


def blocks(page):
    return re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.S)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What the pages say the reader has: the source's examples, an article, articles, and dragoman in the path."""
    made = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "examples", made / "examples")
    shutil.copy(ROOT / "tests" / "accept" / "paris-talks.txt", made / "article.txt")
    (made / "articles.ndjson").write_text('{"id":"a1","text":"Turkey condemned the attack on Aleppo."}\n{"id":"a2","text":""}\n')
    (made / "bin").mkdir()
    (made / "bin" / "dragoman").symlink_to(PROGRAM)
    return made


@pytest.fixture(scope="module")
def port():
    running = Service(model="")
    yield running.address[1]
    running.finish()


def run(folder, script, expected=0):
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == expected, f"{script}\n{done.stdout[-500:]}{done.stderr[-1500:]}"
    return done.stdout


def test_the_tutorial(folder):
    out = "".join(run(folder, block) for block in blocks("tutorial.md"))
    assert "CONSULT 2024-03-05" in out and "events" in out
    assert "2 CONSULT" in out, "the meeting is told twice and is one event"


@pytest.mark.parametrize("block", blocks("how-to.md"), ids=lambda block: block.split("\n", 1)[0][:40])
def test_how_to(folder, port, block):
    run(folder, block.replace("localhost:8080", f"127.0.0.1:{port}"))


def links(page):
    return [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", (ROOT / page).read_text(encoding="utf-8")) if "://" not in target and not target.startswith("#")]


@pytest.mark.parametrize("page", ["README.md", "clients/python/README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))])
def test_links_lead_somewhere(page):
    for target in links(page):
        assert ((ROOT / page).parent / target).exists(), target


def told(reply):
    """What a reply says, without digests and confidences, which change with each fit."""
    name = {entity["id"]: entity["name"] for entity in reply["entities"]}
    side = lambda parties: [name[party["entity"]] for party in parties]  # noqa: E731
    return {
        "entities": [(e["type"], e["name"], e.get("country"), e.get("office"), e.get("actor_code"), e["mentions"]) for e in reply["entities"]],
        "relations": [(r["type"], name[r["subject"]], name[r["object"]], r["label"]) for r in reply["relations"]],
        "events": [(v["type"], v.get("mode"), v["cameo"], v["tense"], side(v["source"]), side(v["target"]), v["place"]["name"], v["date"]["start"], v["fingerprint"]) for v in reply["events"]],
        "digest": reply["document"]["digest"],
    }


def test_replies_that_are_shown_are_replies():
    """The example of the contract had entities, relations and a digest that the program does not give."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    operation = yaml.safe_load((ROOT / "openapi.yaml").read_text(encoding="utf-8"))["paths"]["/v1/extract"]["post"]
    request = operation["requestBody"]["content"]["application/json"]["example"]
    done = subprocess.run([PROGRAM, "extract", "--ndjson"], input=json.dumps(request), capture_output=True, text=True, check=True)
    reply = told(json.loads(done.stdout))
    assert told(operation["responses"]["200"]["content"]["application/json"]["example"]) == reply
    assert told(json.loads(re.search(r"```json\n(.*?)```", readme, re.S)[1])) == reply
    assert request["text"] in readme
