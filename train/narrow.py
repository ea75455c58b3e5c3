# SPDX-License-Identifier: Apache-2.0
"""Make the feed-forward layers of a trained engine narrower, without training.

usage: narrow.py PREPARED START OUT --inner 1152 [--pieces N]

Of the 1,536 inner values of a layer many say what others say.  Layer after layer, on a sample of
the training texts, those are left out whose loss the others can make up for best (Optimal Brain
Surgeon: Hassibi and Stork 1993): with H the products of inner values over the sample and W the map
behind them, leaving out j costs |W_j|^2 / (H^-1)_jj once W is mended; one after the other.  In the
end W is fitted anew by least squares, near its old self, to what the layer gave in the engine as it
was; the input is that of the engine as it is by now, so a layer also mends what those before it
changed.  Pieces of words that may be triggers weigh more: they are few, and what tells their types
apart is the first that is lost.  The layers of the second pass follow, on the triggers of our own
corpus.  Last the heads of words learn what they said before (cross entropy to their old scores).

START: a folder with half.NN or a .drgm file.  OUT gets half.NN.  Cost: a few minutes of one core.
"""

import argparse
import os

import numpy as np
import torch
import torch.nn.functional as F

import evaluate
import fast
import fit
from labels import QUOTE_ROWS
from model import Config, Reader, config_dict, gelu
from windows import collate

WEIGHT = 10.0
HEADS = ("head_upos", "head_names", "head_triggers", "head_quotes")
RIDGE = 1e-3  # of the mean square of an inner value


def attended(m, x, groups):
    """x after the attention half of a layer."""
    qkv = torch.cat([p(x) for p in (m.query, m.key, m.value)], 1)
    return m.norm1(x + m.out(fast.Attention.apply(qkv, m.heads, groups)))


def leave_out(h, w, keep):
    """(which of the inner values stay, W mended); h: their products [n, n], w [outputs, n]."""
    inverse, w, alive = torch.linalg.inv(h), w.clone(), torch.ones(len(h), dtype=torch.bool)
    for _ in range(len(h) - keep):
        cost = (w * w).sum(0) / inverse.diagonal()
        j = int(torch.where(alive, cost, torch.full_like(cost, torch.inf)).argmin())
        row = inverse[j] / inverse[j, j]
        w -= torch.outer(w[:, j], row)
        inverse -= torch.outer(inverse[:, j].clone(), row)
        alive[j] = False
        inverse[j] = inverse[:, j] = w[:, j] = 0
        inverse[j, j] = 1
    return alive.nonzero()[:, 0], w[:, alive]


def narrow_layer(m, old, new, groups, weights, keep):
    """Narrows layer m in place; old, new: its inputs before and now, a list of batches; returns its outputs."""
    halves, wanted, left, squares = [], [], 0.0, 0.0
    n = m.up.out_features
    h = torch.zeros(n, n, dtype=torch.float64)
    for x, y, g, weight in zip(old, new, groups, weights):
        x, y = attended(m, x, g), attended(m, y, g)
        inner = gelu(m.up(y))
        h += (inner.t() @ (weight * inner)).double()
        halves.append(y)
        wanted.append(x + m.down(gelu(m.up(x))))
    rows = float(sum(map(torch.sum, weights)))
    h += RIDGE * h.diagonal().mean() * torch.eye(n, dtype=torch.float64)
    stay, w = leave_out(h, m.down.weight.double(), keep)
    w, kept = w.float(), lambda y: gelu(F.linear(y, m.up.weight[stay], m.up.bias[stay]))
    cross, mean = torch.zeros(w.shape, dtype=torch.float64), torch.zeros(keep, dtype=torch.float64)
    rest_mean = torch.zeros(len(w), dtype=torch.float64)
    for y, t, weight in zip(halves, wanted, weights):
        inner = kept(y)
        rest = (t - y - m.down.bias - inner @ w.t()) * weight
        cross += (rest.t() @ inner).double()
        mean += (weight * inner).double().sum(0) / rows
        rest_mean += rest.double().sum(0) / rows
    centred = h[stay][:, stay] - rows * torch.outer(mean, mean)
    change = torch.linalg.solve(centred, (cross - rows * torch.outer(rest_mean, mean)).t()).t()
    bias = m.down.bias + (rest_mean - change @ mean).float()
    w = w + change.float()
    before, after = [m.norm2(t) for t in wanted], []
    up_w, up_b = m.up.weight[stay].clone(), m.up.bias[stay].clone()
    m.up, m.down = torch.nn.Linear(up_w.shape[1], keep), torch.nn.Linear(keep, len(w))
    for p, value in ((m.up.weight, up_w), (m.up.bias, up_b), (m.down.weight, w), (m.down.bias, bias)):
        p.copy_(value)
    for y, t in zip(halves, before):
        after.append(m.norm2(y + m.down(gelu(m.up(y)))))
        left += float(((after[-1] - t) ** 2).sum())
        squares += float(((t - t.mean(0)) ** 2).sum())
    return before, after, left / squares


def sample(data, pieces, kinds, seed=0):
    rng = np.random.default_rng(seed)
    docs, total = [d for d in data["train"] if d["set"] in kinds], 0
    for i in rng.permutation(len(docs)):
        if total < pieces:
            yield docs[i]
            total += len(docs[i]["ids"])


def flat_batches(model, docs):
    """[(states of the embeddings, groups of windows, batch, flat places)]"""
    for chosen in evaluate.batches(list(docs), 128, 4000):
        b = {k: torch.as_tensor(v) for k, v in collate(chosen).items()}
        window = b["window"].flatten()
        size = torch.bincount(window)[1:].tolist()
        flat = torch.argsort(window, stable=True)[int((window == 0).sum()):]
        pick = lambda key: b[key].flatten()[flat]
        x = model.norm(model.word(pick("ids")) + model.position(pick("position")) + model.shape(pick("shapes")))
        yield x, fast.grouped((np.cumsum(size) - size).tolist(), size), b, flat


def trigger_weights(model, batches):
    """[rows, 1] of each batch: 1, and WEIGHT more for the first piece of a word that is surely a trigger."""
    out = []
    for x, groups, b, flat in batches:
        for layer in model.layers:
            x = fast.layer(layer, x, groups, lambda t: t)
        odds = 1 - model.head_triggers(x).softmax(-1)[:, :1]
        first = torch.zeros(b["ids"].numel(), 1)
        first[b["word_piece"]] = 1
        out.append(1 + WEIGHT * odds * first[flat])
    return out


def second_inputs(model, states, batches):
    """Inputs of the second pass from flat states after layer tower_from, and its groups."""
    out, groups = [], []
    for x, (_, _, b, flat) in zip(states, batches):
        if not len(b["item_size"]):
            continue
        whole = torch.zeros(b["ids"].numel(), x.shape[1]).index_copy(0, flat, x)
        y = whole[b["item_piece"]] + model.mark(b["item_mark"]) * (b["item_mark"] > 0)[..., None]
        size = b["item_size"]
        inside = torch.arange(y.shape[1])[None] < size[:, None]
        out.append(y[inside])
        groups.append(fast.grouped((torch.cumsum(size, 0) - size).tolist(), size.tolist()))
    return out, groups


def word_states(states, batches):
    """States of all words' first pieces."""
    out = []
    for x, (_, _, b, flat) in zip(states, batches):
        whole = torch.zeros(b["ids"].numel(), x.shape[1]).index_copy(0, flat, x)
        out.append(whole[b["word_piece"]])
    return torch.cat(out)


def softmaxes(scores):
    """Log probabilities of all heads of HEADS; the quote head is three."""
    return [part.log_softmax(-1) for head, s in scores.items()
            for part in (s.split(len(QUOTE_ROWS), -1) if head == "head_quotes" else (s,))]


def mend_heads(model, old, new, steps=400, size=2048):
    heads = {h: getattr(model, h) for h in HEADS}
    wanted = torch.cat(softmaxes({h: m(old) for h, m in heads.items()}), 1).exp()
    opt = torch.optim.Adam([p for m in heads.values() for p in m.parameters()])
    rng = np.random.default_rng(0)
    for step in range(steps):
        opt.param_groups[0]["lr"] = 1e-3 * (1 - step / steps)
        rows = torch.as_tensor(rng.integers(0, len(new), size))
        with torch.enable_grad():
            mine = torch.cat(softmaxes({h: m(new[rows]) for h, m in heads.items()}), 1)
            loss = -(wanted[rows] * mine).sum(-1).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        if step % 100 == 0:
            print(f"heads: step {step}, loss {float(loss):.4f}", flush=True)


def narrow(model, data, inner, pieces):
    batches = list(flat_batches(model, list(sample(data, pieces, ("newswire", "polnear", "gum", "ewt")))
                                + list(sample(data, pieces, ("articles",)))))
    old = [x for x, *_ in batches]
    new, groups, weights = old, [g for _, g, *_ in batches], trigger_weights(model, batches)
    for i, layer in enumerate(model.layers):
        if i == model.c.tower_from:
            middle = old, new
        old, new, left = narrow_layer(layer, old, new, groups, weights, inner)
        print(f"layer {i}: {100 * left:.2f} % of the variance of its states changed", flush=True)
    mend_heads(model, *(word_states(x, batches) for x in (old, new)))
    old, groups = second_inputs(model, middle[0], batches)
    new, _ = second_inputs(model, middle[1], batches)
    for i, layer in enumerate(model.tower):
        old, new, left = narrow_layer(layer, old, new, groups, [torch.ones(len(x), 1) for x in old], inner)
        print(f"second pass {i}: {100 * left:.2f} %", flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("prepared")
    p.add_argument("start")
    p.add_argument("out")
    p.add_argument("--inner", type=int, default=1152)
    p.add_argument("--pieces", type=int, default=40000)
    a = p.parse_args()
    model = fit.load(a.start)
    os.makedirs(a.out, exist_ok=True)
    with torch.no_grad():
        narrow(model, fit.read_prepared(a.prepared, False), a.inner, a.pieces)
    narrowed = Reader(Config(**{**config_dict(model.c), "inner": a.inner}))
    narrowed.load_state_dict(model.state_dict())
    fit.export_half(narrowed, a.out)


if __name__ == "__main__":
    main()
