# SPDX-License-Identifier: Apache-2.0
"""Runs the programs beside the fits over articles, each read by weights that have not seen it.

The reading engine learned from the train part, so what it says there is surer and righter than on any other text,
and what a fit would learn from it there is too much trust.  Fold weights mend that: DIR/fold0.drgm to DIR/foldK-1.drgm
(two or more) were each trained without a share of the train articles, and an article of the train part is read
by those that have not seen it: number crc32(name) % K.  This is how stacked generalisation gets its second
level (Wolpert 1992).  All other articles, and all without fold weights, are read by the weights that the library has
built in.

    folds = Folds(DIR or None)
    head, bodies = run(program, [(part, name, [argument, ...]), ...], folds)

A program is called with "--weights FILE" first where FILE is not the built-in one (article.h), then what `before` says and the
arguments of some articles, and prints a line that begins with D for each article, in order.
"""
import argparse
import pathlib
import subprocess
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[1]
AT_ONCE = 50  # articles of one run: what it prints is held in memory


def fold_of(name, count):
    """The fold of an article, the same in every program and run (fit.py --fold leaves out the same articles)."""
    return zlib.crc32(name.encode("utf-8")) % count


class Folds:
    """Which weights read an article; false where there are no fold weights."""

    def __init__(self, folder):
        self.files = []
        if folder is None:
            return
        count = len(list(pathlib.Path(folder).glob("fold*.drgm")))
        self.files = [pathlib.Path(folder).resolve() / f"fold{number}.drgm" for number in range(count)]
        missing = [str(file) for file in self.files if not file.is_file()]
        if count < 2 or missing:
            raise SystemExit(f"{folder}: fold0.drgm, fold1.drgm and so on are wanted, two or more" + (f"; not there: {' '.join(missing)}" if missing else ""))

    def __bool__(self):
        return bool(self.files)

    def number(self, part, name):
        """Of the fold; -1: the weights that are built in."""
        return fold_of(name, len(self.files)) if self.files and part == "train" else -1

    def option(self, number, word):
        return [] if number < 0 else [word, str(self.files[number])]

    def groups(self, articles):
        """[(number of the fold, places in the list)] of articles (part, name, ...)."""
        found = {}
        for place, (part, name, *_) in enumerate(articles):
            found.setdefault(self.number(part, name), []).append(place)
        return sorted(found.items())


def add_option(parser):
    parser.add_argument("--folds", metavar="DIR", help="fold weights: train articles are read by those that have not seen them (train/folds.py)")


def program(build, name, source, *more):
    """Compiles one of the small C programs against the library in a build folder."""
    made = ROOT / build / name
    made.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cc", "-O2", "-std=c11", "-D_GNU_SOURCE", *more, "-o", made, ROOT / "train" / source, ROOT / build / "libdragoman.a", "-lutf8proc", "-lm"], check=True)
    return made


def run(made, articles, folds, before=()):
    """(lines before the first article, [lines of each article after its D]), in the order of the articles."""
    head, bodies = [], [[] for _ in articles]
    for number, places in folds.groups(articles):
        for first in range(0, len(places), AT_ONCE):
            some = places[first : first + AT_ONCE]
            command = [made, *folds.option(number, "--weights"), *before, *(word for place in some for word in articles[place][2])]
            printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")[:-1]
            starts = [at for at, line in enumerate(printed) if line.startswith(("D\t", "D "))]
            if len(starts) != len(some):
                raise SystemExit(f"{made}: {len(starts)} articles printed, {len(some)} asked for")
            head = printed[: starts[0]]
            for place, start, end in zip(some, starts, [*starts[1:], len(printed)]):
                bodies[place] = printed[start + 1 : end]
    return head, bodies
