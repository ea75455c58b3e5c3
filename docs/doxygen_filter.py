# SPDX-License-Identifier: Apache-2.0
"""The public header as doxygen wants it, on standard output.

Comments of the header are plain C comments, for whoever reads the header. This marks them: one at the start of a line belongs to what
follows, one behind code to that code, one behind the opening of a type to the type. Doxygen gives a comment behind `double latitude,
longitude;` to the last name alone, so such a declaration is written as one for each name. Lines keep their numbers, for messages."""
import re
import sys


def split_names(match):
    """`  TYPE a, b; /* c */` -> `  TYPE a; /**< c */ TYPE b; /**< c */`; the comment may have more lines, or be missing."""
    indent, kind, names, comment = match.groups()
    names = names.split(", ")
    words = " ".join((comment or "").split())
    parts = [f"{kind}{name};{' ' + words if words else ''}" for name in names[:-1]]
    return indent + " ".join([*parts, f"{kind}{names[-1]};{comment or ''}"])


def mark(text):
    text = text.replace("\n/*\n", "\n/** @file\n", 1)  # the essay at the top
    text = re.sub(r"(typedef (?:struct|enum) \w+ \{) /\*(.*?)\*/", r"/**\2*/ \1", text, flags=re.S)
    text = re.sub(r"^( +)(\w[\w ]*? \*?|)((?:\w+(?:\[\w+\])?, \*?)+\w+(?:\[\w+\])?);( /\*.*?\*/)?$", split_names, text, flags=re.S | re.M)
    text = re.sub(r"(?<=[;,{}\w)]) /\* ", " /**< ", text)
    return re.sub(r"^( *)/\*(?= (?!-)|$)", r"\1/**", text, flags=re.M)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as header:
        sys.stdout.write(mark(header.read()))
