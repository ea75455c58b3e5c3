# SPDX-License-Identifier: Apache-2.0
"""What candidates.c prints, beside the corpus' own answer."""
import collections
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "data" / "corpus" / "tools"), str(ROOT / "tests" / "accept")]
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


def read(build, parts):
    """Articles of the parts with what the program sees in them, and the sizes of its line W."""
    program = ROOT / build / "event_candidates"
    subprocess.run(["cc", "-O2", "-D_GNU_SOURCE", "-o", program, ROOT / "train/events/candidates.c", ROOT / build / "libdragoman.a", "-lutf8proc", "-lm"], check=True)
    articles = [Article(part, name) for part in parts for name in names(part)]
    for first in range(0, len(articles), 50):
        some = articles[first : first + 50]
        arguments = []
        for article in some:
            published = article.doc["published"] or "-"
            arguments += [str(ROOT / "data/corpus/texts" / f"{article.name}.txt"), published if len(published) == 10 else "-"]
        out = subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout
        at = -1
        for line in out.split("\n")[:-1]:
            kind, *fields = line.split("\t")
            if kind == "W":
                sizes = [int(field) for field in fields]
            elif kind == "D":
                at += 1
            else:
                some[at].lines[kind].append(fields)
    return articles, sizes
