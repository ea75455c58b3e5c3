# SPDX-License-Identifier: Apache-2.0
"""Coreference of GUM (amir-zeldes/gum, https://github.com/UniversalDependencies/UD_English-GUM) as links.

GUM says of every noun phrase and pronoun which entity it means (column MISC, Entity=).  Here an entity
is kept where a proper name of two or more letters heads one of its mentions; its other noun phrases and
its pronouns are the links.  Texts are put together from the tokens, one paragraph a line, as a reader of
a newspaper would have them.  Genres in which people mostly talk to each other, or give instructions, are
left out: they hold next to no links to names.
"""
import gzip
import re

GENRES = {"news", "interview", "bio", "speech", "fiction", "court", "essay", "letter", "voyage", "academic"}


class Text:
    """One document: name, text, gold {start: (kind, entity, end)}, spans {(start, end): entity} of names."""

    def __init__(self, name):
        self.name, self.text, self.mentions = name, "", []

    def finish(self):
        named = {e for e, kind, _, _ in self.mentions if kind == "name"}
        self.spans = {(s, t): e for e, kind, s, t in self.mentions if kind == "name"}
        self.gold = {s: (kind, e, t) for e, kind, s, t in self.mentions if kind != "name" and e in named}
        return self


def kind_of(words, first, last):
    """name, pronoun or nominal, by the head: the word whose own head lies outside the span."""
    inside = range(first, last + 1)
    numbers = {words[i][0] for i in inside}
    head = next((i for i in inside if words[i][2] not in numbers), last)
    upos = words[head][1]
    if upos == "PROPN":
        return "name"
    if upos == "PRON" or upos == "DET":
        return "pronoun" if first == last else "other"
    return "nominal" if upos in ("NOUN", "ADJ", "NUM") else "other"


def close(text, words, opened, label, last):
    """Ends the latest open mention of an entity."""
    for i in range(len(opened) - 1, -1, -1):
        if opened[i][0] == label:
            _, first = opened.pop(i)
            kind = kind_of(words, first, last)
            if kind != "other":
                text.mentions.append((label, kind, words[first][3], words[last][4]))
            return


def sentence(text, lines):
    words, marks, glued = [], [], {}
    for line in lines:
        f = line.split("\t")
        if "-" in f[0]:  # "Mecca's" as two words: no space before the second
            first, last = map(int, f[0].split("-"))
            glued.update({str(n): True for n in range(first, last)})
            glued[str(last)] = "SpaceAfter=No" in f[9]
        if not f[0].isdigit():
            continue
        start = len(text.text)
        text.text += f[1]
        words.append((f[0], f[3], f[6], start, len(text.text)))
        found = re.search(r"(?:^|\|)Entity=([^|]*)", f[9])
        marks.append(found.group(1) if found else "")
        if not glued.get(f[0], "SpaceAfter=No" in f[9]):
            text.text += " "
    opened = []
    for i, mark in enumerate(marks):
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", mark):
            label = re.match(r"\(?([^-()]+)", part).group(1)
            if part.startswith("("):
                opened.append((label, i))
            if part.endswith(")"):
                close(text, words, opened, label, i)


def read(path):
    """The documents of a .conllu file, packed or not."""
    out, text, lines = [], None, []
    with (gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")) as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = "):
                text = Text(line.split(" = ")[1])
                if text.name.split("_")[1] in GENRES:
                    out.append(text)
            elif line.startswith("# newpar") and not line.startswith("# newpar_block") and text.text:
                text.text = text.text.rstrip() + "\n\n"
            elif line and not line.startswith("#"):
                lines.append(line)
            elif not line and lines:
                sentence(text, lines)
                lines = []
    return [t.finish() for t in out]
