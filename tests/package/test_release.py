# SPDX-License-Identifier: Apache-2.0
"""script/release in a throwaway repository: what it refuses, and that tag, tarball and checksums come out."""
import hashlib
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VERSION = "9.8.7"
QUIET = {
    **{k: v for k, v in os.environ.items() if not k.startswith("GIT_") and k not in ("MAKEFLAGS", "MFLAGS")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def call(tree, *command, check=True):
    done = subprocess.run(command, cwd=tree, env=QUIET, capture_output=True, text=True, timeout=120)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def places():
    text = (ROOT / "script" / "release").read_text(encoding="utf-8")
    lines = re.search(r"^places='(.*?)'$", text, re.M | re.S)[1].splitlines()
    return sorted({line.split("|", 1)[0] for line in lines})


@pytest.fixture
def tree(tmp_path):
    """A repository with the files that a release looks at."""
    for name in [*places(), "script/release", "CHANGELOG.md", "LICENSE", ".gitignore"]:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    changes = tmp_path / "CHANGELOG.md"
    changes.write_text("# Changelog\n\n## Unreleased\n\n- A thing that is new.\n\n## 0.0.1 (2026-01-01)\n\n- Older.\n")
    call(tmp_path, "git", "init", "-q", "-b", "main")
    call(tmp_path, "git", "add", "-A")
    call(tmp_path, "git", "commit", "-q", "-m", "all: begin")
    return tmp_path


def prepare(tree):
    call(tree, "script/release", "--prepare", VERSION)
    call(tree, "git", "commit", "-q", "-a", "-m", f"all: {VERSION}")


def release(tree, *more, check=True):
    return call(tree, "script/release", VERSION, "--parts", "source", *more, check=check)


def test_a_release_comes_out(tree):
    prepare(tree)
    release(tree)
    out = tree / "build" / "release"
    name = f"dragoman-{VERSION}"
    assert sorted(p.name for p in out.iterdir()) == ["SHA256SUMS", f"{name}.tar.gz"]
    digest = hashlib.sha256((out / f"{name}.tar.gz").read_bytes()).hexdigest()
    assert (out / "SHA256SUMS").read_text() == f"{digest}  {name}.tar.gz\n"
    with tarfile.open(out / f"{name}.tar.gz") as tar:
        makefile = tar.extractfile(f"{name}/Makefile").read().decode()
        assert all(member.name.split("/")[0] in (name, "pax_global_header") for member in tar)
    assert re.search(rf"^VERSION\s*:= {re.escape(VERSION)}$", makefile, re.M)
    assert call(tree, "git", "cat-file", "-t", f"v{VERSION}").stdout == "tag\n"
    message = call(tree, "git", "tag", "-l", "--format=%(contents)", f"v{VERSION}").stdout
    assert message.startswith(f"dragoman {VERSION}\n\n- A thing that is new.\n") and "Older" not in message
    assert call(tree, "git", "rev-parse", f"v{VERSION}^{{commit}}", "HEAD").stdout.split()[0] == call(tree, "git", "rev-parse", "HEAD").stdout.strip()


def test_the_tarball_depends_on_the_commit_alone(tree, tmp_path_factory):
    prepare(tree)
    release(tree)
    other = tmp_path_factory.mktemp("other") / "clone"
    call(tree, "git", "clone", "-q", str(tree), str(other))
    release(other, "--remake")
    one, two = ((where / "build" / "release" / "SHA256SUMS").read_text() for where in (tree, other))
    assert one == two


def refused(tree, why, *more):
    done = release(tree, *more, check=False)
    assert done.returncode == 1 and re.search(why, done.stderr), done.stderr
    assert not (tree / "build" / "release").exists()


@pytest.mark.parametrize("name", places())
def test_a_place_with_another_version_refuses(tree, name):
    prepare(tree)
    path = tree / name
    path.write_text(path.read_text(encoding="utf-8").replace(VERSION, "9.8.6"), encoding="utf-8")
    call(tree, "git", "commit", "-q", "-a", "-m", "all: forget one")
    refused(tree, rf"{re.escape(name)} says 9\.8\.6, not 9\.8\.7")
    assert call(tree, "git", "tag").stdout == ""


def test_an_unclean_tree_refuses(tree):
    prepare(tree)
    (tree / "new.txt").write_text("x")
    refused(tree, r"not clean: \?\? new\.txt")


@pytest.mark.parametrize(
    "old, new, why",
    [
        (r"## 9\.8\.7 \(.*\)", "## 9.8.7 (unreleased)", "no heading"),
        (r"## 9\.8\.7 \(.*\)\n", "", "no heading"),
        (r"- A thing that is new\.\n", "", "tells nothing"),
    ],
)
def test_a_changelog_without_it_refuses(tree, old, new, why):
    prepare(tree)
    path = tree / "CHANGELOG.md"
    path.write_text(re.sub(old, new, path.read_text()))
    call(tree, "git", "commit", "-q", "-a", "-m", "docs: break it")
    refused(tree, why)


def test_a_tag_is_never_made_twice_nor_below(tree):
    prepare(tree)
    call(tree, "git", "tag", f"v{VERSION}")
    refused(tree, "is there already")
    call(tree, "git", "commit", "-q", "--allow-empty", "-m", "all: more")
    refused(tree, "names another commit", "--remake")
    call(tree, "git", "tag", "-d", f"v{VERSION}")
    refused(tree, "no tag", "--remake")
    call(tree, "git", "tag", "v10.0.0")
    refused(tree, r"v10\.0\.0 is newer")


@pytest.mark.parametrize("words", [[], ["1.2"], ["1.2.3; x"], ["--what", "1.2.3"], ["1.2.3", "--parts", "moon"]])
def test_what_is_no_version_is_said(tree, words):
    done = call(tree, "script/release", *words, check=False)
    assert done.returncode == 2 and done.stderr.startswith("release: ")


def test_this_tree_says_one_version():
    """Every place of this very tree, as it would be checked."""
    version = re.search(r"^VERSION\s*:=\s*(\S+)", (ROOT / "Makefile").read_text(), re.M)[1]
    said = call(ROOT, "script/release", "--check", version, check=False).stderr
    assert " says " not in said, said
