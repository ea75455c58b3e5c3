# SPDX-License-Identifier: Apache-2.0
"""Tests of larger encoders as base and teacher (larger.py, teach.py): needs PyTorch, no corpus."""

import contextlib
import io
import json
import lzma
import math
import os
import pickle
import sys
import tempfile
import unittest
from unittest import mock

import numpy as np
import torch

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "train"))

import evaluate  # noqa: E402
import export  # noqa: E402
import fit  # noqa: E402
import larger  # noqa: E402
import model  # noqa: E402
import teach  # noqa: E402
from wordpiece import SPECIAL  # noqa: E402

WIDTH, LAYERS, HEADS, INNER, CLASSES = 48, 3, 3, 80, 32
ENTRIES = SPECIAL + [f"w{i}" for i in range(36)]


def write_safetensors(path, arrays):
    header, at = {}, 0
    for name, w in arrays.items():
        header[name] = {"dtype": "F32", "shape": list(w.shape), "data_offsets": [at, at + w.nbytes]}
        at += w.nbytes
    raw = json.dumps(header).encode()
    with open(path, "wb") as f:
        f.write(len(raw).to_bytes(8, "little") + raw + b"".join(w.tobytes() for w in arrays.values()))


def write_base(folder, kind="mpnet"):
    """A small MPNet of random weights, its entries in another order than ours; its arrays."""
    rng = np.random.default_rng(4)
    draw = lambda *shape: rng.normal(0, 0.15, shape).astype(np.float32)
    vocabulary = (["<s>", "<pad>", "</s>", "<unk>", "[PAD]", "[UNK]"] if kind == "mpnet" else SPECIAL) + [f"w{i}" for i in range(39, -1, -1)]
    config = {"model_type": kind, "hidden_size": WIDTH, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS,
              "intermediate_size": INNER, "layer_norm_eps": 1e-5, "hidden_act": "gelu"}
    w = {"embeddings.word_embeddings.weight": draw(len(vocabulary), WIDTH), "embeddings.position_embeddings.weight": draw(300, WIDTH),
         "embeddings.LayerNorm.weight": 1 + draw(WIDTH), "embeddings.LayerNorm.bias": draw(WIDTH), "pooler.dense.weight": draw(WIDTH, WIDTH)}
    if kind == "mpnet":
        config["relative_attention_num_buckets"] = CLASSES
        w["encoder.relative_attention_bias.weight"] = 5 * draw(CLASSES, HEADS)
        names = ["attention.attn.q", "attention.attn.k", "attention.attn.v", "attention.attn.o", "attention.LayerNorm"]
    else:
        w["embeddings.token_type_embeddings.weight"] = draw(2, WIDTH)
        names = [f"attention.{n}" for n in ("self.query", "self.key", "self.value", "output.dense", "output.LayerNorm")]
    for i in range(LAYERS):
        for n in names:
            w[f"encoder.layer.{i}.{n}.weight"] = 1 + draw(WIDTH) if "Norm" in n else draw(WIDTH, WIDTH)
            w[f"encoder.layer.{i}.{n}.bias"] = draw(WIDTH)
        for n, shape in (("intermediate.dense", (INNER, WIDTH)), ("output.dense", (WIDTH, INNER))):
            w[f"encoder.layer.{i}.{n}.weight"], w[f"encoder.layer.{i}.{n}.bias"] = draw(*shape), draw(shape[0])
        w[f"encoder.layer.{i}.output.LayerNorm.weight"], w[f"encoder.layer.{i}.output.LayerNorm.bias"] = 1 + draw(WIDTH), draw(WIDTH)
    write_safetensors(f"{folder}/model.safetensors", w)
    for name, text in (("config.json", json.dumps(config)), ("vocab.txt", "\n".join(vocabulary) + "\n")):
        with open(f"{folder}/{name}", "w", encoding="utf-8") as f:
            f.write(text)
    return w, vocabulary


def class_of(behind):
    """The class of a distance, as MPNet's makers count it (32 classes, the furthest from 128 on)."""
    half = 16 if behind > 0 else 0
    far = abs(behind)
    return half + (far if far < 8 else min(15, 8 + int(math.log(far / 8) / math.log(16) * 8 + 1e-9)))


def norm(x, gain, bias):
    return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-5) * gain + bias


def states(w, rows, kind):
    """The states of one sentence after the last layer, in plain NumPy, after the description of the encoder."""
    first = 2 if kind == "mpnet" else 0
    x = w["embeddings.word_embeddings.weight"][rows] + w["embeddings.position_embeddings.weight"][first:first + len(rows)]
    if kind == "bert":
        x = x + w["embeddings.token_type_embeddings.weight"][0]
    x = norm(x, w["embeddings.LayerNorm.weight"], w["embeddings.LayerNorm.bias"])
    q, k, v, o, n = ["attention.attn." + c for c in "qkvo"] + ["attention.LayerNorm"] if kind == "mpnet" else \
        [f"attention.{c}" for c in ("self.query", "self.key", "self.value", "output.dense", "output.LayerNorm")]
    erf = np.vectorize(math.erf)
    for i in range(LAYERS):
        at = lambda name, y: y @ w[f"encoder.layer.{i}.{name}.weight"].T + w[f"encoder.layer.{i}.{name}.bias"]
        gain = lambda name, y: norm(y, w[f"encoder.layer.{i}.{name}.weight"], w[f"encoder.layer.{i}.{name}.bias"])
        mixed, size = [], WIDTH // HEADS
        for h in range(HEADS):
            part = slice(h * size, (h + 1) * size)
            scores = at(q, x)[:, part] @ at(k, x)[:, part].T / math.sqrt(size)
            if kind == "mpnet":
                scores = scores + np.array([[w["encoder.relative_attention_bias.weight"][class_of(b - a), h] for b in range(len(rows))]
                                            for a in range(len(rows))])
            e = np.exp(scores - scores.max(-1, keepdims=True))
            mixed.append(e / e.sum(-1, keepdims=True) @ at(v, x)[:, part])
        x = gain(n, x + at(o, np.concatenate(mixed, 1)))
        up = at("intermediate.dense", x)
        x = gain("output.LayerNorm", x + at("output.dense", up * (1 + erf(up / math.sqrt(2))) / 2))
    return x


def document(kind, rng, sentences=6):
    """A document whose labels follow from its pieces, as prepare.encode gives them."""
    size = rng.integers(5, 12, sentences)
    ids = rng.integers(4, len(ENTRIES), size.sum()).astype(np.uint16)
    ends = np.concatenate([[0], np.cumsum(size)]).astype(np.int32)
    d = {"set": kind, "id": f"{kind}{rng.integers(1 << 30)}", "fifth": -1, "ids": ids, "shapes": np.ones(len(ids), np.uint8),
         "word_at": np.arange(len(ids), dtype=np.int32), "sent_word": ends, "sent_piece": ends}
    if kind in ("ewt", "gum"):
        d["upos"] = (ids % 5).astype(np.uint8)
        d["head"] = np.concatenate([np.arange(n) for n in size]).astype(np.int16)
        d["deprel"] = (ids % 5).astype(np.uint8)
    else:
        d["names"] = (1 << (ids % 3).astype(np.int64)).astype(np.uint32)
    if kind == "polnear":
        d.update({part: (ids % 3).astype(np.uint8) for part in ("source", "cue", "content")})
    if kind in ("sentences", "articles"):
        d["triggers"] = np.where(ids % 7 == 0, 2, 1).astype(np.uint64)
        spots = [(s, i) for s in range(sentences) for i in range(ends[s], ends[s + 1]) if ids[i] % 7 == 0]
        if spots:
            d["events"] = np.array([[s, i, i + 1, 1, 0, int(ids[i]) % 4, 0, 0, 1, 0, 0] for s, i in spots], np.int64)
            d["roles"] = [(ids[ends[s]:ends[s + 1]] % 2).astype(np.uint8) for s, _ in spots]
            d["contexts"] = np.full(len(spots), -1, np.int64)
    return d


def write_prepared(folder):
    rng = np.random.default_rng(6)
    data = {"train": [document(kind, rng) for _ in range(12) for kind in ("newswire", "ewt", "sentences")],
            "dev": [document(kind, rng) for kind in ("newswire", "articles", "polnear", "ewt", "gum")]}
    with lzma.open(f"{folder}/data.pkl.xz", "wb", preset=0) as f:
        pickle.dump(data, f, 4)
    with open(f"{folder}/vocab.txt", "w", encoding="utf-8") as f:
        f.write("\n".join(ENTRIES) + "\n")
    return data


def call(main, *words):
    """What a program prints."""
    said = io.StringIO()
    with mock.patch.object(sys, "argv", ["program", *map(str, words)]), contextlib.redirect_stdout(said):
        main()
    return said.getvalue()


def logged(folder, name):
    """A loss by the rows of log.tsv."""
    with open(f"{folder}/log.tsv", encoding="utf-8") as f:
        rows = [dict(part.split(" ") for part in line.rstrip("\n").split("\t")[2].split("  ")) for line in f]
    return [float(row[name]) for row in rows if name in row]


class Loading(unittest.TestCase):
    def check(self, kind):
        with tempfile.TemporaryDirectory() as folder:
            w, vocabulary = write_base(folder, kind)
            base, shape = larger.read(folder, ENTRIES)
        m = model.Reader(model.Config(**shape, vocabulary=len(ENTRIES), tower_from=2)).eval()
        m.load_base(base)
        ids = [2, *range(4, 40), 3]  # as [CLS], words, [SEP]; longer than the single distances
        special = {"[CLS]": "<s>", "[SEP]": "</s>"} if kind == "mpnet" else {}
        wanted = states(w, [vocabulary.index(special.get(ENTRIES[i], ENTRIES[i])) for i in ids], kind)
        b = {"ids": torch.tensor([[5] * 6 + ids]), "position": torch.tensor([[*range(6), *range(len(ids))]]),
             "shapes": torch.zeros(1, 6 + len(ids), dtype=torch.long), "window": torch.tensor([[1] * 6 + [2] * len(ids)])}
        torch.nn.init.zeros_(m.shape.weight)
        with torch.no_grad():
            found = m.encode(b)[1][0, 6:].numpy()
        self.assertLess(np.abs(found - wanted).max(), 1e-4)

    def test_states_are_those_of_mpnet(self):
        self.check("mpnet")

    def test_states_are_those_of_bert(self):
        self.check("bert")

    def test_upper_layers_can_be_left_out(self):
        with tempfile.TemporaryDirectory() as folder:
            write_base(folder)
            base, shape = larger.read(folder, ENTRIES, 2)
        self.assertEqual(shape["layers"], 2)
        self.assertFalse(any("layer.2." in name for name in base))

    def test_entries_that_the_base_lacks_are_unknown(self):
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual(larger.rows_of([*SPECIAL, "b", "q"], "mpnet", ["<s>", "<pad>", "</s>", "[UNK]", "b"]), [1, 3, 0, 2, 4, 3])

    def test_the_engine_refuses_it(self):
        with self.assertRaises(ValueError):
            export.export(model.Config(relative=32), {}, [], 128, "")


class Training(unittest.TestCase):
    """A larger base of two layers, some steps, and on from there."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        os.mkdir(cls.at("base"))
        write_base(cls.at("base"))
        cls.data = write_prepared(cls.folder.name)
        call(larger.main, cls.at("base"), cls.at("vocab.txt"), cls.at("larger.npz"))
        cls.fit("teacher", "--base", cls.at("larger.npz"), "--layers", 2, "--tower-from", 1, "--steps", 100)

    @classmethod
    def at(cls, name):
        return os.path.join(cls.folder.name, name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def fit(cls, out, *words):
        return call(fit.main, cls.folder.name, cls.at(out), "--pieces", 400, "--rate", "3e-3", "--head-rate", "1e-2", "--warm-up", 5, "--dropout", 0,
                    "--head-dropout", 0, "--shares", '{"newswire":0.3,"ewt":0.4,"sentences":0.3}', "--no-figures", *words)

    def test_losses_fall(self):
        for name in ("upos", "names", "arc", "roles"):
            rows = logged(self.at("teacher"), name)
            self.assertLess(rows[-1], 0.8 * rows[0], name)

    def test_it_has_the_shape_of_its_base(self):
        m = fit.load(self.at("teacher/model.pt"))
        self.assertEqual((m.c.width, m.c.layers, len(m.tower), m.c.inner, m.c.relative, m.c.gelu), (WIDTH, 2, 1, INNER, CLASSES, "none"))

    def test_it_goes_on_from_a_checkpoint(self):
        self.fit("resumed", "--base", self.at("larger.npz"), "--layers", 2, "--steps", 5)
        said = self.fit("resumed", "--base", self.at("larger.npz"), "--layers", 2, "--steps", 10, "--resume")
        self.assertIn("step 10 ", said)
        self.assertNotIn("step 5 ", said)
        state = torch.load(self.at("resumed/model.pt"))
        self.assertEqual(state["step"], 10)

    def test_it_can_be_evaluated(self):
        docs = [d for d in self.data["train"] if d["set"] == "ewt"]
        read = evaluate.reader(fit.load(self.at("teacher/model.pt")), 128, "cpu")(docs)
        right = np.concatenate([s.argmax(-1) for s in read.upos]) == np.concatenate([d["upos"] for d in docs])
        self.assertGreater(right.mean(), 0.8)

    def taught(self, out, teacher):
        self.fit(out, "--base", self.at("larger.npz"), "--layers", 1, "--tower-from", 0, "--steps", 30, "--teacher", teacher)
        for name in ("upos'", "names'", "triggers'"):
            rows = logged(self.at(out), name)
            self.assertLess(rows[-1], rows[0], name)

    def test_it_teaches_as_it_reads_along(self):
        self.taught("pupil", self.at("teacher/model.pt"))

    def test_it_teaches_by_what_it_said_before(self):
        call(teach.main, self.folder.name, self.at("teacher/model.pt"), self.at("said.npz"))
        docs = [dict(d) for d in self.data["train"]]
        teach.attach(self.at("said.npz"), docs)
        right = np.concatenate([d["taught_upos"].argmax(-1) == d["upos"] for d in docs if d["set"] == "ewt"])
        self.assertGreater(right.mean(), 0.8)
        with self.assertRaises(SystemExit):
            teach.attach(self.at("said.npz"), docs[1:])
        self.taught("pupil of sayings", self.at("said.npz"))


if __name__ == "__main__":
    unittest.main()
