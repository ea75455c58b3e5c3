# SPDX-License-Identifier: Apache-2.0
"""docs/operations.md against the code: every setting with its default, every fixed limit, every metric with its labels, every event of the log, every exit code
stands in the document, and the document names none that is not there."""
import re

import pytest
from service import ROOT

DOCS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
FILES = {path: path.read_text(encoding="utf-8") for room in ("server", "api", "cmd") for path in sorted((ROOT / room).glob("*.[ch]"))}
C = "\n".join(FILES.values())


def section(title):
    return re.search(rf"^##+ {title}$(.*?)(?=^#|\Z)", DOCS, re.S | re.M)[1]


def rows(text, columns):
    """The cells of every row of a table with so many columns, its head left out."""
    found = [[cell.strip() for cell in line[1:-1].split("|")] for line in text.splitlines() if line.startswith("| ")]
    return [row for row in found if len(row) == columns and row[0] not in ("setting", "name", "code", "what")]


def number(name):
    """The value of a #define, in the way that the documents write it."""
    value = re.search(rf"#define {name} \(?(?:\(\w+\))?(\d+)u?", C)[1]
    return f"{int(value):,}"


def test_every_setting_stands_there_with_its_default():
    code = {}
    for name, kind, default in re.findall(r'^SETTING\((\w+), (\w+), "([^"]*)"', (ROOT / "server" / "settings.def").read_text(), re.M):
        code[name] = default + " s" if kind == "SECONDS" else default
    docs = {}
    for names, defaults, _ in rows(section("Settings"), 3):
        names, defaults = re.findall(r"`(\w+)`", names), [part.strip("`") for part in defaults.split(", ")]
        docs |= dict(zip(names, defaults * len(names) if len(defaults) == 1 else defaults, strict=True))
    assert docs == code


LIMITS = ["GATE_HEAD_LIMIT", "GATE_TARGET_LIMIT", "GATE_FIELD_LIMIT", "PAIR_LIMIT", "ID_LIMIT", "TITLE_LIMIT", "KNOWLEDGE_LIMIT", "KEYS_LIMIT", "API_GZIP_RATIO"]


@pytest.mark.parametrize("name", LIMITS)
def test_every_fixed_limit_stands_there(name):
    assert re.search(rf"\b{number(name)}\b", DOCS), f"{name} = {number(name)}"


def test_limits_of_json_and_knowledge_stand_there():
    for name in ("json_depth", "json_tokens"):
        value = int(re.search(rf"\.{name} = (\d+)", C)[1])
        assert re.search(rf"\b{value:,}\b", section("Fixed limits")), f"{name} = {value:,}"
    most = int(re.search(r"#define DRG_KNOWLEDGE_ROWS (\d+)", (ROOT / "lib" / "dragoman.h").read_text())[1])
    assert f"{most:,} rows" in section("Fixed limits")


@pytest.fixture(scope="module")
def metrics(service):
    (response,) = service.raw(b"GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n")
    return response.body.decode()


def test_every_metric_stands_there_and_no_other(metrics):
    kinds = dict(re.findall(r"^# TYPE (\w+) (\w+)$", metrics, re.M))
    docs = {}
    for names, kind, labels, _ in rows(section("Metrics"), 4):
        docs |= {name: kind for name in re.findall(r"`(\w+)`", names)}
    assert docs == kinds


def test_labels_and_reasons_of_metrics_stand_there(metrics):
    for names, _, labels, what in rows(section("Metrics"), 4):
        name = re.findall(r"`(\w+)`", names)[0]
        used = {label for line in metrics.splitlines() if re.match(name + r"(_bucket)?\{", line) for label in re.findall(r'(\w+)="', line)} - {"le"}
        if name != "dragoman_build_info":
            assert used == set(re.findall(r"`(\w+)`", labels)), name
    for name in ("dragoman_requests_shed_total", "dragoman_jobs_cancelled_total", "dragoman_batch_lines_total"):
        (what,) = [row[3] for row in rows(section("Metrics"), 4) if f"`{name}`" in row[0]]
        for value in re.findall(rf'^{name}\{{\w+="(\w+)"', metrics, re.M):
            assert re.search(rf"\b{value}\b", what), (name, value)


def test_every_event_of_the_log_stands_there():
    server = "\n".join(text for path, text in FILES.items() if path.parent.name == "server")
    events = set(re.findall(r'log_write_event\(\s*[^,;]+,\s*"\w+",\s*"(\w+)"', server))
    assert len(events) > 15
    missing = {event for event in events if f"`{event}`" not in DOCS}
    assert not missing


def test_every_exit_code_stands_there_and_no_other():
    code = {int(value) for value in re.findall(r"\b(?:CMD|SERVER)_[A-Z_]+ = (\d+)", C)}
    code |= {int(value) for value in re.findall(r"\b(?:SAME|DIFFERENT|TROUBLE) = (\d+)", C)}
    assert {int(row[0]) for row in rows(section("Exit codes"), 2)} == code
