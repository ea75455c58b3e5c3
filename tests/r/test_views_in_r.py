# SPDX-License-Identifier: Apache-2.0
"""The views as R reads them (views.R): names, columns, rows, and every cell, against the bytes that the service sends and its JSON."""
import csv
import io
import os
import subprocess
import urllib.parse
from pathlib import Path

import contract
import ledger
import pytest
from service import PARIS, Service

LOAD = os.getloadavg()[0]
SCRIPT = Path(__file__).parent / "views.R"
MEDIA = {"csv": "text/csv", "tsv": "text/tab-separated-values"}
EVIL = (
    "Foreign Minister José \"Pepe\" O'Neil, of Spain,\nmet French President Emmanuel Macron in Paris. #1 = comment, % NA TRUE 1e5 \\n \\ \"\". "
    "The United Nations condemned the attack on Aleppo by Turkey.\tMinister of Foreign Affairs, \"Trade\" and\nAid Ana O'Hara accused Russia.")
IDS = {"plain": "a1", "address": "https://www.example.org/news/1?a=b,c", "quoted": "a\"b\", 'c' # NA"}
ARTICLES = {"news": PARIS, "marks": EVIL, "nothing": "Nothing happened."}
counts = {"tables": 0, "rows": 0, "cells": 0}


@pytest.fixture(scope="module")
def service():
    running = Service()
    yield running
    running.finish()


def cells_in_r(service, folder, text, query):
    """{(profile, format): [names, row, ...]} as R has them."""
    (folder / "article.txt").write_text(text, encoding="utf-8", newline="")
    command = ["Rscript", "--vanilla", str(SCRIPT), "http://%s:%d" % service.address, str(folder / "article.txt"), query]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stderr) == (0, "")
    tables = {}
    for line in done.stdout.splitlines():
        profile, form, row, *cells = line.split("\t")
        rows = tables.setdefault((profile, form), [])
        assert int(row) == len(rows)
        rows.append([bytes.fromhex(cell).decode("utf-8") for cell in cells])
    return tables


def records(body, form):
    text = body.decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline=""))) if form == "csv" else [line.split("\t") for line in text.rstrip("\n").split("\n")]


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("article", ARTICLES)
def test_r_reads_every_cell(service, tmp_path, article, name):
    query = f"published=2025-04-18&id={urllib.parse.quote(IDS[name], safe='')}"
    tables = cells_in_r(service, tmp_path, ARTICLES[article], query)
    assert set(tables) == {(profile, form) for profile in contract.PROFILES for form in MEDIA}
    for (profile, form), rows in tables.items():
        sent = records(service.extract(ARTICLES[article], f"{query}&profile={profile}", {"Accept": MEDIA[form]}).body, form)
        assert rows[0] == contract.PROFILES[profile]
        assert rows == sent
        assert all(len(row) == len(rows[0]) for row in rows)
        counts["tables"] += 1
        counts["rows"] += len(rows) - 1
        counts["cells"] += (len(rows) - 1) * len(rows[0])
    assert article == "nothing" or all(len(rows) > 1 for rows in tables.values())


@pytest.mark.parametrize("article", ["news", "marks"])
def test_r_has_the_names_and_texts_of_the_json(service, tmp_path, article):
    query = f"published=2025-04-18&id={urllib.parse.quote(IDS['quoted'], safe='')}"
    reply = service.extract(ARTICLES[article], query).json()
    assert reply["id"] == IDS["quoted"]
    names = {entity["id"]: entity["name"] for entity in reply["entities"]}
    tables = cells_in_r(service, tmp_path, ARTICLES[article], query)
    header, *rows = tables[("polecat", "csv")]
    told = {f"{IDS['quoted']}:{event['id']}": event for event in reply["events"]}
    assert rows
    for row in (dict(zip(header, row, strict=True)) for row in rows):
        event = told[row["Event ID"]]
        for side, parties in (("Actor", event["source"]), ("Recipient", event["target"])):
            assert row[f"{side} Name"] == "; ".join(names[p["entity"]] if "entity" in p else p.get("text", "None") for p in parties)
            assert row[f"{side} Name Raw"] in ("; ".join(p.get("text", "None") for p in parties), "")  # empty: none has words
        assert row["Placename"] == event.get("place", {}).get("name", "")
    header, *rows = tables[("icews", "csv")]
    assert {row[header.index("Story ID")] for row in rows} == {IDS["quoted"]}


def test_the_run_is_recorded():
    if counts["tables"] != len(ARTICLES) * len(IDS) * len(contract.PROFILES) * len(MEDIA):
        pytest.skip("only a whole run is recorded")
    version = subprocess.run(["Rscript", "--version"], capture_output=True, text=True, check=True)
    release = (version.stdout + version.stderr).split("version ")[1].split(" ")[0]
    result = f"R {release}: {counts['tables']} tables, {counts['rows']} rows, {counts['cells']} cells as sent, texts and names as in the JSON"
    ledger.record("views in R", "make check-r", result, True, LOAD, "views.tsv")
