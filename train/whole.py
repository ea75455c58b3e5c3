# SPDX-License-Identifier: Apache-2.0
"""What the integer engine does to the network, in PyTorch: the steps of model.py as lib/nn takes them.

Weights are rounded to 8 bits with a scale an output, rows to 8 bits with a scale of their own just
before a product, and attention to 12 bits; sums of products are exact integers, and what is float
keeps the order of lib/nn/kernel_body.h: sums over 16 lanes folded as a tree, polynomials for GELU
and 2^x.  The order matters more than it seems to: a last bit that differs moves a value over an edge
of its 8-bit grid now and then, and twelve such steps behind each other make a median difference of
0.03 in the scores, as much as the integers themselves cost.

Pieces lie flat, without padding; a window is a slice of them.
"""

import torch

LANES = 16


def over(number, x):
    """number / x, rounded once (PyTorch takes it for the inverse times the number)."""
    return torch.full_like(x, number) / x


def inverse(steps, most):
    return torch.where(most > 0, over(steps, most), torch.zeros_like(most))


def rows_of(weight):
    """(integers, scale [rows, 1]) of a matrix: prepare.quantise_rows."""
    scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-12) / 127
    return (weight / scale).round().clamp(-127, 127), scale


def product(x, w):
    """x @ w.T of integers; single precision holds their sums if they are short enough."""
    if x.shape[-1] * 127 * 127 < 1 << 24:
        return x @ w.t()
    return (x.double() @ w.double().t()).float()


def linear(x, weight, bias):
    w, scale = rows_of(weight)
    flat = x.reshape(-1, x.shape[-1])
    most = flat.abs().amax(1, keepdim=True)
    q = (flat * inverse(127.0, most)).round()
    out = product(q, w) * ((most / 127) * scale.t()) + bias
    return out.view(*x.shape[:-1], -1)


def embedding(weight):
    w, scale = rows_of(weight)
    return w * scale


def lane_sum(x):
    """Sum of each row."""
    lanes = torch.zeros(len(x), LANES)
    for part in x.split(LANES, 1):
        lanes = lanes + part
    while lanes.shape[1] > 1:
        half = lanes.shape[1] // 2
        lanes = lanes[:, :half] + lanes[:, half:]
    return lanes


def norm(m, x):
    count = x.shape[1]
    v = x - lane_sum(x) / count
    factor = over(1.0, torch.sqrt(lane_sum(v * v) / count + 1e-12))
    return v * factor * m.weight + m.bias


def polynomial(x, first, *rest):
    p = torch.full_like(x, first)
    for c in rest:
        p = p * x + c
    return p


def gelu(x):
    v = x.clamp(-3.9, 3.9)
    p = polynomial(v * v, 2.75699215e-8, -1.84332794e-6, 5.28133023e-5, -8.60604399e-4, 8.98653455e-3, -6.49488345e-2,
                   3.97953868e-1)
    return (p * v + 0.5) * x


def exp2_down(x):
    """4095 * 2^x for x <= 0, rounded to an integer."""
    x = x.clamp_min(-14)
    n = x.round()
    p = polynomial(x - n, 39.2417831, 228.936829, 983.786865, 2838.34351, 4095.0)
    return (p.view(torch.int32) + (n.to(torch.int32) << 23)).view(torch.float32).round()


def attend(qkv, heads):
    """[rows, width] of one window from [rows, 3 width]."""
    q, k, v = (t.reshape(len(t), heads, -1).transpose(0, 1) for t in qkv.chunk(3, 1))
    most_q = q.abs().amax(-1, keepdim=True)
    most_k, most_v = (t.abs().amax((1, 2), keepdim=True) for t in (k, v))
    whole = lambda t, most, steps: (t * inverse(steps, most)).round().double()
    scores = whole(q, most_q, 4095.0) @ whole(k, most_k, 4095.0).transpose(1, 2)
    below = (scores - scores.amax(-1, keepdim=True)).float()
    e = exp2_down(below * (most_q * most_k * 1.52086875e-8)).double()
    mixed = (e @ whole(v, most_v, 2047.0)).float()
    out = mixed * ((most_v / 2047) / e.sum(-1, keepdim=True).float())
    return out.transpose(0, 1).reshape(len(qkv), -1)


def layer(m, x, sizes):
    """One encoder layer (model.Layer) over flat pieces, in windows of `sizes`."""
    qkv = torch.cat([p(x) for p in (m.query, m.key, m.value)], 1)
    mixed = torch.cat([attend(part, m.heads) for part in qkv.split(sizes)])
    x = norm(m.norm1, x + m.out(mixed))
    return norm(m.norm2, x + m.down(gelu(m.up(x))))
