# SPDX-License-Identifier: Apache-2.0
"""The C engine in NumPy: the same operations in the same order, so the same bits.

It reads the weight file itself and shares nothing with the network in PyTorch; the tests hold the C
engine against this, bit for bit, and this against PyTorch's int8 simulation, closely.  Slow.
"""

import struct

import numpy as np

from wordpiece import CLS, SEP

F = np.float32
ROUNDER = F(12582912.0)
HEADER, RECORD = 256, 96


class Linear:
    def __init__(self, q, scale, bias):
        self.q, self.scale, self.bias = q.astype(np.float64), scale, bias


class Model:
    """A weight file, unpacked."""

    def __init__(self, raw):
        head = struct.unpack("<8sIIQQ32s32s16I6Q", raw[:208])
        (self.width, self.layers, self.heads, self.inner, self.positions, self.tower_from, self.tower_layers, self.arc,
         self.relation, self.link, self.vocabulary, _, _, _, self.window, self.sentence) = head[7:23]
        vocabulary_at, vocabulary_size, labels_at, labels_size, table, count = head[23:]
        self.entries = raw[vocabulary_at:vocabulary_at + vocabulary_size].decode().split("\n")[:-1]
        self.labels = {line.split()[0]: line.split()[1:]
                       for line in raw[labels_at:labels_at + labels_size].decode().splitlines()}
        self.tensors = {}
        for i in range(count):
            name, kind, rows, columns, _, *at = struct.unpack("<40s4I5Q", raw[table + i * RECORD:table + (i + 1) * RECORD])
            name = name.rstrip(b"\0").decode()
            padded = -(-rows // 16) * 16
            get = lambda where, n, kind_: np.frombuffer(raw, kind_, n, where)
            if kind == 0:
                self.tensors[name] = get(at[0], rows * columns, F).reshape(rows, columns)
            elif kind == 2:
                self.tensors[name] = get(at[0], rows * columns, np.int8).reshape(rows, columns), get(at[1], rows, F)
            else:
                q = get(at[0], padded * columns, np.int8).reshape(padded // 16, columns // 4, 16, 4)
                q = q.transpose(0, 2, 1, 3).reshape(padded, columns)[:rows]
                self.tensors[name] = Linear(q, get(at[1], rows, F), get(at[2], rows, F))

    def __getitem__(self, name):
        return self.tensors[name]


def lane_sum(x):
    """Sum of the last axis: 16 lanes, then a tree."""
    lanes = np.zeros(x.shape[:-1] + (16,), F)
    for i in range(0, x.shape[-1], 16):
        lanes = lanes + x[..., i:i + 16]
    half = 8
    while half:
        lanes = lanes[..., :half] + lanes[..., half:2 * half]
        half //= 2
    return lanes[..., 0]


def exp2_down(x):
    """4095 * 2^x for x <= 0, rounded to an integer; what is below -14 is 0."""
    x = np.maximum(x, F(-14))
    n = (x + ROUNDER) - ROUNDER
    f = x - n
    p = f * F(39.2417831) + F(228.936829)
    for c in (983.786865, 2838.34351, 4095):
        p = p * f + F(c)
    p = (p.view(np.int32) + (n.astype(np.int32) << 23)).view(F)
    return ((p + ROUNDER) - ROUNDER).astype(np.int64)


def gelu(x):
    """x * sigmoid(1.5957691216 (x + 0.044715 x^3)), within 1.7e-4."""
    v = np.minimum(np.maximum(x, F(-3.9)), F(3.9))
    z = v * v
    p = z * F(2.75699215e-8) + F(-1.84332794e-6)
    for c in (5.28133023e-5, -8.60604399e-4, 8.98653455e-3, -6.49488345e-2, 3.97953868e-1):
        p = p * z + F(c)
    return (p * v + F(0.5)) * x


def quantise(x):
    most = np.abs(x).max(-1)
    with np.errstate(divide="ignore"):
        inverse = np.where(most > 0, F(127) / most, F(0)).astype(F)
    return (x * inverse[:, None] + ROUNDER) - ROUNDER, most / F(127)


def linear(layer, x):
    q, scale = quantise(x)
    sums = (q.astype(np.float64) @ layer.q.T).astype(np.int32).astype(F)
    return sums * (scale[:, None] * layer.scale) + layer.bias


def norm(x, gain, bias):
    count = F(x.shape[-1])
    v = x - (lane_sum(x) / count)[:, None]
    factor = F(1) / np.sqrt(lane_sum(v * v) / count + F(1e-12))
    return v * factor[:, None] * gain[0] + bias[0]


def rounded(x, most, steps):
    """x in `steps` steps up to `most`, as integers."""
    with np.errstate(divide="ignore"):
        inverse = np.where(most > 0, F(steps) / most, F(0)).astype(F)
    return ((x * inverse + ROUNDER) - ROUNDER).astype(np.int64)


def attend(q, k, v):
    """[queries][D] from [queries][D] and the [rows][D] keys and values of one window."""
    q, k, v = (x.reshape(len(x), -1, 32).transpose(1, 0, 2) for x in (q, k, v))
    most_q = np.abs(q).max(-1, keepdims=True)
    most_k, most_v = (np.abs(x).max((1, 2), keepdims=True) for x in (k, v))
    scores = rounded(q, most_q, 4095) @ rounded(k, most_k, 4095).transpose(0, 2, 1)
    below = (scores - scores.max(-1, keepdims=True)).astype(F)
    e = exp2_down(below * (most_q * most_k * F(1.52086875e-8)))
    mixed = (e @ rounded(v, most_v, 2047)).astype(F)
    out = mixed * ((most_v / F(2047)) / e.sum(-1, keepdims=True).astype(F))
    return out.transpose(1, 0, 2).reshape(q.shape[1], -1)


def layer(m, name, x):
    qkv = linear(m[f"{name}.qkv"], x)
    x = norm(x + linear(m[f"{name}.out"], attend(*np.split(qkv, 3, -1))),
             m[f"{name}.norm1.gain"], m[f"{name}.norm1.bias"])
    inner = gelu(linear(m[f"{name}.up"], x))
    return norm(x + linear(m[f"{name}.down"], inner), m[f"{name}.norm2.gain"], m[f"{name}.norm2.bias"])


def encode(m, ids, shapes):
    """(middle, final) states of one window."""
    word, word_scale = m["word"]
    position, position_scale = m["position"]
    at = np.arange(len(ids))
    x = word[ids].astype(F) * word_scale[ids][:, None] + position[at].astype(F) * position_scale[at][:, None] + m["shape"][shapes]
    x = norm(x, m["norm.gain"], m["norm.bias"])
    middle = x
    for i in range(m.layers):
        if i == m.tower_from:
            middle = x
        x = layer(m, f"layer.{i}", x)
    return (x if m.tower_from == m.layers else middle), x


class Chunk:
    """A sentence, or a part of one: its words' pieces and where they lie."""

    def __init__(self, words):
        self.words = words  # [(ids, shapes)]
        self.size = sum(len(w[0]) for w in words)


def chunks(m, sentences, pieces):
    """Sentences cut to at most m.sentence pieces."""
    out = []
    for sentence in sentences:
        now = []
        for word in sentence:
            ids, shapes = pieces.word(word)
            coded = (ids[:m.sentence], shapes[:m.sentence])
            if now and sum(len(w[0]) for w in now) + len(coded[0]) > m.sentence:
                out.append(Chunk(now))
                now = []
            now.append(coded)
        if now:
            out.append(Chunk(now))
    return out


def windows(m, parts):
    """Chunks of each window."""
    out, size = [], m.window + 1
    for c in parts:
        if size + c.size + 1 > m.window:
            out.append([])
            size = 1
        out[-1].append(c)
        size += c.size + 1
    return out


def read(m, sentences, pieces):
    """[(scores [words][all heads], chunks with .first, .states for `second`)] of each window."""
    out = []
    for window in windows(m, chunks(m, sentences, pieces)):
        ids, shapes, first = [CLS], [0], []
        for c in window:
            c.piece, c.starts = len(ids), []
            for word, kinds in c.words:
                c.starts.append(len(ids))
                ids += word
                shapes += kinds
            ids.append(SEP)
            shapes.append(0)
            first += c.starts
        middle, final = encode(m, np.array(ids), np.array(shapes))
        for c in window:
            c.middle = middle
        out.append((linear(m["heads"], final[first]), window))
    return out


def second(m, c, start, end, kind):
    """(role scores [words][roles], event scores) of a trigger: words start..end of the chunk."""
    rows = np.concatenate([[0], np.arange(c.piece, c.piece + c.size + 1)])
    x = c.middle[rows].copy()
    stops = c.starts[1:] + [c.piece + c.size]
    x[0] += m["mark"][1 + kind]
    x[1 + c.starts[start] - c.piece:1 + stops[end - 1] - c.piece] += m["mark"][1 + kind]
    for i in range(m.tower_layers):
        x = layer(m, f"tower.{i}", x)
    first = 1 + np.array(c.starts) - c.piece
    roles = linear(m["roles"], x)[first]
    return roles, linear(m["event"], np.concatenate([x[0], x[first[start]]])[None])[0]
