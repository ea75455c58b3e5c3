# SPDX-License-Identifier: Apache-2.0
"""The mean of some trainings' weights, which is often better than each (Wortsman et al. 2022).

usage: mean.py OUT MODEL[=SHARE]...    OUT gets half.NN; MODEL as fit.load takes it; equal shares if none is given
"""

import os
import sys

import torch

import fit


def mean(models, shares):
    """The first model with the weighted mean of all."""
    states = [m.state_dict() for m in models]
    total = sum(shares)
    with torch.no_grad():
        for name, w in states[0].items():
            w.copy_(sum(share / total * s[name] for share, s in zip(shares, states)))
    return models[0]


def main():
    out, parts = sys.argv[1], [word.partition("=") for word in sys.argv[2:]]
    os.makedirs(out, exist_ok=True)
    fit.export_half(mean([fit.load(path) for path, _, _ in parts], [float(share or 1) for _, _, share in parts]), out)


if __name__ == "__main__":
    main()
