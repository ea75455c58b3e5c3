# SPDX-License-Identifier: Apache-2.0
"""Fixtures for everything that talks to the running program."""
import os
import sys
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(Path(tempfile.gettempdir()) / "dragoman-hypothesis"))
sys.path.insert(0, str(Path(__file__).resolve().parent / "support"))

from service import Service  # noqa: E402


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
