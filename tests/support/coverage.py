# SPDX-License-Identifier: Apache-2.0
"""What gcovr found, by folder: coverage.py coverage.json [FILE...]

Without files: a table of lines and branches by folder, then the files that are to have every branch covered; exit status 1 where a goal is missed. With
files: the lines and branches of them that no test reached, with their source. A line that says `unreached: why` is left out of the account of branches:
the comment has to give the reason."""
import json
import sys
from collections import defaultdict
from pathlib import Path

LINES, BRANCHES = 95.0, 85.0  # percent, of lib, api and server each
WHOLE = ["server/gate_check.c", "lib/base/utf8.c", "api/request.c", "api/fields.c", "api/query.c", "api/json_scan.c", "server/keys.c", "lib/nn/model.c", "lib/know/open.c", "lib/know/check.c", "lib/know/lay.c", "lib/know/view.c"]
MARK = "unreached:"


def load(path):
    """file -> (lines, covered lines, branches, covered branches, what is missing)"""
    files = {}
    for file in json.loads(Path(path).read_text())["files"]:
        source = Path(file["file"]).read_text(encoding="utf-8").splitlines()
        count = [0, 0, 0, 0]
        missing = []
        for line in file["lines"]:
            text = source[line["line_number"] - 1] if line["line_number"] <= len(source) else ""
            if line.get("gcovr/noncode") or MARK in text:
                continue
            branches = [branch["count"] > 0 for branch in line["branches"]]
            count[0] += 1
            count[1] += line["count"] > 0
            count[2] += len(branches)
            count[3] += sum(branches)
            if not line["count"] or not all(branches):
                missing.append((line["line_number"], line["count"], sum(branches), len(branches), text))
        files[file["file"]] = (*count, missing)
    return files


def share(part, whole):
    return 100.0 * part / whole if whole else 100.0


def table(files):
    folders = defaultdict(lambda: [0, 0, 0, 0])
    for name, figures in files.items():
        folder = str(Path(name).parent)
        for key in {folder, folder.split("/")[0]}:
            for i in range(4):
                folders[key][i] += figures[i]
    print("| folder | lines | covered | branches | covered |\n|---|---|---|---|---|")
    short = []
    for key in sorted(folders):
        lines, covered, branches, taken = folders[key]
        print(f"| {key} | {lines:,} | {share(covered, lines):.1f} % | {branches:,} | {share(taken, branches):.1f} % |")
        if "/" not in key and (share(covered, lines) < LINES or share(taken, branches) < BRANCHES):
            short.append(f"{key}: under {LINES:g} % of lines or {BRANCHES:g} % of branches")
    print()
    for name in WHOLE:
        taken, branches = files[name][3], files[name][2]
        print(f"{name}: {taken} of {branches} branches")
        if taken < branches:
            short.append(f"{name}: {branches - taken} branches are not covered")
    return short


def main():
    files = load(sys.argv[1])
    for name in sys.argv[2:]:
        print(name)
        for number, count, taken, branches, text in files[name][4]:
            print(f"  {number:>4} {'' if count else 'never'} {f'{taken}/{branches}' if branches else ''}  {text}")
    if len(sys.argv) > 2:
        return 0
    short = table(files)
    print("\n".join(["", *short] if short else []))
    return 1 if short else 0


sys.exit(main())
