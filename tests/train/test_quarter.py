# SPDX-License-Identifier: Apache-2.0
"""Tests of quarter.sh, all of its steps on a small base and some seconds, and of mean.py: needs PyTorch, no corpus."""

import os
import subprocess
import sys
import tempfile
import unittest

import torch

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import test_larger as small  # noqa: E402  (it finds train/)

import export  # noqa: E402
import fit  # noqa: E402
import larger  # noqa: E402
import mean  # noqa: E402
import model  # noqa: E402

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train", "quarter.sh")


def reader(seed):
    torch.manual_seed(seed)
    return model.Reader(model.Config(vocabulary=len(small.ENTRIES), width=48, layers=2, heads=3, inner=64, tower_from=1, arc=16, relation=16, link=16))


def write_start(path):
    m = reader(1)
    with open(path, "wb") as f:
        f.write(export.export(m.c, {k: v.numpy() for k, v in m.state_dict().items()}, small.ENTRIES, 128, ""))


class Quarter(unittest.TestCase):
    def test_teacher_and_pupils_come_back(self):
        with tempfile.TemporaryDirectory() as folder:
            at = lambda name: os.path.join(folder, name)
            os.mkdir(at("base"))
            small.write_base(at("base"))
            small.write_prepared(folder)
            with open(at("restricted.txt"), "w", encoding="utf-8") as f:
                f.write("some:licence\n")
            small.call(larger.main, at("base"), at("vocab.txt"), at("larger.npz"))
            write_start(at("start.drgm"))
            run = lambda *words, **more: subprocess.run([SCRIPT, *words], check=True, capture_output=True, text=True, **more).stdout
            run("pack", folder, at("start.drgm"), at("parts"), "1")
            environment = {**os.environ, "PYTHON": sys.executable, "PIECES": "300", "WORKERS": "1", "OMP_NUM_THREADS": "1", "TEACHER_MORE": "--layers 2"}
            said = run("run", at("parts"), at("out"), "3", "4", env=environment)
            self.assertIn("newswire names F1", said)
            run("unpack", at("out"), at("back"))
            for name in ("pupil1", "pupil2"):
                self.assertEqual(fit.load(at(f"back/{name}.drgm")).c.width, 48)
            self.assertTrue({"said.npz", "teacher-figures.txt", "teacher.txt"} <= set(os.listdir(at("back"))))


class Mean(unittest.TestCase):
    def test_shares_count(self):
        a, b = reader(1), reader(2)
        wanted = 0.75 * a.word.weight + 0.25 * b.word.weight
        self.assertTrue(torch.allclose(mean.mean([a, b], [3.0, 1.0]).word.weight, wanted))


if __name__ == "__main__":
    unittest.main()
