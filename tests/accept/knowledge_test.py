# SPDX-License-Identifier: Apache-2.0
"""The knowledge tables do not contradict themselves, and the check finds each kind of contradiction."""
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "data" / "knowledge"


def check(folder):
    return subprocess.run([sys.executable, ROOT / "data/tools/check_tables.py", folder], capture_output=True, text=True)


def test_tables_as_they_are():
    run = check(TABLES)
    assert run.returncode == 0, run.stdout + run.stderr


END = "recalled\thigh\tCC0"
BROKEN = {
    "two holders on one day": ("holders", f"FRA.president\tJane Roe\t2019-05-01\t2019-05-20\t\t\t\t{END}", "FRA.president: "),
    "in two governments": ("holders", f"FRA.foreign_minister\tAngela Merkel\t1950\t1951\t\t\t\t{END}", "Angela Merkel: in the governments"),
    "open without a day": ("holders", f"FRA.royal_cook\tJane Roe\t1950\t\t\t\t\t{END}", "open, but as of when"),
    "its own alias": ("bodies", f"XX-1\tRoe Works\tORGANIZATION\tcompany\tFRA\tBUS\tFRA\tRoe Works\t\t{END}", "Roe Works is its own alias"),
    "parent abroad": ("bodies", f"XX-2\tRoe Mills\tORGANIZATION\tcompany\tFRA\tBUS\tBOE\t\t\t{END}", "its parent BOE is of GBR"),
    "power abroad": ("seats", f"Roe House\tFACILITY\tFRA\tBOE\t\t\t{END}", "BOE is of GBR"),
    "far away": ("places", f"Roetown\tGPE\tcity\tDEU\t-40.0\t-120.0\t20000\t\t\t\t{END}", "place Roetown of DEU"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_contradiction_is_found(tmp_path, name):
    table, row, said = BROKEN[name]
    for path in TABLES.glob("*.tsv"):
        shutil.copy(path, tmp_path)
    with open(tmp_path / f"{table}.tsv", "a", encoding="utf-8") as file:
        file.write(row + "\n")
    with open(tmp_path / "offices.tsv", "a", encoding="utf-8") as file:
        file.write(f"FRA.royal_cook\tFRA\tCook\tofficial\tGOV\t\t{END}\n")
    run = check(tmp_path)
    assert run.returncode == 1 and said in run.stdout, run.stdout + run.stderr
