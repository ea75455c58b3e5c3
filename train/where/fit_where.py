#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the weights by which an event's place and date are chosen (lib/event/rank_weights.c).

usage: fit_where.py [--build BUILD] [--l2 X] [--dry] [--folds DIR] [--keep SHARE]     from the root of the repository

Reads the train part of data/corpus with the built library, finds the gold event of each event that
the library finds (as tests/accept/score.py matches them), and fits a conditional logit over the
options of each (train/where/options.c prints them): full-batch gradient steps, L2 on all weights.
Prints how often the choice is right by two halves of the train part (each fitted on the other), and
on the dev part, which is fitted on nowhere.  --dry: prints, writes nothing.  DIR: fold weights (train/folds.py).
SHARE: the new numbers are the mean of the fit and of those that stand in the file, which count for SHARE (a sign that is new
there counts as 0): two fits err apart, and the mean by less.  Needs a C compiler and
numpy; a few minutes.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
for folder in ("train", "data/corpus/tools", "tests/accept"):
    sys.path.insert(0, str(ROOT / folder))
import evaluate  # noqa: E402
import folds as fold_weights  # noqa: E402
import score  # noqa: E402
from records import convert  # noqa: E402
from standoff import load, names, sentences_of  # noqa: E402

TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
         "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
STEPS, RATE = 250, 0.05
SHARE = 0.3  # of rank.c

HEAD = """/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much each sign of where.c and when.c counts: steps of log-odds, fitted to the train part of
 * the annotated corpus by train/where/fit_where.py, which rewrites this file. A number that says
 * the opposite of its name is a sign of a mistake there. A typed sign has a row: for all types,
 * then what each type adds.
 */
#include "rank.h"
"""


def sign_lists():
    """{"PLACE": (plain names, typed names), "DATE": ...}, in the order of rank.h."""
    header = (ROOT / "lib" / "event" / "rank.h").read_text(encoding="utf-8")
    out = {}
    for family in ("PLACE", "DATE"):
        out[family] = tuple(
            re.findall(r"X\((\w+)\)", re.search(rf"#define DRG_{family}_{part}\(X\)((?:.*\\\n)*.*\n)", header).group(1)) for part in ("PLAIN", "TYPED"))
    return out


def options(build, part, folds):
    """{article: {number of the event: (places, dates)}}, each a list of (what, signs)."""
    program, asked = fold_weights.program(build, "where_options", "where/options.c", "-Wl,--wrap=drg_settle"), []
    for name in names(part):
        published = load(part, name)["published"]
        asked.append((part, name, [str(ROOT / "data/corpus/texts" / f"{name}.txt"), published if published and len(published) == 10 else "-"]))
    _, bodies = fold_weights.run(program, asked, folds)
    out, event = {name: {} for _, name, _ in asked}, None
    for article, line in ((out[name], line) for (_, name, _), body in zip(asked, bodies) for line in body):
        kind, *fields = line.split()
        if kind == "E":
            event = article[int(fields[0])] = ([], [])
        elif kind == "P":
            event[0].append((int(fields[0]) if fields[0].isdigit() else fields[0].replace("_", " "), [int(f) for f in fields[1:]]))
        else:
            event[1].append(((fields[0], fields[1]), [int(f) for f in fields[2:]]))
    return out


def replies(build, part, folds):
    """{article: reply}, each by weights that have not seen it."""
    found = {}
    for number, places in folds.groups([(part, name) for name in names(part)]):
        chosen = [names(part)[place] for place in places]
        found.update(evaluate.replies(str(ROOT / build / "dragoman"), part, chosen, folds.option(number, "--model")))
    return found


def matched(document, rows, reply):
    """[(gold event, number of the reply's event)], one to one, closest first, as score.py does it."""
    gold, entities = score.Gold(convert(document)), {e["id"]: e for e in reply["entities"]}

    def sides(event, party):
        return [x for x in map(party, event["source"]) if x], [x for x in map(party, event["target"]) if x]

    have = [(v, {score.sentence_of(rows, m["start"]) for m in v["mentions"]},
             *sides({"source": v.get("source", []), "target": v.get("target", [])}, lambda w: score.reply_party(entities, w))) for v in reply["events"]]
    want = [(v, {m[0] for m in v["mentions"]}, *sides(v, gold.party)) for v in gold.doc["events"]]

    def closeness(g, p):
        if score.symmetric(g[0], g[3]):
            record = score.half(g[2] + g[3], p[2] + p[3])
        else:
            record = score.half(g[2], p[2]) and score.half(g[3], p[3])
        return record, sum(score.overlap(g[2] + g[3], p[2] + p[3])), len(g[1] & p[1])

    pairs = sorted(((closeness(g, p), i, j) for i, g in enumerate(want) for j, p in enumerate(have)
                    if p[0]["type"] in [g[0]["type"], *g[0].get("or", [])] and g[1] & p[1]), key=lambda x: x[0], reverse=True)
    taken, given = set(), set()
    for _, i, j in pairs:
        if i not in taken and j not in given:
            taken.add(i)
            given.add(j)
            yield document["events"][i], int(reply["events"][j]["id"][1:])


def right_places(document, place, reply):
    """Numbers of the reply's entities that are the gold place."""
    wanted = {score.norm(place)}
    for e in document["entities"]:
        forms = {score.norm(e["name"])} | {score.norm(m["text"]) for m in e["mentions"] if m["kind"] == "name"}
        if score.norm(place) in forms and e["type"] in ("GPE", "LOCATION", "FACILITY"):
            wanted |= forms
    exact, loose = set(), set()
    for e in reply["entities"]:
        forms = {score.norm(e["name"])} | {score.norm(m["text"]) for m in e["mentions"] if m["kind"] == "name"}
        if forms & wanted:
            exact.add(int(e["id"][1:]))
        if set(score.norm(place).split()) & set(score.norm(e["name"]).split()):
            loose.add(int(e["id"][1:]))
    return exact or loose


class Cases:
    """One row an event: options with their signs, and which are right. Right is option 0 where the gold says nothing."""

    def __init__(self, size):
        self.size, self.rows = size, []

    def add(self, article, choices, right, core, told):
        self.rows.append((article, choices, right, core, told))

    def arrays(self, chosen):
        """Flat arrays: option of each sign, sign, event of each option, right."""
        at, sign, event, right, starts = [], [], [], [], [0]
        for number, (_, choices, good, _, _) in enumerate(self.rows[i] for i in chosen):
            for k, (_, signs) in enumerate(choices):
                at += [len(event)] * len(signs)
                sign += signs
                event.append(number)
                right.append(k in good)
            starts.append(len(event))
        return np.array(at), np.array(sign), np.array(event), np.array(right), np.array(starts)


def collect(build, part, signs, folds):
    cases = {family: Cases(len(plain) + len(typed) * (1 + len(TYPES))) for family, (plain, typed) in signs.items()}
    replied, chosen = replies(build, part, folds), options(build, part, folds)
    for name in names(part):
        document, reply = load(part, name), replied[name]
        for gold, number in matched(document, sentences_of(name), reply):
            places, dates = chosen[name][number]
            for family, choices, told in (("PLACE", places, gold["place"]), ("DATE", dates, gold["date"])):
                if not told:
                    good = {0}
                elif family == "PLACE":
                    entities = right_places(document, told, reply)
                    good = {k for k, (what, _) in enumerate(choices) if what in entities or (isinstance(what, str) and score.norm(what) == score.norm(told))}
                else:
                    good = {k for k, (what, _) in enumerate(choices) if what[0].startswith(told)}
                cases[family].add(name, choices, good, bool(gold.get("core")), bool(told))
    return cases


def probabilities(weights, arrays):
    at, sign, event, right, starts = arrays
    sums = np.bincount(at, weights[sign], len(event))
    sums -= np.maximum.reduceat(sums, starts[:-1])[event]
    chance = np.exp(sums)
    return chance / np.add.reduceat(chance, starts[:-1])[event]


def told_alone(cases, chosen):
    """The events with a gold value among their options, without the option that nothing is told."""
    out = Cases(cases.size)
    for article, choices, good, core, told in (cases.rows[i] for i in chosen):
        if told and good - {0}:
            out.add(article, choices[1:], {k - 1 for k in good if k}, core, told)
    return out


def fit(cases, chosen, l2, alone=False):
    """Adam, full batch: -log of the probability of the right options, and L2.  alone: whether something is told is not asked (rank.c does not ask it)."""
    if alone:
        cases = told_alone(cases, chosen)
        chosen = range(len(cases.rows))
    chosen = [i for i in chosen if cases.rows[i][2]]  # an event whose right place is no option teaches nothing
    arrays = cases.arrays(chosen)
    at, sign, event, right, starts = arrays
    weights = np.zeros(cases.size)
    mean, square = np.zeros(cases.size), np.zeros(cases.size)
    for step in range(1, STEPS + 1):
        chance = probabilities(weights, arrays)
        good = np.add.reduceat(chance * right, starts[:-1])[event]
        slope = np.bincount(sign, (chance - chance * right / np.maximum(good, 1e-12))[at], cases.size) + l2 * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        weights -= RATE * (1 - 0.9 * step / STEPS) * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    return weights


def judge(cases, chosen, weights, core=False):
    """Counts: right and told of events with a gold value; given, and given where the gold has none."""
    c = collections.Counter()
    arrays = cases.arrays(chosen)
    chance, starts = probabilities(weights, arrays), arrays[4]
    for n, i in enumerate(chosen):
        _, choices, good, is_core, told = cases.rows[i]
        if core and not is_core:
            continue
        sums = collections.Counter()
        for k, (what, _) in enumerate(choices[1:], 1):
            sums[what] += chance[starts[n] + k]
        what, most = max(sums.items(), key=lambda x: x[1]) if sums else (None, 0)
        give = most > 0 and most >= SHARE * (1 - chance[starts[n]])
        hit = give and any(choices[k][0] == what for k in good)
        c["told"] += told
        c["offered"] += told and bool(good)
        c["right"] += told and hit
        c["wrong"] += told and give and not hit
        c["untold"] += not told
        c["beside"] += give and not told
    return c


def report(label, c):
    told, untold = max(1, c["told"]), max(1, c["untold"])
    print(f"  {label:34} right {c['right']:4} of {c['told']:4} = {100 * c['right'] / told:5.1f} %, wrong {c['wrong']:4}, not offered {c['told'] - c['offered']:4}; "
          f"given where the gold has none {c['beside']:4} of {c['untold']:5} = {100 * c['beside'] / untold:5.1f} %")


def standing(signs):
    """{family: the weights that the file has}, in the order of signs; 0 for signs that it lacks."""
    text = (ROOT / "lib" / "event" / "rank_weights.c").read_text(encoding="utf-8")
    out = {}
    for family, (plain, typed) in signs.items():
        body = re.search(rf"drg_{family.lower()}_weights\[.*?\n}};", text, re.S).group(0)
        room, out[family] = 1 + len(TYPES), np.zeros(len(plain) + len(typed) * (1 + len(TYPES)))
        for name, value in re.findall(rf"\[DRG_{family}_(\w+)\] = (-?[\d.]+)F", body):
            if name in plain:
                out[family][plain.index(name)] = float(value)
        for name, row in re.findall(r"/\* (\w+) \*/\s*\[[^\]]*\] = ([^/\[}]*)", body):
            cells = re.findall(r"(-?[\d.]+)F", row)
            if name in typed and len(cells) == room:
                first = len(plain) + typed.index(name) * room
                out[family][first:first + room] = [float(cell) for cell in cells]
    return out


def write(signs, weights):
    out = HEAD
    for family, (plain, typed) in signs.items():
        values = weights[family]
        out += f"\nconst float drg_{family.lower()}_weights[DRG_{family}_WEIGHTS] = {{\n"
        for name, value in zip(plain, values):
            out += f"    [DRG_{family}_{name}] = {value:.2f}F,\n"
        for number, name in enumerate(typed):
            first = len(plain) + number * (1 + len(TYPES))
            cells = ", ".join(f"{v:.2f}F" for v in values[first:first + 1 + len(TYPES)])
            out += f"    /* {name} */\n    [DRG_{family}_SIGNS + DRG_{family}_{name} * DRG_TYPED_ROOM] = {cells},\n"
        out += "};\n"
    path = ROOT / "lib" / "event" / "rank_weights.c"
    path.write_text(out.replace("-0.00F", "0.00F"), encoding="utf-8")
    subprocess.run(["clang-format", "-i", path], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build")
    parser.add_argument("--l2", type=float, default=4.0)
    parser.add_argument("--dry", action="store_true")
    parser.add_argument("--keep", type=float, default=0.0)
    fold_weights.add_option(parser)
    given = parser.parse_args()
    signs = sign_lists()
    folds = fold_weights.Folds(given.folds)
    train, dev = (collect(given.build, part, signs, folds) for part in ("train", "dev"))
    weights, before = {}, standing(signs)
    for family, cases in train.items():
        articles = sorted({r[0] for r in cases.rows})
        half = {name: i % 2 for i, name in enumerate(articles)}
        print(family.lower())
        total = collections.Counter()
        for part in range(2):
            here = [i for i, r in enumerate(cases.rows) if half[r[0]] == part]
            away = [i for i, r in enumerate(cases.rows) if half[r[0]] != part]
            total += judge(cases, here, fit(cases, away, given.l2, family == "PLACE"))
        report("train, by halves", total)
        weights[family] = fit(cases, range(len(cases.rows)), given.l2, family == "PLACE")
        weights[family] = given.keep * before[family] + (1 - given.keep) * weights[family]
        everything = range(len(dev[family].rows))
        report("dev", judge(dev[family], everything, weights[family]))
        report("dev, core", judge(dev[family], everything, weights[family], core=True))
    if not given.dry:
        write(signs, weights)


if __name__ == "__main__":
    main()
