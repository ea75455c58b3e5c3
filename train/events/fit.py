#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the weights of the event stage's decisions (lib/event/weights.c) to the corpus.

usage: fit.py [BUILD]              from the root of the repository, after make; BUILD: build
       fit.py --reliability        prints only how confidence and truth go together on dev
       fit.py --folds DIR          with fold weights (train/folds.py) the engine's signs are learned on both parts
       fit.py --empty              writes tables of zeros: to build after signs were added; then make, fit, make, fit (what is kept decides what is asked of fill)

With --folds --without-dev the tables are fitted on train alone, so that `make eval` is a figure of articles that they have not seen.

Prints what each decision gives on articles that its weights have not seen, then rewrites weights.c.
Needs NumPy and a C compiler. The same corpus, code, tables and weights of the reading engine give
the same numbers. README.md beside it says which part each decision learns from, and why.
"""
import argparse
import collections
import re

import numpy as np

import corpus
import logistic
from corpus import ROOT, fold_weights, score

KEEP_PENALTY = 10.0
OWN_PENALTY = 2.0
TYPES = range(1, 17)
NOT_CORE = 0.25
BESIDE = 0.15
SAME_PENALTY = 15.0
SAME_DEV = 3.0
UNITE_PENALTY = 3.0
FILL_THRESHOLD = 0.2  # as in fill.c
FILL_COUNTRY = 0.6  # how right somebody is who has the country in common with the party and nothing else

HEAD = """/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much each sign (signs.h) counts for the learned decisions of this stage, in log-odds, by the
 * number of the sign in fill.h. Written by train/events/fit.py: not to be edited.
 */
#include "weights.h"

/* clang-format off */
"""


def table(name, size, weights):
    lines = [f"const float {name}[{size}] = {{"]
    for first in range(0, len(weights), 8):
        lines.append("    " + " ".join(f"{value:.3f}F," for value in weights[first : first + 8]))
    return "\n".join(lines) + "\n};\n"


# ---- fill: who is a party that the words leave out ----------------------------------------------


def entity_party(fields):
    _, kind, country, name, *mentions = fields
    countries = {country} - {""}
    return {
        "names": {score.norm(words) for words in [name, *mentions]},
        "countries": countries if kind in ("STATE", "NORP") else set(),  # a town is not its state
        "loose": set() if kind == "GPE" else countries,
        "words": set(score.long_words(name)),
        "said": " ".join(score.long_words(name)),
    }


def described_party(country, words):
    return {"names": {score.norm(words)}, "countries": set(), "loose": {country} - {""}, "words": set(score.long_words(words)), "said": " ".join(score.long_words(words))}


def record_of(article, fields):
    """The gold record that a record of the program tells best: of its type, with most sentences in common."""
    first, end = [at for at, field in enumerate(fields) if field == "|"]
    sentences = {article.sentence(int(start)) for start in fields[first + 1 : end : 2]}
    shared = {v["id"]: len({m[0] for m in v["mentions"]} & sentences) for v in article.gold.doc["events"] if fields[1] in article.types(v)}
    best = max(shared, key=shared.get, default=None)
    return next(v for v in article.gold.doc["events"] if v["id"] == best) if best and shared[best] else None


def unite_examples(article):
    """[(is it a party of the record, how much it counts, signs)] of whom the tellings of a record name. Where the corpus has nobody on the side, nobody is right, but it hardly matters."""
    entities = [entity_party(fields) for fields in article.lines["E"]]
    records = {fields[0]: record_of(article, fields) for fields in article.lines["R"]}
    out = []
    for number, side, entity, country, words, _, *signs in article.lines["U"]:
        event = records.get(number)
        if event is None:
            continue
        sources, targets = article.sides[event["id"]]
        wanted = sources + targets if score.symmetric(event, targets) else (sources, targets)[int(side)]
        party = entities[int(entity)] if int(entity) >= 0 else described_party(country, words)
        out.append((any(score.same_party(one, party) for one in wanted), 1.0 if wanted else 0.3, corpus.signs(signs)))
    return out


def fit_unite(articles, width, dev_too):
    examples = {part: [unite_examples(article) for article in articles if article.part == part] for part in ("train", "dev")}

    def learn(some):
        rows = [row for article in some for row in article]
        return logistic.fit([signs for _, _, signs in rows], [answer for answer, _, _ in rows], width, UNITE_PENALTY, [counts for _, counts, _ in rows], free=(0,))

    def report(what, some, weights):
        rows = [row for article in some for row in article]
        print(f"unite, {what}:", same_loss(rows, weights), f"(always kept: {100 * np.mean([answer for answer, _, _ in rows]):.1f} %)")

    report("train by halves", examples["train"][1::2], learn(examples["train"][::2]))
    report("dev by train", examples["dev"], learn(examples["train"]))
    return learn(examples["train"] + examples["dev"] * dev_too)


def more_than_country(wanted, party):
    """Is it the wanted party by more than its country (score.same_party takes a description for anybody of its state): a name, the state itself, a word?"""
    if wanted["names"] & party["names"] - {""} or wanted["countries"] & party["countries"]:
        return True
    known = wanted.get("words") or set().union(*(score.long_words(name) for name in wanted["names"]))
    said = party["words"].union(*(score.long_words(name) for name in party["names"]))
    return bool(known & said) and not (wanted["loose"] and party["loose"] and not wanted["loose"] & party["loose"])


def fill_examples(article):
    """[[(how right it is, signs) of each candidate] of each open side of a record that is told]: 1, FILL_COUNTRY or 0."""
    entities = [entity_party(fields) for fields in article.lines["E"]]
    records = {fields[0]: record_of(article, fields) for fields in article.lines["R"]}
    sides = collections.OrderedDict()
    for number, side, entity, country, words, _, *signs in article.lines["F"]:
        event = records[number]
        if event is None:
            continue
        sources, targets = article.sides[event["id"]]
        wanted = sources + targets if score.symmetric(event, targets) else (sources, targets)[int(side)]
        party = entities[int(entity)] if int(entity) >= 0 else described_party(country, words)
        right = 1.0 if any(more_than_country(one, party) for one in wanted) else FILL_COUNTRY if any(score.same_party(one, party) for one in wanted) else 0.0
        sides.setdefault((number, side), []).append((right, corpus.signs(signs)))
    return list(sides.values())


def fill_report(what, sides, weights, threshold):
    filled, right, country = 0, 0, 0
    for candidates in sides:
        odds = [sum(weights[n] * v for n, v in signs) for _, signs in candidates]
        best = int(np.argmax(odds))
        if logistic.probability(np.array(odds[best])) >= threshold:
            filled += 1
            right += candidates[best][0] == 1
            country += 0 < candidates[best][0] < 1
    reach = sum(any(answer == 1 for answer, _ in candidates) for candidates in sides)
    print(f"fill, {what}: {len(sides)} open sides, right party among the candidates of {reach}; filled {filled}, of these right {right}, and of the right country alone {country}")


def fit_fill(articles, width, penalty=1.0):
    sides = {part: [side for article in articles if article.part == part for side in fill_examples(article)] for part in ("train", "dev")}

    def learn(some):
        """Who is partly right stands there twice, as right and as wrong, by how much he is."""
        rows = [(answer, counts, signs) for side in some for right, signs in side for answer, counts in ((True, right), (False, 1 - right)) if counts]
        return logistic.fit([signs for _, _, signs in rows], [answer for answer, _, _ in rows], width, penalty, [counts for _, counts, _ in rows])

    fill_report("train by halves", sides["train"][1::2], learn(sides["train"][::2]), FILL_THRESHOLD)
    weights = learn(sides["train"])
    fill_report("dev", sides["dev"], weights, FILL_THRESHOLD)
    return weights


# ---- keep: is a candidate an event of its type ---------------------------------------------------


def keep_examples(article):
    """[(is it one of the article's triggers, how much it counts, signs)] of every candidate.

    What debatable events are told by counts less, since nobody asks for them; so do other words of the sentence that tells an event of the type, which are neither right nor quite wrong."""
    out = []
    for start, end, kind, _, _, *signs in article.lines["K"]:
        answer, counts = False, 1.0
        for event in article.doc["events"]:
            if kind not in article.types(event):
                continue
            core = event["core"]
            for mention in event["mentions"]:
                trigger = mention["trigger"]
                if trigger["start"] < int(end) and int(start) < trigger["end"]:
                    answer, counts = True, 1.0 if core or (answer and counts == 1.0) else NOT_CORE
                elif not answer and mention["sentence"] == article.sentence(int(start)):
                    counts = BESIDE
        out.append((answer, counts, corpus.signs(signs)))
    return out


def folds(articles, count=5):
    return [articles[first::count] for first in range(count)]


def keep_rows(articles):
    rows = [row for article in articles for row in keep_examples(article)]
    return [answer for answer, _, _ in rows], [counts for _, counts, _ in rows], [signs for _, _, signs in rows]


def learn_own(train, engine):
    """Weights of the signs that are not the engine's, as if there were none."""
    answers, counts, signs = keep_rows(train)
    return logistic.fit([[sign for sign in row if sign[0] < engine] for row in signs], answers, engine, OWN_PENALTY, counts)


def learn_keep(own, articles, width, engine, train=()):
    """Beside the engine the other signs count by a share; that share and the engine's signs are learned on articles that the engine has not seen.

    `train`: [(own, articles)] of the train part, read by fold weights; own was fitted without these articles. They have a share of their own on top, which is
    dropped where there are others: the lexicon's weights were counted on them."""
    both, answers, counts = [], [], []
    for of, some, beside in [(own, articles, False), *((of, some, bool(articles)) for of, some in train)]:
        right, weight, signs = keep_rows(some)
        answers += right
        counts += weight
        for row in signs:
            odds = sum(of[n] * v for n, v in row if n < engine)
            both.append([(n, v) for n, v in row if n >= engine or n in (0, *TYPES)] + [(width, odds), (width + 1, odds * beside)])
    weights = logistic.fit(both, answers, width + 2, KEEP_PENALTY, counts, free=(0, width, width + 1))
    weights[:engine] += weights[width] * own
    return weights[:width]


def owned(train, engine):
    """[(weights of the signs that are not the engine's, articles that they have not seen)] by folds of the train part."""
    parts = folds(train)
    return [(learn_own([article for part in parts if part is not held for article in part], engine), held) for held in parts]


def calibration(answers, chances, bins=10):
    """Expected calibration error: the mean distance of chance and share over bins of equal width (Naeini 2015)."""
    place = np.minimum((chances * bins).astype(int), bins - 1)
    return sum(abs(answers[place == b].mean() - chances[place == b].mean()) * (place == b).sum() for b in set(place)) / len(answers)


def keep_report(what, answers, chances):
    best = (0, 0)
    for threshold in np.arange(0.2, 0.7, 0.02):
        kept = chances >= threshold
        if kept.any():
            p, r = answers[kept].mean(), answers[kept].sum() / answers.sum()
            best = max(best, (2 * p * r / (p + r), threshold))
    loss = -np.mean(np.log(np.where(answers, chances, 1 - chances)))
    print(f"keep, {what}: {len(answers)} candidates, {answers.sum():.0f} right; loss {loss:.4f}, best F1 {100 * best[0]:.1f} at {best[1]:.2f}, calibration error {100 * calibration(answers, chances):.1f} %")


def keep_seen(articles, weights):
    """[(answer, chance)] of the candidates of articles."""
    rows = [row for article in articles for row in keep_examples(article)]
    return [(answer, logistic.probability(np.array(sum(weights[n] * v for n, v in signs)))) for answer, _, signs in rows]


def fit_keep(articles, width, engine, folded, dev_too):
    train = [article for article in articles if article.part == "train"]
    parts = folds([article for article in articles if article.part == "dev"])
    own = learn_own(train, engine)
    beside = owned(train, engine) if folded else []
    seen = []
    for held in parts:
        rest = [article for part in parts if part is not held for article in part]
        seen += keep_seen(held, learn_keep(own, rest, width, engine, beside))
    keep_report("dev by folds", *map(np.array, zip(*((float(answer), chance) for answer, chance in seen))))
    dev = [article for part in parts for article in part]
    if folded:
        alone = learn_keep(own, [], width, engine, beside)
        keep_report("dev by train", *map(np.array, zip(*((float(answer), chance) for answer, chance in keep_seen(dev, alone)))))
    return learn_keep(own, dev, width, engine, beside) if dev_too else alone, own


# ---- same: is a telling one more of a record ------------------------------------------------------


def told_by(article):
    """A function (type, start, end) -> id of the gold record that words tell; None: no record, or which one is open."""
    here = collections.defaultdict(list)
    for event in article.doc["events"]:
        for mention in event["mentions"]:
            here[mention["sentence"]].append((mention["trigger"], event))

    def find(kind, start, end):
        overlapping, beside = None, set()
        for trigger, event in here[article.sentence(start)]:
            if kind not in article.types(event):
                continue
            beside.add(event["id"])
            if trigger["start"] < end and start < trigger["end"] and (overlapping is None or event["core"]):
                overlapping = event["id"]
        return overlapping or (beside.pop() if len(beside) == 1 else None)

    return find


def same_examples(article):
    """[(is it one more, how much it counts, signs)] of each telling and each record so far that it might join. What most of a record's tellings tell is what it tells."""
    find, out = told_by(article), []
    for kind, start, end, *fields in article.lines["S"]:
        first, last = [at for at, field in enumerate(fields) if field == "|"]
        own = find(kind, int(start), int(end))
        if own is None:
            continue
        offsets = [int(field) for field in fields[first + 1 : last]]
        told = collections.Counter(find(kind, a, b) for a, b in zip(offsets[::2], offsets[1::2]))
        known = [(count, event) for event, count in told.items() if event]
        most = max(known)[1] if known else None
        out.append((most == own, 1.0 if most else 0.5, corpus.signs(fields[last + 1 :])))
    return out


def same_loss(rows, weights):
    answers = np.array([answer for answer, _, _ in rows])
    chances = logistic.probability(np.array([sum(weights[n] * v for n, v in signs) for _, _, signs in rows]))
    return f"{len(rows)} pairs, {answers.sum()} same; loss {-np.mean(np.log(np.where(answers, chances, 1 - chances))):.4f}, right {100 * np.mean((chances > 0.5) == answers):.1f} %"


def fit_same(articles, width, folded, dev_too):
    """On both parts: sides, tense and mode of the train part are the engine's and too good there, so an article of dev counts SAME_DEV times where there are no fold weights."""
    times = 1.0 if folded else SAME_DEV
    examples = {part: [same_examples(article) for article in articles if article.part == part] for part in ("train", "dev")}

    def learn(train, dev):
        rows = [row for article in train for row in article] + [(answer, times * counts, signs) for article in dev for answer, counts, signs in article]
        return logistic.fit([signs for _, _, signs in rows], [answer for answer, _, _ in rows], width, SAME_PENALTY, [counts for _, counts, _ in rows], free=(0,))

    half = learn(examples["train"][::2], [])
    print("same, train by halves:", same_loss([row for article in examples["train"][1::2] for row in article], half))
    seen = []
    parts = folds(examples["dev"])
    for held in parts:
        weights = learn(examples["train"], [article for part in parts if part is not held for article in part])
        seen += [(answer, sum(weights[n] * v for n, v in signs)) for article in held for answer, _, signs in article]
    print("same, dev by folds:", same_loss([(answer, 1, [(0, odds)]) for answer, odds in seen], [1.0]))
    print("same, dev by train:", same_loss([row for article in examples["dev"] for row in article], learn(examples["train"], [])))
    return learn(examples["train"], examples["dev"] if dev_too else [])


# ---- sure: how likely a record tells an event ----------------------------------------------------


def sure_examples(article):
    """[(type, is it the record that tells a gold record best, signs)] of every record; a second record of one event is not right."""
    records, order = [], []
    for _, kind, *fields in article.lines["R"]:
        first, last = [at for at, field in enumerate(fields) if field == "|"]
        offsets = [int(field) for field in fields[first + 1 : last]]
        records.append((kind, list(zip(offsets[::2], offsets[1::2])), corpus.signs(fields[last + 1 :])))
    for event in article.doc["events"]:
        told = {mention["sentence"] for mention in event["mentions"]}
        for number, (kind, tellings, _) in enumerate(records):
            shared = told & {article.sentence(start) for start, _ in tellings}
            if kind in article.types(event) and shared:
                words = sum(any(m["trigger"]["start"] < end and start < m["trigger"]["end"] for m in event["mentions"]) for start, end in tellings)
                order.append((words, len(shared), event["id"], number))
    events, right = set(), set()
    for _, _, event, number in sorted(order, reverse=True):
        if event not in events and number not in right:
            events.add(event)
            right.add(number)
    return [(kind, number in right, signs) for number, (kind, _, signs) in enumerate(records)]


def reliability(what, seen):
    """Prints how often records of each type and of each tenth of confidence are right."""
    answers, chances = np.array([row[0] for row in seen], dtype=float), np.array([row[1] for row in seen])
    loss = -np.mean(np.log(np.where(answers, chances, 1 - chances)))
    print(f"sure, {what}: {len(seen)} records, {answers.sum():.0f} right; loss {loss:.4f}, calibration error {100 * calibration(answers, chances):.1f} %")
    rows = [(kind, np.array([row[2] == kind for row in seen])) for kind in sorted({row[2] for row in seen})]
    tenths = np.minimum((chances * 10).astype(int), 9)
    rows += [(f"{t / 10:.1f}-{t / 10 + 0.1:.1f}", tenths == t) for t in sorted(set(tenths))]
    print("| | records | mean confidence | right |\n|---|---|---|---|")
    for what, of in rows:
        print(f"| {what} | {of.sum()} | {100 * chances[of].mean():.0f} % | {100 * answers[of].mean():.0f} % |")


def sure_seen(articles, weights):
    """[(answer, chance, type)] of the records of articles."""
    return [(answer, logistic.probability(np.array(sum(weights[n] * v for n, v in signs))), kind) for article in articles for kind, answer, signs in article]


def fit_sure(articles, width, folded, dev_too):
    """On dev alone, which the engine has not seen, or with fold weights on train too. The figures are those of folds that the weights have not seen either."""
    train = [sure_examples(article) for article in articles if folded and article.part == "train"]
    parts = folds([sure_examples(article) for article in articles if article.part == "dev"])

    def learn(some):
        rows = [row for article in some for row in article]
        return logistic.fit([signs for _, _, signs in rows], [answer for _, answer, _ in rows], width, 20.0, free=(0, 1))

    seen = []
    for held in parts:
        seen += sure_seen(held, learn(train + [article for part in parts if part is not held for article in part]))
    reliability("dev by folds", seen)
    dev = [article for part in parts for article in part]
    if folded:
        reliability("dev by train", sure_seen(dev, learn(train)))
    return learn(train + dev * dev_too)


NAMES = ["keep", "keep_alone", "same", "unite", "fill", "sure"]
SIZES = ["DRG_KEEP_SIGNS", "DRG_KEEP_READ", "DRG_SAME_SIGNS", "DRG_UNITE_SIGNS", "DRG_FILL_SIGNS", "DRG_SURE_SIGNS"]
FILE = ROOT / "lib" / "event" / "weights.c"


def stored():
    """{name: weights} as they stand in weights.c."""
    tables = re.findall(r"drg_(\w+)_weights\[\w+\] = \{(.*?)\};", FILE.read_text(encoding="utf-8"), re.S)
    return {name: [float(value) for value in numbers.replace("F", "").split(",") if value.strip()] for name, numbers in tables}


def write(weights):
    FILE.write_text(HEAD + "\n".join(table(f"drg_{name}_weights", size, weights[name]) for name, size in zip(NAMES, SIZES)), encoding="utf-8")


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("build", nargs="?", default="build")
    options.add_argument("--only", choices=["keep", "same", "unite", "fill", "sure"], help="fit one decision; the others stay")
    options.add_argument("--reliability", action="store_true", help="print only how confidence and truth go together on dev")
    options.add_argument("--empty", action="store_true", help="write tables of zeros: to build with after signs were added")
    options.add_argument("--without-dev", action="store_true", help="with --folds: learn from train alone")
    fold_weights.add_option(options)
    chosen = options.parse_args()
    folded, dev_too = chosen.folds is not None, not chosen.without_dev
    if not (folded or dev_too):
        options.error("--without-dev wants --folds: without fold weights the engine's signs are learned on dev")
    if chosen.empty:
        write({name: [0] for name in NAMES})
        return
    few = not folded and (chosen.reliability or chosen.only == "sure")
    articles, (keep_signs, engine, fill_signs, same_signs, sure_signs, unite_signs, *_) = corpus.read(chosen.build, ["dev"] if few else ["train", "dev"], chosen.folds)
    weights, wanted = stored(), ["sure"] if chosen.reliability else [chosen.only] if chosen.only else NAMES
    if "keep" in wanted:
        weights["keep"], weights["keep_alone"] = fit_keep(articles, keep_signs, engine, folded, dev_too)
    if "same" in wanted:
        weights["same"] = fit_same(articles, same_signs, folded, dev_too)
    if "unite" in wanted:
        weights["unite"] = fit_unite(articles, unite_signs, dev_too)
    if "fill" in wanted:
        weights["fill"] = fit_fill(articles, fill_signs)
    if "sure" in wanted:
        weights["sure"] = fit_sure(articles, sure_signs, folded, dev_too)
    if not chosen.reliability:
        write(weights)


if __name__ == "__main__":
    main()
