# SPDX-License-Identifier: Apache-2.0
"""Cut raw text into words and sentences for training.

The product has its own segmenter (lib/text); this one only prepares corpora that come as raw text,
after the same convention (Universal Dependencies: clitics and hyphens apart, abbreviations whole).
Small disagreements do no harm: pieces are the same, only what counts as the first piece differs.
"""

import re

ABBREVIATION = r"(?:[A-Z]\.(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|St|Jr|Sr|Hon|Rev|Adm|Cmdr|Brig|No|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|vs|etc|Inc|Ltd|Co|Corp|a\.m|p\.m|e\.g|i\.e)\.)"
TOKEN = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|" + ABBREVIATION +
    r"|\d+(?:[.,:]\d+)+"
    r"|(?:can(?=not\b))"
    r"|\w+?(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|S|re|ve|ll|d|m)\b"
    r"|\w+|\.{2,}|-{2,}|\S", re.U)
END = re.compile(r"""[.!?…]["'”’)\]]*\s+(?=["'“‘(\[]*[A-Z0-9])""")
NO_END = re.compile(r"(?:" + ABBREVIATION + r"|\b[A-Z]\.)[\"'”’)]*\s*$")


def words(text):
    """[(start, end)] of the words of a text."""
    return [m.span() for m in TOKEN.finditer(text)]


def sentences(text):
    """[(start, end)] of the sentences of a text; line ends always end one."""
    out = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for m in END.finditer(text, line.start(), line.end()):
            head = text[start:m.end()]
            if NO_END.search(head) and not re.search(r"(?:p\.m|a\.m|etc)\.\s*$", head):
                continue
            out.append((start, m.start() + len(m.group().rstrip())))
            start = m.end()
        out.append((start, line.end()))
    trimmed = []
    for a, b in out:
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b:
            trimmed.append((a, b))
    return trimmed
