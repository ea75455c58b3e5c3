# SPDX-License-Identifier: Apache-2.0
"""Learning from the scores of an engine that is trained already (Hinton et al. 2015).

usage: teach.py PREPARED MODEL OUT.npz    writes what MODEL says of every word of the train part

A teacher tells its probabilities of the word heads, on every word: names, triggers and quotes also in
texts that nobody annotated with them.  It may be of another shape than the learner, a larger encoder
(larger.py) say, if their vocabularies are the same.  `fit.py --teacher` takes a model, which reads the same
batch as the learner does (on a GPU the larger one costs little), or what this program wrote: then the
teacher has read each text once, clean and in windows of --budget pieces, and need not be there any more.
Probabilities are kept as bytes (255 = 1).
"""

import argparse
import os

import numpy as np
import torch

from windows import TAUGHT, collate


def probabilities(scores):
    """Of a head's scores [words, rows]; those of quotes are three taggers of three rows."""
    p = (scores.view(len(scores), 3, 3) if scores.shape[1] == 9 else scores).float().softmax(-1)
    return p.view(len(scores), -1)


def distance(scores, wanted):
    """Mean cross entropy against probabilities [words, rows]; words of zeros, which no teacher read, do not count."""
    if scores.shape[1] == 9:
        scores, wanted = scores.reshape(-1, 3), wanted.reshape(-1, 3)
    wanted = wanted.float()
    total = wanted.sum(-1, keepdim=True)
    known = (total[:, 0] > 0).float()
    loss = -(wanted / total.clamp_min(1e-6) * scores.float().log_softmax(-1)).sum(-1)
    return (loss * known).sum() / known.sum().clamp_min(1)


def losses(wanted, scores):
    """{name': distance} of {head: probabilities} and {head: scores of the learner}."""
    return {f"{k}'": distance(scores[k], wanted[k]) for k in scores}


class Teacher:
    """A model that reads along."""

    def __init__(self, model):
        self.model = model.eval()
        for p in model.parameters():
            p.requires_grad_(False)

    def wanted(self, b):
        """{head: probabilities} of the words of a batch."""
        with torch.no_grad():
            _, final = self.model.encode(b)
            words = final.reshape(-1, self.model.c.width)[b["word_piece"]]
            return {k: probabilities(getattr(self.model, f"head_{k}")(words)) for k in TAUGHT}

    def losses(self, b, scores):
        return losses(self.wanted(b), scores)


class Stored:
    """What a model said before, in the batch itself."""

    def losses(self, b, scores):
        return losses({k: b[f"taught_{k}"] for k in scores}, scores)


def attach(path, docs):
    """A Stored from a file of `main`; the documents of the train part, all and in their order, get their share."""
    stored = np.load(path)
    sizes = [len(d["word_at"]) for d in docs]
    if stored["sizes"].tolist() != sizes:
        raise SystemExit(f"{path}: written for other texts ({len(stored['sizes'])} documents, here {len(docs)})")
    for k in TAUGHT:
        for d, part in zip(docs, np.split(stored[k], np.cumsum(sizes)[:-1])):
            d[f"taught_{k}"] = part
    return Stored()


def read_all(teacher, docs, budget, device):
    """{head: bytes [words of all documents, rows]}."""
    import evaluate
    from fit import to_device
    out = {k: [] for k in TAUGHT}
    for i, chosen in enumerate(evaluate.batches(docs, budget, 16000 if device == "cuda" else 4000)):
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            for k, p in teacher.wanted(to_device(collate(chosen), device)).items():
                out[k].append((255 * p).round().byte().cpu().numpy())
        if i % 20 == 0:
            print(f"batch {i}, {sum(map(len, out['upos']))} words", flush=True)
    return {k: np.concatenate(v) for k, v in out.items()}


def main():
    import fit
    p = argparse.ArgumentParser()
    p.add_argument("prepared")
    p.add_argument("model", help="model.pt, a folder with half.NN or a .drgm file")
    p.add_argument("out")
    p.add_argument("--budget", type=int, default=128)
    a = p.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    docs = fit.read_prepared(a.prepared, False)["train"]
    said = read_all(Teacher(fit.load(a.model).to(device)), docs, a.budget, device)
    np.savez_compressed(a.out, sizes=[len(d["word_at"]) for d in docs], **said)
    print(f"{a.out}: {len(said['upos'])} words, {os.path.getsize(a.out)} bytes")


if __name__ == "__main__":
    main()
