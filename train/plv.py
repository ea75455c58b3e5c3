# SPDX-License-Identifier: Apache-2.0
"""Type of a given pair, on sentences that were never seen: three 80/20 splits of the PLV pairs.

usage: plv.py PREPARED START OUT [--splits 0 1 2] [--figures] [fit.py's options]

START     weights that never saw a PLV sentence (make train PERMISSIVE=1)
PREPARED  all corpora under START's vocabulary (prepare.py --vocabulary)

A split holds out one fifth of the PLV texts, chosen by a hash of the text, together with what
data/corpus/sentences says about them.  Trained on: the other pairs; pairs made of the events of
data/corpus; its sentences and articles with all their labels.  Printed: macro-F1 over 15 types (CONCEDE
and RETREAT are one), quad class and binary (cooperation or conflict) accuracy, both of the type's.
"""

import argparse
import json
import os
import subprocess
import sys

import numpy as np

import evaluate
import fit
from labels import TYPES

HERE = os.path.dirname(os.path.abspath(__file__))
SHARES = {"pairs": 0.6, "made": 0.2, "sentences": 0.2, "articles": 0, "newswire": 0, "polnear": 0, "ewt": 0, "gum": 0, "crossner": 0,
          "wikigold": 0, "plain": 0}
VERBAL = {"AGREE", "CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
CONFLICT = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}


def type_name(number):
    return "YIELD" if TYPES[number] in ("CONCEDE", "RETREAT") else TYPES[number]


KINDS = sorted({type_name(i) for i in range(len(TYPES))})
OF_KIND = np.array([[type_name(i) == k for i in range(len(TYPES))] for k in KINDS], float)
TRIGGER_WEIGHT = 0.7  # of the trigger head's opinion beside the pair head's


def log_softmax(scores):
    scores = scores - scores.max(-1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(-1, keepdims=True))


def answers(model, docs, weight, budget=128):
    """[(gold, mine)] of pair documents.

    A type's score is the log of the pair head's probability (of CONCEDE and RETREAT together) plus
    `weight` times the log of the highest probability that any word of the sentence is a trigger of it.
    """
    read = evaluate.Read(model, docs, budget, "cpu")
    pair = np.log(np.exp(log_softmax(np.array([i[5] for i in read.items]))) @ OF_KIND.T + 1e-9)
    words = [np.exp(log_softmax(s)) for s in read.triggers]
    triggers = np.log(np.array([((w[:, 1::2] + w[:, 2::2]) @ OF_KIND.T).max(0) for w in words]) + 1e-3)
    best = (pair + weight * triggers).argmax(1)
    return [(type_name(int(e[4])), KINDS[i]) for e, i in zip(np.concatenate([d["events"] for d in docs]), best)]


def figures(pairs):
    """((macro-F1, quad accuracy, binary accuracy, accuracy), {type: F1})."""
    kinds = sorted({g for g, _ in pairs})
    per = {k: evaluate.f1(sum(g == m == k for g, m in pairs), sum(m == k for _, m in pairs), sum(g == k for g, _ in pairs))
           for k in kinds}
    share = lambda view: 100 * float(np.mean([view(g) == view(m) for g, m in pairs]))
    return (float(np.mean(list(per.values()))), share(lambda t: (t in VERBAL, t in CONFLICT)), share(lambda t: t in CONFLICT),
            share(lambda t: t)), per


def main():
    p = argparse.ArgumentParser()
    p.add_argument("prepared")
    p.add_argument("start")
    p.add_argument("out")
    p.add_argument("--splits", type=int, nargs="+", default=[0, 1, 2])
    p.add_argument("--shares", default=json.dumps(SHARES))
    p.add_argument("--figures", action="store_true", help="of weights that are in OUT already")
    a, rest = p.parse_known_args()
    rows = []
    for fifth in a.splits:
        folder = f"{a.out}/{fifth}"
        if not a.figures:
            subprocess.run([sys.executable, f"{HERE}/fit.py", a.prepared, folder, "--start", a.start, "--hold-plv", str(fifth),
                            "--half", "--no-figures", "--no-silver", "--shares", a.shares, *rest], check=True)
        docs = [d for d in fit.read_prepared(a.prepared, False)["train"] if d["set"] == "pairs" and d["fifth"] == fifth]
        model = fit.load_half(folder)
        rows.append([figures(answers(model, docs, weight)) for weight in (0, TRIGGER_WEIGHT)])
        for title, (row, per) in zip(("pair head", "with triggers"), rows[-1]):
            print(f"split {fifth}, {len(docs)} pairs, {title}: " + show(row))
            print("  " + " ".join(f"{k} {v:.0f}" for k, v in per.items()), flush=True)
    for i, title in enumerate(("pair head", "with triggers")):
        print(f"mean, {title}: " + show(np.mean([r[i][0] for r in rows], 0)))


def show(row):
    return "macro-F1 {:.1f}, quad {:.1f}, binary {:.1f}, accuracy {:.1f}".format(*row)


if __name__ == "__main__":
    main()
