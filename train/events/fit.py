#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the weights of the event stage's decisions (lib/event/weights.c) to the corpus.

usage: fit.py [BUILD]              from the root of the repository, after make; BUILD: build

Prints what each decision gives on articles that its weights have not seen, then rewrites weights.c.
Needs NumPy and a C compiler. The same corpus, code, tables and weights of the reading engine give
the same numbers. README.md beside it says which part each decision learns from, and why.
"""
import collections
import sys

import numpy as np

import corpus
import logistic
from corpus import ROOT, score

FILL_THRESHOLD = 0.3  # as in fill.c

HEAD = """/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much each sign (signs.h) counts for the learned decisions of this stage, in log-odds, by the
 * number of the sign in fill.h. Written by train/events/fit.py: not to be edited.
 */
#include "weights.h"

/* clang-format off */
"""


def width_of(rows):
    return 1 + max(number for row in rows for number, _ in row)


def table(name, size, weights):
    lines = [f"const float {name}[{size}] = {{"]
    for first in range(0, len(weights), 8):
        lines.append("    " + " ".join(f"{value:.3f}F," for value in weights[first : first + 8]))
    return "\n".join(lines) + "\n};\n"


# ---- fill: who is a party that the words leave out ----------------------------------------------


def entity_party(fields):
    _, kind, country, name, *mentions = fields
    countries = {country} - {""}
    return {
        "names": {score.norm(words) for words in [name, *mentions]},
        "countries": countries if kind in ("STATE", "NORP") else set(),  # a town is not its state
        "loose": set() if kind == "GPE" else countries,
        "words": set(score.long_words(name)),
        "said": " ".join(score.long_words(name)),
    }


def described_party(country, words):
    return {"names": {score.norm(words)}, "countries": set(), "loose": {country} - {""}, "words": set(score.long_words(words)), "said": " ".join(score.long_words(words))}


def record_of(article, fields):
    """The gold record that a record of the program tells best: of its type, with most sentences in common."""
    at = fields.index("|")
    sentences = {article.sentence(int(start)) for start in fields[at + 1 :: 2]}
    shared = {v["id"]: len({m[0] for m in v["mentions"]} & sentences) for v in article.gold.doc["events"] if fields[1] in article.types(v)}
    best = max(shared, key=shared.get, default=None)
    return next(v for v in article.gold.doc["events"] if v["id"] == best) if best and shared[best] else None


def fill_examples(article):
    """[[(is it right, signs) of each candidate] of each open side of a record that is told]."""
    entities = [entity_party(fields) for fields in article.lines["E"]]
    records = {fields[0]: record_of(article, fields) for fields in article.lines["R"]}
    sides = collections.OrderedDict()
    for number, side, entity, country, words, _, *signs in article.lines["F"]:
        event = records[number]
        if event is None:
            continue
        sources, targets = article.sides[event["id"]]
        wanted = sources + targets if score.symmetric(event, targets) else (sources, targets)[int(side)]
        party = entities[int(entity)] if int(entity) >= 0 else described_party(country, words)
        right = any(score.same_party(one, party) for one in wanted)
        sides.setdefault((number, side), []).append((right, corpus.signs(signs)))
    return list(sides.values())


def fill_report(what, sides, weights, threshold):
    filled = right = 0
    for candidates in sides:
        odds = [sum(weights[n] * v for n, v in signs) for _, signs in candidates]
        best = int(np.argmax(odds))
        if logistic.probability(np.array(odds[best])) >= threshold:
            filled += 1
            right += candidates[best][0]
    reach = sum(any(answer for answer, _ in candidates) for candidates in sides)
    print(f"fill, {what}: {len(sides)} open sides, right party among the candidates of {reach}; filled {filled}, of these right {right}")


def fit_fill(articles, penalty=1.0):
    sides = {part: [side for article in articles if article.part == part for side in fill_examples(article)] for part in ("train", "dev")}
    width = width_of([signs for side in sides["train"] + sides["dev"] for _, signs in side])

    def learn(some):
        rows = [row for side in some for row in side]
        return logistic.fit([signs for _, signs in rows], [answer for answer, _ in rows], width, penalty)


    fill_report("train by halves", sides["train"][1::2], learn(sides["train"][::2]), FILL_THRESHOLD)
    weights = learn(sides["train"])
    fill_report("dev", sides["dev"], weights, FILL_THRESHOLD)
    return weights


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build"
    articles = corpus.read(build, ["train", "dev"])
    text = HEAD + table("drg_fill_weights", "DRG_FILL_SIGNS", fit_fill(articles))
    (ROOT / "lib" / "event" / "weights.c").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
