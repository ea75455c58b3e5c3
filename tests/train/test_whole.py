# SPDX-License-Identifier: Apache-2.0
"""The simulation in PyTorch (whole.py) against the C engine's NumPy model, bit for bit: needs PyTorch, no corpus."""

import os
import sys
import unittest

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))

import fit  # noqa: E402
import model  # noqa: E402
import simulate  # noqa: E402
import whole  # noqa: E402

FIXTURE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "unit", "nn", "fixtures", "tiny.drgm")
SIZES = (20, 9, 14)


def same(a, b):
    return np.array_equal(np.ascontiguousarray(a, np.float32).view(np.uint32), np.ascontiguousarray(b, np.float32).view(np.uint32))


class Simulation(unittest.TestCase):
    def setUp(self):
        self.network = fit.load_file(FIXTURE)
        with open(FIXTURE, "rb") as f:
            self.engine = simulate.Model(f.read())
        model.quantised(True)
        torch.manual_seed(1)

    def tearDown(self):
        model.quantised(False)

    def batch(self):
        """Three windows in two rows, one beside a gap, and two triggers."""
        b = {k: torch.zeros(2, 32, dtype=torch.long) for k in ("ids", "shapes", "position", "window")}
        self.places = [(0, 0), (0, 20), (1, 3)]
        for w, ((row, at), n) in enumerate(zip(self.places, SIZES)):
            b["ids"][row, at:at + n] = torch.randint(4, len(self.engine.entries), (n,))
            b["shapes"][row, at:at + n] = torch.randint(0, 9, (n,))
            b["position"][row, at:at + n] = torch.arange(n)
            b["window"][row, at:at + n] = w + 1
        b["item_piece"] = torch.stack([torch.arange(8), 35 + torch.arange(8)])
        b["item_mark"] = torch.tensor([[1, 0, 1, 0, 0, 0, 0, 0], [2, 2, 0, 0, 0, 0, 0, 0]])
        b["item_size"] = torch.tensor([8, 5])
        return b

    def test_states_are_the_engines(self):
        b = self.batch()
        with torch.no_grad():
            middle, final = self.network.encode(b)
        for (row, at), n in zip(self.places, SIZES):
            ids, shapes = (b[k][row, at:at + n].numpy() for k in ("ids", "shapes"))
            mine = [t[row, at:at + n].numpy() for t in (middle, final)]
            for a, e in zip(mine, simulate.encode(self.engine, ids, shapes)):
                self.assertTrue(same(a, e))

    def test_second_pass_is_the_engines(self):
        b = self.batch()
        with torch.no_grad():
            middle, final = self.network.encode(b)
            states = self.network.second(middle, final, b)
            roles = self.network.roles(states)
        for i, size in enumerate(b["item_size"].tolist()):
            x = middle.reshape(-1, 64)[b["item_piece"][i, :size]].numpy().copy()
            mark = b["item_mark"][i, :size].numpy()
            x[mark > 0] += self.engine["mark"][mark[mark > 0]]
            for j in range(self.engine.tower_layers):
                x = simulate.layer(self.engine, f"tower.{j}", x)
            self.assertTrue(same(states[i, :size], x))
            self.assertTrue(same(roles[i, :size], simulate.linear(self.engine["roles"], x)))

    def test_a_long_row_is_rounded_once(self):
        generator = torch.Generator().manual_seed(2)
        x, w = (torch.randint(120, 128, (8, 1536), generator=generator).float() for _ in range(2))
        exact = x.numpy().astype(np.int64) @ w.numpy().astype(np.int64).T
        self.assertGreater(int(exact.max()), 1 << 24)
        self.assertTrue(same(whole.product(x, w), exact.astype(np.float32)))

    def test_it_differs_from_the_floats(self):
        b = self.batch()
        with torch.no_grad():
            _, mine = self.network.encode(b)
            model.quantised(False)
            _, plain = self.network.encode(b)
        inside = b["window"] > 0
        gap = (mine - plain)[inside].abs().mean() / plain[inside].abs().mean()
        self.assertGreater(float(gap), 1e-3)
        self.assertLess(float(gap), 0.1)


if __name__ == "__main__":
    unittest.main()
