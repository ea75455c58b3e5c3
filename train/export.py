# SPDX-License-Identifier: Apache-2.0
"""Write the weight file that the C engine maps (form: lib/nn/model.c).

usage: export.py MODEL_FOLDER VOCAB OUT.drgm [--window N] [--log figures.json]

Weights of every linear map become int8 with a scale an output row, packed in panels of 16 outputs
and groups of 4 inputs; embeddings int8 with a scale a row; norms, shapes, marks and the arc matrix
stay float.  The word heads are fused into one map, in the order of HEADS (place_heads in model.c).
"""

import argparse
import hashlib
import struct

import numpy as np

from labels import (CONTEXTS, DEPREL, FLAGS, MODE_ROWS, NAMES, QUOTE_PARTS, ROLES, TENSES, TYPES, UPOS, bio)
from prepare import MAX_PIECES, quantise_rows
from wordpiece import SHAPES

HEADER, RECORD, NAME = 256, 96, 40
FLOAT, LINEAR, ROWS = range(3)
PANEL = 16
HEADS = ["head_upos", "head_names", "head_triggers", "head_quotes", "link_none", "link_query.0", "link_query.1",
         "link_key.0", "link_key.1", "arc_dep", "arc_head", "rel_dep", "rel_head"]
LISTS = {"upos": UPOS, "names": NAMES, "triggers": TYPES, "roles": ROLES, "tenses": TENSES, "flags": FLAGS,
         "modes": MODE_ROWS, "contexts": CONTEXTS, "quotes": QUOTE_PARTS, "deprel": DEPREL, "shapes": SHAPES}


def pack(q):
    """[outputs][inputs] -> panels of 16 outputs, groups of 4 inputs."""
    outputs, inputs = q.shape
    padded = -(-outputs // PANEL) * PANEL
    full = np.zeros((padded, inputs), np.int8)
    full[:outputs] = q
    return full.reshape(padded // PANEL, PANEL, inputs // 4, 4).transpose(0, 2, 1, 3).copy()


def pad(v, kind):
    out = np.zeros(-(-len(v) // PANEL) * PANEL, kind)
    out[:len(v)] = v
    return out


class Writer:
    """Parts of a file, each at a multiple of 64 bytes."""

    def __init__(self):
        self.parts, self.at, self.records = [], HEADER, []

    def add(self, raw):
        raw = raw.tobytes() if isinstance(raw, np.ndarray) else raw
        at = self.at
        self.parts.append(raw + b"\0" * (-len(raw) % 64))
        self.at += len(self.parts[-1])
        return at

    def record(self, name, kind, rows, columns, *places):
        places = list(places) + [0] * (5 - len(places))
        self.records.append(struct.pack("<40s4I5Q", name.encode(), kind, rows, columns, 0, *places))

    def floats(self, name, w):
        w = np.atleast_2d(np.asarray(w, np.float32))
        self.record(name, FLOAT, *w.shape, self.add(w))

    def rows(self, name, w):
        q, scale = quantise_rows(w)
        self.record(name, ROWS, *q.shape, self.add(q), self.add(scale))

    def linear(self, name, w, b):
        q, scale = quantise_rows(w)
        sums = q.astype(np.int32).sum(1)
        self.record(name, LINEAR, *q.shape, self.add(pack(q)), self.add(pad(scale, np.float32)),
                    self.add(pad(b, np.float32)), self.add(pad(sums, np.int32)))


def checksum(body):
    """drg_model_checksum of model.c."""
    raw = np.frombuffer(body + b"\0" * (-len(body) % 8), "<u8").copy()
    with np.errstate(over="ignore"):
        at = np.arange(len(raw), dtype=np.uint64) * np.uint64(8)
        x = (raw ^ (at * np.uint64(0x9e3779b97f4a7c15))) * np.uint64(0xbf58476d1ce4e5b9)
        x = (x ^ (x >> np.uint64(31))) * np.uint64(0x94d049bb133111eb)
        return int((x ^ (x >> np.uint64(29))).sum(dtype=np.uint64) + np.uint64(len(body)))


def write_layer(out, name, w, prefix):
    qkv = [w[f"{prefix}.{p}.weight"] for p in ("query", "key", "value")]
    out.linear(f"{name}.qkv", np.concatenate(qkv), np.concatenate([w[f"{prefix}.{p}.bias"] for p in ("query", "key", "value")]))
    for part in ("out", "up", "down"):
        out.linear(f"{name}.{part}", w[f"{prefix}.{part}.weight"], w[f"{prefix}.{part}.bias"])
    for norm in ("norm1", "norm2"):
        out.floats(f"{name}.{norm}.gain", w[f"{prefix}.{norm}.weight"])
        out.floats(f"{name}.{norm}.bias", w[f"{prefix}.{norm}.bias"])


def export(config, w, entries, window, fingerprint, restricted=()):
    """The bytes of a weight file.

    config: model.Config; w: {name: float array}; fingerprint: text about the run, or its digest;
    restricted: "name:licence" of the texts that are not free for every use.
    """
    if config.relative or config.gelu != "tanh":
        raise ValueError("the C engine runs readers of MiniLM's kind alone; a larger one can teach one of those (teach.py)")
    out = Writer()
    vocabulary = ("\n".join(entries) + "\n").encode()
    lists = {**LISTS, **({"restricted": restricted} if restricted else {})}
    labels = "".join(f"{k} {' '.join(v)}\n" for k, v in lists.items()).encode()
    vocabulary_at, labels_at = out.add(vocabulary), out.add(labels)
    out.rows("word", w["word.weight"])
    out.rows("position", w["position.weight"])
    out.floats("shape", w["shape.weight"])
    out.floats("mark", w["mark.weight"])
    out.floats("norm.gain", w["norm.weight"])
    out.floats("norm.bias", w["norm.bias"])
    for i in range(config.layers):
        write_layer(out, f"layer.{i}", w, f"layers.{i}")
    tower = config.layers - config.tower_from
    for i in range(tower):
        write_layer(out, f"tower.{i}", w, f"tower.{i}" if config.tower_own else f"layers.{i + config.tower_from}")
    out.linear("heads", np.concatenate([w[f"{h}.weight"] for h in HEADS]), np.concatenate([w[f"{h}.bias"] for h in HEADS]))
    out.floats("arc", w["arc"])
    for name, part in (("rel", "rel"), ("roles", "roles"), ("event", "head_event"), ("pair", "head_pair")):
        out.linear(name, w[f"{part}.weight"], w[f"{part}.bias"])
    out.floats("link.distance", w["link_distance"])
    table = out.add(b"".join(out.records))
    body = b"".join(out.parts)
    sizes = [config.width, config.layers, config.heads, config.inner, config.positions, config.tower_from, tower,
             config.arc, config.relation, config.link, len(entries), len(SHAPES), len(TYPES) + 3, len(w["link_distance"]),
             window, min(MAX_PIECES, config.positions - 2)]
    head = struct.pack("<8sIIQQ32s32s16I6Q", b"DRGREAD1", 1, HEADER, HEADER + len(body), checksum(body),
                       hashlib.sha256(body).digest(), fingerprint if isinstance(fingerprint, bytes) else hashlib.sha256(fingerprint.encode()).digest(), *sizes,
                       vocabulary_at, len(vocabulary), labels_at, len(labels), table, len(out.records))
    return head + b"\0" * (HEADER - len(head)) + body


def restore(raw):
    """(config as a dict, {name: float array}, vocabulary) of a weight file: `export`, undone.

    Weights come back as the 8-bit multiples that the file holds.
    """
    from simulate import Model
    m = Model(raw)
    w = {"word.weight": rows_back(m["word"]), "position.weight": rows_back(m["position"]), "shape.weight": m["shape"],
         "mark.weight": m["mark"], "norm.weight": m["norm.gain"][0], "norm.bias": m["norm.bias"][0], "arc": m["arc"],
         "link_distance": m["link.distance"][0]}
    linears = {"rel": "rel", "roles": "roles", "event": "head_event", "pair": "head_pair"}
    for i in range(m.layers):
        restore_layer(m, f"layer.{i}", w, f"layers.{i}")
    for i in range(m.tower_layers):
        restore_layer(m, f"tower.{i}", w, f"tower.{i}")
    for name, part in linears.items():
        w[f"{part}.weight"], w[f"{part}.bias"] = linear_back(m[name])
    sizes = [len(UPOS), len(bio(NAMES)), len(bio(TYPES)), 3 * len(QUOTE_PARTS), 1] + 4 * [m.link] + 2 * [m.arc] + 2 * [m.relation]
    weight, bias = linear_back(m["heads"])
    for head, part, b in zip(HEADS, np.split(weight, np.cumsum(sizes)[:-1]), np.split(bias, np.cumsum(sizes)[:-1])):
        w[f"{head}.weight"], w[f"{head}.bias"] = part, b
    config = {"vocabulary": len(m.entries), "width": m.width, "layers": m.layers, "heads": m.heads, "inner": m.inner,
              "positions": m.positions, "tower_from": m.tower_from, "arc": m.arc, "relation": m.relation, "link": m.link}
    return config, w, m.entries


def rows_back(pair):
    return pair[0].astype(np.float32) * pair[1][:, None]


def linear_back(layer):
    return (layer.q * layer.scale[:, None]).astype(np.float32), layer.bias


def restore_layer(m, name, w, prefix):
    weight, bias = linear_back(m[f"{name}.qkv"])
    for i, part in enumerate(("query", "key", "value")):
        w[f"{prefix}.{part}.weight"], w[f"{prefix}.{part}.bias"] = np.split(weight, 3)[i], np.split(bias, 3)[i]
    for part in ("out", "up", "down"):
        w[f"{prefix}.{part}.weight"], w[f"{prefix}.{part}.bias"] = linear_back(m[f"{name}.{part}"])
    for norm in ("norm1", "norm2"):
        w[f"{prefix}.{norm}.weight"], w[f"{prefix}.{norm}.bias"] = m[f"{name}.{norm}.gain"][0], m[f"{name}.{norm}.bias"][0]


def main():
    import fit
    p = argparse.ArgumentParser()
    p.add_argument("model", help="folder with half.NN, or a .drgm file")
    p.add_argument("vocab")
    p.add_argument("out")
    p.add_argument("--window", type=int, default=128)
    p.add_argument("--restricted", help="what prepare.py wrote about licences: restricted.txt")
    p.add_argument("--log", help="what fit.py wrote about the run: its digest is the fingerprint")
    a = p.parse_args()
    model = fit.load(a.model)
    entries = open(a.vocab, encoding="utf-8").read().split("\n")[:-1]
    fingerprint = open(a.log, encoding="utf-8").read() if a.log else ""
    restricted = open(a.restricted, encoding="utf-8").read().split() if a.restricted else ()
    raw = export(model.c, {k: v.numpy() for k, v in model.state_dict().items()}, entries, a.window, fingerprint, restricted)
    with open(a.out, "wb") as f:
        f.write(raw)
    print(f"{a.out}: {len(raw)} bytes, sha256 {hashlib.sha256(raw).hexdigest()}")


if __name__ == "__main__":
    main()
