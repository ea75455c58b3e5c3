# SPDX-License-Identifier: Apache-2.0
"""Let a trained engine read the training texts that nobody annotated with events or names.

usage: silver.py PREPARED MODEL_FOLDER     rewrites PREPARED/data.pkl.xz

Self-training with a noisy student (Xie et al. 2020): the probabilities of names and triggers become
soft labels of words that have no label of their own, and triggers that are likelier than not bring
their roles as items without attributes.  Probabilities are kept as bytes (255 = 1).
Only texts of the train part are read.
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


def read(model, docs, budget):
    """Per document: scores of names and triggers [words, rows]."""
    r = evaluate.Read(model, docs, budget, "cpu")
    at = 0
    for d in docs:
        n = len(d["sent_word"]) - 1
        yield d, np.concatenate(r.names[at:at + n]), np.concatenate(r.triggers[at:at + n])
        at += n


def likely_triggers(scores, starts):
    """[sentence, first word, end, type] of a document's likely triggers."""
    out = []
    for s in range(len(starts) - 1):
        part = scores[starts[s]:starts[s + 1]]
        p = probabilities(part)
        for a, b, kind in evaluate.spans(evaluate.viterbi([part], TRIGGER_ROWS)[0]):
            if p[a, 1 + 2 * kind] > 0.5:
                out.append([s, starts[s] + a, starts[s] + b, kind])
    return sorted(out)


def add_events(model, docs, found, budget):
    """Roles of the likely triggers, as items."""
    for d, rows in zip(docs, found):
        if not rows:
            continue
        d["events"] = np.array([[s, a, b, 1 << k, k, -1, -1, -1, -1, -1, 0] for s, a, b, k in rows], np.int64)
        d["roles"] = [np.zeros(d["sent_word"][s + 1] - d["sent_word"][s], np.uint8) for s, *_ in rows]
        d["contexts"] = np.full(len(rows), -1, np.int64)
    with_events = [d for d in docs if "events" in d]
    r = evaluate.Read(model, with_events, budget, "cpu")
    paths = iter(evaluate.viterbi([i[0] for i in r.items], ROLE_ROWS))
    for d in with_events:
        d["roles"] = [next(paths).astype(np.uint8) for _ in d["roles"]]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("prepared")
    p.add_argument("model", help="folder with half.NN")
    p.add_argument("--budget", type=int, default=128)
    a = p.parse_args()
    path = f"{a.prepared}/data.pkl.xz"
    with lzma.open(path) as f:
        data = pickle.load(f)
    model = fit.load_half(a.model)
    docs = [d for d in data["train"] if d["set"] in SETS]
    words = events = 0
    for i in range(0, len(docs), 40):
        part = docs[i:i + 40]
        found = []
        for d, names, triggers in read(model, part, a.budget):
            if "names" not in d:
                d["soft_names"] = as_bytes(probabilities(names))
            d["soft_triggers"] = as_bytes(probabilities(triggers))
            found.append(likely_triggers(triggers, d["sent_word"]))
        add_events(model, part, found, a.budget)
        words += sum(len(d["word_at"]) for d in part)
        events += sum(map(len, found))
        print(f"{i + len(part)} of {len(docs)} documents, {words} words, {events} triggers", flush=True)
    with lzma.open(path, "wb", preset=4) as f:
        pickle.dump(data, f, 4)


if __name__ == "__main__":
    with torch.no_grad():
        main()
