# SPDX-License-Identifier: Apache-2.0
"""The API reference at /docs in a real browser (make check-page)."""
import os
from pathlib import Path

import pytest
from actions import faults


@pytest.fixture
def reference(served, browser):
    browser.window(1280, 900)
    browser.console.clear()
    browser.requests.clear()
    browser.open("about:blank")
    browser.open("http://%s:%d/docs" % served.address)
    browser.wait("document.querySelectorAll('.opblock').length >= 10")
    yield browser
    assert browser.console == []
    origin = "http://%s:%d/" % served.address
    assert all(url.startswith((origin, "data:", "blob:" + origin)) for url in browser.requests), browser.requests


def test_every_operation_opens_with_its_line(reference, served):
    operations = reference.run("document.querySelectorAll('.opblock').length")
    for at in range(operations):
        reference.run(f"document.querySelectorAll('.opblock-summary-control')[{at}].click()")
    reference.wait(f"document.querySelectorAll('.opblock-body').length === {operations}")
    assert faults(reference) == []
    lines = reference.run("[...document.querySelectorAll('.opblock')].map((o) => [...o.querySelectorAll('.opblock-description code')].map((c) => c.textContent).filter((t) => t.startsWith('curl ')))")
    assert all(lines) and all("%s:%d" % served.address in line for some in lines for line in some)


@pytest.mark.parametrize("width, phone", [(1280, False), (390, True)], ids=["desktop", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_reference_fits_and_is_readable(reference, width, phone, dark):
    reference.window(width, 900, dark, phone)
    reference.wait(f"document.documentElement.classList.contains('dark-mode') === {str(dark).lower()}")
    assert reference.run("document.documentElement.scrollWidth") <= width
    assert faults(reference) == []
    if os.environ.get("PICTURES"):
        reference.picture(Path(os.environ["PICTURES"]) / f"docs-{'phone' if phone else 'desktop'}-{'dark' if dark else 'light'}.png")


def test_an_operation_is_tried(reference):
    reference.run("document.querySelector('#operations-about-getInfo .opblock-summary-control').click()")
    reference.wait("document.querySelector('#operations-about-getInfo button.execute')")
    reference.run("document.querySelector('#operations-about-getInfo button.execute').click()")
    reference.wait("document.querySelector('#operations-about-getInfo .live-responses-table tr.response .response-col_status')")
    assert reference.run("document.querySelector('#operations-about-getInfo .live-responses-table tr.response .response-col_status').textContent").startswith("200")
    assert '"service": "dragoman"' in reference.run("document.querySelector('#operations-about-getInfo .live-responses-table').textContent")
