#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores tokens and sentences against gold.jsonl.gz (UD EWT and GUM, dev parts) and the corpus.

usage: score.py DUMP [--corpus DIR] [--gold FILE] [--errors KIND=COUNT] [--floor]

DUMP is the program made of segment_dump.c. Spans must agree exactly. With --errors tokens=20 (or
sentences, corpus) the most frequent differences are printed. With --floor the exit status is 1 when
a figure lies below its floor in FLOORS.

The sentences of the corpus (NAME.sents) were cut by a regular expression. It is wrong in known
places, and there the score says nothing; `mended` leaves them out:
  quote    cut behind a quotation mark with no full stop before it: "...," | Macron said
  name     cut behind an abbreviation or initial that it does not know: Sen. | Lindsey Graham
"""
import argparse
import collections
import glob
import gzip
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FLOORS = {"tokens ewt+gum": 98.5, "sentences gum news": 95.0, "sentences corpus mended": 98.0}


def spans_of(deltas):
    last, spans = 0, []
    for gap, length in zip(deltas[::2], deltas[1::2]):
        spans.append((last + gap, last + gap + length))
        last += gap + length
    return spans


def run(dump, texts):
    """Runs DUMP over all texts; returns [(tokens, sentences)]."""
    records = []
    for text in texts:
        data = text.encode()
        records.append(b"%d\n" % len(data) + data)
    output = subprocess.run([dump], input=b"".join(records), stdout=subprocess.PIPE, check=True)
    documents = []
    for line in output.stdout.decode().splitlines():
        fields = line.split()
        if fields[0] == "text":
            documents.append(([], []))
        elif fields[0] in "TS":
            documents[-1][fields[0] == "S"].append((int(fields[1]), int(fields[2])))
    return documents


class Score:
    def __init__(self):
        self.right = self.gold = self.found = 0

    def add(self, gold, found):
        gold, found = set(gold), set(found)
        self.right += len(gold & found)
        self.gold += len(gold)
        self.found += len(found)

    def f1(self):
        return 200.0 * self.right / max(1, self.gold + self.found)

    def row(self, name):
        precision = 100.0 * self.right / max(1, self.found)
        recall = 100.0 * self.right / max(1, self.gold)
        return f"{name:28} {precision:9.2f} {recall:9.2f} {self.f1():9.2f} {self.gold:9}"


def token_errors(text, gold, found, counter):
    """Counts the differences, a white-space run of the text each."""
    for match in re.finditer(r"\S+", text):
        inside = [[text[a:b] for a, b in spans if match.start() <= a < match.end()]
                  for spans in (sorted(gold), sorted(found))]
        if inside[0] != inside[1]:
            counter[" ".join(inside[1]) + "   should be   " + " ".join(inside[0])] += 1


def cut_errors(text, gold, found, counter, name=""):
    ends = [{b for _, b in spans} for spans in (gold, found)]
    for end in sorted(ends[0] ^ ends[1]):
        kind = "missed" if end in ends[0] else "added"
        context = text[max(0, end - 40):end] + " | " + text[end:end + 40].lstrip()
        counter[f"{kind:7}{name} ...{context!r}"] += 1


def is_mended(text, end):
    """Is this cut of the corpus one of those that the regular expression gets wrong?"""
    before, after = text[:end][-40:], text[end:end + 40].lstrip(" ")
    if after.startswith("\n") or not after:
        return False
    if re.search(r"[^.!?…\"”’'][\"”’']+$", before):
        return True
    name = re.search(r"\b(Mrs?|Ms|Drs?|St|Ste|Mt|Sens?|Reps?|Gov|Gen|Lt|Col|Prof|Capt|Sgt|Maj|Brig|Adm|"
                     r"Hon|Rev|Fr|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Ltd|Inc|Co|Corp|Jr|"
                     r"Sr|Insp|Supt|Cpl|Pvt|Messrs|Atty|Eng|Ph\.D|[A-Z]|[A-Z]\.[A-Z])\.$", before)
    number = re.search(r"\b[Nn]os?\.$", before) and after[0].isdigit()
    return bool(name or number)


def mend(text, spans):
    mended = []
    for start, end in spans:
        if mended and is_mended(text, mended[-1][1]):
            mended[-1] = (mended[-1][0], end)
        else:
            mended.append((start, end))
    return mended


def score_treebanks(options, rows, errors):
    with gzip.open(options.gold, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    scores = collections.defaultdict(Score)
    for record, (tokens, sentences) in zip(records, run(options.dump, [r["text"] for r in records])):
        gold_tokens, gold_sentences = spans_of(record["tokens"]), spans_of(record["sentences"])
        news = record["id"].startswith("GUM_news")
        names = [record["part"]] + (["gum news"] if news else [])
        for name in names + ["ewt+gum"]:
            scores["tokens " + name].add(gold_tokens, tokens)
            scores["sentences " + name].add(gold_sentences, sentences)
        token_errors(record["text"], gold_tokens, tokens, errors["tokens"])
        if news or options.all_sentences:
            cut_errors(record["text"], gold_sentences, sentences, errors["sentences"])
    rows.update(sorted(scores.items(), reverse=True))


def score_corpus(options, rows, errors):
    texts, golds, names = [], [], []
    for path in sorted(glob.glob(os.path.join(options.corpus, "*.txt"))):
        with open(path, encoding="utf-8") as file:
            texts.append(file.read())
        with open(path[:-4] + ".sents", encoding="utf-8") as file:
            golds.append([tuple(map(int, line.split("\t")[1:3])) for line in file])
        names.append(os.path.basename(path)[:-4])
    raw, mended = Score(), Score()
    for name, text, gold, (_, sentences) in zip(names, texts, golds, run(options.dump, texts)):
        raw.add(gold, sentences)
        better = mend(text, gold)
        mended.add(better, sentences)
        cut_errors(text, better, sentences, errors["corpus"])
    rows["sentences corpus as cut"] = raw
    rows["sentences corpus mended"] = mended


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dump")
    parser.add_argument("--gold", default=os.path.join(HERE, "gold.jsonl.gz"))
    parser.add_argument("--corpus")
    parser.add_argument("--errors", action="append", default=[])
    parser.add_argument("--all-sentences", action="store_true")
    parser.add_argument("--floor", action="store_true")
    options = parser.parse_args()
    rows, errors = {}, collections.defaultdict(collections.Counter)
    score_treebanks(options, rows, errors)
    if options.corpus:
        score_corpus(options, rows, errors)
    print(f"{'':28} {'precision':>9} {'recall':>9} {'F1':>9} {'gold':>9}")
    for name, score in rows.items():
        print(score.row(name))
    for wanted in options.errors:
        kind, count = wanted.split("=")
        print(f"\n{kind}:")
        for text, number in errors[kind].most_common(int(count)):
            print(f"{number:5} {text}")
    low = [name for name, floor in FLOORS.items() if name in rows and rows[name].f1() < floor]
    for name in low:
        print(f"below its floor of {FLOORS[name]}: {name}")
    return 1 if options.floor and low else 0


if __name__ == "__main__":
    sys.exit(main())
