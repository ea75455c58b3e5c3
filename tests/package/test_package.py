# SPDX-License-Identifier: Apache-2.0
"""What is installed works: program, library, header, pkg-config file; the README's C program; only drg_ symbols are seen."""
import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=True, **more)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    root = tmp_path_factory.mktemp("installed")
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS")}
    run("make", "-s", "-C", str(ROOT), "install", f"DESTDIR={root}", "PREFIX=/usr", env=environment)
    return root / "usr"


def test_the_pkg_config_file_names_the_prefix_of_this_install(installed, tmp_path):
    """It was made once, with the first prefix that `make` saw, and installed under every later one."""
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS")}
    run("make", "-s", "-C", str(ROOT), "install", f"PREFIX={tmp_path}", f"LIBDIR={tmp_path}/lib/here", env=environment)
    assert "prefix=/usr\n" in (installed / "lib" / "pkgconfig" / "dragoman.pc").read_text()
    lines = (tmp_path / "lib" / "here" / "pkgconfig" / "dragoman.pc").read_text().splitlines()
    assert f"prefix={tmp_path}" in lines and "libdir=${prefix}/lib/here" in lines


def test_program_runs(installed):
    version = re.search(r"^VERSION\s*:=\s*(\S+)", (ROOT / "Makefile").read_text(), re.M)[1]
    assert run(str(installed / "bin" / "dragoman"), "version").stdout.strip() == f"dragoman {version}"


def readme_program():
    blocks = re.findall(r"```c\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert len(blocks) == 1
    return blocks[0]


@pytest.mark.parametrize("static", [False, True])
def test_program_of_the_readme(installed, tmp_path, static):
    source = tmp_path / "example.c"
    source.write_text(readme_program())
    environment = {**os.environ, "PKG_CONFIG_PATH": str(installed / "lib" / "pkgconfig")}
    flags = run("pkg-config", "--define-variable=prefix=" + str(installed), "--cflags", "--libs", *(["--static"] if static else []), "dragoman", env=environment).stdout.split()
    if static:
        flags = [str(installed / "lib" / "libdragoman.a") if f == "-ldragoman" else f for f in flags]
    run("cc", "-Wall", "-Wextra", "-Werror", "-std=c11", "-o", str(tmp_path / "example"), str(source), *flags)
    out = run(str(tmp_path / "example"), env={**os.environ, "LD_LIBRARY_PATH": str(installed / "lib")}).stdout
    assert "ACCUSE by Turkey" in out


def test_only_public_symbols_are_seen(installed):
    symbols = [line.split()[-1] for line in run("nm", "-D", "--defined-only", str(installed / "lib" / "libdragoman.so")).stdout.splitlines()]
    header = (ROOT / "lib" / "dragoman.h").read_text(encoding="utf-8")
    declared = set(re.findall(r"\b(drg_[a-z0-9_]+)\(", header))
    assert symbols
    assert {s for s in symbols if not s.startswith("_")} <= declared
    assert all(s in symbols for s in re.findall(r"DRG_API[^;]*?\b(drg_[a-z0-9_]+)\(", header))


def test_the_unit_file_leaves_little_open():
    """At most 1.5 of 10 by systemd's own count (0: nothing can go wrong)."""
    done = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--threshold=15", str(ROOT / "docker" / "deploy" / "dragoman.service")], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


def test_the_manual_page_is_what_the_program_says(installed):
    """docs/man/dragoman.1 is made from --help; `make man` writes it anew."""
    program = str(installed / "bin" / "dragoman")
    made = run("python3", str(ROOT / "docs" / "man" / "make_man.py"), program).stdout
    assert made == (installed / "share" / "man" / "man1" / "dragoman.1").read_text(encoding="utf-8")
    for command in re.findall(r"^  ([a-z][a-z-]*) ", run(program, "--help").stdout, re.M):
        assert f".SS dragoman {command}".replace("-", "\\-") in made


def complete(installed, *words):
    """What bash would offer for the last of `words`."""
    script = installed / "share" / "bash-completion" / "completions" / "dragoman"
    code = f'. {script}; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _dragoman; printf "%s\\n" "${{COMPREPLY[@]}}"'
    path = f"{installed / 'bin'}:{os.environ['PATH']}"
    return run("bash", "-c", code, "bash", *words, env={**os.environ, "PATH": path}).stdout.split()


@pytest.mark.parametrize(
    "words, offered",
    [
        (["dragoman", "ex"], ["extract"]),
        (["dragoman", "extract", "--off"], ["--offsets"]),
        (["dragoman", "extract", "--offsets", "u"], ["utf16"]),
        (["dragoman", "key", ""], ["new", "list", "remove"]),
        (["dragoman", "serve", "--cors"], ["--cors-origin"]),
    ],
)
def test_completion_offers_what_the_program_takes(installed, words, offered):
    assert complete(installed, *words) == offered
