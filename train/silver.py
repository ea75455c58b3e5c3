# SPDX-License-Identifier: Apache-2.0
"""Let a trained engine read the training texts that nobody annotated with events or names.

usage: silver.py PREPARED MODEL_FOLDER...    writes PREPARED/data.pkl beside data.pkl.xz; fit.py prefers it

Self-training with a noisy student (Xie et al. 2020): the probabilities of names and triggers become
soft labels of words that have no label of their own, and triggers that are likelier than not bring
their roles as items without attributes.  Probabilities are kept as bytes (255 = 1).
Of several models the probabilities are averaged.  Only texts of the train part are read.
"""

import argparse
import lzma
import pickle

import numpy as np
import torch

import evaluate
import fit
from labels import ROLE_ROWS, TRIGGER_ROWS


SETS = ("polnear", "newswire", "plain")


def probabilities(scores):
    e = np.exp(scores - scores.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def as_bytes(p):
    return np.round(255 * p).astype(np.uint8)


def read(models, docs, budget, device):
    """Per document: probabilities of names and triggers [words, rows]."""
    reads = [evaluate.Read(m, docs, budget, device) for m in models]
    at = 0
    for d in docs:
        n = len(d["sent_word"]) - 1
        mean = lambda key: sum(probabilities(np.concatenate(getattr(r, key)[at:at + n])) for r in reads) / len(reads)
        yield d, mean("names"), mean("triggers")
        at += n


def likely_triggers(p, starts):
    """[sentence, first word, end, type] of a document's likely triggers."""
    out = []
    for s in range(len(starts) - 1):
        part = p[starts[s]:starts[s + 1]]
        if part[:, 1:].max() <= 0.5:
            continue
        for a, b, kind in evaluate.spans(evaluate.viterbi([np.log(part + 1e-9)], TRIGGER_ROWS)[0]):
            if part[a, 1 + 2 * kind] > 0.5:
                out.append([s, starts[s] + a, starts[s] + b, kind])
    return sorted(out)


def add_events(models, docs, found, budget, device):
    """Roles of the likely triggers, as items."""
    with_events = []
    for d, rows in zip(docs, found):
        if rows:
            d["events"] = np.array([[s, a, b, 1 << k, k, -1, -1, -1, -1, -1, 0] for s, a, b, k in rows], np.int64)
            d["roles"] = [np.zeros(d["sent_word"][s + 1] - d["sent_word"][s], np.uint8) for s, *_ in rows]
            d["contexts"] = np.full(len(rows), -1, np.int64)
            with_events.append(d)
    reads = [evaluate.Read(m, with_events, budget, device) for m in models]
    scores = [np.log(sum(probabilities(i[0]) for i in items) + 1e-9) for items in zip(*(r.items for r in reads))]
    paths = iter(evaluate.viterbi(scores, ROLE_ROWS))
    for d in with_events:
        d["roles"] = [next(paths).astype(np.uint8) for _ in d["roles"]]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("prepared")
    p.add_argument("models", nargs="+", help="checkpoints, folders with half.NN")
    p.add_argument("--budget", type=int, default=128)
    a = p.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    with lzma.open(f"{a.prepared}/data.pkl.xz") as f:
        data = pickle.load(f)
    models = [fit.load(m).to(device) for m in a.models]
    docs = [d for d in data["train"] if d["set"] in SETS]
    words = events = 0
    for i in range(0, len(docs), 200):
        part = docs[i:i + 200]
        found = []
        for d, names, triggers in read(models, part, a.budget, device):
            if "names" not in d:
                d["soft_names"] = as_bytes(names)
            d["soft_triggers"] = as_bytes(triggers)
            found.append(likely_triggers(triggers, d["sent_word"]))
        add_events(models, part, found, a.budget, device)
        words += sum(len(d["word_at"]) for d in part)
        events += sum(map(len, found))
        print(f"{i + len(part)} of {len(docs)} documents, {words} words, {events} triggers", flush=True)
    with open(f"{a.prepared}/data.pkl", "wb") as f:
        pickle.dump(data, f, 4)


if __name__ == "__main__":
    with torch.no_grad():
        main()
