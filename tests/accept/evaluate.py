# SPDX-License-Identifier: Apache-2.0
"""make eval: extract the dev articles with the built program, score the replies, print the table, and hold it against the floor.

usage: evaluate.py PROGRAM [--part dev] [--article NAME] [--accept REASON] [--folds DIR]

--article   also prints every error of one article
--accept    writes the figures of this run as the new floor (floor.json), with the reason
--folds     the train part, each article read by fold weights that have not seen it (train/folds.py): the tables of the later stages
            have, but they are small.  On 482 articles a figure moves by chance a third as much as on the 50 of dev
A line that is more than half a point under the floor fails the run.
"""
import argparse
import collections
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FLOOR = Path(__file__).with_name("floor.json")
sys.path[:0] = [str(ROOT / "data" / "corpus" / "tools"), str(ROOT / "train")]
import folds as fold_weights  # noqa: E402
import score  # noqa: E402  (beside this file)
from records import convert  # noqa: E402
from standoff import load, names, sentences_of, text_of  # noqa: E402

SLACK = 0.5  # points
NO_FIGURE = ("tense, always past", "code below residual", "code of four digits")  # what guessing gives, and what says nothing of right or wrong: printed, never held against anybody


def replies(program, part, some=None, options=()):
    """{name: reply} of every article of a part (or of some), by one run of `dragoman extract --ndjson`."""
    lines = []
    for name in names(part) if some is None else some:
        published = load(part, name)["published"]
        request = {"id": name, "text": text_of(name)}
        if published and len(published) == 10:
            request["published"] = published
        lines.append(json.dumps(request))
    run = subprocess.run([program, "extract", "--ndjson", *options], input="\n".join(lines) + "\n", capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{program} extract --ndjson: exit {run.returncode}\n{run.stderr}")
    return {reply["id"]: reply for reply in map(json.loads, run.stdout.splitlines())}


def replies_by_folds(program, part, folder):
    """As replies(), each article read by the weights that have not seen it."""
    weights, got = fold_weights.Folds(folder), {}
    for number, places in weights.groups([(part, name) for name in names(part)]):
        some = [names(part)[place] for place in places]
        got.update(replies(program, part, some, weights.option(number, "--model")))
    return got


def value(line):
    """The figure that the floor holds."""
    return line.get("F1", line.get("rate"))


def show(figures, floor):
    for name, line in figures.items():
        if "P" in line:
            text = f"P {line['P']:5.1f}  R {line['R']:5.1f}  F1 {line['F1']:5.1f}   ({line['predicted']} predicted, {line['gold']} asked for)"
        elif "F1" in line:
            text = f"{'':16}F1 {line['F1'] if line['F1'] is not None else 0:5.1f}"
        else:
            text = f"{line['right']} of {line['of']}" + (f" = {line['rate']} %" if line["rate"] is not None else "")
        was = floor.get(name)
        print(f"{name:20} {text:64}" + (f" floor {was}" if was is not None else ""))


def below(figures, floor):
    """Lines under the floor; of `told twice` less is better."""
    out = []
    for name, was in floor.items():
        now = value(figures[name]) or 0.0
        worse = now - was if name == "events told twice" else was - now
        if worse > SLACK:
            out.append(f"{name}: {now}, floor {was}")
    return out


def figures_of(program, part, article=None, folder=None):
    """The lines of figures of a part; prints the errors of an article. `folder`: of fold weights."""
    counts, got = collections.Counter(), replies_by_folds(program, part, folder) if folder else replies(program, part)
    for name in names(part):
        doc, rows = load(part, name), sentences_of(name)
        errors = [] if name == article else None
        score.score_article(score.Gold(convert(doc)), rows, got[name], counts, errors)
        score.score_links(doc, rows, got[name], counts)
        score.score_quotes(doc, got[name], counts)
        for error in errors or []:
            print(" ", error)
    return score.table(counts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--part", default="dev")
    parser.add_argument("--article")
    parser.add_argument("--accept", metavar="REASON")
    parser.add_argument("--folds", metavar="DIR")
    options = parser.parse_args()
    if options.folds:
        options.part = "train"
    figures = figures_of(options.program, options.part, options.article, options.folds)
    stored = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {"reason": "", "figures": {}}
    floor = stored["figures"] if options.part == "dev" else {}
    print(f"{options.part}: {len(names(options.part))} articles")
    show(figures, floor)
    if options.accept:
        new = {k: value(v) for k, v in figures.items() if value(v) is not None and k not in NO_FIGURE}
        FLOOR.write_text(json.dumps({"reason": options.accept, "figures": new}, indent=1) + "\n", encoding="utf-8")
        return
    failed = below(figures, floor)
    for line in failed:
        print("below the floor:", line, file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
