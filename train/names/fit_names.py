#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the weights of the name stage (lib/entity/weights.c) to the train part of data/corpus.

usage: fit_names.py [BUILD]        from the root of the repository; BUILD: build

An averaged structured perceptron (Collins 2002) over the decoder of lib/entity/decode.c, with a
margin that a missing name costs twice as much as a false one.  First the weights of the first
reading; then, with these built into the library, those of the second one.  Needs a C compiler and
nothing beyond Python's own library; a minute or two.  The same corpus and tables give the same
weights.
"""
import json
import pathlib
import random
import re
import subprocess
import sys

TYPES = ["PERSON", "ORGANIZATION", "GPE", "LOCATION", "FACILITY", "NORP"]
EPOCHS, MARGIN, MISSING = 12, 3.0, 2.0  # MISSING: how much more a missed name costs
LARGEST = 12000  # the largest weight, in the units of weights.c
ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "data" / "corpus"
# set by hand: the corpus has no case of it ("Trump administration"), so the reading engine denies it
BY_HAND = {("GOVERNMENT_WORD_LAST", "ORGANIZATION"): 18000}

HEAD = """/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much each observation (evidence.c) counts for each type, in thousandths; a name is read where
 * the sum is over zero. First the weights of the first reading, then those of the second.
 *
 * Fitted to the train part of the annotated corpus (train/names/fit_names.py) by an averaged
 * structured perceptron (Collins 2002) over the decoder of decode.c, with a margin. They are
 * numbers that a person can read: a row that says the opposite of its name is a sign of a mistake
 * in evidence.c. One is set by hand, for the corpus has no case of it: GOVERNMENT_WORD_LAST
 * ("Trump administration").
 */
#include "entity.h"

const int16_t drg_evidence_weights[2][DRG_EVIDENCE_COUNT][DRG_NAME_TYPES] = {
"""


def evidence_names():
    header = (ROOT / "lib" / "entity" / "entity.h").read_text(encoding="utf-8")
    block = header.split("#define DRG_EVIDENCE(X)")[1].split("typedef enum")[0]
    return re.findall(r"X\((\w+)\)", block)


def gold_spans(name):
    """{(start, end): number of the type} of an article's names; of nested ones the longest."""
    article = json.loads((CORPUS / "train" / f"{name}.json").read_text(encoding="utf-8"))
    found = {}
    for entity in article["entities"]:
        for mention in entity["mentions"]:
            if entity["type"] in TYPES and mention.get("kind", "name") == "name":
                found[mention["start"], mention["end"]] = TYPES.index(entity["type"])
    kept = {}
    for (start, end), kind in sorted(found.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        if all(end <= a or start >= b for a, b in kept):
            kept[start, end] = kind
    return kept


def candidates(build, reading):
    """Sentences as (tokens, [(first, end, gold type or -1, evidence)]), first and end in the sentence."""
    program = ROOT / build / "candidates"
    subprocess.run(["cc", "-O2", "-D_GNU_SOURCE", "-o", program, ROOT / "train/names/candidates.c",
                    ROOT / build / "libdragoman.a", "-lutf8proc", "-lm"], check=True)
    texts = [str(CORPUS / "texts" / f"{path.stem}.txt") for path in sorted((CORPUS / "train").glob("*.json"))]
    out = subprocess.run([program, str(reading), *texts], check=True, capture_output=True, text=True).stdout
    sentences, gold, base = [], {}, 0
    for line in out.splitlines():
        kind, *fields = line.split()
        if kind == "D":
            gold = gold_spans(pathlib.Path(fields[0]).stem)
        elif kind == "S":
            base = int(fields[0])
            sentences.append((int(fields[1]) - base, []))
        else:
            start, end, first, last, *evidence = map(int, fields)
            sentences[-1][1].append((first - base, last - base, gold.get((start, end), -1), evidence))
    return [s for s in sentences if s[1]]


def best_path(sentence, weights):
    """{number of a candidate: type} of the best reading, the margin against the gold one added."""
    tokens, spans = sentence
    best, back = [0.0] + [-1e18] * tokens, [None] * (tokens + 1)
    at = 0
    for i in range(tokens):
        if best[i] > best[i + 1]:
            best[i + 1], back[i + 1] = best[i], None
        while at < len(spans) and spans[at][0] == i:
            _, end, gold, evidence = spans[at]
            rows = [weights[e] for e in evidence]
            for kind in range(len(TYPES)):
                score = best[i] + sum(row[kind] for row in rows)
                score += -MARGIN * MISSING if kind == gold else MARGIN
                if score > best[end]:
                    best[end], back[end] = score, (at, kind, i)
            at += 1
    path, i = {}, tokens
    while i > 0:
        if back[i] is None:
            i -= 1
        else:
            path[back[i][0]] = back[i][1]
            i = back[i][2]
    return path


def fit(sentences, count):
    """The averaged weights: [evidence][type]."""
    weights = [[0.0] * len(TYPES) for _ in range(count)]
    total = [[0.0] * len(TYPES) for _ in range(count)]
    order, step = list(range(len(sentences))), 1
    shuffle = random.Random(1)
    for epoch in range(EPOCHS):
        shuffle.shuffle(order)
        wrong = 0
        for number in order:
            path = best_path(sentences[number], weights)
            for i, (_, _, gold, evidence) in enumerate(sentences[number][1]):
                read = path.get(i, -1)
                if read == gold:
                    continue
                wrong += 1
                for e in evidence:
                    if gold >= 0:
                        weights[e][gold] += 1
                        total[e][gold] += step
                    if read >= 0:
                        weights[e][read] -= 1
                        total[e][read] -= step
            step += 1
        print(f"  epoch {epoch}: {wrong} wrong", file=sys.stderr)
    return [[w - t / step for w, t in zip(row, sums)] for row, sums in zip(weights, total)]


def write(readings, names):
    out = HEAD
    for weights in readings:
        scale = LARGEST / max(1e-9, max(abs(w) for row in weights for w in row))
        out += "    {\n        /* " + ", ".join(TYPES) + " */\n"
        for name, row in zip(names, weights):
            cells = [BY_HAND.get((name, kind), round(w * scale)) for kind, w in zip(TYPES, row)]
            out += f"        [DRG_E_{name}] = {{" + ", ".join(map(str, cells)) + "},\n"
        out += "    },\n"
    (ROOT / "lib" / "entity" / "weights.c").write_text(out + "};\n", encoding="utf-8")


def main():
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    build = sys.argv[1] if len(sys.argv) == 2 else "build"
    names = evidence_names()
    readings = [[[0.0] * len(TYPES) for _ in names] for _ in range(2)]
    for reading in range(2):
        subprocess.run(["make", "-s", f"BUILD={build}", f"{build}/libdragoman.a"], cwd=ROOT, check=True)
        print(f"reading {reading + 1}", file=sys.stderr)
        readings[reading] = fit(candidates(build, reading), len(names))
        write(readings, names)
    subprocess.run(["make", "-s", f"BUILD={build}", "all"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
