#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fits every table that depends on what the reading engine says, in the order in which they depend on each other.

usage: refit.py [--build BUILD] [--folds DIR] [--gum FILE]... [--without-dev] [STEP ...]      from the root, after make

A step runs its fits, builds, and measures the dev part as `make eval` does.  Its tables stay where the mean of the figures that it is
about did not fall; otherwise the tables from before come back.  What was printed lies in BUILD/refit/.  Without steps all run:
homes, links, quotes, relations, keep and the rest of the events twice (what is kept decides what is asked of the others), tense, where.
The names' weights need no fit after new weights of the engine: its scores come on top of theirs.

With --folds (train/folds.py) train articles are read by weights that have not seen them.  --without-dev: the event tables learn nothing
from dev, so that all figures are of articles that no table has seen.
"""
import argparse
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "accept")]
import evaluate  # noqa: E402

EVENTS = ("events: found", "events: record", "events told twice", "parties", "parties, role")
# step: (program and its arguments, table, figures that it is about); BUILD, GUM and DEV stand for what was given
STEPS = {
    "homes": (["names/fit_homes.py", "BUILD"], "lib/entity/home_weights.c", ("country",)),
    "links": (["links/fit_links.py", "BUILD", "GUM"], "lib/entity/link_weights.c", ("links", "parties")),
    "quotes": (["quotes/fit_quotes.py", "BUILD"], "lib/quote/weights.h", ("quotes, content", "quotes, speaker")),
    "relations": (["relations/fit_relations.py", "BUILD"], "lib/relation/weights.h", ("relations",)),
    "keep": (["events/fit.py", "BUILD", "--only", "keep", "DEV"], "lib/event/weights.c", EVENTS),
    "events": (["events/fit.py", "BUILD", "DEV"], "lib/event/weights.c", EVENTS),
    "events-again": (["events/fit.py", "BUILD", "DEV"], "lib/event/weights.c", EVENTS),
    "tense": (["events/fit_tense.py", "BUILD", "--write", "DEV"], "lib/event/tense_weights.c", ("tense", "tense, macro-F1")),
    "where": (["where/fit_where.py", "--build", "BUILD", "--keep", "0.75"], "lib/event/rank_weights.c", ("date, all, given", "place, all, given", "date, all events", "place, all events")),
}
BETTER_LOW = {"events told twice"}


def command(step, given):
    stands = {"BUILD": [given.build], "GUM": [word for file in given.gum for word in ("--gum", file)], "DEV": ["--without-dev"] if given.without_dev else []}
    program, *words = STEPS[step][0]
    out = [sys.executable, str(ROOT / "train" / program)]
    for word in words:
        out += stands.get(word, [word])
    return out + (["--folds", given.folds] if given.folds else [])


def built(given):
    """Figures of the dev part, after a build."""
    subprocess.run(["make", "-s", f"BUILD={given.build}", "all"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    table = evaluate.figures_of(str(ROOT / given.build / "dragoman"), "dev")
    return {name: evaluate.value(line) for name, line in table.items() if evaluate.value(line) is not None}


def mean(figures, names):
    return sum(-figures[n] if n in BETTER_LOW else figures[n] for n in names) / len(names)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build")
    parser.add_argument("--folds", metavar="DIR")
    parser.add_argument("--gum", action="append", default=[], metavar="FILE")
    parser.add_argument("--without-dev", action="store_true")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(STEPS))
    given = parser.parse_args()
    unknown = set(given.steps) - set(STEPS)
    if unknown or (given.without_dev and not given.folds):
        parser.error(f"no such step: {', '.join(sorted(unknown))}" if unknown else "--without-dev wants --folds")
    folder = ROOT / given.build / "refit"
    folder.mkdir(parents=True, exist_ok=True)
    now = built(given)
    print("before:", ", ".join(f"{name} {value}" for name, value in now.items()), flush=True)
    for step in given.steps or STEPS:
        _, path, about = STEPS[step]
        before = (ROOT / path).read_bytes()
        with open(folder / f"{step}.log", "w", encoding="utf-8") as log:
            subprocess.run(command(step, given), cwd=ROOT, check=True, stdout=log, stderr=subprocess.STDOUT)
        figures = built(given)
        moved = [f"{name} {now[name]} -> {value}" for name, value in figures.items() if value != now[name]]
        stays = mean(figures, about) >= mean(now, about)
        print(f"{step}: {'kept' if stays else 'dropped'}; {', '.join(moved) or 'no figure moved'}", flush=True)
        if stays:
            now = figures
        else:
            (folder / f"{step}-dropped{pathlib.Path(path).suffix}").write_bytes((ROOT / path).read_bytes())
            (ROOT / path).write_bytes(before)
    after = built(given)
    print("after:", ", ".join(f"{name} {value}" for name, value in after.items()))


if __name__ == "__main__":
    main()
