# SPDX-License-Identifier: Apache-2.0
"""Is the C engine the network that was trained?

usage: check.py DATA WEIGHTS.drgm DRIVE [FLOAT] [--figures]

FLOAT is the folder with half.NN that WEIGHTS was exported from; without it the 8-bit weights
themselves, as floats, stand for it (then only the loss by 8-bit activations is seen).

  bits       100 sentences against the NumPy model: every score, bit for bit
  labels     words whose best row is equal: C against the integer simulation in PyTorch (whole.py;
             at least 99.8 %, and a median difference of scores of at most 0.02), and against the
             float network (at least 99.5 %)
  losses     mean -ln p of the roles of our dev articles in each: what integers cost, without the
             chance of which span falls over an edge
  --figures  all dev figures of the float network, of the simulation and of the C engine

The simulation costs a minute of one core for five articles.
"""

import argparse
import sys

import numpy as np
import torch

import evaluate
import fit
import prepare
import simulate
from engine import EngineRead
from labels import NAME_ROWS, TRIGGER_ROWS
from model import quantised
from wordpiece import WordPiece

HEADS = ("upos", "names", "triggers", "quotes")


def scores(model, docs, window, int8):
    """evaluate.Read of a network, exactly."""
    evaluate.Exact.on = True
    quantised(int8)
    with torch.no_grad():
        out = evaluate.Read(model.eval(), docs, window, "cpu")
    quantised(False)
    return out


def best_rows(read, head):
    """The decoded label of every word."""
    rows = getattr(read, head)
    if head == "upos":
        return np.concatenate([s.argmax(-1) for s in rows])
    if head == "quotes":
        return np.concatenate([s.reshape(len(s), 3, 3).argmax(-1) @ [9, 3, 1] for s in rows])
    return np.concatenate(evaluate.viterbi(rows, NAME_ROWS if head == "names" else TRIGGER_ROWS))


def compare(title, mine, other):
    """Prints the agreement of two readings; (share of equal labels, median difference) over all heads."""
    equal = total = 0
    parts, gaps = [], []
    for head in HEADS:
        same = best_rows(mine, head) == best_rows(other, head)
        equal, total = equal + int(same.sum()), total + len(same)
        parts.append(f"{head} {100 * same.mean():.2f}")
        gaps.append(np.abs(np.concatenate(getattr(mine, head)) - np.concatenate(getattr(other, head))).ravel())
    median = float(np.median(np.concatenate(gaps)))
    print(f"{title}: equal labels {100 * equal / total:.2f} % ({', '.join(parts)}); "
          f"median difference of scores {median:.4f}", flush=True)
    return 100 * equal / total, median


def role_loss(read, docs):
    """Mean -ln p of the role of every word, given the true triggers."""
    gold = [r for d in docs if "events" in d for r in d["roles"]]
    lost = []
    for (scores, *_), right in zip(read.items, gold):
        top = scores.max(-1, keepdims=True)
        total = top[:, 0] + np.log(np.exp(scores - top).sum(-1))
        lost.append(total - scores[np.arange(len(right)), right])
    return float(np.mean(np.concatenate(lost)))


def bits(weights, drive, docs, count=100):
    """The first `count` sentences, through the C engine and the NumPy model."""
    few, sentences = [], 0
    for d in docs:
        few.append(d)
        sentences += len(d["words"])
        if sentences >= count:
            break
    plain = [{k: v for k, v in d.items() if k not in ("events", "links", "head")} for d in few]
    c = EngineRead(weights, drive)(plain)
    m = simulate.Model(open(weights, "rb").read())
    pieces = WordPiece(m.entries)
    differ = number = 0
    at = 0
    for d in plain:
        rows = np.concatenate([r for r, _ in simulate.read(m, d["words"], pieces)]).astype(np.float32)
        n = len(d["words"])
        mine = np.concatenate([np.concatenate([getattr(c, h)[i] for h in HEADS], 1) for i in range(at, at + n)])
        at += n
        rows = rows[:, :mine.shape[1]]
        differ += int((mine.view(np.uint32) != np.ascontiguousarray(rows).view(np.uint32)).sum())
        number += mine.size
    print(f"bits: {sentences} sentences, {number} scores, {differ} differ from the NumPy model", flush=True)
    return differ


def main():
    p = argparse.ArgumentParser()
    p.add_argument("data")
    p.add_argument("weights")
    p.add_argument("drive")
    p.add_argument("float", nargs="?")
    p.add_argument("--figures", action="store_true")
    p.add_argument("--every", type=int, default=1, help="of the other corpora's documents take every N-th: float products are slow on a CPU")
    a = p.parse_args()
    engine = EngineRead(a.weights, a.drive)
    window = engine.model.window
    pieces = WordPiece(engine.model.entries)
    docs = [prepare.encode(d, pieces) for d in prepare.read_all(a.data)["dev"] if d.sentences]
    ours = [d for d in docs if d["set"] == "articles"]
    failed = bits(a.weights, a.drive, ours) > 0
    restored = fit.load(a.weights)
    exact = fit.load(a.float) if a.float else restored
    c = engine(ours)
    whole, floats = scores(restored, ours, window, True), scores(exact, ours, window, False)
    equal, median = compare("C engine against the integer simulation", c, whole)
    failed |= equal < 99.8 or median > 0.02
    failed |= compare("C engine against the float network", c, floats)[0] < 99.5
    print("loss of roles: " + ", ".join(f"{name} {role_loss(read, ours):.5f}" for name, read in
                                        (("float", floats), ("simulation", whole), ("C", c))), flush=True)
    if a.figures:
        kinds = sorted({d["set"] for d in docs} - {"articles"})
        docs = ours + [d for k in kinds for d in [d for d in docs if d["set"] == k][::a.every]]
        table = [evaluate.figures(lambda ds: scores(exact, ds, window, False), docs),
                 evaluate.figures(lambda ds: scores(exact, ds, window, True), docs), evaluate.figures(engine, docs)]
        print("  float    int8       C  figure (C: Eisner trees; the others greedy)")
        for name in table[0]:
            print(" ".join(f"{t[name]:7.2f}" for t in table), "", name)
    sys.exit(failed)


if __name__ == "__main__":
    main()
