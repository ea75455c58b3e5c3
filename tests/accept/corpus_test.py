# SPDX-License-Identifier: Apache-2.0
"""The corpus is what docs/corpus.md says: every annotation validates, by schema and by the checks a schema cannot make."""
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

CORPUS = Path(__file__).resolve().parents[2] / "data" / "corpus"
TOOLS = CORPUS / "tools"
sys.path.insert(0, str(TOOLS))
from standoff import PARTS, dump, load, names  # noqa: E402


def run(*arguments):
    return subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False)


def test_validator_finds_nothing():
    result = run(TOOLS / "validate.py")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("part", PARTS)
def test_schema(part):
    validator = jsonschema.Draft202012Validator(json.loads((CORPUS / "article.schema.json").read_text()))
    for name in names(part):
        errors = [f"{part}/{name} {list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(load(part, name))]
        assert not errors, errors[:5]


@pytest.mark.parametrize("part", PARTS)
def test_files_are_in_the_form_that_the_tools_write(part):
    for name in names(part):
        path = CORPUS / part / f"{name}.json"
        assert path.read_text(encoding="utf-8") == dump(load(part, name)), path


def test_quoting_form_round_trips():
    from edit import open_article, save_article

    for part in PARTS:
        for name in names(part):
            assert save_article(open_article(part, name), name) == load(part, name), f"{part}/{name}"


@pytest.fixture
def broken(tmp_path):
    """A corpus of one article, and a way to break it."""
    for folder in (*PARTS, "texts", "sentences"):
        (tmp_path / folder).mkdir()
    text = "Rubio met Lavrov in Riyadh.\n"
    (tmp_path / "texts" / "a.txt").write_text(text)
    (tmp_path / "texts" / "a.sents").write_text("0\t0\t27\n")
    span = lambda w: {"start": text.index(w), "end": text.index(w) + len(w), "text": w}  # noqa: E731
    doc = {
        "id": "a", "published": None,
        "entities": [{"id": "e1", "type": "PERSON", "name": "Rubio", "country": "USA", "mentions": [{"sentence": 0, **span("Rubio"), "kind": "name"}]}],
        "relations": [],
        "events": [{"id": "v1", "type": "CONSULT", "mode": None, "contexts": [], "core": True, "source": [{"entity": "e1"}], "target": [], "tense": "past",
                    "negated": False, "attribution": None, "place": None, "date": None,
                    "mentions": [{"sentence": 0, "trigger": span("met"), "source": [{**span("Rubio"), "entity": "e1"}]}]}],
    }

    def write(change=lambda d: None):
        change(doc)
        (tmp_path / "train" / "a.json").write_text(dump(doc))
        return run(TOOLS / "validate.py", tmp_path)

    return write


def test_validator_accepts_a_good_article(broken):
    assert broken().returncode == 0


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda d: d["entities"][0]["mentions"][0].update(text="Ruby"), "the text has"),
        (lambda d: d["entities"][0]["mentions"][0].update(end=400), "is no span"),
        (lambda d: d["entities"][0].update(type="CITY"), "entity type"),
        (lambda d: d["events"][0].update(type="MEET"), "type MEET"),
        (lambda d: d["events"][0].update(mode="riot"), "has no mode riot"),
        (lambda d: d["events"][0].update(contexts=["sports"]), "context sports"),
        (lambda d: d["events"][0].update(tense="soon"), "tense soon"),
        (lambda d: d["events"][0].update(source=[{"entity": "e9"}]), "unknown entity"),
        (lambda d: d["events"][0]["mentions"][0]["source"][0].update(entity="e9"), "unknown entity"),
        (lambda d: d["events"][0].update(source=[]), "lacks e1"),
        (lambda d: d["events"][0]["mentions"].clear(), "has no mention"),
        (lambda d: d["relations"].append({"type": "MEMBER_OF", "subject": "e7", "object": None, "label": "x", "sentence": 0}), "relation"),
        (lambda d: d["entities"].append(dict(d["entities"][0])), "used twice"),
    ],
)
def test_validator_names_each_fault(broken, change, said):
    result = broken(change)
    assert result.returncode == 1 and said in result.stdout, result.stdout
