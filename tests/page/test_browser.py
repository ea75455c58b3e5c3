# SPDX-License-Identifier: Apache-2.0
"""The page in a real browser (make check-page): an article is read, every view is looked into, errors are said. Pictures go to $PICTURES."""
import json
import os
from pathlib import Path

import axe_core_python
import pytest
from browser import CHROMIUM, Browser
from service import ROOT, Service

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium here")
TABS = ("text", "events", "timeline", "map", "graph", "entities", "relations", "quotes", "data")


@pytest.fixture(scope="module")
def served():
    service = Service(model="", work_deadline=120)
    yield service
    service.finish()


@pytest.fixture(scope="module")
def quick():
    """Without weights: a megabyte takes seconds."""
    service = Service()
    yield service
    service.finish()


@pytest.fixture(scope="module")
def browser():
    running = Browser()
    yield running
    running.close()


@pytest.fixture
def page(served, browser):
    browser.window(1280, 900)
    browser.console.clear()
    browser.requests.clear()
    browser.open("http://%s:%d/" % served.address)
    browser.wait("document.querySelectorAll('#samples button').length === 3")
    yield browser
    assert not any("Content Security Policy" in line for line in browser.console), browser.console
    origin = "http://%s:%d/" % served.address
    assert all(url.startswith((origin, "data:", "blob:" + origin)) for url in browser.requests), browser.requests


def click(page, selector):
    page.run(f"document.querySelector({json.dumps(selector)}).click()")


def read(page, text, published="2025-04-18"):
    page.run(f"document.getElementById('text').value = {json.dumps(text)}; document.getElementById('published').value = {json.dumps(published)}; document.getElementById('text').dispatchEvent(new Event('input'))")
    page.run("document.getElementById('result').hidden = true")
    click(page, "#read")
    page.wait("document.getElementById('busy').hidden", 180)


AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def faults(page, scope="document"):
    """What axe-core finds that is serious or worse: rule and places."""
    page.run(AXE + "; null")
    found = page.run("axe.run(%s, {resultTypes: ['violations']}).then((r) => r.violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => [v.id, v.nodes.slice(0, 5).map((n) => n.html.slice(0, 200) + ' ' + (n.any[0]?.message ?? ''))]))" % scope)
    return found


def shown(page, selector):
    return page.run(f"[...document.querySelectorAll({json.dumps(selector)})].map((node) => node.textContent)")


@pytest.mark.parametrize("width, height, phone", [(1280, 900, False), (390, 844, True)], ids=["desktop", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_view_of_an_article(page, width, height, phone, dark):
    page.window(width, height, dark, phone)
    click(page, "#samples button")
    page.wait("!document.getElementById('result').hidden")
    assert len(shown(page, ".text .entity")) > 10 and len(shown(page, ".text .trigger")) > 3
    folder = os.environ.get("PICTURES")
    for tab in TABS:
        click(page, f"#tab-{tab}")
        assert page.run(f"document.getElementById('view-{tab}').textContent.length") > 20
        assert page.run("document.documentElement.scrollWidth") <= width, tab
        assert faults(page) == [], tab
        if folder:
            page.run("document.getElementById('result').scrollIntoView()")
            page.picture(Path(folder) / f"{'phone' if phone else 'desktop'}-{'dark' if dark else 'light'}-{tab}.png")
    assert page.console == []


def test_text_is_what_was_sent(page):
    text = 'Emoji first: \U0001f3db\ufe0f\U0001f91d Macron met Rubio in Paris.\n\n\u0627\u0644\u0642\u0627\u0647\u0631\u0629: Egypt condemned the attack.\n<img src=x onerror="alert(1)"> & <b>France</b> praised Italy.\n' + "word " * 2000 + "Turkey bombed Aleppo."
    read(page, text)
    assert "".join(shown(page, ".text p")) == text.replace("\n", "")
    assert not page.run("document.querySelector('.text img, .text b') !== null")
    marks = shown(page, ".text .mark")
    assert {"Rubio", "Paris", "Egypt", "Aleppo"} <= set(marks)
    slices = page.run("[...document.querySelectorAll('.text .mark')].filter((m) => m.span.mention && m.span.mention.text !== m.textContent).length")
    assert slices == 0
    assert page.console == []


def test_details_follow_focus_and_keys(page):
    click(page, "#samples button")
    page.wait("!document.getElementById('result').hidden")
    page.run("document.querySelector('.text .mark').focus()")
    first = shown(page, "#details h3")
    details = shown(page, "#details")[0]
    assert "Why" in details and "[object" not in details and "undefined" not in details
    page.key("ArrowRight", 39)
    assert shown(page, "#details h3") != first
    page.key("Escape", 27)
    assert shown(page, "#details h3") == []
    page.run("document.getElementById('tab-text').focus()")
    page.key("ArrowRight", 39)
    assert page.run("document.activeElement.id") == "tab-events" and page.run("!document.getElementById('view-events').hidden")


def test_filters_and_sorting(page):
    click(page, "#samples button")
    page.wait("!document.getElementById('result').hidden")
    click(page, "#tab-events")
    everything = len(shown(page, "#view-events tbody tr"))
    kind = page.run("document.getElementById('f-type').options[1].value")
    page.run("const s = document.getElementById('f-type'); s.selectedIndex = 1; s.dispatchEvent(new Event('input'))")
    kinds = shown(page, "#view-events tbody td:first-child")
    assert 0 < len(kinds) < everything and all(k.startswith(kind.lower()) for k in kinds)
    page.run("document.getElementById('f-type').selectedIndex = 0; const c = document.getElementById('f-confidence'); c.value = 0.9; c.dispatchEvent(new Event('input'))")
    assert all(int(row.split()[-2]) >= 90 for row in [t.replace("%", " %") for t in shown(page, "#view-events tbody td:last-child")])
    click(page, "#view-events th:last-child button")
    order = [int(t.split()[0]) for t in shown(page, "#view-events tbody td:last-child")]
    assert order == sorted(order) and page.run("document.querySelector('#view-events th:last-child').getAttribute('aria-sort')") == "ascending"
    click(page, "#view-events .evidence")
    assert page.run("!document.getElementById('view-text').hidden") and page.run("document.activeElement.classList.contains('mark')")


def test_problems_are_said(page, served):
    read(page, "")
    assert shown(page, "#problem h2") == ["There is no text yet"]
    read(page, "A word.\0")
    assert "nul_in_text" in shown(page, "#problem")[0] and page.run("document.getElementById('text').getAttribute('aria-invalid')") == "true"
    read(page, "word " * 250000)
    assert "413" in shown(page, "#problem")[0] or "too long" in shown(page, "#problem")[0]
    page.run("window.fetch = async () => new Response(JSON.stringify({title: 'Overloaded', status: 503, code: 'overloaded', detail: 'Full.'}), {status: 503, headers: {'Retry-After': '1'}})")
    read(page, "A word.")
    assert shown(page, "#problem h2") == ["Overloaded"] and shown(page, "#problem button")[0].startswith("Try again")
    page.wait("!document.querySelector('#problem button').disabled")


def test_megabyte_stays_usable(browser, quick):
    page = browser
    page.open("http://%s:%d/" % quick.address)
    page.wait("document.querySelectorAll('#samples button').length === 3")
    article = (ROOT / "tests" / "accept" / "paris-talks.txt").read_text(encoding="utf-8") + "\n"
    text = article * ((1 << 20) // len(article.encode()))
    read(page, text)
    page.wait("!document.getElementById('result').hidden")
    assert page.run("document.querySelectorAll('.text p').length") < 200
    click(page, "#tab-events")
    assert len(shown(page, "#view-events tbody tr")) <= 100
    last = page.run("const began = performance.now(); document.querySelector('#tab-quotes').click(); performance.now() - began")
    assert last < 2000


def test_downloads_and_curl(page, tmp_path):
    page.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    click(page, "#samples button")
    page.wait("!document.getElementById('result').hidden")
    click(page, "#tab-data")
    assert not any("[object" in text or "undefined" in text for text in shown(page, "[role=tabpanel]"))
    assert "--data-binary @article.txt" in shown(page, "#view-data pre")[0]
    for at, name in ((1, "article.json"), (2, "events.csv"), (3, "article.ndjson")):
        click(page, f"#view-data .row button:nth-child({at})")
        page.wait(f"{json.dumps(str(at))} && !document.querySelector('#view-data .row button:disabled')")
        for _ in range(100):
            if (tmp_path / name).exists() and (tmp_path / name).stat().st_size:
                break
            page.run("new Promise((done) => setTimeout(done, 50))")
        assert (tmp_path / name).stat().st_size > 100, name
    assert (tmp_path / "events.csv").read_text(encoding="utf-8").startswith("id,published,event,type")
    assert json.loads((tmp_path / "article.json").read_text(encoding="utf-8"))["events"]


def test_map_shows_places_and_opens_events(page):
    click(page, "#samples button")
    page.wait("!document.getElementById('result').hidden")
    click(page, "#tab-map")
    labels = page.run("[...document.querySelectorAll('.map .marker')].map((m) => m.getAttribute('aria-label'))")
    assert any(label.startswith("Moscow") for label in labels) and len(labels) >= 5
    at = page.run("[...document.querySelectorAll('.map .marker')].find((m) => m.getAttribute('aria-label').startsWith('Moscow')).focus(); document.activeElement.getAttribute('aria-label')")
    page.key("Enter", 13)
    assert shown(page, "#details h3")[0].split(" ")[0] in at
    rows = shown(page, "#view-map tbody td:first-child")
    assert "Moscow" in rows and "Brussels" in rows
    click(page, "#view-map tbody td:nth-child(3) button")
    assert shown(page, "#details h3")
    page.run("const c = document.getElementById('f-confidence'); c.value = 1; c.dispatchEvent(new Event('input'))")
    assert page.run("document.querySelectorAll('.map .marker').length") == 0 and page.run("document.querySelectorAll('.map .spot').length") > 3


def test_map_moves_by_button_key_wheel_and_hand(page):
    click(page, "#samples button")
    page.wait("!document.getElementById('result').hidden")
    click(page, "#tab-map")
    page.run("document.querySelector('.map').scrollIntoView({block: 'center'})")
    where = "document.querySelector('.map g').getAttribute('transform')"
    seen = {page.run(where)}

    def moved(what):
        now = page.run(where)
        assert now not in seen, what
        seen.add(now)

    for name in ("Closer", "Left", "Up", "The whole world"):
        click(page, f".map-tools button[aria-label='{name}']")
        moved(name)
    for name in ("Right", "Down", "Farther"):
        click(page, ".map-tools button[aria-label='Closer']")
        seen.add(page.run(where))
        click(page, f".map-tools button[aria-label='{name}']")
        moved(name) if name != "Farther" else None
    click(page, ".map-tools button[aria-label='Fit the places of events']")
    assert page.run(where) in seen  # where it began
    page.run("document.querySelector('.map').focus()")
    for key, code in (("ArrowRight", 39), ("ArrowDown", 40)):
        page.key(key, code)
        moved(key)
    box = page.run("(({left, top, width, height}) => ({left, top, width, height}))(document.querySelector('.map').getBoundingClientRect())")
    x, y = box["left"] + 30, box["top"] + 30
    for kind, dx in (("mousePressed", 0), ("mouseMoved", 37), ("mouseReleased", 37)):
        page.call("Input.dispatchMouseEvent", type=kind, x=x + dx, y=y, button="left", buttons=1, clickCount=1)
    moved("dragging")
    page.call("Input.dispatchMouseEvent", type="mouseWheel", x=x, y=y, deltaX=0, deltaY=-100, modifiers=2)
    page.wait(f"{where} !== {json.dumps(page.run(where))} || true")
    moved("wheel")


# ---- the reference ----


@pytest.fixture
def reference(served, browser):
    browser.window(1280, 900)
    browser.console.clear()
    browser.requests.clear()
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
