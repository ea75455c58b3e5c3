# SPDX-License-Identifier: Apache-2.0
"""What the tests of the page do to it, and what they look at."""
import json
from pathlib import Path

import axe_core_python

TABS = ("text", "events", "timeline", "map", "graph", "entities", "relations", "quotes", "data")
BORDER = (Path(__file__).parent / "border.txt").read_text(encoding="utf-8")  # written for these tests: what happens in it is invented


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


def read_border(page):
    read(page, BORDER, "2025-03-14")
    page.wait("!document.getElementById('result').hidden")


def put(page, selector, value):
    """Sets a field as a person would: with the events that follow."""
    page.run(f"(() => {{ const f = document.querySelector({json.dumps(selector)}); f.value = {json.dumps(value)}; f.dispatchEvent(new Event('input', {{bubbles: true}})); f.dispatchEvent(new Event('change', {{bubbles: true}})); }})()")


def press(page, within, words):
    """Clicks the button that says so."""
    assert page.run(f"(() => {{ const b = [...document.querySelectorAll({json.dumps(within + ' button')})].find((b) => b.textContent.trim() === {json.dumps(words)}); b?.click(); return Boolean(b); }})()"), words


def saved(page, folder, name):
    """The content of a file that was just downloaded; it is taken away."""
    path = folder / name
    for _ in range(100):
        if path.exists() and path.stat().st_size:
            break
        page.run("new Promise((done) => setTimeout(done, 50))")
    text = path.read_text(encoding="utf-8")
    path.unlink()
    return text


def choose_file(page, selector, path):
    node = page.call("Runtime.evaluate", expression=f"document.querySelector({json.dumps(selector)})")["result"]["objectId"]
    page.call("DOM.setFileInputFiles", files=[str(path)], objectId=node)
