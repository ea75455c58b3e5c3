# SPDX-License-Identifier: Apache-2.0
"""Word pieces of the three makers on every word there is: wordpiece.py, the C engine, the reference.

usage: pieces_check.py WEIGHTS.drgm PIECES [DATA]

  WEIGHTS   whose vocabulary counts
  PIECES    the program made of tests/train/pieces.c
  DATA      also the words of the training corpora, not only those of data/corpus

The reference is `tokenizers` (PyPI, Hugging Face's BertWordPieceTokenizer), if it is installed.  It
gives a whole part the one piece [UNK] where a character is not in the vocabulary; wordpiece.py keeps
what can be read around it: such words are counted apart.  Also apart: parts longer than 64 characters,
of which only the first 64 are read in C.
"""

import glob
import json
import os
import subprocess
import sys

import prepare
import words as cut
from simulate import Model
from wordpiece import UNK, WordPiece, parts


def corpus_words():
    """Every distinct word of data/corpus."""
    out = set()
    texts = [open(f, encoding="utf-8", newline="").read() for f in glob.glob(f"{prepare.CORPUS}/texts/*.txt")]
    for path in glob.glob(f"{prepare.CORPUS}/sentences/*.jsonl"):
        texts += [json.loads(line).get("text", "") for line in open(path, encoding="utf-8")]
    for text in texts:
        out |= {text[a:b] for a, b in cut.words(text)}
    return out


def training_words(data):
    docs = prepare.read_all(data)
    return {w for part in docs.values() for d in part for s in d.sentences for w in s.words}


def c_pieces(program, weights, words):
    """[[(piece, shape)]] of the C engine."""
    raw = subprocess.run([program, weights], input="".join(w + "\n" for w in words).encode(), stdout=subprocess.PIPE, check=True).stdout
    return [[tuple(map(int, p.split("/"))) for p in line.split()] for line in raw.decode().split("\n")[:-1]]


def compare_c(program, weights, entries, words):
    """Words whose pieces or shapes differ between C and wordpiece.py."""
    mine = WordPiece(entries)
    wrong = []
    for word, got in zip(words, c_pieces(program, weights, words)):
        if list(zip(*mine.word(word))) != got and all(len(p) <= 64 for p, _ in parts(word)):
            wrong.append(word)
    return wrong


def compare_reference(entries, words):
    """(words that differ, words with a character that the vocabulary lacks), or None without the package."""
    try:
        from tokenizers import BertWordPieceTokenizer
    except ImportError:
        return None
    table = {}
    for i, e in enumerate(entries):
        table.setdefault(e, i)
    reference = BertWordPieceTokenizer(table, lowercase=True)
    mine = WordPiece(entries)
    differ, unknown = [], 0
    for word in words:
        ids = mine.word(word)[0]
        theirs = reference.encode(word, add_special_tokens=False).ids or [UNK]
        if ids != theirs:
            if UNK in ids or UNK in theirs:
                unknown += 1
            else:
                differ.append(word)
    return differ, unknown


def main():
    weights, program = sys.argv[1:3]
    entries = Model(open(weights, "rb").read()).entries
    words = sorted(w for w in corpus_words() | (training_words(sys.argv[3]) if len(sys.argv) > 3 else set())
                   if w and "\n" not in w and "\0" not in w)
    wrong = compare_c(program, weights, entries, words)
    print(f"{len(words)} distinct words; C engine and wordpiece.py differ on {len(wrong)} {wrong[:10]}")
    answer = compare_reference(entries, words)
    if answer is None:
        print("no package tokenizers: not compared with the reference")
    else:
        differ, unknown = answer
        print(f"reference tokenizer: {len(differ)} differ {differ[:10]}; {unknown} more have a character outside of the vocabulary")
        wrong += differ
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
