# SPDX-License-Identifier: Apache-2.0
"""A larger encoder as the base of a reader: too slow for the engine, but it can teach the small one.

usage: larger.py BASE VOCAB OUT.npz [--layers N]

  BASE   an unpacked encoder: config.json, model.safetensors, vocab.txt.  Of the kind "mpnet" (MPNet, Song et
         al. 2020: distances in attention) or "bert"; the word pieces of BERT without case, in any order
  VOCAB  the vocabulary that prepare.py kept (PREPARED/vocab.txt): the rows of OUT, in its order
  OUT    what `fit.py --base` starts from: names as prepare.py gives them to MiniLM, `config` as JSON (fields
         of model.Config); matrices in 8 bits with a scale a row, all else in single precision

--layers leaves out the upper layers.  8 bits make it a quarter of the original, small enough to be carried
to a machine without a network; larger_check.py says what they cost.
"""

import argparse
import json
import os
import re

import numpy as np

from prepare import quantise_rows, read_safetensors

SPECIAL = {"bert": {}, "mpnet": {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>"}}
FIRST_POSITION = {"bert": 0, "mpnet": 2}  # the row of position 0: the reference counts from the padding's number on
# parts of a layer by their names in BERT, where they differ
PARTS = {"bert": {}, "mpnet": {"attention.attn.q": "attention.self.query", "attention.attn.k": "attention.self.key",
                               "attention.attn.v": "attention.self.value", "attention.attn.o": "attention.output.dense",
                               "attention.LayerNorm": "attention.output.LayerNorm"}}
GELU = {"gelu": "none", "gelu_new": "tanh"}


def shape_of(config, layers=None):
    """Fields of model.Config for a config.json."""
    return {"width": config["hidden_size"], "layers": min(layers or 1000, config["num_hidden_layers"]),
            "heads": config["num_attention_heads"], "inner": config["intermediate_size"],
            "relative": config.get("relative_attention_num_buckets", 0), "epsilon": config["layer_norm_eps"],
            "gelu": GELU[config["hidden_act"]]}


def rows_of(entries, kind, vocabulary):
    """The rows of a base's word vectors for our entries."""
    row = {}
    for i, e in enumerate(vocabulary):
        row.setdefault(e, i)
    missing = [e for e in entries if SPECIAL[kind].get(e, e) not in row]
    if missing:
        print(f"{len(missing)} entries that the base has not read as [UNK]: {' '.join(missing[:10])}")
    return [row.get(SPECIAL[kind].get(e, e), row["[UNK]"]) for e in entries]


def renamed(name, kind):
    """The name that prepare.base_weights gives a layer's part."""
    m = re.fullmatch(r"(encoder\.layer\.\d+\.)(.*)\.(weight|bias)", name)
    return f"{m[1]}{PARTS[kind].get(m[2], m[2])}.{m[3]}" if m else name


def read(folder, entries, layers=None):
    """({name: array} in single precision, fields of model.Config)."""
    with open(f"{folder}/config.json", encoding="utf-8") as f:
        config = json.load(f)
    kind = config["model_type"]
    if kind not in PARTS:
        raise SystemExit(f"{folder}: an encoder of the kind {kind}; known are {', '.join(PARTS)}")
    shape = shape_of(config, layers)
    with open(f"{folder}/vocab.txt", encoding="utf-8") as f:
        vocabulary = f.read().split("\n")
    out = {}
    for name, w in read_safetensors(f"{folder}/model.safetensors").items():
        name = re.sub(f"^{kind}\\.", "", name)
        m = re.match(r"encoder\.layer\.(\d+)\.", name)
        if w.dtype == np.int64 or not name.startswith(("embeddings.", "encoder.")) or m and int(m[1]) >= shape["layers"]:
            continue
        out[renamed(name, kind)] = w.astype(np.float32)
    for name, rows in (("word", rows_of(entries, kind, vocabulary)), ("position", slice(FIRST_POSITION[kind], None))):
        out[f"embeddings.{name}_embeddings.weight"] = out[f"embeddings.{name}_embeddings.weight"][rows]
    return out, shape


def in_bytes(weights):
    """The same with matrices as 8-bit rows and their scales; the few numbers of distances stay."""
    out = {}
    for name, w in weights.items():
        if w.ndim == 2 and "relative" not in name:
            out[name], out[name.replace(".weight", ".scale")] = quantise_rows(w)
        else:
            out[name] = w
    return out


def main():
    p = argparse.ArgumentParser()
    p.add_argument("base")
    p.add_argument("vocab")
    p.add_argument("out")
    p.add_argument("--layers", type=int, help="so many of the lower ones")
    a = p.parse_args()
    with open(a.vocab, encoding="utf-8") as f:
        entries = f.read().split("\n")[:-1]
    weights, shape = read(a.base, entries, a.layers)
    packed = in_bytes(weights)
    np.savez_compressed(a.out, config=json.dumps(shape), **packed)
    print(f"{a.out}: {shape}, {sum(w.size for w in weights.values()) / 1e6:.1f} million weights, {os.path.getsize(a.out)} bytes")


if __name__ == "__main__":
    main()
