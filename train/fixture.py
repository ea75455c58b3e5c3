# SPDX-License-Identifier: Apache-2.0
"""Make the fixtures of tests/unit/nn: a tiny engine with random weights, words, and their scores.

usage: fixture.py OUTPUT_FOLDER [WORDS_FILE VOCAB]

  tiny.drgm    64 wide, 2 heads, 3 layers, second pass of 1, a vocabulary of letters and syllables
  tiny.words   sentences, a word a line (fixed here, odd characters included)
  tiny.scores  what train/simulate.py says: the form of tests/train/drive.c's output
  pieces.tsv   with WORDS_FILE: words, their pieces and shapes under the vocabulary of the real engine
"""

import io
import struct
import sys

import numpy as np
import torch

import simulate
from export import export
from model import Config, Reader
from wordpiece import SPECIAL, WordPiece

SENTENCES = [
    "The Minister of Foreign Affairs met al - Zaman 's envoys in São Tomé on 12 May .",
    "NATO rejected it .", "McDonald's iPhone B2B e-mail naïve ŁÓDŹ İstanbul ΣΟΦΟΣ ß Ǆ ﬁ ½ ² 東京 한국 عربي x\u0301y",
    "a", "( \u200b ) \u00ad …", " ".join(f"word{i}" for i in range(60)), "He said : “ We will not go . ”",
    "Yes .", "No .", " ".join("abcdefghijklmnopqrstuvwxyz" * 3 for _ in range(4)), "end of the text",
]


def vocabulary():
    letters = [chr(c) for c in range(33, 127) if not chr(c).isupper()] + list("ßøłασφςابع東京")
    syllables = "the of in on min ist er met said foreign aff air s en vo na to re ject ed we will not go wo rd yes end text".split()
    return SPECIAL + letters + ["##" + c for c in letters if c.isalnum()] + syllables + ["##" + s for s in syllables if len(s) > 1]


def scores(raw):
    """drive.c's output for SENTENCES, from the simulation; batches as reader.c makes them."""
    m = simulate.Model(raw)
    pieces = WordPiece(m.entries)
    read = simulate.read(m, [s.split(" ") for s in SENTENCES], pieces)
    out, batch, rows = io.BytesIO(), [], 0
    for result, window in read:
        size = 1 + sum(c.size + 1 for c in window)
        batch.append((result, window))
        rows += size
    flat = np.concatenate([r for r, _ in batch]).astype(np.float32)
    out.write(struct.pack("<II", *flat.shape) + flat.tobytes())
    for _, window in batch:
        for c in window:
            if len(c.words) >= 2:
                roles, event = simulate.second(m, c, 1, 2, 3)
                out.write(struct.pack("<I", len(roles)) + roles.astype(np.float32).tobytes() + event.astype(np.float32).tobytes())
    return out.getvalue() + struct.pack("<I", 0), rows


def main():
    torch.manual_seed(7)
    entries = vocabulary()
    config = Config(vocabulary=len(entries), width=64, layers=3, heads=2, inner=96, positions=48, tower_from=2, arc=16,
                    relation=16, link=16)
    model = Reader(config)
    for p in model.parameters():
        torch.nn.init.normal_(p, std=0.3 if p.dim() > 1 else 0.5)
    w = {k: v.detach().numpy() for k, v in model.state_dict().items()}
    raw = export(config, w, entries, 40, "fixture")
    answer, rows = scores(raw)
    print(f"{len(raw)} bytes, {rows} rows, {len(answer)} bytes of scores")
    for name, data in (("tiny.drgm", raw), ("tiny.scores", answer)):
        with open(f"{sys.argv[1]}/{name}", "wb") as f:
            f.write(data)
    with open(f"{sys.argv[1]}/tiny.words", "w", encoding="utf-8") as f:
        f.write("".join("\n".join(s.split(" ")) + "\n\n" for s in SENTENCES))
    if len(sys.argv) > 3:
        pieces = WordPiece(open(sys.argv[3], encoding="utf-8").read().split("\n")[:-1])
        with open(f"{sys.argv[1]}/pieces.tsv", "w", encoding="utf-8") as f:
            for word in open(sys.argv[2], encoding="utf-8").read().split("\n")[:-1]:
                ids, shapes = pieces.word(word)
                f.write(f"{word}\t{' '.join(map(str, ids))}\t{' '.join(map(str, shapes))}\n")


if __name__ == "__main__":
    main()
