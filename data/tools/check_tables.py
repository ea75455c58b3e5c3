#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Contradictions in the knowledge tables that no single row shows: make check-knowledge.

    python3 data/tools/check_tables.py data/knowledge

The compiler checks cells, links, dates and holders who overlap by more than a month. Here stands what needs
a wider view: two persons in one office on days that both rows name exactly; a body whose parent, a seat whose
power, an office whose id belongs to another state; a place far from all others of its state; a person in the
governments of two states; one person under two spellings in one office; an alias that says the name again.
Each line is one contradiction; the exit status is 1 if there is any.
"""
import collections
import csv
import math
import os
import sys
import unicodedata

# Kinds that several persons hold at once, as the head of offices.tsv says.
SHARED = set("adviser ambassador candidate co_head commander deputy envoy governor member opposition_leader "
             "spokesperson".split())
GOVERNMENT = set("head_of_state head_of_government foreign_minister defence_minister interior_minister "
                 "finance_minister".split())
# States that followed each other: one person may have served both.
SAME = [set("SUN RUS UKR BLR KAZ GEO UZB TKM AZE MDA KGZ TJK ARM LTU LVA EST".split()),
        set("YUG SRB MNE HRV SVN BIH MKD SCG XKX".split()), set("CSK CZE SVK".split()), set("DDR DEU".split()),
        set("SDN SSD".split()), set("YEM YMD".split())]
FAR = 3500  # km from the nearest other place of the state: the islands of Kiribati lie 3,200 apart


def read_table(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def fold(name):
    text = unicodedata.normalize("NFD", name.lower())
    return "".join(c for c in text if not unicodedata.combining(c) and (c.isalnum() or c == " "))


def state_of(code, bodies):
    """The country behind a state's code or a body's id."""
    return bodies[code]["country"] if code in bodies else code


def successors(states):
    return len(states) < 2 or any(states <= group for group in SAME)


def overlaps(holders, offices):
    exact = collections.defaultdict(list)
    for row in holders:
        if len(row["from"]) == 10 and offices[row["office"]]["kind"] not in SHARED:
            exact[row["office"]].append(row)
    for office, rows in exact.items():
        rows.sort(key=lambda row: row["from"])
        for older, newer in zip(rows, rows[1:]):
            ends = older["to"] or "9999-12-31"
            if older["person"] != newer["person"] and len(ends) == 10 and ends > newer["from"]:
                yield f"{office}: {older['person']} to {ends}, {newer['person']} from {newer['from']}"


def terms(holders, offices, bodies):
    served, spelt, seen = collections.defaultdict(set), collections.defaultdict(set), {}
    for row in holders:
        office = offices[row["office"]]
        if row["to"] and row["to"] < row["from"][:len(row["to"])]:
            yield f"{row['office']}: {row['person']} ends before the beginning"
        if not row["to"] and not row["as_of"]:
            yield f"{row['office']}: {row['person']} is open, but as of when?"
        if not row["to"] and row["as_of"] < row["from"][:len(row["as_of"])]:
            yield f"{row['office']}: {row['person']} is open as of a day before the beginning"
        if (row["office"], row["person"]) in seen and seen[row["office"], row["person"]] == row["from"]:
            yield f"{row['office']}: {row['person']} twice from {row['from']}"
        seen[row["office"], row["person"]] = row["from"]
        if office["kind"] in GOVERNMENT and office["of"] not in bodies:
            served[row["person"]].add(office["of"])
        spelt[row["office"], "".join(sorted(fold(row["person"]).replace("el", "al").split()))].add(row["person"])
    for person, states in served.items():
        if not successors(states):
            yield f"{person}: in the governments of {' and '.join(sorted(states))}"
    for (office, _), names in spelt.items():
        if len(names) > 1:
            yield f"{office}: one person as {' and '.join(sorted(names))}"


def links(rows, bodies):
    for row in rows["bodies"]:
        parent = row["parent"]
        if parent in bodies and row["country"] and bodies[parent]["country"] not in ("", row["country"]) \
                and row["country"] in rows["codes"] and bodies[parent]["country"] in rows["codes"]:
            yield f"body {row['id']} of {row['country']}: its parent {parent} is of {bodies[parent]['country']}"
    for row in rows["seats"]:
        power = row["stands_for"]
        if power in bodies and row["country"] in rows["codes"] and bodies[power]["country"] in rows["codes"] \
                and bodies[power]["country"] != row["country"]:
            yield f"seat {row['name']} of {row['country']}: {power} is of {bodies[power]['country']}"
    for row in rows["offices"]:
        if row["id"].split(".")[0] != row["of"]:
            yield f"office {row['id']} is of {row['of']}"
    for table, column in (("bodies", "name"), ("places", "name"), ("holders", "person"), ("states", "name")):
        for row in rows[table]:
            if row[column] in row["aliases"].split("|"):
                yield f"{table}: {row[column]} is its own alias"


def distance(a, b):
    """Kilometres between two (latitude, longitude), as the crow flies."""
    (x, y), (u, v) = [tuple(map(math.radians, place)) for place in (a, b)]
    return 12742 * math.asin(math.sqrt(math.sin((u - x) / 2) ** 2
                                       + math.cos(x) * math.cos(u) * math.sin((v - y) / 2) ** 2))


def far_places(places):
    """Settlements and divisions far from every other one of their state. Compares with a grid of whole degrees."""
    grid = collections.defaultdict(set)
    mine = [row for row in places if row["latitude"] and row["country"] and row["type"] == "GPE"]
    for row in mine:
        grid[row["country"]].add((round(float(row["latitude"])), round(float(row["longitude"]))))
    for row in mine:
        at = (float(row["latitude"]), float(row["longitude"]))
        own, cells = (round(at[0]), round(at[1])), grid[row["country"]]
        if len(cells) > 1 and not any(cell != own and distance(at, cell) <= FAR for cell in cells):
            yield f"place {row['name']} of {row['country']} at {at}: {FAR} km from all others"


def main():
    folder = sys.argv[1]
    rows = {name: read_table(os.path.join(folder, name + ".tsv"))
            for name in "states places seats bodies offices holders".split()}
    rows["codes"] = {row["code"] for row in rows["states"]}
    bodies = {row["id"]: row for row in rows["bodies"]}
    offices = {row["id"]: row for row in rows["offices"]}
    found = [*overlaps(rows["holders"], offices), *terms(rows["holders"], offices, bodies), *links(rows, bodies),
             *far_places(rows["places"])]
    print("\n".join(found) or "the knowledge tables do not contradict themselves")
    return 1 if found else 0


sys.exit(main())
