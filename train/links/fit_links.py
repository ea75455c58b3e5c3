#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the weights of the linker (lib/entity/link_weights.c) to the train part of data/corpus.

usage: fit_links.py [BUILD] [--rounds N] [--gum FILE]... [--folds DIR]    from the root of the repository; BUILD: build

For each class of askers a log-linear model ranks the candidates and "nobody": the probability of
the candidates that stand for the right entity is made as large as the prior on the weights lets it
(Denis and Baldridge 2008).  What an asker sees depends on what was linked before it, so the library
links with the weights of the round before and is asked again (ROUNDS times).  At the end a number
for each class moves "nobody" up or down so that pairs (asker, name of its entity) have the best F1
on articles that the weights have not seen (five folds of the train part).

FILE: coreference of GUM (gum.py), which the reading engine never saw.  Every class has weights for GUM alone
on top of its own, so that what is peculiar to GUM's texts and guidelines stays with them (Daume 2007).  With
the engine's scores it is the other way round: it learned links on our train part, so what they count for is
learned on GUM, and the trust that they seem to earn on our articles is dropped.

DIR: fold weights (train/folds.py). With them the engine's scores on our articles are those of weights that have not
seen them, and what they count for is learned on our articles and on GUM alike.

Only articles in which every nominal and pronoun of a named entity is annotated are used: those with
the key `quotes`.  Needs a C compiler and numpy; the same corpus, tables, weights of the reading
engine and code give the same numbers.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np

import gum

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "data" / "corpus"
sys.path[:0] = [str(ROOT / "train"), str(ROOT / "tests" / "accept")]
import folds as fold_weights  # noqa: E402
from score import norm  # noqa: E402

PRIOR, STEPS, FOLDS, ROUNDS = 0.1, 150, 5, 2
LARGEST = 9000  # of a weight, in thousandths

HEAD = """/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much each observation counts for each class of askers, in thousandths of a log-odd: those at
 * an asker (first) speak for "nobody that is named", those at a candidate for the candidate.
 *
 * Fitted to the train part of the annotated corpus by train/links/fit_links.py. A row that says the
 * opposite of its name is a sign of a mistake in link_evidence.c, or of two observations that mostly
 * come together and share what they say.
 */
#include "link.h"

const int16_t drg_link_weights[DRG_LINK_EVIDENCE_COUNT][DRG_LINK_CLASS_COUNT] = {
"""


def listed(name):
    block = (ROOT / "lib/entity/link.h").read_text(encoding="utf-8").split(f"#define {name}(X)")[1]
    return re.findall(r"X\((\w+)\)", block.split("typedef enum")[0].split("#define")[0])


class Asker:
    """One asker: its class, what is seen at it, its candidates, and who is right."""

    def __init__(self, article, kind, start, head, seen):
        self.article, self.kind, self.start, self.head, self.seen = article, kind, start, head, seen
        self.entities, self.candidates = [], []  # entity of each candidate, evidence of each


class Article:
    """A text with its names {(start, end): entity} and links {start: (kind, entity, end)}."""

    def __init__(self, part, name, text, day, spans, gold, foreign):
        self.part, self.file, self.text, self.day, self.spans, self.gold, self.foreign = part, name, text, day, spans, gold, foreign
        self.names = {}
        for (start, end), entity in spans.items():
            self.names.setdefault(entity, set()).add(norm(text[start:end]))
        self.votes = collections.defaultdict(collections.Counter)  # entity of the library: gold entities
        self.called = collections.defaultdict(set)                 # its names
        self.askers = []

    def name(self, entity, start, end):
        self.called[entity].add(norm(self.text[start:end]))
        for (a, b), gold in self.spans.items():
            if a < end and start < b:
                self.votes[entity][gold] += 1

    def meaning(self, entity):
        votes = self.votes.get(entity)
        return votes.most_common(1)[0][0] if votes else None

    def settle(self):
        """Who is right: the numbers of candidates; unknown: the phrase is another one than the gold's."""
        covered = sorted((s, e) for s, (kind, _, e) in self.gold.items() if kind == "nominal")
        for a in self.askers:
            kind, entity, _ = self.gold.get(a.start, (None, None, 0))
            if kind != ("pronoun" if a.kind < PRONOUNS else "nominal"):
                kind = entity = None
            a.gold = entity
            a.right = [i for i, e in enumerate(a.entities) if entity is not None and self.meaning(e) == entity]
            a.pairs = [len(self.called[e] & self.names.get(entity, set())) if i in a.right else 0 for i, e in enumerate(a.entities)]
            a.costs = [len(self.called[e]) for e in a.entities]
            near = entity is None and a.kind >= PRONOUNS and any(s != a.start and s <= a.head < e for s, e in covered)
            a.unknown = near and not any(self.gold.get(a.start, (0,))[0] == "nominal" for _ in (0,))


def from_corpus(part):
    out = []
    for path in sorted((CORPUS / part).glob("*.json")):
        doc = json.loads(path.read_text(encoding="utf-8"))
        if "quotes" not in doc:
            continue
        spans, gold = {}, {}
        for entity in doc["entities"]:
            for m in entity["mentions"]:
                if m["kind"] == "name":
                    spans[m["start"], m["end"]] = entity["id"]
                else:
                    gold[m["start"]] = (m["kind"], entity["id"], m["end"])
        text = (CORPUS / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        out.append(Article(part, path.stem, text, doc["published"], spans, gold, False))
    return out


def from_gum(path):
    return [Article(None, t.name, t.text, None, t.spans, t.gold, True) for t in gum.read(path)]


def ask(build, articles, folds):
    """Fills the askers of articles with what the library sees."""
    program = fold_weights.program(build, "askers", "links/askers.c")
    with tempfile.TemporaryDirectory() as folder:
        asked = []
        for number, a in enumerate(articles):
            file = pathlib.Path(folder) / f"{number}.txt"
            file.write_text(a.text, encoding="utf-8")
            asked.append((a.part, a.file, [str(file), a.day if a.day and len(a.day) == 10 else "-"]))
        _, bodies = fold_weights.run(program, asked, folds)
    for article, line in ((a, line) for a, body in zip(articles, bodies) for line in body):
        kind, *fields = line.split()
        fields = list(map(int, fields))
        if kind == "N":
            article.name(*fields)
        elif kind == "A":
            article.askers.append(Asker(article, fields[0], fields[1], fields[2], fields[4:]))
        else:
            article.askers[-1].entities.append(fields[0])
            article.askers[-1].candidates.append(fields[1:])
    for a in articles:
        a.settle()
    return articles


# classes that are kin
GROUPS = (("HE", "HIS", "IT", "ITS", "THEY", "WE"), ("OFFICE", "ROLE", "STATE", "BODY", "PLACE", "SITE", "PEOPLE"))


def matrix(askers):
    """[options][evidence] with "nobody" as the first option of each asker, and where each asker begins."""
    rows, columns, begins, right = [], [], [], []
    row = 0
    for a in askers:
        begins.append(row)
        for e in a.seen:
            rows.append(row); columns.append(e)
        right.append(not a.right)
        row += 1
        for i, seen in enumerate(a.candidates):
            for e in seen:
                rows.append(row); columns.append(e)
            right.append(i in a.right)
            row += 1
    x = np.zeros((row, COUNT), np.float32)
    x[rows, columns] = 1
    return x, np.array(begins), np.array(right)


def fit(askers, folded):
    """Weights of all classes.  A class's are those of its group (pronouns, noun phrases) and its own
    on top, each with its prior: what a class sees too seldom it takes from its kin.  Row 0 of a group
    is what its classes share, then come their own; then what is dropped: of foreign texts all but the
    reading engine's scores (all with them, where they are folded), of ours these alone, where there are foreign ones to learn them from."""
    out = [np.zeros(COUNT) for _ in CLASSES]
    read = np.array([name.startswith("READ_") for name in EVIDENCE])
    for names in GROUPS:
        kinds, parts = [CLASSES.index(name) for name in names], []
        n = len(kinds)
        open_to = np.ones((3 + 3 * n, COUNT), np.float32)
        open_to[1 + n:2 + 2 * n] = folded | ~read
        open_to[2 + 2 * n:] = read & (not folded and any(a.article.foreign for a in askers))
        for i, k in enumerate(kinds):
            for foreign in (False, True):
                mine = [a for a in askers if a.kind == k and not a.unknown and a.article.foreign == foreign]
                rows = [0, 1 + i] + ([1 + n, 2 + n + i] if foreign else [2 + 2 * n, 3 + 2 * n + i])
                if mine:
                    parts.append((rows, matrix(mine)))
        w = descend(parts, open_to)
        for i, k in enumerate(kinds):
            out[k] = w[0] + w[1 + i]
    return out


def gradient(part, w):
    """Of the log-likelihood of the right options of one class, summed over its askers."""
    x, begins, right, group = part
    score = x @ w
    score -= np.maximum.reduceat(score, begins)[group]
    p = np.exp(score)
    q = p * right
    return (p / np.add.reduceat(p, begins)[group] - q / np.add.reduceat(q, begins)[group]) @ x


def descend(parts, open_to):
    """Weights by Adam on the whole batch: deterministic.  A part is (its rows, what matrix() gives); a weight
    stays 0 where open_to has 0."""
    parts = [(rows, (x, b, r, np.repeat(np.arange(len(b)), np.diff(np.append(b, len(x)))))) for rows, (x, b, r) in parts]
    size = sum(len(p[1]) for _, p in parts)
    w = np.zeros(open_to.shape, np.float32)
    m, v = w.copy(), w.copy()
    for step in range(1, STEPS + 1):
        g = PRIOR * w / size ** 0.5
        for rows, part in parts:
            g[rows] += gradient(part, w[rows].sum(axis=0)) / size
        g *= open_to
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g ** 2
        w -= 0.1 * (1 - step / (STEPS + 1)) * (m / (1 - 0.9 ** step)) / (np.sqrt(v / (1 - 0.999 ** step)) + 1e-8)
    return w


def chosen(a, w):
    """(score of the best candidate over nobody, its number)."""
    if not a.candidates:
        return -1e9, -1
    nobody = w[a.seen].sum()
    scores = [w[c].sum() - nobody for c in a.candidates]
    best = int(np.argmax(scores))
    return scores[best], best


def f1(hit, got, gold):
    return 200 * hit / (got + gold) if got + gold else 0.0


def offsets(choices, gold):
    """A number for each class that "nobody" gets on top, best for F1 of pairs: coordinate ascent."""
    grid = np.arange(-2.5, 2.6, 0.1)
    hit, got = {}, {}
    for k in range(len(CLASSES)):
        rows = [(s, a.pairs[i], a.costs[i]) for a, (s, i) in choices if a.kind == k and i >= 0]
        scores, pairs, costs = (np.array([r[j] for r in rows], float) for j in range(3))
        hit[k] = np.array([pairs[scores > g].sum() if len(rows) else 0 for g in grid])
        got[k] = np.array([costs[scores > g].sum() if len(rows) else 0 for g in grid])
    best = {k: len(grid) // 2 for k in hit}
    for _ in range(5):
        for k in best:
            others_hit = sum(hit[j][best[j]] for j in best if j != k)
            others_got = sum(got[j][best[j]] for j in best if j != k)
            figures = [f1(others_hit + hit[k][g], others_got + got[k][g], gold) for g in range(len(grid))]
            best[k] = int(np.argmax(np.convolve(np.pad(figures, 2, mode="edge"), np.ones(5) / 5, "valid")))
    return {k: float(grid[g]) for k, g in best.items()}


def report(choices, gold, moves, title):
    print(f"{title}: class, right, wrong, false, missed, pairs P R F1", file=sys.stderr)
    total = np.zeros(2)
    for k, name in enumerate(CLASSES):
        right = wrong = false = missed = 0
        pair = np.zeros(2)
        for a, (s, i) in choices:
            if a.kind != k:
                continue
            made = i >= 0 and s > moves[k]
            right += made and i in a.right
            wrong += made and a.gold is not None and i not in a.right
            false += made and a.gold is None
            missed += not made and a.gold is not None
            if made:
                pair += (a.pairs[i], a.costs[i])
        total += pair
        print(f"  {name:8} {right:5} {wrong:5} {false:5} {missed:5}   P {100 * pair[0] / max(1, pair[1]):5.1f}  move {moves[k]:+.1f}", file=sys.stderr)
    print(f"  all pairs P {100 * total[0] / max(1, total[1]):.1f} R {100 * total[0] / gold:.1f} F1 {f1(total[0], total[1], gold):.1f}", file=sys.stderr)


def wanted(articles):
    return sum(len(a.names.get(e, ())) for a in articles for _, e, _ in a.gold.values())


def write(weights):
    table = np.clip(np.round(np.array(weights) * 1000), -LARGEST, LARGEST).astype(int)
    out = HEAD + "    /* " + ", ".join(CLASSES) + " */\n"
    for i, name in enumerate(EVIDENCE):
        out += f"    [DRG_{'LA' if i < ASKED else 'LC'}_{name}] = {{" + ", ".join(map(str, table[:, i])) + "},\n"
    path = ROOT / "lib/entity/link_weights.c"
    path.write_text(out + "};\n", encoding="utf-8")
    subprocess.run(["clang-format", "-i", path], check=True)


def train(articles, foreign, folded):
    """Weights for each class, from all articles; what "nobody" gets on top, from folds of our own."""
    askers = [a for x in articles for a in x.askers]
    others = [a for x in foreign for a in x.askers]
    fold = {id(x): i % FOLDS for i, x in enumerate(articles)}
    choices = []
    for f in range(FOLDS):
        w = fit([a for a in askers if fold[id(a.article)] != f] + others, folded)
        choices += [(a, chosen(a, w[a.kind])) for a in askers if fold[id(a.article)] == f]
    gold = wanted(articles)
    moves = offsets(choices, gold)
    report(choices, gold, moves, "train, unseen folds")
    weights = fit(askers + others, folded)
    for k, move in moves.items():
        weights[k][0] += move  # ALWAYS: the first observation at every asker
    return weights


def main():
    global CLASSES, EVIDENCE, ASKED, COUNT, PRONOUNS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", default="build")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--gum", action="append", default=[], metavar="FILE")
    fold_weights.add_option(parser)
    options = parser.parse_args()
    CLASSES = listed("DRG_LINK_CLASSES")
    asked = listed("DRG_LINK_ASKER_EVIDENCE")
    EVIDENCE, ASKED = asked + listed("DRG_LINK_EVIDENCE"), len(asked)
    COUNT, PRONOUNS = len(EVIDENCE), CLASSES.index("OFFICE")
    folds = fold_weights.Folds(options.folds)
    for number in range(options.rounds):
        subprocess.run(["make", "-s", f"BUILD={options.build}", f"{options.build}/libdragoman.a"], cwd=ROOT, check=True)
        print(f"round {number + 1}", file=sys.stderr)
        foreign = [t for path in options.gum for t in from_gum(path)]
        write(train(ask(options.build, from_corpus("train"), folds), ask(options.build, foreign, folds), bool(folds)))
    subprocess.run(["make", "-s", f"BUILD={options.build}", "all"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
