# SPDX-License-Identifier: Apache-2.0
"""Dev figures of the C engine and the weights that the product ships.

usage: engine.py DATA WEIGHTS DRIVE [KERNEL]

DRIVE is the program made of tests/train/drive.c.  The figures are those of evaluate.py, with two
differences: trees are the best projective ones (Eisner), and everything is computed by lib/nn.
"""

import subprocess
import sys

import numpy as np

import evaluate
import export
import prepare
from labels import CONTEXTS, FLAGS, MODE_ROWS, NAME_ROWS, ROLE_ROWS, TENSES, TRIGGER_ROWS, UPOS
from simulate import Model
from windows import collate, cut
from wordpiece import WordPiece


def places(m):
    """{head: (first column, last + 1)} among the word scores."""
    sizes = [len(UPOS), len(NAME_ROWS), len(TRIGGER_ROWS), 9, 1] + 4 * [m.link] + 2 * [m.arc] + 2 * [m.relation]
    ends = np.cumsum(sizes)
    return {h: (int(e - n), int(e)) for h, n, e in zip(export.HEADS, sizes, ends)}


class EngineRead:
    """The scores of documents, in the form of evaluate.Read."""

    def __init__(self, weights, drive, kernel="best"):
        self.weights, self.drive, self.kernel = weights, drive, kernel
        self.model = Model(open(weights, "rb").read())
        self.places = places(self.model)
        self.event_size = len(TENSES) + len(FLAGS) + len(MODE_ROWS) + len(CONTEXTS)

    def __call__(self, docs):
        self.names, self.triggers, self.upos, self.quotes = [], [], [], []
        self.trees, self.items, self.links = [], [], []
        lines = []
        for d in docs:
            for s, words in enumerate(d["words"]):
                lines += [w.replace("\n", " ") for w in words] + [""]
                for e in self.asked(d, s):
                    lines.append(f"\t{e[1] - d['sent_word'][s]} {e[2] - d['sent_word'][s]} {e[4]}")
            lines.append("\f")
        raw = subprocess.run([self.drive, self.weights, self.kernel], input="\n".join(lines).encode() + b"\n",
                             stdout=subprocess.PIPE, check=True).stdout
        self.raw, self.at = raw, 0
        for d in docs:
            self.document(d)
        return self

    @staticmethod
    def asked(d, s):
        return sorted((e for e in d.get("events", ()) if e[0] == s), key=lambda e: (e[1], e[2]))

    def take(self, kind, count):
        out = np.frombuffer(self.raw, kind, count, self.at)
        self.at += 4 * count
        return out

    def document(self, d):
        sentence, all_words, items = 0, [], {}
        while (n := int(self.take("<u4", 1)[0])):
            stride = int(self.take("<u4", 1)[0])
            scores = self.take("<f4", n * stride).reshape(n, stride)
            all_words.append(scores)
            done = 0
            while done < n:
                words = int(self.take("<u4", 1)[0])
                heads, relations = self.take("<u4", words), self.take("<u4", words)
                self.sentence(d, sentence, scores[done:done + words], heads, relations)
                for e in self.asked(d, sentence)[:int(self.take("<u4", 1)[0])]:
                    roles = self.take("<f4", words * len(ROLE_ROWS)).reshape(words, -1)
                    items[tuple(e[:5])] = items.get(tuple(e[:5]), []) + [(roles, self.take("<f4", self.event_size))]
                done += words
                sentence += 1
        for e in d.get("events", ()):
            roles, event = items[tuple(e[:5])].pop(0)
            self.items.append((roles, *np.split(event, np.cumsum([len(TENSES), len(FLAGS), len(MODE_ROWS)]))))
        if "links" in d:
            self.read_links(d, np.concatenate(all_words))

    def sentence(self, d, s, scores, heads, relations):
        get = lambda name: scores[:, slice(*self.places[name])]
        for mine, name in ((self.upos, "head_upos"), (self.names, "head_names"), (self.triggers, "head_triggers"),
                           (self.quotes, "head_quotes")):
            mine.append(get(name))
        first, last = d["sent_word"][s], d["sent_word"][s + 1]
        if "head" in d and last - first > 1 and d["head"][first] >= 0:
            right = d["head"][first:last] == heads
            self.trees.append((int(last - first), int(right.sum()), int((right & (d["deprel"][first:last] == relations)).sum())))

    def read_links(self, d, words):
        b = collate([(d, a, z) for a, z in cut(d, self.model.window)])
        get = lambda name, rows: words[rows][..., slice(*self.places[name])]
        span, cand = b["link_span"], b["link_cand"]
        q = get("link_query.0", span[:, 0]) + get("link_query.1", span[:, 1])
        k = get("link_key.0", cand[:, :, 0]) + get("link_key.1", cand[:, :, 1])
        score = (q[:, None] * k).sum(-1) / np.sqrt(self.model.link) + self.model["link.distance"][0][b["link_dist"]]
        score[np.arange(score.shape[1])[None] >= b["link_size"][:, None]] = -1e4
        score = np.concatenate([get("link_none", span[:, 1]), score], 1)
        right = np.concatenate([b["link_none"][:, None], b["link_gold"]], 1)
        best = score.argmax(1)
        rows = np.arange(len(best))
        self.links += list(zip(right[rows, best].tolist(), b["link_none"].tolist(), right.any(1).tolist(), (best == 0).tolist()))


def main():
    data, weights, drive = sys.argv[1:4]
    read = EngineRead(weights, drive, *sys.argv[4:5])
    pieces = WordPiece(read.model.entries)
    docs = [prepare.encode(d, pieces) for d in prepare.read_all(data)["dev"] if d.sentences]
    evaluate.show(evaluate.figures(read, docs))


if __name__ == "__main__":
    main()
