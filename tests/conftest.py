# SPDX-License-Identifier: Apache-2.0
"""Fixtures for everything that talks to the running program."""
import os
import sys
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(Path(tempfile.gettempdir()) / "dragoman-hypothesis"))
sys.path.insert(0, str(Path(__file__).resolve().parent / "support"))

from service import PROGRAM, Service  # noqa: E402


def pytest_configure(config):
    config.addinivalue_line("markers", "one_thread(reason): left out under TSan, where it would prove nothing that others do not")


def pytest_collection_modifyitems(items):
    """TSan looks for races. What reads in one thread, or in a worker's process (which has one), takes minutes there and has none to find."""
    if "tsan" not in PROGRAM:
        return
    for item in items:
        for marker in item.iter_markers("one_thread"):
            item.add_marker(pytest.mark.skip(reason="one thread: " + marker.args[0]))


@pytest.fixture
def start():
    """start(setting=value, ...): a service of its own, stopped after the test; the stop must be clean."""
    running = []

    def starter(**settings):
        service = Service(**settings)
        running.append(service)
        return service

    yield starter
    for service in running:
        service.finish()


@pytest.fixture(scope="module")
def service():
    """One service for a module of tests, with short deadlines left at their defaults."""
    running = Service(connections=256, queue=64)
    yield running
    running.finish()
