# SPDX-License-Identifier: Apache-2.0
"""Fits lib/quote/weights.h: which reports of the reading engine are quotes, on the corpus' train part.

usage: fit_quotes.py [BUILD] [--folds DIR]     (default build; the library must be made; DIR: fold weights, train/folds.py)

A report is right if at least half of its characters are in a quote of the gold. Logistic regression, each report weighted by its words,
L2, by Newton's method. Printed: words right and wrong by threshold, by tenfold cross-check over articles, and of the dev part.
"""
import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "train"), str(ROOT / "data" / "corpus" / "tools")]
import folds as fold_weights  # noqa: E402
from standoff import load, names  # noqa: E402

PENALTY = 1.0
FOLDS = 10


def sign_names():
    text = (ROOT / "lib" / "quote" / "quote.h").read_text(encoding="utf-8")
    block = text[text.index("#define DRG_QUOTE_SIGNS") : text.index("typedef enum drg_quote_sign")]
    return [line.split("X(")[1].split(")")[0] for line in block.splitlines()[1:] if "X(" in line]


def reports(build, part, count, folds):
    """[(article number, right, words, row)] of the articles of a part that have quotes."""
    program = fold_weights.program(build, "train/reports", "quotes/reports.c")
    articles = [n for n in names(part) if load(part, n).get("quotes")]
    _, bodies = fold_weights.run(program, [(part, name, [str(ROOT / "data/corpus/texts" / f"{name}.txt")]) for name in articles], folds)
    rows = []
    for number, (name, body) in enumerate(zip(articles, bodies)):
        gold = {c for q in load(part, name)["quotes"] for c in range(q["content"]["start"], q["content"]["end"])}
        for field in map(str.split, body):
            start, end, words = map(int, field[1:4])
            row = np.zeros(count)
            row[[int(x) for x in field[4:]]] = 1
            rows.append((number, sum(c in gold for c in range(start, end)) * 2 >= end - start, words, row))
    article, right, words, x = zip(*rows)
    return np.array(article), np.array(right, float), np.array(words, float), np.array(x)


def fit(x, y, weight):
    w = np.zeros(x.shape[1])
    weight = weight / weight.mean()
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (weight * (p - y)) + PENALTY * w
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(w))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def show(title, odds, y, words):
    print(title)
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        kept = 1 / (1 + np.exp(-odds)) >= threshold
        right, wrong, missed = (words * kept * y).sum(), (words * kept * (1 - y)).sum(), (words * (1 - kept) * y).sum()
        print(f"  from {threshold}: precision {right / (right + wrong):.3f} recall of reports {right / (right + missed):.3f} F1 {2 * right / (2 * right + wrong + missed):.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", default="build")
    fold_weights.add_option(parser)
    options = parser.parse_args()
    folds, signs = fold_weights.Folds(options.folds), sign_names()
    article, y, words, x = reports(options.build, "train", len(signs), folds)
    odds = np.zeros(len(y))
    for fold in range(FOLDS):
        test = article % FOLDS == fold
        odds[test] = x[test] @ fit(x[~test], y[~test], words[~test])
    show(f"train, {len(y)} reports, tenfold", odds, y, words)
    weights = np.round(100 * fit(x, y, words)).astype(int)
    _, dev_y, dev_words, dev_x = reports(options.build, "dev", len(signs), folds)
    show(f"dev, {len(dev_y)} reports", dev_x @ weights / 100, dev_y, dev_words)
    lines = "".join(f"    [DRG_QS_{name}] = {weight},\n" for name, weight in zip(signs, weights))
    (ROOT / "lib" / "quote" / "weights.h").write_text(
        "/* SPDX-License-Identifier: Apache-2.0 */\n/* Written by train/quotes/fit_quotes.py: hundredths of log-odds of each sign of quote.h. */\n"
        "static const int16_t drg_quote_weights[DRG_QUOTE_SIGN_COUNT] = {\n" + lines + "};\n", encoding="utf-8")


if __name__ == "__main__":
    main()
