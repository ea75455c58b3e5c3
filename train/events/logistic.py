# SPDX-License-Identifier: Apache-2.0
"""Logistic regression over sparse signs: L2, L-BFGS (Nocedal 1980), NumPy alone."""
import numpy as np


class Rows:
    """Sparse rows: signs[i] is a list of (number, value)."""

    def __init__(self, signs, width):
        self.width = width
        self.start = np.cumsum([0] + [len(row) for row in signs])[:-1]
        self.number = np.array([n for row in signs for n, _ in row], dtype=np.int64)
        self.value = np.array([v for row in signs for _, v in row])
        self.row = np.repeat(np.arange(len(signs)), [len(row) for row in signs])
        self.count = len(signs)

    def times(self, weights):
        return np.bincount(self.row, self.value * weights[self.number], self.count)

    def transposed(self, column):
        return np.bincount(self.number, self.value * column[self.row], self.width)


def probability(odds):
    return 1 / (1 + np.exp(-np.clip(odds, -40, 40)))


def least(loss, width, steps=400, memory=10, near=1e-9):
    """The weights at the minimum of loss(weights) -> value, slope."""
    w, past = np.zeros(width), []
    value, slope = loss(w)
    for _ in range(steps):
        way, kept = slope.copy(), []
        for s, g in reversed(past):
            a = s @ way / (s @ g)
            kept.append(a)
            way -= a * g
        if past:
            way *= past[-1][0] @ past[-1][1] / (past[-1][1] @ past[-1][1])
        for (s, g), a in zip(past, reversed(kept)):
            way += s * (a - g @ way / (s @ g))
        step = 1.0 if past else 1.0 / max(1.0, np.abs(way).sum())
        while True:
            trial = w - step * way
            new_value, new_slope = loss(trial)
            if new_value <= value - 1e-4 * step * (slope @ way) or step < 1e-12:
                break
            step /= 2
        change, turn = trial - w, new_slope - slope
        if change @ turn > 1e-14:
            past = (past + [(change, turn)])[-memory:]
        done = value - new_value < near * abs(value)
        w, value, slope = trial, new_value, new_slope
        if done:
            break
    return w


def fit(signs, answers, width, penalty=1.0, weight=None, free=()):
    """Weights that make the answers (0 or 1) likeliest; `free`: numbers that are hardly penalised."""
    rows, y = Rows(signs, width), np.asarray(answers, dtype=float)
    of = np.ones(len(y)) if weight is None else np.asarray(weight, dtype=float)
    rein = np.full(width, penalty)
    rein[list(free)] = 1e-3

    def loss(w):
        odds = rows.times(w)
        value = np.sum(of * (np.logaddexp(0, odds) - y * odds)) + 0.5 * np.sum(rein * w * w)
        return value, rows.transposed(of * (probability(odds) - y)) + rein * w

    return least(loss, width)
