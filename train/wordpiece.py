# SPDX-License-Identifier: Apache-2.0
"""Word pieces and word shapes: the input of the reading engine.

A word (as the tokeniser cut it) becomes one or more *parts*, a part becomes one or more *pieces*:

  word    "al-Zaman's"                one row of labels
  parts   al | - | Zaman | ' | s      runs of letters, digits and symbols that are not ASCII; every
                                      other character alone; controls and soft hyphens vanish
  pieces  al | - | za ##man | ' | s   the longest entry of the vocabulary from the left (WordPiece,
                                      Schuster and Nakajima 2012; Devlin et al. 2019)
  shapes  lower other Title Title other lower

The vocabulary is uncased and without accents, so parts are decomposed (NFD), stripped of marks
(category Mn) and lowered; what that loses is told by the shape, which every piece of a part carries.

Where no entry fits, one character becomes [UNK] and matching goes on after it: this differs from
BERT's tokeniser, which gives up the whole word.  lib/nn/pieces.c holds the same rules in C, and a
test compares both on a fixture; the rules therefore use only what utf8proc and Python share:
general categories, canonical decomposition, simple lower-case mapping of single code points.
"""

import unicodedata

PAD, UNK, CLS, SEP = 0, 1, 2, 3
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]

SHAPES = ["none", "lower", "Title", "UPPER", "single", "miXed", "digits", "digitmix", "other"]
NONE, LOWER, TITLE, UPPER, SINGLE, MIXED, DIGITS, DIGITMIX, OTHER = range(len(SHAPES))

MAX_PART = 64  # code points of a part that are read; the rest is dropped


def is_joined(c):
    """Letters, marks and numbers join into one part; so do symbols, as in BERT, if not ASCII."""
    kind = unicodedata.category(c)[0]
    return kind in "LNM" or kind == "S" and ord(c) >= 128


def is_ideograph(c):
    """Scripts without blanks between words: each character is a part."""
    n = ord(c)
    return 0x3400 <= n <= 0x9FFF or 0xF900 <= n <= 0xFAFF or 0x20000 <= n <= 0x2FA1F or 0x3040 <= n <= 0x30FF


def is_dropped(c):
    """Characters that are as if they were not there: controls, formats (soft hyphen), unassigned."""
    return unicodedata.category(c)[0] == "C"


def is_blank(c):
    """Separators end a part."""
    return unicodedata.category(c)[0] == "Z"


def parts(word):
    """The parts of a word, each with its shape."""
    out, run = [], []

    def close():
        if run:
            out.append(("".join(run[:MAX_PART]), shape("".join(run[:MAX_PART]))))
            run.clear()

    for c in word:
        if is_dropped(c):
            continue
        if is_blank(c):
            close()
        elif is_ideograph(c) or not is_joined(c):
            close()
            out.append((c, OTHER))
        else:
            run.append(c)
    close()
    return out


def shape(part):
    """Casing and digits of a part."""
    upper = lower = digit = letters = 0
    first_upper = False
    for c in part:
        k = unicodedata.category(c)
        if k in ("Lu", "Lt"):
            first_upper = first_upper or letters == 0
            upper += 1
            letters += 1
        elif k == "Ll":
            lower += 1
            letters += 1
        elif k[0] == "L":
            letters += 1
        elif k[0] == "N":
            digit += 1
    if letters == 0:
        return DIGITS if digit else OTHER
    if digit:
        return DIGITMIX
    if upper == 0:
        return LOWER if lower else OTHER
    if letters == 1:
        return SINGLE
    if upper == letters:
        return UPPER
    if first_upper and upper == 1:
        return TITLE
    return MIXED


def fold(part):
    """Decomposed, without marks, lower case.

    Only the simple one-to-one mapping is used (a part such as the Turkish capital I with dot,
    whose full mapping has two characters, is decomposed first, so the mark is already gone).
    """
    out = []
    for c in unicodedata.normalize("NFD", part):
        if unicodedata.category(c) == "Mn":
            continue
        low = c.lower()
        out.append(low if len(low) == 1 else c)
    return "".join(out)


class WordPiece:
    """A vocabulary: its rows are entries, `##` marks those that continue a part."""

    def __init__(self, entries):
        assert entries[:4] == SPECIAL
        self.entries = entries
        self.first = {}
        self.rest = {}
        for i, e in enumerate(entries[4:], 4):
            if e.startswith("##") and len(e) > 2:
                self.rest.setdefault(e[2:], i)  # the first of two equal entries counts
            else:
                self.first.setdefault(e, i)
        self.longest = max(len(e) for e in entries)
        self.cache = {}

    def part_pieces(self, part):
        """Numbers of the pieces of one part."""
        text = fold(part)
        out, at = [], 0
        while at < len(text):
            table = self.rest if at else self.first
            for end in range(min(len(text), at + self.longest), at, -1):
                number = table.get(text[at:end])
                if number is not None:
                    break
            if number is None:
                number, end = UNK, at + 1
            out.append(number)
            at = end
        return out

    def word(self, word):
        """(numbers, shapes) of a word; never empty."""
        hit = self.cache.get(word)
        if hit is None:
            numbers, shapes = [], []
            for part, kind in parts(word):
                pieces = self.part_pieces(part)
                numbers += pieces
                shapes += [kind] * len(pieces)
            if not numbers:
                numbers, shapes = [UNK], [OTHER]
            hit = self.cache[word] = (numbers, shapes)
        return hit
