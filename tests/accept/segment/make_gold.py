#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes gold.jsonl.gz from CoNLL-U files: raw text with the places of its tokens and sentences.

usage: make_gold.py NAME=FILE.conllu.gz...  > gold.jsonl.gz

One line a document: {"id", "part", "text", "tokens", "sentences"}. The text is that of the `# text`
lines: sentences of a paragraph joined by a space, paragraphs by a blank line. `tokens` and
`sentences` are lists of numbers: gap to the last end, length, gap, length, ... in code points.
"""
import gzip
import json
import sys


def read_documents(path):
    """Yields (id, [paragraph: [(text, [token])]])."""
    document, tokens, text = None, [], None
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                if document:
                    yield document
                document = (line.split("=", 1)[1].strip(), [])
            elif line == "# newpar" or line.startswith("# newpar id"):
                document[1].append([])
            elif line.startswith("# text ="):
                text = line[len("# text ="):].strip()
            elif not line:
                if not document[1]:
                    document[1].append([])
                document[1][-1].append((text, tokens))
                tokens = []
            elif line[0] != "#":
                number, form = line.split("\t")[:2]
                if number.isdigit():
                    tokens.append(form)
    yield document


def place_token(text, at, form):
    """Start and end of the token in the sentence; some tokens have a space inside."""
    while text[at].isspace():
        at += 1
    end = at
    for character in form.replace(" ", ""):
        while text[end].isspace():
            end += 1
        if text[end] != character:
            raise ValueError(f"{form!r} is not at {at} in {text!r}")
        end += 1
    return at, end


def deltas(spans):
    last, numbers = 0, []
    for start, end in spans:
        numbers += [start - last, end - start]
        last = end
    return numbers


def flatten(paragraphs):
    text, token_spans, sentence_spans = "", [], []
    for paragraph in paragraphs:
        for number, (sentence, tokens) in enumerate(paragraph):
            if text:
                text += " " if number else "\n\n"
            base, at = len(text), 0
            text += sentence
            sentence_spans.append((base, len(text)))
            for form in tokens:
                start, at = place_token(sentence, at, form)
                token_spans.append((base + start, base + at))
    return text, token_spans, sentence_spans


def main():
    with gzip.GzipFile(fileobj=sys.stdout.buffer, mode="wb", mtime=0) as out:
        for argument in sys.argv[1:]:
            part, path = argument.split("=", 1)
            for name, paragraphs in read_documents(path):
                text, tokens, sentences = flatten(p for p in paragraphs if p)
                record = {"id": name, "part": part, "text": text, "tokens": deltas(tokens),
                          "sentences": deltas(sentences)}
                out.write((json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode())


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
