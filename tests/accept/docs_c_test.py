# SPDX-License-Identifier: Apache-2.0
"""The C reference (make docs-c): it comes out of the public header without a warning, holds all that the header exports, and a name that
loses its words is an error."""
import html
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEADER = (ROOT / "lib" / "dragoman.h").read_text(encoding="utf-8")
sys.path.insert(0, str(ROOT / "docs"))
import doxygen_filter  # noqa: E402


def doxygen(folder, header):
    (folder / "dragoman.h").write_text(header, encoding="utf-8")
    config = (ROOT / "docs" / "Doxyfile").read_text(encoding="utf-8") + f"\nINPUT = {folder}/dragoman.h\nOUTPUT_DIRECTORY = {folder}\n"
    return subprocess.run(["doxygen", "-"], input=config, cwd=ROOT, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    done = doxygen(folder, HEADER)
    assert (done.returncode, done.stderr) == (0, "")
    pages = {page.name: page.read_text(encoding="utf-8") for page in (folder / "c").glob("*.html")}
    return {name: " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split()) for name, page in pages.items()}  # the words alone


def test_every_function_and_type_is_there(reference):
    page = reference["dragoman_8h.html"]
    functions = re.findall(r"^DRG_API [^(]*?(drg_\w+)\(", HEADER, re.M)
    assert len(functions) > 40
    for name in functions:
        assert re.search(rf"◆ {name}\(\) .*? {name} \(", page), name
    for name in re.findall(r"^typedef struct (drg_\w+) \{", HEADER, re.M):
        assert f"struct{name.replace('_', '__')}.html" in reference, name


def test_comments_go_to_what_they_stand_at(reference):
    header = reference["dragoman_8h.html"]
    assert "double latitude degrees, WGS 84 double longitude degrees, WGS 84" in reference["structdrg__entity.html"]
    assert "DRG_MISS_NO_PARTY no political or social actor on either side" in header
    assert "Where and why a call failed." in reference["structdrg__error.html"]
    for name in ("sentences", "warnings"):
        assert f"drg_document_{name} (const drg_document *document, size_t *count) The records of one kind, in reading order" in header


def test_lines_keep_their_numbers():
    marked = doxygen_filter.mark(HEADER).split("\n")
    for number, line in enumerate(HEADER.split("\n")):
        if line.startswith(("DRG_API", "#", "}")):
            assert marked[number].split(" /*")[0] == line.split(" /*")[0]


@pytest.mark.parametrize(("before", "after", "error"), [
    (" * @param code a DRG_E* value\n", "", "drg_error_text"),
    (" * @return the text; \"unknown error\" for others\n", "", "drg_error_text"),
    ("DRG_API size_t drg_document_tokens", "DRG_API void drg_new(void);\nDRG_API size_t drg_document_tokens", "drg_document_tokens"),
    ("    bool direct; /*", "    bool spoken;\n    bool direct; /*", "spoken"),
    ("/* Where and why a call failed. */\n", "", "drg_error"),
    ("@param[out] engine the caller's", "@param[out] machine the caller's", "machine"),
], ids=["parameter", "return", "function", "member", "type", "name"])
def test_what_loses_its_words_is_an_error(tmp_path, before, after, error):
    assert before in HEADER
    done = doxygen(tmp_path, HEADER.replace(before, after, 1))
    assert done.returncode != 0 and error in done.stderr
