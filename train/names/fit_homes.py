#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the weights of lib/entity/home.c (home_weights.c) to the train part of data/corpus.

usage: fit_homes.py [BUILD] [--folds DIR]       from the root of the repository; BUILD: build; DIR: fold weights (train/folds.py)

A conditional logit model (McFadden 1974): the candidates of an entity compete, "no country" is one
of them.  Fitted by AdaGrad with an L2 penalty.  Each article is seen twice, once as if it did not
begin with its address, since most texts that users send do not.  Prints the share of right answers
on both parts; the same corpus, tables and weights of the engine give the same numbers.
"""
import argparse
import json
import math
import pathlib
import random
import re
import subprocess
import sys

EPOCHS, RATE, PENALTY = 40, 0.3, 1e-3
CLASSES = ["PERSON", "BODY", "PLACE", "PEOPLE", "ORGAN"]  # in the order of home.h
ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "data" / "corpus"
sys.path.insert(0, str(ROOT / "train"))
import folds as fold_weights  # noqa: E402

HEAD = """/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much each observation of home.c counts, in thousandths of a logit. Fitted to the train part
 * of the annotated corpus (train/names/fit_homes.py): a conditional logit model with an L2 penalty.
 * A row that says the opposite of its name is a sign of a mistake in home.c, or of two rows that
 * share one meaning.
 */
#include "home.h"

const int16_t drg_home_weights[DRG_HOME_CLASSES][DRG_HOME_OBSERVATIONS] = {
"""


def observation_names():
    header = (ROOT / "lib" / "entity" / "home.h").read_text(encoding="utf-8")
    block = header.split("#define DRG_HOME_OBSERVATION(X)")[1].split("typedef enum")[0]
    return re.findall(r"X\((\w+)\)", block)


def gold_countries(part, name):
    """{(start, end): set of right countries, "-" for none}."""
    article = json.loads((CORPUS / part / f"{name}.json").read_text(encoding="utf-8"))
    return {(m["start"], m["end"]): {e.get("country") or "-"} for e in article["entities"] for m in e["mentions"]}


def examples(build, part, folds):
    """(class, [(country, values)], right countries) of each entity that the annotation has too."""
    program = fold_weights.program(build, "homes", "names/homes.c")
    articles = sorted(path.stem for path in (CORPUS / part).glob("*.json"))
    _, bodies = fold_weights.run(program, [(part, name, [str(CORPUS / "texts" / f"{name}.txt")]) for name in articles], folds)
    made = []
    for name, body in zip(articles, bodies):
        gold, current = gold_countries(part, name), None
        for kind, *fields in map(str.split, body):
            if kind == "E":
                right = gold.get((int(fields[1]), int(fields[2])))
                current = (int(fields[0]), [], right) if right else None
                if current:
                    made.append(current)
            elif current:
                current[1].append((fields[0], [int(v) / 1000 for v in fields[1:]]))
    return made


def scores(weights, candidates):
    return [sum(w * v for w, v in zip(weights, values) if v) for _, values in candidates]


def right_share(weights, data):
    right = [0] * len(CLASSES)
    count = [0] * len(CLASSES)
    for kind, candidates, gold in data:
        s = scores(weights[kind], candidates)
        best = max(range(len(s)), key=lambda i: (s[i], i == len(s) - 1))
        right[kind] += candidates[best][0] in gold
        count[kind] += 1
    return ", ".join(f"{name} {r} of {n}" for name, r, n in zip(CLASSES, right, count)) + f"; all {100 * sum(right) / max(1, sum(count)):.1f} %"


def fit(data, names):
    count = len(names)
    weights = [[0.0] * count for _ in CLASSES]
    squares = [[1e-8] * count for _ in CLASSES]
    address = names.index("ADDRESS")
    seen = []
    for kind, candidates, gold in data:
        if len(candidates) > 1 and any(c in gold for c, _ in candidates):
            seen.append((kind, candidates, gold))
            bare = [(c, [0.0 if i == address else v for i, v in enumerate(values)]) for c, values in candidates]
            seen.append((kind, bare, gold))
    shuffle = random.Random(1)
    for _ in range(EPOCHS):
        shuffle.shuffle(seen)
        for kind, candidates, gold in seen:
            w, g2 = weights[kind], squares[kind]
            s = scores(w, candidates)
            top = max(s)
            e = [math.exp(v - top) for v in s]
            total, wanted = sum(e), sum(v for v, (c, _) in zip(e, candidates) if c in gold)
            step = [0.0] * count
            for v, (c, values) in zip(e, candidates):
                push = (v / wanted if c in gold else 0.0) - v / total
                for i, value in enumerate(values):
                    if value:
                        step[i] += push * value
            for i in range(count):
                change = step[i] - PENALTY * w[i]
                if change:
                    g2[i] += change * change
                    w[i] += RATE * change / math.sqrt(g2[i])
    return weights


def write(weights, names):
    out = HEAD
    for name, row in zip(CLASSES, weights):
        out += f"    [DRG_HOME_{name}] =\n        {{\n"
        for observation, w in zip(names, row):
            out += f"            [DRG_H_{observation}] = {max(-32000, min(32000, round(1000 * w)))},\n"
        out += "        },\n"
    (ROOT / "lib" / "entity" / "home_weights.c").write_text(out + "};\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", default="build")
    fold_weights.add_option(parser)
    options = parser.parse_args()
    build, folds = options.build, fold_weights.Folds(options.folds)
    names = observation_names()
    subprocess.run(["make", "-s", f"BUILD={build}", f"{build}/libdragoman.a"], cwd=ROOT, check=True)
    train, dev = examples(build, "train", folds), examples(build, "dev", folds)
    weights = fit(train, names)
    write(weights, names)
    print("train:", right_share(weights, train))
    print("dev:", right_share(weights, dev))
    subprocess.run(["make", "-s", f"BUILD={build}", "all"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
