# SPDX-License-Identifier: Apache-2.0
"""Fits the weights of lib/event/tense.c, and measures tense and negation by folds.

    python3 train/events/fit_tense.py BUILD [--write] [--folds DIR [--without-dev]]

Every event mention of the corpus (train and dev) that the library has a candidate for, with the tense and negation of its record. Five folds over
the articles: what is fitted is fitted on four and measured on the fifth.

  words     attribute.c alone: nothing in it is fitted
  learned   tense.c where no engine has read, by folds
  engine    the engine's likeliest tense alone, or where it is sure (70 %): on train too good, since the engine was trained there, so only dev counts
  as it is  the shipped weights, over dev alone: all other figures are of weights fitted anew
  both      tense.c as it is fitted: signs and the engine's log-odds in one multinomial regression, by folds; without fold weights over dev alone

--write   fits both, the second on articles that the engine has not seen, and writes lib/event/tense_weights.c
--folds   of fold weights (train/folds.py): the engine has seen no article that it reads, and the second is fitted on train and dev, not on dev alone
--without-dev   ... on train alone
"""
import argparse
import pathlib
import re
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import corpus  # noqa: E402
import logistic  # noqa: E402

TENSES = ("past", "ongoing", "future", "hypothetical")
FOLDS = 5
SURE = 128  # of 255: likelier than not
# the penalty of the signs; a mention of a rare tense counts as (mentions of the past / mentions of it) to this power
WORDS, BESIDE = (30.0, 0.43), (60.0, 0.35)


class Mention:
    def __init__(self, article, fold, event, fields):
        bar = fields.index("|")
        self.dev, self.fold = article.part == "dev", fold
        self.tense, self.negated = TENSES.index(event["tense"]), bool(event.get("negated"))
        self.words, self.no = TENSES.index(fields[3]), fields[4] == "1"
        self.read = [int(x) for x in fields[5:9]]
        self.read_no = int(fields[9])
        self.signs = corpus.signs(fields[bar + 1:])

    def odds(self):
        """The engine's log-odds of each tense; zeros where it did not read."""
        return [np.log((p + 0.5) / (255.5 - p)) if p >= 0 else 0.0 for p in self.read]


def mentions(articles):
    """One for each gold mention with a candidate that shares its trigger: of its type if there is one. And how many have none."""
    found, missed = [], 0
    for number, article in enumerate(articles):
        candidates = [(int(f[0]), int(f[1]), f) for f in article.lines["T"]]
        for event in article.doc["events"]:
            types = article.types(event)
            for mention in event["mentions"]:
                start, end = mention["trigger"]["start"], mention["trigger"]["end"]
                near = [f for a, b, f in candidates if a < end and start < b]
                near.sort(key=lambda f: f[2] not in types)
                if near:
                    found.append(Mention(article, number % FOLDS, event, near[0]))
                else:
                    missed += 1
    return found, missed


def dense(some, width):
    out = np.zeros((len(some), width))
    for row, mention in enumerate(some):
        for number, value in mention.signs:
            out[row, number] += value
    return out


class Fit:
    """A multinomial regression over the signs and, if `engine`, the engine's log-odds, whose matrix is drawn to the identity."""

    def __init__(self, some, width, engine):
        (penalty, rare), count = BESIDE if engine else WORDS, len(TENSES)
        x, y = dense(some, width), np.array([m.tense for m in some])
        read = np.array([m.odds() for m in some]) * engine
        number = np.bincount(y, minlength=count)
        weight = ((number.max() / np.maximum(number, 1)) ** rare)[y]
        rein, at = np.full(width, penalty), np.arange(len(y))
        rein[0] = 0.01

        def loss(flat):
            w, e = flat[: count * width].reshape(count, width), flat[count * width :].reshape(count, count)
            z = x @ w.T + read @ (e + np.eye(count)).T
            chance = np.exp(z - z.max(axis=1, keepdims=True))
            chance /= chance.sum(axis=1, keepdims=True)
            value = -np.sum(weight * np.log(chance[at, y] + 1e-12)) + 0.5 * np.sum(rein * w * w) + 0.5 * np.sum(e * e)
            chance[at, y] -= 1
            chance *= weight[:, None]
            return value, np.concatenate([(chance.T @ x + rein * w).ravel(), (chance.T @ read + e).ravel()])

        flat = logistic.least(loss, count * (width + count), steps=150, near=1e-6)
        self.words = flat[: count * width].reshape(count, width)
        self.engine = (flat[count * width :].reshape(count, count) + np.eye(count)) * engine

    def guess(self, some):
        read = np.array([m.odds() for m in some]).reshape(-1, len(TENSES))
        return (dense(some, self.words.shape[1]) @ self.words.T + read @ self.engine.T).argmax(axis=1)


class Shipped:
    """The tables of lib/event/tense_weights.c."""

    def __init__(self):
        text = (corpus.ROOT / "lib/event/tense_weights.c").read_text(encoding="utf-8")
        tables = re.findall(r"\.(\w+) = \{\n(.*?)\n    \},", text, re.S)
        self.tables = {name: np.array([[float(x) for x in re.findall(r"-?[\d.]+(?=F)", row)] for row in body.splitlines()]) for name, body in tables}

    def guess(self, some):
        signs = dense(some, self.tables["words"].shape[1])
        read = signs @ self.tables["read"].T + np.array([m.odds() for m in some]) @ self.tables["engine"].T
        return np.where([[m.read[0] >= 0] for m in some], read, signs @ self.tables["words"].T).argmax(axis=1)


def line(name, guess, some):
    hit = sum(g == m.tense for g, m in zip(guess, some))
    scores = []
    for t in range(len(TENSES)):
        gold, said = sum(m.tense == t for m in some), sum(g == t for g in guess)
        both = sum(g == m.tense == t for g, m in zip(guess, some))
        scores.append(200 * both / (gold + said) if gold + said else 0.0)
    print(f"  {name:28} accuracy {100 * hit / len(some):5.1f}   macro-F1 {np.mean(scores):5.1f}   " + "  ".join(f"{t} {s:5.1f}" for t, s in zip(TENSES, scores)))


def negation(name, guess, some):
    gold, said = sum(m.negated for m in some), sum(guess)
    both = sum(g and m.negated for g, m in zip(guess, some))
    print(f"  {name:28} F1 {200 * both / (gold + said) if gold + said else 0.0:5.1f}   ({both} right of {said} said, {gold} asked for)")


def by_folds(found, width, folded):
    """Guesses of `learned` for all, and of `both` for dev (all with fold weights), each by weights that did not see its article."""
    learned, both = np.zeros(len(found), dtype=int), {}
    for fold in range(FOLDS):
        own, rest = [i for i, m in enumerate(found) if m.fold == fold], [m for m in found if m.fold != fold]
        learned[own] = Fit(rest, width, False).guess([found[i] for i in own])
        read = Fit([m for m in rest if m.read[0] >= 0 and (folded or m.dev)], width, True)
        asked = [i for i in own if folded or found[i].dev]
        both.update({i: learned[i] if found[i].read[0] < 0 else int(guess) for i, guess in zip(asked, read.guess([found[i] for i in asked]))})
    return learned, both


def write(found, width, folded, dev_too):
    words = Fit([m for m in found if not m.dev], width, False)  # so that make eval stays a figure of articles that they have not seen
    read = Fit([m for m in found if m.read[0] >= 0 and ((m.dev and dev_too) or (folded and not m.dev))], width, True)
    rows = ["/* SPDX-License-Identifier: Apache-2.0 */", "/* Written by train/events/fit_tense.py; do not edit. */", '#include "tense.h"', "", "/* clang-format off */",
            "const drg_tense_weights drg_tense_fitted = {"]
    for name, table in (("words", words.words), ("read", read.words), ("engine", read.engine)):
        rows += [f"    .{name} = {{", *("        {" + ", ".join(f"{x:.3f}F" for x in w) + "}," for w in table), "    },"]
    (corpus.ROOT / "lib/event/tense_weights.c").write_text("\n".join([*rows, "};", ""]), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--without-dev", action="store_true")
    corpus.fold_weights.add_option(parser)
    options = parser.parse_args()
    folded = options.folds is not None
    seen = "" if folded else " (engine has seen train)"
    articles, sizes = corpus.read(options.build, ["train", "dev"], options.folds)
    found, missed = mentions(articles)
    learned, both = by_folds(found, sizes[6], folded)
    print(f"{len(found)} event mentions of {len(articles)} articles have a candidate, {missed} have none")
    for title, chosen in (("all articles", lambda m: True), ("dev alone", lambda m: m.dev)):
        at = [i for i, m in enumerate(found) if chosen(m)]
        some = [found[i] for i in at]
        print(f"{title}: {len(some)} mentions, tense")
        line("always past", [0] * len(some), some)
        line("words", [m.words for m in some], some)
        line("words, else a sure engine", [next((t for t in range(len(TENSES)) if m.read[t] >= 178), m.words) for m in some], some)
        line("learned, by folds", [learned[i] for i in at], some)
        line("engine" + ("" if title == "dev alone" else seen), [int(np.argmax(m.read)) if m.read[0] >= 0 else m.words for m in some], some)
        if folded or title == "dev alone":
            line("both, by folds", [both[i] for i in at], some)
        if title == "dev alone":
            line("as it is", Shipped().guess(some), some)
        print(f"{title}: negation")
        negation("words (deny.c), as it is", [m.no for m in some], some)
        negation("engine" + ("" if title == "dev alone" else seen), [m.read_no >= SURE for m in some], some)
    for fold in range(FOLDS):
        at = [i for i, m in enumerate(found) if m.fold == fold]
        line(f"learned, fold {fold + 1}", [learned[i] for i in at], [found[i] for i in at])
    if options.write:
        write(found, sizes[6], folded, not options.without_dev)


if __name__ == "__main__":
    main()
