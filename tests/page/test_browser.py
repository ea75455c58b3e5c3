# SPDX-License-Identifier: Apache-2.0
"""The page in a real browser (make check-page): an article is read, every view is looked into, errors are said. Pictures go to $PICTURES."""
import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest
from actions import TABS, choose_file, click, faults, press, put, read, read_border, shown
from service import PROGRAM, ROOT, Service


@pytest.mark.parametrize("width, height, phone", [(1280, 900, False), (390, 844, True)], ids=["desktop", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_view_of_an_article(page, width, height, phone, dark):
    page.window(width, height, dark, phone)
    read_border(page)
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
    read_border(page)
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


def test_details_of_a_group_name_its_members(page):
    read(page, "Turkey and Greece held talks in Ankara on Monday. The two countries signed an agreement on trade.")
    page.run("[...document.querySelectorAll('.text .mark')].find((m) => m.textContent.includes('two countries')).focus()")
    assert "Members" in shown(page, "#details dt")
    press(page, "#details", "Greece")
    assert shown(page, "#details h3") == ["Greece"]


def test_filters_and_sorting(page):
    read_border(page)
    click(page, "#tab-events")
    everything = len(shown(page, "#event-list tbody tr"))
    kind = page.run("document.getElementById('f-type').options[1].value")
    page.run("const s = document.getElementById('f-type'); s.selectedIndex = 1; s.dispatchEvent(new Event('input'))")
    kinds = shown(page, "#event-list tbody td:first-child")
    assert 0 < len(kinds) < everything and all(k.startswith(kind.lower()) for k in kinds)
    page.run("document.getElementById('f-type').selectedIndex = 0; const c = document.getElementById('f-confidence'); c.value = 0.9; c.dispatchEvent(new Event('input'))")
    assert all(int(row.split()[-2]) >= 90 for row in [t.replace("%", " %") for t in shown(page, "#event-list tbody td:last-child")])
    click(page, "#event-list th:last-child button")
    order = [int(t.split()[0]) for t in shown(page, "#event-list tbody td:last-child")]
    assert order == sorted(order) and page.run("document.querySelector('#event-list th:last-child').getAttribute('aria-sort')") == "ascending"
    click(page, "#event-list .evidence")
    assert page.run("!document.getElementById('view-text').hidden") and page.run("document.activeElement.classList.contains('mark')")


def test_controls_of_text_and_lists(page):
    read_border(page)
    for at, kind in ((1, "PERSON"), (3, "GPE"), (9, "events"), (10, "quotes")):
        click(page, f"#view-text .legend label:nth-child({at}) input")
        assert page.run(f"document.querySelector('.text').classList.contains('no-{kind}')"), kind
    click(page, "#tab-events")
    press(page, "#view-events", "Cards")
    cards = len(shown(page, "#event-list .event"))
    assert cards == page.run("Number(document.querySelector('#tab-events .count').textContent)") and shown(page, "#event-list table") == []
    click(page, "#event-list .event .open")
    assert "Who" in shown(page, "#details")[0]
    press(page, "#view-events", "Table")
    for field in ("country", "tense"):
        value = page.run(f"document.getElementById('f-{field}').options[1].value")
        put(page, f"#f-{field}", value)
        assert 0 < len(shown(page, "#event-list tbody tr")) < cards, field
        put(page, f"#f-{field}", "")
    for column in range(1, 9):
        for _ in range(2):
            click(page, f"#event-list th:nth-child({column}) button")
        assert page.run(f"document.querySelector('#event-list th:nth-child({column})').getAttribute('aria-sort')") == "descending"
    click(page, "#tab-timeline")
    click(page, "#view-timeline button")
    assert "Who" in shown(page, "#details")[0]
    click(page, "#tab-graph")
    page.run("document.querySelector('.graph .node').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    assert "Mentions" in shown(page, "#details")[0]
    click(page, "#view-graph details summary")
    click(page, "#view-graph details button")
    assert "Who" in shown(page, "#details")[0]
    click(page, "#details .evidence")
    assert page.run("document.activeElement.classList.contains('mark')")
    click(page, "#details .close")
    assert shown(page, "#details h3") == []


def test_options_keys_and_copying(page):
    page.run("window.copied = []; navigator.clipboard.writeText = async (text) => { window.copied.push(text); }")
    click(page, "#explain")
    put(page, "#text", "Turkey bombed Aleppo.")
    page.run("document.getElementById('text').focus()")
    page.key("Enter", 13, 2)  # with Ctrl
    page.wait("!document.getElementById('result').hidden")
    click(page, "#tab-data")
    for at in (0, 1):
        page.run(f"document.querySelectorAll('#view-data .code button')[{at}].click()")
    page.wait("window.copied.length === 2")
    curl, raw = page.run("window.copied")
    assert curl.startswith("curl -s '") and "explain" not in curl and json.loads(raw)["events"] and "explain" not in raw
    assert "no date of publication" in shown(page, "#summary")[0].lower()


def test_a_dropped_file_is_read(page):
    page.run("(() => { const d = new DataTransfer(); d.items.add(new File(['Dropped words.'], 'a.txt', {type: 'text/plain'})); for (const type of ['dragenter', 'dragover', 'drop']) document.getElementById('ask').dispatchEvent(new DragEvent(type, {dataTransfer: d, bubbles: true, cancelable: true})); })()")
    page.wait("document.getElementById('text').value === 'Dropped words.'")
    assert not page.run("document.getElementById('ask').classList.contains('over')")


def test_party_filter_and_explanations(page):
    read_border(page)
    click(page, "#tab-events")
    party = page.run("[...document.getElementById('f-party').options].find((o) => o.value.startsWith('Romania')).value")
    put(page, "#f-party", party)
    rows = shown(page, "#event-list tbody tr")
    assert 0 < len(rows) < page.run("Number(document.querySelector('#tab-events .count').textContent)") and all(party in row for row in rows)
    put(page, "#f-party", "")
    click(page, "#event-list tbody td:first-child button")
    assert "Why" in shown(page, "#details")[0] and shown(page, "#details .explain li")
    click(page, "#tab-relations")
    click(page, "#view-relations tbody td:nth-child(2) button")
    assert "Words" in shown(page, "#details")[0]
    click(page, "#tab-quotes")
    press(page, "#view-quotes", "Details")
    assert shown(page, "#details .kind")[0] in ("quote", "reported words")


def test_explanations_of_any_record_are_shown(page):
    """Whatever list `explain` a record carries, and its place, date and quotes, stands under Why."""
    made = {"id": "a", "status": "complete", "document": {"sentences": 1, "tokens": 3}, "engine": {},
            "entities": [], "relations": [{"id": "r1", "type": "PART_OF", "subject": "e1", "label": "x", "confidence": 1, "evidence": {"start": 0, "end": 6, "sentence": 0}, "explain": [{"what": "relation", "rule": "relation rule"}]}],
            "events": [{"id": "v1", "type": "ASSAULT", "quad_class": 4, "tense": "past", "negated": False, "source": [], "target": [], "confidence": 1, "mentions": [{"start": 7, "end": 13, "text": "bombed", "sentence": 0}],
                        "explain": [{"what": "event", "rule": "event rule", "score": 1.25, "runner_up": "COERCE"}], "place": {"name": "Aleppo", "basis": "stated", "explain": [{"what": "place", "rule": "place rule"}]}, "date": {"start": "2024-02-01", "end": "2024-02-29", "basis": "stated", "explain": [{"what": "date", "rule": "date rule"}]}}],
            "quotes": [{"start": 0, "end": 6, "text": "Turkey", "sentence": 0, "direct": True, "confidence": 1, "explain": [{"what": "speaker", "rule": "quote rule"}]}]}
    page.run(f"window.fetch = async () => new Response(JSON.stringify({json.dumps(made)}), {{status: 200}})")
    read(page, "Turkey bombed Aleppo.")
    page.run("[...document.querySelectorAll('.text .trigger')][0].click()")
    assert shown(page, "#details .explain li") == ["event: event rule (1.3, rather than COERCE)", "place: place rule", "date: date rule"]
    assert shown(page, "#event-list tbody .day") == ["2024-02"]  # the whole month
    page.run("document.querySelector('.text .quote').click()")
    assert shown(page, "#details .explain li") == ["speaker: quote rule"]
    click(page, "#tab-relations")
    click(page, "#view-relations tbody td:nth-child(2) button")
    assert shown(page, "#details .explain li") == ["relation: relation rule"]


def test_near_misses_are_told_and_taken(page):
    near = [{"type": "AGREE", "start": 17, "end": 26, "text": "agreement", "sentence": 0, "score": 0.31, "reason": "below_threshold"}]
    made = {"id": "a", "status": "complete", "document": {"sentences": 1, "tokens": 6}, "engine": {}, "entities": [], "relations": [], "events": [], "quotes": [], "near_misses": near}
    sentences = [{"start": 0, "end": 33, "text": "Turkey wanted an agreement soon."}]
    page.run(f"window.asked = fetch; window.fetch = async (path, options) => path.includes('ontology') ? window.asked(path) : new Response(JSON.stringify(path.includes('sentences') ? {{sentences: {json.dumps(sentences)}}} : {json.dumps(made)}), {{status: 200}})")
    read(page, "Turkey wanted an agreement soon.")
    click(page, "#tab-events")
    click(page, "#view-events details summary")
    assert shown(page, "#view-events details tbody td")[:3] == ["agreement", "agree", "below threshold"]
    press(page, "#view-events details", "Add…")
    page.wait("document.querySelector('#details form')")
    assert page.run("['words', 'type'].map((name) => document.querySelector(`#details [name=${name}]`).value)") == ["agreement", "AGREE"]
    page.run("document.querySelector('#details form').requestSubmit()")
    assert shown(page, "#event-list tbody td:first-child") == ["agree"] == shown(page, "#details h3")


def test_samples_are_real_and_name_their_source(page):
    for at in range(3):
        page.run(f"document.querySelectorAll('#samples button')[{at}].click()")
        page.wait("document.getElementById('busy').hidden && !document.getElementById('result').hidden")
        assert page.run("document.querySelector('#source a').href").startswith("https://en.wikinews.org/wiki/") and "CC BY 2.5" in shown(page, "#source")[0]
        assert len(shown(page, ".text .trigger")) > 3
        page.run("document.getElementById('result').hidden = true")
    put(page, "#text", "Another text.")
    assert page.run("document.getElementById('source').hidden")


def test_right_to_left_and_emoji_stand_as_they_are(page):
    text = "\u0627\u0644\u0642\u0627\u0647\u0631\u0629: \u0648\u0632\u064a\u0631 \u0627\u0644\u062e\u0627\u0631\u062c\u064a\u0629\n\n\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 Egypt condemned the attack on Gaza \U0001f3f3\ufe0f."
    read(page, text)
    page.wait("!document.getElementById('result').hidden")
    assert "".join(shown(page, ".text p")) == text.replace("\n", "")
    assert page.run("getComputedStyle(document.querySelector('.text p')).direction") == "rtl" and page.run("getComputedStyle(document.querySelectorAll('.text p')[1]).direction") == "ltr"
    assert "Egypt" in shown(page, ".text .mark") and page.console == []


def test_reading_is_cancelled_and_retried(page):
    page.run("window.asked = fetch; window.fetch = (path, options) => new Promise((_, fail) => options.signal?.addEventListener('abort', () => fail(new DOMException('no', 'AbortError'))))")
    put(page, "#text", "Turkey bombed Aleppo.")
    click(page, "#read")
    page.wait("!document.getElementById('cancel').hidden && document.getElementById('read').disabled")
    click(page, "#cancel")
    page.wait("document.getElementById('busy').hidden")
    assert shown(page, "#status") == ["Cancelled."]
    page.run("window.fetch = async () => { throw new TypeError('no') }")
    click(page, "#read")
    page.wait("!document.getElementById('problem').hidden")
    assert shown(page, "#problem h2") == ["The service cannot be reached"]
    page.run("window.fetch = window.asked")
    click(page, "#problem button")
    page.wait("!document.getElementById('result').hidden")
    assert "Aleppo" in shown(page, ".text .mark")


def test_file_is_opened_and_cleared(page, tmp_path):
    article = tmp_path / "article.txt"
    article.write_bytes("Caf\xe9 workers struck in Paris.".encode("windows-1252"))
    choose_file(page, "#file", article)
    page.wait("document.getElementById('text').value.length > 0")
    assert page.run("document.getElementById('text').value") == "Caf\u00e9 workers struck in Paris." and "Windows-1252" in shown(page, "#problem")[0]
    click(page, "#clear")
    assert page.run("document.getElementById('text').value") == "" and page.run("document.getElementById('problem').hidden")
    article.write_bytes(b"x" * (17 << 20))
    choose_file(page, "#file", article)
    page.wait("!document.getElementById('problem').hidden")
    assert "too long" in shown(page, "#problem h2")[0]


def test_key_is_asked_for_and_sent(browser, tmp_path):
    keys = tmp_path / "keys"
    key = subprocess.run([PROGRAM, "key", "new", "--keys", str(keys), "--id", "reader"], check=True, capture_output=True, text=True).stdout.split()[-1]
    service = Service(keys=keys)
    try:
        page = browser
        page.open("about:blank")
        page.open("http://%s:%d/" % service.address)
        page.wait("document.getElementById('more').open")
        put(page, "#text", "Turkey bombed Aleppo.")
        click(page, "#read")
        page.wait("!document.getElementById('problem').hidden")
        assert "401" in shown(page, "#problem")[0] and page.run("document.activeElement.id") == "key"
        put(page, "#key", key)
        click(page, "#read")
        page.wait("!document.getElementById('result').hidden")
        click(page, "#tab-data")
        curl = shown(page, "#view-data pre")[0]
        assert "Bearer $KEY" in curl and key not in curl
    finally:
        service.finish()


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
    assert len(shown(page, "#event-list tbody tr")) <= 100
    last = page.run("const began = performance.now(); document.querySelector('#tab-quotes').click(); performance.now() - began")
    assert last < 2000
    click(page, "#tab-map")
    assert 0 < page.run("document.querySelectorAll('.map .marker').length") < 3000
    click(page, "#tab-entities")
    press(page, "#view-entities", "France")
    press(page, "#details", "Correct…")
    page.wait("document.querySelector('#details form')")
    put(page, "#details [name=name]", "French Republic")
    took = page.run("(() => { const began = performance.now(); document.querySelector('#details form').requestSubmit(); return performance.now() - began; })()")
    assert took < 5000 and shown(page, "#details h3") == ["French Republic"]


def test_downloads_and_curl(page, tmp_path):
    page.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    read_border(page)
    click(page, "#tab-data")
    assert not any("[object" in text or "undefined" in text for text in shown(page, "[role=tabpanel]"))
    assert "--data-binary @article.txt" in shown(page, "#view-data pre")[0]
    for at, name in ((1, "article.json"), (2, "events.csv"), (3, "article.ndjson"), (4, "article.jsonld"), (5, "phoenix.csv"), (6, "icews.csv"), (7, "polecat.csv")):
        click(page, f"#view-data .row button:nth-child({at})")
        page.wait(f"{json.dumps(str(at))} && !document.querySelector('#view-data .row button:disabled')")
        for _ in range(100):
            if (tmp_path / name).exists() and (tmp_path / name).stat().st_size:
                break
            page.run("new Promise((done) => setTimeout(done, 50))")
        assert (tmp_path / name).stat().st_size > 100, name
    assert (tmp_path / "events.csv").read_text(encoding="utf-8").startswith("id,published,event,type")
    for name, columns in (("phoenix", 26), ("icews", 20), ("polecat", 40)):
        assert len(next(csv.reader(io.StringIO((tmp_path / f"{name}.csv").read_text(encoding="utf-8"))))) == columns
    assert json.loads((tmp_path / "article.json").read_text(encoding="utf-8"))["events"]


def test_map_shows_places_and_opens_events(page):
    read_border(page)
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
    read_border(page)
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
