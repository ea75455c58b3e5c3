#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rows of the knowledge tables to be read with fresh eyes: python3 data/tools/sample.py data/knowledge [SEED [ROWS]]

Draws from the tables of facts (states, demonyms, places, seats, bodies, members, offices, holders) in
proportion to their rows, with holders, bodies, offices and members counted four times, since places come from
a gazetteer. The same seed and tables give the same rows. Prints table, confidence and what is known, by column.
"""
import os
import random
import sys

WEIGHT = {"holders": 4, "bodies": 4, "offices": 4, "members": 4}


def main():
    folder = sys.argv[1]
    seed, wanted = (sys.argv[2:] + ["1", "300"][len(sys.argv) - 2:])[:2]
    rows, columns = [], {}
    for table in "states demonyms places seats bodies members offices holders".split():
        with open(os.path.join(folder, table + ".tsv"), encoding="utf-8") as file:
            head, *lines = [line.rstrip("\n") for line in file if not line.startswith("#")]
        columns[table] = head.split("\t")
        rows += [(table, line) for line in lines for _ in range(WEIGHT.get(table, 1))]
    chosen = random.Random(int(seed)).sample(sorted(set(random.Random(seed).sample(rows, 2 * int(wanted)))), int(wanted))
    for table, line in sorted(chosen):
        cells = line.split("\t")
        named = (f"{column}={cell}" for column, cell in zip(columns[table][:-3], cells) if cell)
        print(f"{table} {cells[-2]}: {' / '.join(named)}")


main()
