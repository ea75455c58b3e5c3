# SPDX-License-Identifier: Apache-2.0
"""Tests of what makes an engine smaller (narrow.py, second.py): needs PyTorch, no corpus."""

import os
import sys
import unittest

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))

import fast  # noqa: E402
import model  # noqa: E402
import narrow  # noqa: E402
import second  # noqa: E402


def tiny(**changes):
    torch.manual_seed(3)
    return model.Reader(model.Config(**{**dict(vocabulary=50, width=64, layers=3, heads=2, inner=96, positions=48, tower_from=1,
                                               arc=16, relation=16, link=16, dropout=0.0, head_dropout=0.0), **changes}))


class Narrow(unittest.TestCase):
    def test_of_twins_one_stays(self):
        generator = torch.Generator().manual_seed(1)
        half = torch.randn(400, 12, generator=generator, dtype=torch.float64)
        inner = torch.cat([half, half], 1)
        h = inner.t() @ inner + 1e-6 * torch.eye(24, dtype=torch.float64)
        stay, w = narrow.leave_out(h, torch.randn(5, 24, generator=generator, dtype=torch.float64), 12)
        self.assertEqual(sorted(i % 12 for i in stay.tolist()), list(range(12)))

    def test_a_layer_with_twins_loses_nothing(self):
        m = tiny().layers[0]
        with torch.no_grad():
            m.up.weight.normal_(std=0.2)
            m.up.weight[48:] = m.up.weight[:48]
            m.up.bias[48:] = m.up.bias[:48]
            x = [torch.randn(200, 64)]
            groups = [fast.grouped([0, 120], [120, 80])]
            _, _, left = narrow.narrow_layer(m, x, x, groups, [torch.ones(200, 1)], 48)
        self.assertEqual(m.up.out_features, 48)
        self.assertLess(left, 1e-3)

    def test_without_twins_something_is_lost(self):
        m = tiny().layers[0]
        with torch.no_grad():
            for p in (m.up.weight, m.down.weight):
                p.normal_(std=0.2)
            x = [torch.randn(600, 64)]
            _, _, left = narrow.narrow_layer(m, x, x, [fast.grouped([0], [600])], [torch.ones(600, 1)], 32)
        self.assertGreater(left, 1e-3)
        self.assertLess(left, 0.9)


class Second(unittest.TestCase):
    def test_the_student_begins_with_the_last_layers(self):
        teacher = tiny()
        student = second.student_of(teacher, 2, 0.0)
        self.assertEqual((len(teacher.tower), len(student.tower)), (2, 1))
        for a, b in zip(student.tower[0].parameters(), teacher.tower[1].parameters()):
            self.assertTrue(torch.equal(a, b))
        self.assertTrue(torch.equal(student.word.weight, teacher.word.weight))

    def test_found_triggers_bring_no_answers_and_hide_none(self):
        doc = {"sent_word": np.array([0, 5]), "events": np.array([[0, 1, 2, 4, 2, 0, 0, 0, 1, 0, 0]]),
               "roles": [np.array([1, 0, 3, 0, 0], np.uint8)], "contexts": np.array([7])}
        out = second.with_found(doc, [[0, 1, 3, 5], [0, 3, 4, 6]])
        self.assertEqual(out["events"][:, 1:3].tolist(), [[1, 2], [3, 4]])
        self.assertEqual(out["events"][1, 4:].tolist(), [6, -1, -1, -1, -1, -1, 0])
        self.assertTrue((out["roles"][1] == second.UNKNOWN).all())
        self.assertEqual(out["contexts"].tolist(), [7, -1])


if __name__ == "__main__":
    unittest.main()
