# SPDX-License-Identifier: Apache-2.0
"""Tests of training on a CPU (fast.py) and of reading weights back: needs PyTorch, no corpus."""

import os
import sys
import unittest
from unittest import mock

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))

import export  # noqa: E402
import fast  # noqa: E402
import model  # noqa: E402

FIXTURE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "unit", "nn", "fixtures", "tiny.drgm")


def tiny(**changes):
    torch.manual_seed(3)
    m = model.Reader(model.Config(vocabulary=50, width=64, layers=3, heads=2, inner=96, positions=48, tower_from=2, arc=16,
                                  relation=16, link=16, dropout=0.0, head_dropout=0.0, **changes))
    for p in m.parameters():
        torch.nn.init.normal_(p, std=0.25 if p.dim() > 1 else 0.5)
    if m.c.relative:
        m.distance.normal_()
    return m.train()


def batch():
    """Three windows in two rows, one of them beside a gap, and two triggers."""
    size = (20, 9, 14)
    b = {k: torch.zeros(2, 32, dtype=torch.long) for k in ("ids", "shapes", "position", "window")}
    for w, (row, at) in enumerate(((0, 0), (0, 20), (1, 3))):
        n = size[w]
        b["ids"][row, at:at + n] = torch.randint(4, 50, (n,))
        b["position"][row, at:at + n] = torch.arange(n)
        b["window"][row, at:at + n] = w + 1
    b["item_piece"] = torch.stack([torch.arange(8), 35 + torch.arange(8)])
    b["item_mark"] = torch.tensor([[1, 0, 1, 0, 0, 0, 0, 0], [2, 2, 0, 0, 0, 0, 0, 0]])
    b["item_size"] = torch.tensor([8, 5])
    return b


class Fast(unittest.TestCase):
    def test_states_and_gradients_are_those_of_pytorch(self):
        for kind in (torch.bfloat16, torch.float32):
            with mock.patch.object(fast, "SHORT", kind):
                self.compare(tiny())

    def test_so_are_those_of_a_larger_kind(self):
        self.compare(tiny(relative=32, gelu="none"))

    def compare(self, m):
        b = batch()
        inside = (b["window"] > 0).flatten()

        def run():
            m.zero_grad()
            middle, final = m.encode(b)
            second = m.second(middle, final, b)
            flat = [final.flatten(0, 1)[inside], second[0, :8], second[1, :5]]
            generator = torch.Generator().manual_seed(5)
            sum((t * torch.randn(t.shape, generator=generator)).sum() for t in flat).backward()
            return flat, {n: p.grad.clone() for n, p in m.named_parameters() if p.grad is not None}

        slow, slow_grads = run()
        m.masks = fast.Masks(0.0)
        quick, quick_grads = run()
        for a, c in zip(slow, quick):
            self.assertLess(float((a - c).norm() / a.norm()), 0.02)
        self.assertEqual(slow_grads.keys(), quick_grads.keys())
        most = max(float(g.norm()) for g in slow_grads.values())  # a gradient near zero is but rounding in bf16
        for name, g in slow_grads.items():
            self.assertLess(float((g - quick_grads[name]).norm()), 0.1 * float(g.norm()) + 0.002 * most, name)

    def test_groups_hold_every_piece_once(self):
        sizes = [5, 60, 7, 61, 30, 8]
        starts = np.cumsum([0] + sizes[:-1]).tolist()
        rows = torch.cat([r.flatten()[inside] for r, _, inside in fast.grouped(starts, sizes)])
        self.assertEqual(sorted(rows.tolist()), list(range(sum(sizes))))

    def test_masks_keep_the_mean(self):
        drawn = fast.Masks(0.25)(torch.ones(3000, 3000))
        self.assertAlmostEqual(float(drawn.mean()), 1.0, delta=0.01)
        self.assertAlmostEqual(float((drawn == 0).float().mean()), 0.25, delta=0.01)


class Restore(unittest.TestCase):
    def test_a_weight_file_read_back_and_written_again_is_the_same(self):
        with open(FIXTURE, "rb") as f:
            raw = f.read()
        config, weights, entries = export.restore(raw)
        again = export.export(model.Config(**config), weights, entries, 40, "fixture")
        self.assertEqual(again, raw)


if __name__ == "__main__":
    unittest.main()
