# SPDX-License-Identifier: Apache-2.0
"""A service and a browser for the tests of the page; without Chromium they are skipped."""
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser
from service import Service


def pytest_collection_modifyitems(items):
    for item in items:
        if not CHROMIUM and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="there is no Chromium here"))


@pytest.fixture(scope="session")
def served():
    service = Service(model="", work_deadline=120)
    yield service
    service.finish()


@pytest.fixture(scope="session")
def quick():
    """Without weights: a megabyte takes seconds."""
    service = Service()
    yield service
    service.finish()


@pytest.fixture(scope="session")
def browser():
    running = Browser()
    yield running
    running.close()


@pytest.fixture
def page(served, browser):
    browser.window(1280, 900)
    browser.console.clear()
    browser.requests.clear()
    browser.open("about:blank")
    browser.open("http://%s:%d/" % served.address)
    browser.wait("document.querySelectorAll('#samples button').length === 3")
    yield browser
    assert not any("Content Security Policy" in line for line in browser.console), browser.console
    origin = "http://%s:%d/" % served.address
    assert all(url.startswith((origin, "data:", "blob:" + origin)) for url in browser.requests), browser.requests
