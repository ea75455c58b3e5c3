# SPDX-License-Identifier: Apache-2.0
"""Tests of prune.py, teach.py and the folds of fit.py: needs PyTorch, no corpus."""

import os
import sys
import unittest

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))

import fit  # noqa: E402
import model  # noqa: E402
import prune  # noqa: E402
import teach  # noqa: E402


def tiny(**changes):
    torch.manual_seed(3)
    return model.Reader(model.Config(**{**dict(vocabulary=50, width=64, layers=3, heads=2, inner=96, positions=48, tower_from=1,
                                               arc=16, relation=16, link=16, dropout=0.0, head_dropout=0.0), **changes})).eval()


def batch():
    """Two windows of eight pieces, four words each, one item."""
    generator = torch.Generator().manual_seed(5)
    b = {"ids": torch.randint(4, 50, (2, 8), generator=generator), "shapes": torch.ones(2, 8, dtype=torch.long),
         "position": torch.arange(8).repeat(2, 1), "window": torch.tensor([[1] * 8, [2] * 8]),
         "word_piece": torch.tensor([1, 2, 4, 6, 9, 10, 12, 14]), "item_piece": torch.arange(8)[None],
         "item_mark": torch.tensor([[0, 0, 3, 0, 0, 0, 0, 0]]), "item_size": torch.tensor([8])}
    return b


class Shorter(unittest.TestCase):
    def test_it_begins_with_the_last_layers(self):
        long = tiny()
        short = prune.shorter_second(long, 2)
        self.assertEqual((len(long.tower), len(short.tower)), (2, 1))
        for a, b in zip(short.tower[0].parameters(), long.tower[1].parameters()):
            self.assertTrue(torch.equal(a, b))
        self.assertTrue(torch.equal(short.word.weight, long.word.weight))


class Narrower(unittest.TestCase):
    def test_constant_values_go_and_nothing_is_lost(self):
        wide = tiny()
        with torch.no_grad():
            for m in list(wide.layers) + list(wide.tower):
                m.up.weight.normal_(std=0.3)
                m.down.weight.normal_(std=0.3)
                m.up.weight[::2] = 0.0
                m.up.bias[::2] = 1.0
            before = wide.encode(batch())[1]
            after = prune.narrower(wide, 48, [batch()]).eval().encode(batch())[1]
        self.assertLess(float((before - after).abs().max()), 1e-4)

    def test_values_that_vary_are_missed(self):
        wide = tiny()
        with torch.no_grad():
            for m in wide.layers:
                m.up.weight.normal_(std=0.3)
                m.down.weight.normal_(std=0.3)
            before = wide.encode(batch())[1]
            after = prune.narrower(wide, 32, [batch()]).eval().encode(batch())[1]
        self.assertGreater(float((before - after).abs().max()), 1e-2)


class Teacher(unittest.TestCase):
    def scores(self, m):
        b = batch()
        words = m.encode(b)[1].reshape(-1, 64)[b["word_piece"]]
        return {k: getattr(m, f"head_{k}")(words) for k in ("upos", "names", "triggers", "quotes")}

    def test_its_own_scores_are_the_nearest(self):
        m = tiny()
        teacher = teach.Teacher(tiny())
        near = teacher.losses(batch(), self.scores(m))
        with torch.no_grad():
            m.head_names.weight.normal_(std=1.0)
        far = teacher.losses(batch(), self.scores(m))
        self.assertEqual(set(near), {"upos'", "names'", "triggers'", "quotes'"})
        self.assertLess(float(near["names'"]), float(far["names'"]))
        self.assertEqual(float(near["upos'"]), float(far["upos'"]))

    def test_it_learns_nothing_itself(self):
        self.assertFalse(any(p.requires_grad for p in teach.Teacher(tiny()).model.parameters()))


class Folds(unittest.TestCase):
    DOCS = [{"set": "articles", "id": f"paper_{i}"} for i in range(60)] + [{"set": "ewt", "id": "paper_1"}]

    def test_every_article_is_in_one_fold(self):
        for doc in self.DOCS[:-1]:
            self.assertEqual(sum(fit.left_out(doc, f"{i}/3") for i in range(3)), 1)

    def test_other_texts_stay(self):
        for fold in ("0/3", "1/3", "2/3", "all", None):
            self.assertFalse(fit.left_out(self.DOCS[-1], fold))

    def test_all_and_none(self):
        self.assertTrue(all(fit.left_out(d, "all") for d in self.DOCS[:-1]))
        self.assertFalse(any(fit.left_out(d, None) for d in self.DOCS))

    def test_folds_are_of_similar_size(self):
        sizes = np.bincount([fit.fold_of(d["id"], 3) for d in self.DOCS])
        self.assertGreater(min(sizes), 10)


if __name__ == "__main__":
    unittest.main()
