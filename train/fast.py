# SPDX-License-Identifier: Apache-2.0
"""Layers for training on a CPU: products in bfloat16 through oneDNN, attention by length, no padding.

PyTorch's own layers spend most of a CPU step outside of products: on padding, on drawing dropout masks
and on float products that OpenBLAS does at a third of oneDNN's bf16 speed.  Here

  - pieces lie flat, [pieces, width]; attention gathers windows of similar length into groups, so a
    window of 30 pieces does not pay for 256;
  - inputs and weights of every product are rounded to bfloat16 (sums and master weights stay float32,
    as autocast does it on a GPU) where the processor multiplies those; elsewhere PyTorch takes ten to fifty
    times as long for them as for float32, which is used then; backward products use transposed views, no copies;
  - dropout masks are slices, at a random place, of one pool drawn at the start; attention weights
    are not dropped.

Gradients are written out by hand (autograd.Function), tests/train/test_fast.py checks them against
PyTorch's own in float32.  One step of 12,000 pieces takes 5-6 s on one core with AVX512-BF16.
"""

import math

import torch
import torch.nn.functional as F

POOL = 1 << 22


def short_kind():
    """bfloat16 where the processor has instructions for its products (x86 and 64-bit ARM under Linux), else float32."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as f:
            known = set(f.read().split())
    except OSError:
        return torch.float32
    return torch.bfloat16 if known & {"avx512_bf16", "amx_bf16", "bf16"} else torch.float32


SHORT = short_kind()


class Masks:
    """Dropout masks: slices of a pool of bytes-as-floats at random places."""

    def __init__(self, p, seed=0):
        g = torch.Generator().manual_seed(seed)
        self.scale = 1 / (1 - p)
        self.pool = (torch.rand(POOL, generator=g) >= p).to(torch.float32) * self.scale
        self.generator = g

    def __call__(self, x):
        n = x.numel()
        at = int(torch.randint(POOL, (1,), generator=self.generator))
        if at + n <= POOL:
            return x * self.pool[at:at + n].view(x.shape)
        times = -(-(at + n) // POOL)
        return x * self.pool.repeat(times)[at:at + n].view(x.shape)


class Product(torch.autograd.Function):
    """x @ w.T + b with bf16 products."""

    @staticmethod
    def forward(ctx, x, w, b):
        xb, wb = x.to(SHORT), w.to(SHORT)
        ctx.save_for_backward(xb, wb)
        return torch.mm(xb, wb.t()).float().add_(b)

    @staticmethod
    def backward(ctx, g):
        xb, wb = ctx.saved_tensors
        gb = g.to(SHORT)
        return torch.mm(gb, wb).float(), torch.mm(gb.t(), xb).float(), g.sum(0)


class Inner(torch.autograd.Function):
    """down(gelu(up(x)))."""

    @staticmethod
    def forward(ctx, x, wu, bu, wd, bd, form):
        xb, wub, wdb = x.to(SHORT), wu.to(SHORT), wd.to(SHORT)
        h = torch.mm(xb, wub.t()).float().add_(bu)
        a = F.gelu(h, approximate=form).to(SHORT)
        ctx.form = form
        ctx.save_for_backward(xb, wub, wdb, h, a)
        return torch.mm(a, wdb.t()).float().add_(bd)

    @staticmethod
    def backward(ctx, g):
        xb, wub, wdb, h, a = ctx.saved_tensors
        gb = g.to(SHORT)
        dwd = torch.mm(gb.t(), a).float()
        dh = torch.ops.aten.gelu_backward(torch.mm(gb, wdb).float(), h, approximate=ctx.form)
        dbu = dh.sum(0)
        dhb = dh.to(SHORT)
        return torch.mm(dhb, wub).float(), torch.mm(dhb.t(), xb).float(), dbu, dwd, g.sum(0), None


class Attention(torch.autograd.Function):
    """Attention of flat pieces; groups: [(rows [windows, length], bias [windows, 1 or heads, 1 or length, length], inside)].

    Rows of a group that are padding point at row 0; the bias hides them as keys and nothing reads
    them as queries.
    """

    @staticmethod
    def forward(ctx, qkv, heads, groups):
        n, d = qkv.shape[0], qkv.shape[1] // 3
        s = 1 / math.sqrt(d // heads)
        x = qkv.to(SHORT)
        out = torch.zeros(n, d)
        saved = []
        for rows, bias, inside in groups:
            q, k, v = split_heads(x[rows.flatten()], rows.shape, heads)
            p = torch.bmm(q, k.transpose(1, 2)).float().mul_(s)
            p.view(rows.shape[0], heads, *p.shape[1:]).add_(bias)
            p = F.softmax(p, -1).to(SHORT)
            o = join_heads(torch.bmm(p, v), rows.shape, heads)
            out[rows.flatten()[inside]] = o[inside].float()
            saved += [q, k, v, p]
        ctx.save_for_backward(*saved)
        ctx.about = heads, groups, s, n, d
        return out

    @staticmethod
    def backward(ctx, g):
        heads, groups, s, n, d = ctx.about
        out = torch.zeros(n, 3 * d)
        for i, (rows, bias, inside) in enumerate(groups):
            q, k, v, p = ctx.saved_tensors[4 * i:4 * i + 4]
            go = g[rows.flatten()]
            go[~inside] = 0
            go = to_heads(go.to(SHORT), rows.shape, heads)
            dv = torch.bmm(p.transpose(1, 2), go)
            dp = torch.bmm(go, v.transpose(1, 2)).float()
            pf = p.float()
            dp = (dp - (dp * pf).sum(-1, keepdim=True)).mul_(pf).mul_(s).to(SHORT)
            dq, dk = torch.bmm(dp, k), torch.bmm(dp.transpose(1, 2), q)
            at = rows.flatten()[inside]
            out[at] = torch.cat([join_heads(t, rows.shape, heads) for t in (dq, dk, dv)], 1)[inside].float()
        return out, None, None


def to_heads(x, shape, heads):
    w, length = shape
    return x.view(w, length, heads, -1).transpose(1, 2).reshape(w * heads, length, -1)


def split_heads(x, shape, heads):
    return [to_heads(part.contiguous(), shape, heads) for part in x.chunk(3, 1)]


def join_heads(x, shape, heads):
    w, length = shape
    return x.view(w, heads, length, -1).transpose(1, 2).reshape(w * length, -1)


def grouped(starts, sizes, distances=None):
    """Groups for Attention of windows that begin at flat rows `starts`, longest first; `distances`: the bias
    [heads, length, length] of a length (Reader.distances)."""
    order = sorted(range(len(sizes)), key=lambda i: -sizes[i])
    groups, i = [], 0
    while i < len(order):
        length = sizes[order[i]]
        j = i
        while j < len(order) and sizes[order[j]] >= 0.8 * length - 4 and (j - i) * length * length < 300000:
            j += 1
        picked = order[i:j]
        column = torch.arange(length)
        first = torch.tensor([starts[k] for k in picked])[:, None]
        inside = column[None] < torch.tensor([sizes[k] for k in picked])[:, None]
        rows = torch.where(inside, first + column, torch.zeros_like(column))
        bias = torch.where(inside, 0.0, -1e4)[:, None, None]
        groups.append((rows, bias + distances(length) if distances else bias, inside.flatten()))
        i = j
    return groups


def layer(m, x, groups, drop):
    """One encoder layer (model.Layer) over flat pieces."""
    w = torch.cat([m.query.weight, m.key.weight, m.value.weight])
    b = torch.cat([m.query.bias, m.key.bias, m.value.bias])
    a = Attention.apply(Product.apply(x, w, b), m.heads, groups)
    x = m.norm1(x + drop(Product.apply(a, m.out.weight, m.out.bias)))
    return m.norm2(x + drop(Inner.apply(x, m.up.weight, m.up.bias, m.down.weight, m.down.bias, m.gelu)))
