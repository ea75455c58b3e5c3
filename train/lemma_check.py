# SPDX-License-Identifier: Apache-2.0
"""Does the library need lemmas from the engine?  The word forms of data/lexicon against EWT dev.

usage: lemma_check.py DATA

The library has no lemmatiser: data/lexicon lists every form of its verbs and triggers.  Of the verbs
of EWT dev: how many of those whose lemma the lexicon has are found by their form, and how many forms
give the right lemma (first of the lexicon's lemmas with that form).
"""

import csv
import gzip
import os
import sys

LEXICON = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "lexicon")


def verbs():
    """{form: [lemmas]} of verbs.tsv and of the single verbs of triggers.tsv."""
    out = {}
    for name in ("verbs", "triggers"):
        with open(f"{LEXICON}/{name}.tsv", encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
                if " " not in row["lemma"] and row.get("pos", "v") == "v":
                    for form in row["forms"].split("|"):
                        if row["lemma"] not in out.setdefault(form, []):
                            out[form].append(row["lemma"])
    return out


def main():
    table = verbs()
    lemmas = {lemma for found in table.values() for lemma in found}
    known = found = right = total = wrong = 0
    with gzip.open(f"{sys.argv[1]}/ud/en_ewt-dev.conllu.gz", "rt", encoding="utf-8") as f:
        for line in f:
            cells = line.split("\t")
            if len(cells) < 5 or cells[3] != "VERB":
                continue
            form, lemma = cells[1].lower(), cells[2].lower()
            total += 1
            mine = table.get(form)
            if lemma in lemmas:
                known += 1
                found += mine is not None and lemma in mine
                right += mine is not None and mine[0] == lemma
            elif mine:
                wrong += 1
    print(f"{total} verbs, {100 * known / total:.1f} % of a lemma in the lexicon; of these found by form {100 * found / known:.2f} %, "
          f"first lemma right {100 * right / known:.2f} %; verbs of other lemmas taken for one of it {wrong}")


if __name__ == "__main__":
    main()
