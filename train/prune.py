# SPDX-License-Identifier: Apache-2.0
"""A smaller reader out of a larger one, to be trained on: fewer inner values, a shorter second pass.

An inner value that hardly varies adds a constant to the layer's sum: it can go, and its mean joins the
bias (Molchanov et al. 2017 rank by such first-order loss; here by the variance that it brings, which
needs no gradients).  What is left is no finished engine; some hundred steps of fit.py make it one.
"""

import torch

from model import Config, Reader, config_dict


def shorter_second(model, start):
    """The reader with a second pass from the states after layer `start`: the last layers of its own."""
    kept = Reader(Config(**{**config_dict(model.c), "tower_from": start}))
    state = model.state_dict()
    gone = len(model.tower) - (model.c.layers - start)
    for key in [k for k in state if k.startswith("tower.")]:
        _, i, rest = key.split(".", 2)
        value = state.pop(key)
        if int(i) >= gone:
            state[f"tower.{int(i) - gone}.{rest}"] = value
    kept.load_state_dict(state)
    return kept.to(next(model.parameters()).device)


class Moments:
    """Mean and variance of the inner values of a layer over what passes through it."""

    def __init__(self, layer):
        self.layer, self.count, self.sum, self.squares = layer, 0, 0, 0
        self.hook = layer.down.register_forward_pre_hook(self.see)

    def see(self, _, inputs):
        x = inputs[0].detach().flatten(0, -2).double()
        self.count += len(x)
        self.sum = self.sum + x.sum(0)
        self.squares = self.squares + (x * x).sum(0)

    def close(self):
        self.hook.remove()
        mean = self.sum / self.count
        return mean, (self.squares / self.count - mean * mean).clamp_min(0)


def narrower(model, inner, batches):
    """The reader with `inner` inner values a layer, chosen over some batches."""
    model.eval()
    seen = {f"layers.{i}": Moments(m) for i, m in enumerate(model.layers)}
    seen.update({f"tower.{i}": Moments(m) for i, m in enumerate(model.tower)})
    with torch.no_grad():
        for b in batches:
            middle, final = model.encode(b)
            model.second(middle, final, b)
    kept = Reader(Config(**{**config_dict(model.c), "inner": inner}))
    state = model.state_dict()
    for name, moments in seen.items():
        mean, variance = moments.close()
        down = state[f"{name}.down.weight"]
        worth = variance * (down.double() ** 2).sum(0)
        keep = worth.topk(inner).indices.sort().values
        gone = torch.ones_like(worth, dtype=torch.bool)
        gone[keep] = False
        state[f"{name}.down.bias"] = state[f"{name}.down.bias"] + (down[:, gone].double() @ mean[gone]).float()
        state[f"{name}.down.weight"] = down[:, keep]
        for part in ("weight", "bias"):
            state[f"{name}.up.{part}"] = state[f"{name}.up.{part}"][keep]
        print(f"{name}: {float(worth[gone].sum() / worth.sum()):.4f} of the variance goes", flush=True)
    kept.load_state_dict(state)
    return kept.to(next(model.parameters()).device)
