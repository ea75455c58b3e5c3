# SPDX-License-Identifier: Apache-2.0
"""Fits lib/relation/weights.h: which pairs of names a sentence relates, on the corpus' train part.

usage: fit_relations.py [BUILD] [--folds DIR]     (default build; the library must be made; DIR: fold weights, train/folds.py)

A pair is right for a type if the gold has the relation between the two entities and says so in this sentence; where it has it in another
sentence the pair is left out of the fit. One logistic regression a type over hashed features (lib/relation/pair.c), L2, full batches with
Adam; weights under SMALLEST are dropped. Printed: the best F1 over relations (not pairs) in a
fivefold cross-check over articles, and what the thresholds of LEAST give there; those of kinship, whose words patterns know, and of the
rest are near the best of the cross-check. The dev part is not read.
"""
import argparse
import collections
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "train"), str(ROOT / "data" / "corpus" / "tools")]
import folds as fold_weights  # noqa: E402
from standoff import load, names  # noqa: E402

TYPES = ["MEMBER_OF", "PART_OF", "LOCATED_IN", "KINSHIP"]
BITS = {"MEMBER_OF": 1, "PART_OF": 2, "LOCATED_IN": 3, "KINSHIP": 4}  # of drg_relation_type
FOLDS, STEPS, PENALTY, RATE = 5, 250, 0.7, 0.05
RAREST, SMALLEST, UNIT = 3, 0.2, 64  # UNIT: steps of a log-odd in the written weights
LEAST = {"MEMBER_OF": -2.4, "PART_OF": -2.2, "LOCATED_IN": -1.1, "KINSHIP": 1.1}  # log-odds from which a pair counts


def look(build, folds):
    """Runs the library over the train part: pairs with their features, and what each feature is."""
    program = fold_weights.program(build, "train/pairs", "relations/pairs.c")
    articles, pairs, meaning = names("train"), [], {}
    _, bodies = fold_weights.run(program, [("train", name, [str(ROOT / "data/corpus/texts" / f"{name}.txt")]) for name in articles], folds)
    for number, line in ((number, line) for number, body in enumerate(bodies) for line in body):
        if line[0] == "F":
            field = line.split("\t")
            meaning[int(field[1])] = " ".join(x for x in field[2:] if x)
        else:
            field = line.split()
            pairs.append((number, tuple(map(int, field[1:5])), int(field[6]), [int(x) for x in field[7:]]))
    return articles, pairs, meaning


def gold_of(doc):
    """{(start, end): (entity, sentence)} and {(type, subject, object): sentences}."""
    spans = {(m["start"], m["end"]): (e["id"], m["sentence"]) for e in doc["entities"] for m in e["mentions"] if m["kind"] == "name"}
    relations = collections.defaultdict(set)
    for r in doc["relations"]:
        relations[r["type"], r["subject"], r["object"]].add(r["sentence"])
        if r["type"] == "KINSHIP":
            relations[r["type"], r["object"], r["subject"]].add(r["sentence"])
    return spans, relations


def judge(articles, pairs):
    """[pairs][types]: 1 right, 0 wrong, -1 not judged; keys of the relations; how many the gold has, by type and article."""
    golds = [gold_of(load("train", name)) for name in articles]
    verdict, keys = np.zeros((len(pairs), len(TYPES)), int), []
    for i, (number, (a, b, c, d), allowed, _) in enumerate(pairs):
        spans, relations = golds[number]
        subject, object_ = spans.get((a, b)), spans.get((c, d))
        keys.append((number, subject[0] if subject else ("?", a), object_[0] if object_ else ("?", c)))
        for t, name in enumerate(TYPES):
            if not allowed >> BITS[name] & 1:
                verdict[i, t] = -2
            elif subject and object_ and (name, subject[0], object_[0]) in relations:
                verdict[i, t] = 1 if subject[1] in relations[name, subject[0], object_[0]] else -1
    totals = [[(n, k) for n, (_, r) in enumerate(golds) for k in r if k[0] == name] for name in TYPES]
    return verdict, keys, totals


class Rows:
    """Sparse rows of 0/1 features."""

    def __init__(self, lists):
        self.index = np.concatenate([np.asarray(x, np.int64) for x in lists]) if lists else np.zeros(0, np.int64)
        self.row = np.repeat(np.arange(len(lists)), [len(x) for x in lists])
        self.count = len(lists)

    def times(self, w):
        return np.bincount(self.row, weights=w[self.index], minlength=self.count)

    def back(self, r, size):
        return np.bincount(self.index, weights=r[self.row], minlength=size)


def fit(lists, y, size):
    rows, w, bias = Rows(lists), np.zeros(size), 0.0
    m, v, mb, vb = np.zeros(size), np.zeros(size), 0.0, 0.0
    for step in range(1, STEPS + 1):
        p = 1 / (1 + np.exp(-np.clip(rows.times(w) + bias, -40, 40)))
        g, gb = rows.back(p - y, size) + PENALTY * w, (p - y).sum()
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        mb, vb = 0.9 * mb + 0.1 * gb, 0.999 * vb + 0.001 * gb * gb
        a, b = 1 - 0.9**step, 1 - 0.999**step
        w -= RATE * (m / a) / (np.sqrt(v / b) + 1e-8)
        bias -= RATE * (mb / a) / (np.sqrt(vb / b) + 1e-8)
    return w, bias


def best_threshold(odds, verdict, keys, total):
    """Threshold of the best F1 over relations: a relation has the odds of its likeliest pair."""
    best = {}
    for o, v, k in zip(odds, verdict, keys):
        old = best.get(k, (-99.0, False))
        best[k] = (max(old[0], o), old[1] or v in (1, -1))
    ranked = sorted(best.values(), reverse=True)
    top, hit = (0.0, 0.0, 0, 0), 0
    for n, (o, right) in enumerate(ranked, 1):
        hit += right
        f1 = 2 * hit / (n + total)
        if f1 > top[0]:
            top = (f1, o, hit, n)
    return top


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", default="build")
    fold_weights.add_option(parser)
    options = parser.parse_args()
    articles, pairs, meaning = look(options.build, fold_weights.Folds(options.folds))
    verdict, keys, totals = judge(articles, pairs)
    counts = collections.Counter(h for p in pairs for h in p[3])
    kept = sorted(h for h, n in counts.items() if n >= RAREST)
    number = {h: i for i, h in enumerate(kept)}
    lists = [[number[h] for h in p[3] if h in number] for p in pairs]
    article = np.array([p[0] for p in pairs])
    print(f"{len(pairs)} pairs of {len(articles)} articles, {len(kept)} features")
    weights, biases, least = np.zeros((len(kept), len(TYPES))), [], []
    for t, name in enumerate(TYPES):
        use = np.flatnonzero(verdict[:, t] != -2)
        odds = np.zeros(len(use))
        for fold in range(FOLDS):
            test = article[use] % FOLDS == fold
            train = use[~test & (verdict[use, t] >= 0)]
            w, bias = fit([lists[i] for i in train], (verdict[train, t] == 1).astype(float), len(kept))
            odds[test] = Rows([lists[i] for i in use[test]]).times(w) + bias
        f1, threshold, hit, n = best_threshold(odds, verdict[use, t], [keys[i] for i in use], len(totals[t]))
        print(f"{name}: {len(use)} pairs, {int((verdict[use, t] == 1).sum())} right; P {100 * hit / n:.1f} R {100 * hit / len(totals[t]):.1f} F1 {100 * f1:.1f} at {threshold:.2f}")
        train = use[verdict[use, t] >= 0]
        w, bias = fit([lists[i] for i in train], (verdict[train, t] == 1).astype(float), len(kept))
        weights[:, t] = w
        biases.append(bias)
        least.append(LEAST[name])
    weights[np.abs(weights).max(axis=1) < SMALLEST] = 0
    write(options.build, kept, weights, biases, least, meaning)


def cell(x):
    return int(np.clip(np.round(UNIT * x), -128, 127))


def write(build, kept, weights, biases, least, meaning):
    """Sorted by hash: the hash above, four bytes of weights below. BUILD/train/weights.tsv says what each row is."""
    rows = sorted((h, [cell(x) for x in w]) for h, w in zip(kept, weights) if w.any())
    print(f"{len(rows)} rows")
    packed = [h << 32 | int.from_bytes(bytes(x & 255 for x in w), "big") for h, w in rows]
    lines = [" ".join(f"0x{x:016x}," for x in packed[i : i + 4]) for i in range(0, len(packed), 4)]
    out = [
        "/* SPDX-License-Identifier: Apache-2.0 */",
        "/*",
        " * Written by train/relations/fit_relations.py. A row of ROWS is a feature's hash and, a byte each,",
        f" * its weights for {', '.join(TYPES)}; all in 1/{UNIT} of log-odds.",
        " */",
        "static const int32_t BIAS[TYPES] = {" + ", ".join(str(round(UNIT * x)) for x in biases) + "};",
        "static const int32_t LEAST[TYPES] = {" + ", ".join(str(round(UNIT * x)) for x in least) + "};",
        "static const uint64_t ROWS[] = {",
    ]
    body = "\n".join("    " + line for line in lines).rstrip(",")
    (ROOT / "lib" / "relation" / "weights.h").write_text("\n".join(out) + "\n" + body + "};\n", encoding="utf-8")
    told = "".join(f"{h:08x}\t{meaning.get(h, '')}\t" + "\t".join(map(str, w)) + "\n" for h, w in sorted(rows, key=lambda r: -max(map(abs, r[1]))))
    (ROOT / build / "train" / "weights.tsv").write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
