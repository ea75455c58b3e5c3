# SPDX-License-Identifier: Apache-2.0
"""Articles of one story become one event (dragoman merge), and no two stories do."""
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "merge"))
import score  # noqa: E402

BINARY = os.environ.get("DRAGOMAN_BIN", str(score.ROOT / "build" / "dragoman"))


def test_stories_are_joined_and_kept_apart():
    by_event = score.score(BINARY, "event")
    assert by_event["right"] >= 0.95 * by_event["joined"]
    assert by_event["right"] >= 0.75 * by_event["wanted"]
    for stricter in ("fingerprint", "daily"):
        counted = score.score(BINARY, stricter)
        assert counted["right"] == counted["joined"]
        assert counted["right"] <= by_event["right"]
