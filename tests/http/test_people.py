# SPDX-License-Identifier: Apache-2.0
"""The command line for people and for comparing: eval, diff, --table, progress on a terminal."""
import json
import os
import pty
import shutil
import subprocess
import sys

import pytest
from service import PARIS, PROGRAM, ROOT
from test_cli import PARIS_FILE, one_thread, run

DEV = ROOT / "data" / "corpus" / "dev"
TEXTS = ROOT / "data" / "corpus" / "texts"


def command(*arguments, data=b"", **environment):
    clean = {k: v for k, v in os.environ.items() if k != "COLUMNS"}
    return subprocess.run([PROGRAM, *map(str, arguments)], input=data, capture_output=True, env={**clean, **environment}, timeout=600)


def on_a_terminal(*arguments, data=b"", output=None):
    """What a terminal as standard error (and, without `output`, as standard output) is shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([PROGRAM, *map(str, arguments)], stdin=subprocess.PIPE, stdout=output or theirs, stderr=theirs, env={**os.environ, "TERM": "xterm", "NO_COLOR": ""})
    os.close(theirs)
    process.stdin.write(data)
    process.stdin.close()
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return process.wait(60), shown.decode()


# ---- eval ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    """Five articles of the corpus, as somebody's own folder: annotation and text side by side."""
    folder = tmp_path_factory.mktemp("gold")
    for path in sorted(DEV.glob("*.json"))[:5]:
        shutil.copy(path, folder)
        for suffix in (".txt", ".sents"):
            shutil.copy(TEXTS / (path.stem + suffix), folder)
    return folder


def figures_of_the_project(folder, replies):
    """The same by tests/accept/score.py."""
    script = """
import collections, json, sys
from pathlib import Path
sys.path[:0] = [sys.argv[1] + "/tests/accept", sys.argv[1] + "/data/corpus/tools"]
import evaluate, score
from records import convert
counts = collections.Counter()
replies = {r["id"]: r for r in map(json.loads, open(sys.argv[3]))}
for path in sorted(Path(sys.argv[2]).glob("*.json")):
    doc = json.loads(path.read_text())
    rows = [tuple(map(int, l.split("\\t")[1:3])) for l in path.with_suffix(".sents").read_text().splitlines()]
    score.score_article(score.Gold(convert(doc)), rows, replies[path.stem], counts)
    score.score_links(doc, rows, replies[path.stem], counts)
    score.score_quotes(doc, replies[path.stem], counts)
evaluate.show(score.table(counts), {})
"""
    run = subprocess.run([sys.executable, "-c", script, str(ROOT), str(folder), str(replies)], capture_output=True, text=True, check=True)
    # Offices and sectors are told by the project's own table of titles, which somebody else's replies need not follow: eval leaves them out.
    return [line.rstrip() for line in run.stdout.splitlines() if line.split(" ")[0] not in ("office", "sector")]


@one_thread
@pytest.mark.parametrize("model", ["none", None], ids=["without weights", "with weights"])
def test_eval_gives_the_figures_of_the_project(gold, tmp_path, model):
    lines = []
    for path in sorted(gold.glob("*.json")):
        published = json.loads(path.read_text())["published"]
        day = {"published": published} if published and len(published) == 10 else {}
        lines.append(json.dumps({"id": path.stem, "text": path.with_suffix(".txt").read_text(encoding="utf-8"), **day}))
    weights = ["--model", model] if model else []
    replies = tmp_path / "replies.ndjson"
    replies.write_bytes(command("extract", "--ndjson", *weights, data="\n".join(lines).encode()).stdout)
    wanted = figures_of_the_project(gold, replies)
    for arguments in (weights, ["--replies", replies]):
        result = command("eval", "--gold", gold, *arguments)
        assert result.returncode == 0, result.stderr
        head, *got = [line.rstrip() for line in result.stdout.decode().splitlines()]
        assert head.endswith(": 5 articles") and got == wanted


@one_thread
def test_eval_finds_the_texts_where_they_are(gold, tmp_path):
    there = command("eval", "--gold", gold, "--model", "none").stdout
    texts = tmp_path / "texts"
    part = tmp_path / "mine"
    texts.mkdir(), part.mkdir()
    for path in gold.iterdir():
        shutil.copy(path, part if path.suffix == ".json" else texts)
    beside = command("eval", "--gold", part, "--model", "none")
    named = command("eval", "--gold", part, "--texts", texts, "--model", "none")
    assert there.splitlines()[1:] == beside.stdout.splitlines()[1:] == named.stdout.splitlines()[1:]


@one_thread
def test_eval_without_sentences_of_its_own(tmp_path):
    """Without NAME.sents the sentence numbers count the reply's sentences: gold made of a reply scores in full."""
    (tmp_path / "a.txt").write_text(PARIS, encoding="utf-8")
    reply = json.loads(command("extract", "--model", "none", "--include", "entities,relations,events", PARIS_FILE).stdout)
    for entity in reply["entities"]:
        entity.setdefault("country", None)
    for event in reply["events"]:
        event["core"], event["date"], event["place"] = True, None, None
    (tmp_path / "a.json").write_text(json.dumps({"published": None, **{k: reply[k] for k in ("entities", "relations", "events")}}))
    for event in reply["events"]:
        assert event["mentions"]
    result = command("eval", "--gold", tmp_path, "--model", "none")
    assert result.returncode == 0, result.stderr
    table = {line[:20].strip(): line[20:].split() for line in result.stdout.decode().splitlines()[1:]}
    for name in ("mentions, typed", "events: found", "events: record", "relations"):
        assert table[name][:6] == ["P", "100.0", "R", "100.0", "F1", "100.0"], (name, table[name])


@one_thread
@pytest.mark.parametrize(
    "files, why",
    [({}, "no annotated article"), ({"a.json": "{"}, "a.json:1"), ({"a.json": "{}"}, "`entities`"), ({"a.json": '{"entities": [], "relations": [], "events": []}'}, "a.txt")],
)
def test_eval_says_what_is_wrong(tmp_path, files, why):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    result = command("eval", "--gold", tmp_path, "--model", "none")
    assert result.returncode == 65 and why in result.stderr.decode() and not result.stdout


@one_thread
def test_eval_wrong_usage():
    assert command("eval").returncode == command("eval", "--gold", "a", "b").returncode == command("eval", "--x").returncode == 64


# ---- diff ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    reply = json.loads(command("extract", "--model", "none", "--published", "2025-04-18", PARIS_FILE).stdout)
    (folder / "a.json").write_text(json.dumps(reply, indent=1))
    return folder, reply


def changed(two, change):
    folder, reply = two
    other = json.loads(json.dumps(reply))
    change(other)
    (folder / "b.json").write_text(json.dumps(other))
    return command("diff", folder / "a.json", folder / "b.json")


@one_thread
def test_diff_of_the_same_is_nothing(two):
    result = changed(two, lambda reply: None)
    assert result.returncode == 0 and not result.stdout and not result.stderr


@one_thread
def test_diff_does_not_mind_ids_order_and_confidence(two):
    def shuffle(reply):
        for entity in reply["entities"]:
            entity["id"] = "x" + entity["id"]
            entity["confidence"] = 0.123
        text = json.dumps(reply["events"]).replace('"entity": "', '"entity": "x').replace('"speaker": "', '"speaker": "x')
        reply["events"] = json.loads(text)[::-1]
        for relation in reply["relations"]:
            for side in ("subject", "object"):
                if side in relation:
                    relation[side] = "x" + relation[side]
        for quote in reply["quotes"]:
            if "speaker" in quote:
                quote["speaker"] = "x" + quote["speaker"]

    result = changed(two, shuffle)
    assert result.returncode == 0, result.stdout.decode()


@one_thread
def test_diff_of_two_events_with_one_fingerprint_in_another_order(two):
    def twins(reply, order):
        first = reply["events"][0]
        second = json.loads(json.dumps({**first, "id": "v99", "mode": "phone", "mentions": [{**first["mentions"][0], "start": 7, "end": 9}]}))
        reply["events"] = [first, second][::order]

    folder, reply = two
    for name, order in (("c", 1), ("d", -1)):
        other = json.loads(json.dumps(reply))
        twins(other, order)
        (folder / f"{name}.json").write_text(json.dumps(other))
    result = command("diff", folder / "c.json", folder / "d.json")
    assert result.returncode == 0, result.stdout.decode()


@one_thread
def test_diff_tells_what_changed(two):
    def change(reply):
        reply["events"][0]["tense"] = "future"
        reply["events"][0]["fingerprint"] = "0" * 16
        del reply["events"][1]
        reply["entities"][0]["country"] = "XXX"
        reply["relations"].append({"id": "r99", "type": "ALLY_OF", "subject": "e1", "object": "e2", "confidence": 1})
        reply["quotes"].pop()

    result = changed(two, change)
    lines = result.stdout.decode().splitlines()
    assert result.returncode == 1
    assert any(line.startswith("~ event ") and "tense" in line and "-> future" in line for line in lines)
    assert any(line.startswith("- event ") for line in lines) and any(line.startswith("- quote ") for line in lines)
    assert any(line.startswith("~ entity ") and "-> XXX" in line for line in lines)
    assert any(line.startswith("+ relation ALLY_OF ") for line in lines)
    assert lines[-4:] == ["entities: 0 added, 0 removed, 1 changed", "relations: 1 added, 0 removed, 0 changed", "events: 0 added, 1 removed, 1 changed", "quotes: 0 added, 1 removed, 0 changed"]
    folder, _ = two
    brief = command("diff", "--brief", "--only", "event", folder / "a.json", folder / "b.json")
    assert brief.returncode == 1 and brief.stdout.decode().splitlines() == ["events: 0 added, 1 removed, 1 changed"]


def test_diff_of_files_of_replies(tmp_path):
    lines = [json.dumps({"id": name, "text": PARIS}) for name in "abc"]
    replies = command("extract", "--ndjson", "--model", "none", data="\n".join([*lines, "bad"]).encode()).stdout.decode().splitlines()
    (tmp_path / "a").write_text("\n".join(replies))
    (tmp_path / "b").write_text("\n".join([replies[2], json.dumps({"id": "d", "events": []}), replies[0], replies[3].replace("invalid_json", "invalid_utf8")]))
    result = command("diff", tmp_path / "a", tmp_path / "b")
    out = result.stdout.decode().splitlines()
    assert result.returncode == 1 and "- reply b" in out and "+ reply d" in out and "~ reply line-4" in out
    assert command("diff", tmp_path / "a", "-", data=(tmp_path / "a").read_bytes()).returncode == 0


@one_thread
def test_diff_in_trouble_is_2(tmp_path):
    (tmp_path / "bad").write_text('{"id": ')
    (tmp_path / "empty").write_text("")
    for arguments in (["nowhere", "nowhere"], [tmp_path / "bad", tmp_path / "bad"], [tmp_path / "empty", tmp_path / "empty"], ["a"], ["--only", "x", "a", "b"], ["--y"]):
        result = command("diff", *arguments)
        assert result.returncode == 2 and result.stderr and not result.stdout, arguments


@one_thread
def test_diff_and_table_write_no_commands_to_the_terminal(tmp_path):
    evil = "\x1b]0;owned\x07\x1b[31mFrance\u009b met\nGermany."
    for name, text in (("a", evil), ("b", "Nothing.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / f"{name}.json").write_bytes(command("extract", "--model", "none", tmp_path / name).stdout)
    for arguments in (["diff", tmp_path / "a.json", tmp_path / "b.json"], ["extract", "--model", "none", "--table", tmp_path / "a"]):
        out = command(*arguments).stdout.decode()
        assert out and not set(out) & {"\x1b", "\x07", "\u009b", "\r"}


# ---- --table, progress -----------------------------------------------------------------------------


@one_thread
@pytest.mark.parametrize("columns", [80, 120, 200])
def test_table_keeps_to_the_width(columns):
    reply = json.loads(command("extract", "--model", "none", "--published", "2025-04-18", PARIS_FILE).stdout)
    result = command("extract", "--model", "none", "--published", "2025-04-18", "--table", PARIS_FILE, COLUMNS=str(columns))
    lines = result.stdout.decode().splitlines()
    assert result.returncode == 0 and max(map(len, lines)) <= columns
    assert f"{len(reply['events'])} events, published 2025-04-18" in lines[0]
    rows = lines[3 : 3 + len(reply["events"])]
    assert [row.split()[1] for row in rows if row[0].isdigit()] == [("not" if e["negated"] else e["type"] + ("," if e["tense"] != "past" and "mode" not in e else "")) for e in reply["events"] if "date" in e]


@one_thread
def test_table_of_events_alone_names_the_parties():
    """Without the entities of the reply the table showed their ids."""
    shown = command("extract", "--model", "none", "--table", "--include", "events", data=b"Turkey condemned Syria.").stdout.decode()
    assert "Turkey" in shown and "Syria" in shown and "e1" not in shown


@one_thread
def test_table_of_nothing_and_wrong_usage():
    assert command("extract", "--model", "none", "--table", data=b"Nothing.").returncode == 0
    for arguments in (["--table", "--ndjson"], ["--table", "--format", "csv"], ["--table", "--profile", "icews"]):
        assert command("extract", *arguments, data=b"a").returncode == 64


@one_thread
def test_colours_are_for_terminals():
    assert "\x1b" not in command("extract", "--model", "none", "--table", PARIS_FILE).stdout.decode()
    code, shown = on_a_terminal("extract", "--model", "none", "--table", PARIS_FILE)
    assert code == 0 and "\x1b[32mCONSULT" in shown


def test_progress_is_told_on_a_terminal(tmp_path):
    data = "\n".join([json.dumps({"id": "a", "text": "Turkey bombed Aleppo."})] * 50 + ["bad"]).encode()
    with open(tmp_path / "out", "wb") as out:
        code, shown = on_a_terminal("extract", "--ndjson", "--model", "none", data=data, output=out)
    assert code == 0 and "51 lines, 1 with a problem" in shown.split("\r")[-2] + shown.split("\r")[-1]
    assert len((tmp_path / "out").read_bytes().splitlines()) == 51
    assert not run("extract", "--ndjson", data=data).stderr  # no terminal, no progress
