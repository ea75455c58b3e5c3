# SPDX-License-Identifier: Apache-2.0
"""make_man.py BINARY: the manual page dragoman(1), on standard output.

What each command takes stands once, in its own --help; this turns that text into a page (man(7) macros) and puts
the sections that --help has no room for (docs/man/sections.man) behind it. `make man` writes docs/man/dragoman.1;
a test of tests/package holds the committed page to the program."""
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def ask(binary, *words):
    return subprocess.run([binary, *words, "--help"], capture_output=True, text=True, check=True).stdout


def escape(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def commands(binary):
    return re.findall(r"^  ([a-z][a-z-]*) +(\S.*)$", ask(binary).split("usage:", 1)[1], re.M)


def verbatim(text):
    return ".nf\n" + escape(text.rstrip("\n")) + "\n.fi"


def option_list(lines):
    """Lines `  --name VALUE   text`, each with its further lines indented below, as tagged paragraphs."""
    out = []
    for line in lines:
        head = re.match(r"  (--\S+(?: [A-Z][A-Z:|]*)?(?:, --\S+(?: [A-Z]+)?)*)(?:\s+(.*))?$", line)
        if head:
            out.append(".TP\n.B " + escape(head[1]) + "\n" + escape(head[2] or ""))
        else:
            out[-1] += "\n" + escape(line.strip())
    return "\n".join(out)


def command_page(binary, name, summary):
    if name == "version":
        return f".SS dragoman version\n{escape(summary[0].upper() + summary[1:])}."
    text = ask(binary, name)
    usage, _, rest = text.partition("\n\n")
    out = [f".SS dragoman {escape(name)}", escape(summary[0].upper() + summary[1:]) + ".", ".PP"]
    out.append(verbatim(re.sub(r"^usage: ", "", usage, flags=re.M).replace("\n       ", "\n")))
    for block in rest.rstrip("\n").split("\n\n"):
        if not block.strip():
            continue
        lines = block.split("\n")
        if all(re.match(r"  ", line) for line in lines) and lines[0].startswith("  --"):
            out.append(option_list(lines))
            continue
        example = re.search(r"^  \S", block, re.M)
        out.append(".PP\n" + (verbatim(block) if example else escape(block)))
    return "\n".join(out)


def main():
    binary = sys.argv[1]
    version = subprocess.run([binary, "version"], capture_output=True, text=True, check=True).stdout.split()[1]
    listed = commands(binary)
    sections = (HERE / "sections.man").read_text(encoding="utf-8")
    print(f'.\\" Made by docs/man/make_man.py from the program\'s --help; do not edit.\n.TH DRAGOMAN 1 "" "dragoman {version}" "User Commands"')
    print(".SH NAME\ndragoman \\- read news articles: who did what to whom, where and when")
    print(".SH SYNOPSIS\n.B dragoman\n.I COMMAND\n.RI [ OPTION .\\|.\\|.] \" \" [ FILE .\\|.\\|.]")
    print(sections.split("@COMMANDS@")[0].rstrip("\n"))
    print(".SH COMMANDS")
    for name, summary in listed:
        print(command_page(binary, name, summary))
    print(sections.split("@COMMANDS@")[1].strip("\n"))


main()
