# SPDX-License-Identifier: Apache-2.0
"""What candidates.c prints, beside the corpus' own answer."""
import collections
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "train"), str(ROOT / "data" / "corpus" / "tools"), str(ROOT / "tests" / "accept")]
import folds as fold_weights  # noqa: E402
import score  # noqa: E402
from records import convert  # noqa: E402
from standoff import load, names, sentences_of  # noqa: E402


class Article:
    """One article: gold records (with their parties as score.py has them), and the lines of candidates.c by kind."""

    def __init__(self, part, name):
        self.part, self.name = part, name
        self.doc, self.rows = load(part, name), sentences_of(name)
        self.gold = score.Gold(convert(self.doc))
        self.sides = {v["id"]: [[p for p in map(self.gold.party, v[side]) if p] for side in ("source", "target")] for v in self.gold.doc["events"]}
        self.lines = collections.defaultdict(list)

    def sentence(self, start):
        return score.sentence_of(self.rows, start)

    def types(self, event):
        return [event["type"], *event.get("or", [])]


def signs(fields):
    return [(int(number), float(value)) for number, value in (field.split(":") for field in fields)]


def read(build, parts, folder=None):
    """Articles of the parts with what the program sees in them, and the sizes of its line W. `folder`: of fold weights (train/folds.py)."""
    program = fold_weights.program(build, "event_candidates", "events/candidates.c")
    articles = [Article(part, name) for part in parts for name in names(part)]
    asked = []
    for article in articles:
        published = article.doc["published"] or "-"
        asked.append((article.part, article.name, [str(ROOT / "data/corpus/texts" / f"{article.name}.txt"), published if len(published) == 10 else "-"]))
    head, bodies = fold_weights.run(program, asked, fold_weights.Folds(folder))
    for article, body in zip(articles, bodies):
        for line in body:
            kind, *fields = line.split("\t")
            article.lines[kind].append(fields)
    return articles, [int(field) for field in head[0].split("\t")[1:]]
