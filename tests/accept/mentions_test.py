# SPDX-License-Identifier: Apache-2.0
"""The tool that turns quoted event mentions into spans, and the checks on what it wrote."""
import json
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "data" / "corpus" / "tools"
TEXT = "Police held nine men, police said.\nThe union condemned it on Monday in Ankara."
GOOD = "0|COERCE|arrest|past|a|held|Police|nine men||\n1|ACCUSE|disapprove|past||condemned|The union|it|Ankara|Monday"


def run(*arguments):
    return subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture
def quoted(tmp_path):
    """Runs the tool on one article with these lines."""
    texts = tmp_path / "texts.jsonl"
    texts.write_text("".join(json.dumps({"id": name, "text": TEXT}) + "\n" for name in "ab"))

    def tool(command, lines, heading="# a\n"):
        (tmp_path / "q.txt").write_text(heading + lines)
        return run(TOOLS / "mentions.py", command, texts, tmp_path / "q.txt")

    return tool


def test_quoted_words_become_spans(quoted):
    done = quoted("convert", GOOD)
    item = json.loads(done.stdout)
    words = lambda span: TEXT[span["start"] : span["end"]]  # noqa: E731
    assert (item["id"], item["length"]) == ("a", len(TEXT))
    held, condemned = item["events"]
    assert {k: v for k, v in held.items() if isinstance(v, (str, bool))} == {"type": "COERCE", "mode": "arrest", "tense": "past", "attribution": True}
    assert [words(held["trigger"])] + [words(s) for s in held["source"] + held["target"]] == ["held", "Police", "nine men"]
    assert [words(s) for role in ("trigger", "source", "target", "place", "time") for s in ([condemned[role]] if role == "trigger" else condemned[role])] == \
        ["condemned", "The union", "it", "Ankara", "Monday"]


def test_the_article_belongs_to_the_party(quoted):
    item = json.loads(quoted("convert", "1|ACCUSE|disapprove|past||condemned|union|it||").stdout)
    assert item["events"][0]["source"] == [{"start": TEXT.index("The union"), "end": TEXT.index("The union") + 9}]


def test_the_article_before_an_adjective_of_nationality_does_not(tmp_path):
    text = "The Turkish ministry met the Turks."
    (tmp_path / "t").write_text(json.dumps({"id": "a", "text": text}) + "\n")
    (tmp_path / "q").write_text("# a\n0|CONSULT||past||met|Turkish|Turks||")
    event = json.loads(run(TOOLS / "mentions.py", "convert", tmp_path / "t", tmp_path / "q").stdout)["events"][0]
    assert [text[s["start"] : s["end"]] for s in event["source"] + event["target"]] == ["Turkish", "the Turks"]


def test_the_nth_place_is_counted(quoted):
    item = json.loads(quoted("convert", "0|CONSULT||past||olice@2||||").stdout)
    assert item["events"][0]["trigger"]["start"] == TEXT.index("police") + 1


def test_an_article_without_events_is_kept(quoted):
    assert json.loads(quoted("convert", "").stdout)["events"] == []


@pytest.mark.parametrize("line, said", [
    ("0|COERCE|arrest|past||seized||||", "'seized' does not stand in"),
    ("0|COERCE|arrest|past||held@2||||", "'held@2' does not stand in"),
    ("7|COERCE|arrest|past||held||||", "no sentence '7'"),
    ("0|ARREST|arrest|past||held||||", "no type 'ARREST'"),
    ("0|COERCE|riot|past||held||||", "COERCE has no mode 'riot'"),
    ("0|COERCE||soon||held||||", "no tense 'soon'"),
    ("0|COERCE||past|x|held||||", "flags 'x'"),
    ("0|COERCE||past||held", "6 fields for 10"),
    ("# c", "no text 'c'"),
    ("# a", "a stands twice"),
])
def test_what_cannot_be_placed_is_named(quoted, line, said):
    done = quoted("check", line)
    assert done.returncode == 1 and said in done.stderr


def test_validator_reads_mentions(tmp_path):
    for folder in ("train", "dev", "dev-a", "dev-b", "texts", "sentences", "mentions"):
        (tmp_path / folder).mkdir()
    event = {"type": "COERCE", "mode": "arrest", "tense": "past", "negated": False, "attribution": False, "trigger": {"start": 7, "end": 11},
             "source": [], "target": [], "place": [], "time": []}

    def said(**changes):
        (tmp_path / "mentions" / "m.jsonl").write_text(json.dumps({"id": "a", "length": 20, "events": [{**event, **changes}]}) + "\n")
        return run(TOOLS / "validate.py", tmp_path)

    assert said().returncode == 0
    for changes, words in (({"trigger": {"start": 7, "end": 21}}, "span"), ({"mode": "riot"}, "mode"), ({"tense": "soon"}, "tense")):
        done = said(**changes)
        assert done.returncode == 1 and words in done.stdout, done.stdout
