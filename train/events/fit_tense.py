# SPDX-License-Identifier: Apache-2.0
"""Fits the weights of lib/event/tense.c, and measures tense and negation by folds.

    python3 train/events/fit_tense.py BUILD [--write] [--folds DIR [--without-dev]]

Every event mention of the corpus (train and dev) that the library has a candidate for, with the tense and negation of its record. Five folds over
the articles: what is fitted is fitted on four and measured on the fifth.

  words     attribute.c alone: nothing in it is fitted
  learned   tense.c without the reading engine, by folds
  engine    the engine's likeliest tense alone, or where it is sure (70 %): on train too good, since the engine was trained there, so only dev counts
  both      tense.c as it is: words fitted by folds over all articles, the six numbers that join the engine by folds over dev alone

--write   fits the words on train, the six numbers on dev, and writes lib/event/tense_weights.c
--folds   of fold weights (train/folds.py): the engine has seen no article that it reads, and the six numbers are fitted on both parts
--without-dev   ... on train alone
"""
import argparse
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import corpus  # noqa: E402
import logistic  # noqa: E402

TENSES = ("past", "ongoing", "future", "hypothetical")
FOLDS, PENALTY = 5, 12.0
RARE = 0.6  # a mention of a rare tense counts as (mentions of the past / mentions of it) to this power
SURE, DOUBT = 128, 12  # as in lib/event/reading.c


class Mention:
    def __init__(self, article, fold, event, fields):
        bar = fields.index("|")
        self.dev, self.fold = article.part == "dev", fold
        self.tense, self.negated = TENSES.index(event["tense"]), bool(event.get("negated"))
        self.words, self.no = TENSES.index(fields[3]), fields[4] == "1"
        self.read = [int(x) for x in fields[5:9]]
        self.read_no = int(fields[9])
        self.same = fields[2] == event["type"]
        self.signs = corpus.signs(fields[bar + 1:])

    def odds(self):
        """The engine's log-odds of each tense; zeros where it did not read."""
        return [np.log((p + 0.5) / (255.5 - p)) if p >= 0 else 0.0 for p in self.read]

    def product_negated(self):
        if self.read_no < 0 or not self.same:
            return self.no
        return self.read_no >= SURE or (self.no and self.read_no > DOUBT)


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


def fit_words(some, width):
    number = np.bincount([m.tense for m in some], minlength=len(TENSES))
    weight = [(number[0] / number[m.tense]) ** RARE for m in some]
    return np.array([logistic.fit([m.signs for m in some], [m.tense == t for m in some], width, PENALTY, weight=weight, free=(0,)) for t in range(len(TENSES))])


def word_odds(weights, some):
    return np.array([[sum(w[n] * v for n, v in m.signs) for w in weights] for m in some])


START = np.array([0.5, 0, 0, 0, 0, 1.0])  # the engine's weight, a step for each tense, the weight of the words


def fit_engine(odds, some):
    """How much the engine and the words count, and a step for each tense: softmax, by the same descent, drawn to START."""
    read = np.array([m.odds() for m in some])
    y = np.array([m.tense for m in some])

    def loss(p):
        z = p[5] * odds + p[0] * read + p[1:5]
        z = z - z.max(axis=1, keepdims=True)
        chance = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        value = -np.sum(np.log(chance[np.arange(len(y)), y] + 1e-12)) + 0.5 * np.sum((p - START) ** 2)
        miss = chance.copy()
        miss[np.arange(len(y)), y] -= 1
        return value, np.concatenate([[np.sum(miss * read)], miss.sum(axis=0), [np.sum(miss * odds)]]) + p - START

    return logistic.least(loss, len(START))


def joined(numbers, odds, mention):
    return numbers[5] * odds + numbers[0] * np.array(mention.odds()) + numbers[1:5] if mention.read[0] >= 0 else odds


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
    learned, odds = np.zeros(len(found), dtype=int), np.zeros((len(found), len(TENSES)))
    for fold in range(FOLDS):
        rest, own = [m for m in found if m.fold != fold], [i for i, m in enumerate(found) if m.fold == fold]
        weights = fit_words(rest, width)
        odds[own] = word_odds(weights, [found[i] for i in own])
    learned = odds.argmax(axis=1)
    dev = [i for i, m in enumerate(found) if m.dev or folded]
    both = {}
    for fold in range(FOLDS):
        rest = [i for i in dev if found[i].fold != fold]
        numbers = fit_engine(odds[rest], [found[i] for i in rest])
        for i in dev:
            if found[i].fold == fold:
                both[i] = int(joined(numbers, odds[i], found[i]).argmax())
    return learned, odds, both


def write(found, width, odds, folded, dev_too):
    weights = fit_words([m for m in found if not m.dev], width)  # so that make eval stays a figure of articles that they have not seen
    dev = [i for i, m in enumerate(found) if (m.dev and dev_too) or (folded and not m.dev)]
    numbers = fit_engine(odds[dev], [found[i] for i in dev])  # beside words of which none saw the article
    rows = ["/* SPDX-License-Identifier: Apache-2.0 */", "/* Written by train/events/fit_tense.py; do not edit. */", '#include "tense.h"', "", "/* clang-format off */",
            "const drg_tense_weights drg_tense_fitted = {", "    .words = {"]
    for w in weights:
        rows.append("        {" + ", ".join(f"{x:.3f}F" for x in w) + "},")
    rows += ["    },", f"    .own = {numbers[5]:.3f}F,", f"    .engine = {numbers[0]:.3f}F,", "    .step = {" + ", ".join(f"{x:.3f}F" for x in numbers[1:5]) + "},", "};", ""]
    (corpus.ROOT / "lib/event/tense_weights.c").write_text("\n".join(rows), encoding="utf-8")


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
    learned, odds, both = by_folds(found, sizes[6], folded)
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
        print(f"{title}: negation")
        negation("words", [m.no for m in some], some)
        negation("as it is" + ("" if title == "dev alone" else seen), [m.product_negated() for m in some], some)
    for fold in range(FOLDS):
        at = [i for i, m in enumerate(found) if m.fold == fold]
        line(f"learned, fold {fold + 1}", [learned[i] for i in at], [found[i] for i in at])
    if options.write:
        write(found, sizes[6], odds, folded, not options.without_dev)


if __name__ == "__main__":
    main()
