# SPDX-License-Identifier: Apache-2.0
"""Is the encoder that larger.py loads the one of its makers?  Against `pip install transformers`, on a CPU.

usage: larger_check.py BASE PREPARED [--sentences N] [--layers N]

Sentences of the dev articles of data/corpus, with our word pieces: the states after the last layer, of our
Reader alone in its window and in a window behind another (no shapes), and of the reference; and what the
8 bits of larger.py's file change.  Differences are absolute; a state's numbers have a spread of the size printed.
"""

import argparse

import numpy as np
import torch
from transformers import AutoModel

import larger
from model import Config, Reader
from prepare import our_articles
from windows import collate
from wordpiece import WordPiece


def reader(base, shape, count):
    m = Reader(Config(**shape, vocabulary=count, tower_from=shape["layers"]))
    m.load_base(base)
    torch.nn.init.zeros_(m.shape.weight)
    return m.eval()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("base")
    p.add_argument("prepared")
    p.add_argument("--sentences", type=int, default=20)
    p.add_argument("--layers", type=int)
    a = p.parse_args()
    with open(f"{a.prepared}/vocab.txt", encoding="utf-8") as f:
        entries = f.read().split("\n")[:-1]
    weights, shape = larger.read(a.base, entries, a.layers)
    theirs = AutoModel.from_pretrained(a.base).eval()
    rows = larger.rows_of(entries, theirs.config.model_type, open(f"{a.base}/vocab.txt", encoding="utf-8").read().split("\n"))
    ours, short = reader(weights, shape, len(entries)), reader(larger.in_bytes(weights), shape, len(entries))
    pieces = WordPiece(entries)
    sentences = [s.words for doc in our_articles("dev", {}) for s in doc.sentences if len(s.words) > 8][::7][:a.sentences]
    found = {"alone": [], "behind another": [], "in 8 bits": []}
    spread, docs = [], []
    for words in sentences:
        coded = [pieces.word(w) for w in words]
        ids = np.concatenate([n for n, _ in coded])
        docs.append({"ids": ids, "shapes": np.zeros(len(ids), np.uint8), "sent_piece": np.array([0, len(ids)]), "sent_word": np.array([0, len(words)]),
                     "word_at": np.cumsum([0] + [len(n) for n, _ in coded[:-1]])})
    with torch.no_grad():
        for i, doc in enumerate(docs):
            read = torch.tensor([rows[k] for k in (2, *doc["ids"], 3)])
            states = theirs(read[None], output_hidden_states=True).hidden_states[shape["layers"]][0]
            spread.append(float(states.std()))
            alone = collate([(doc, 0, 1)])
            both = collate([(docs[i - 1], 0, 1), (doc, 0, 1)])
            for name, m, batch, window in (("alone", ours, alone, 1), ("behind another", ours, both, 2), ("in 8 bits", short, alone, 1)):
                b = {k: torch.as_tensor(v) for k, v in batch.items()}
                found[name].append((m.encode(b)[1][b["window"] == window] - states).abs().flatten())
    print(f"{len(docs)} sentences, {shape['layers']} layers, spread of a state {np.mean(spread):.3f}")
    for name, parts in found.items():
        d = torch.cat(parts)
        print(f"{name:15} difference: median {float(d.median()):.2e}  mean {float(d.mean()):.2e}  most {float(d.max()):.2e}")


if __name__ == "__main__":
    main()
