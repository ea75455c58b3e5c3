# SPDX-License-Identifier: Apache-2.0
"""POST /v1/extract: forms of a request, options, negotiation, bad input, and spans that are true in all three units."""
import json
import urllib.parse

import contract
import pytest
from service import PARIS, ROOT, SLOW

FIXTURES = sorted((ROOT / "tests" / "fixtures" / "texts").glob("*.txt"))
CORPUS = sorted((ROOT / "data" / "corpus" / "texts").glob("*.txt"))
UTF16 = "utf-16-le"


def cut(text, start, end, unit):
    if unit == "byte":
        return text.encode("utf-8")[start:end].decode("utf-8")
    if unit == "utf16":
        return text.encode(UTF16)[2 * start : 2 * end].decode(UTF16)
    return text[start:end]


def check_spans(service, text):
    counts = set()
    for unit in ("codepoint", "byte", "utf16"):
        reply = service.extract(text, f"offsets={unit}&published=2025-04-18&include=entities,relations,events,quotes,sentences").json()
        found = list(contract.slices(reply))
        for start, end, part in found:
            assert start < end and cut(text, start, end, unit) == part, (unit, start, end, part)
        counts.add(len(found))
    assert len(counts) == 1  # the same records in every unit


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: p.stem)
def test_spans_of_fixtures(service, path):
    check_spans(service, path.read_bytes().decode("utf-8"))


def test_spans_of_paris(service):
    check_spans(service, PARIS)


def test_spans_of_the_corpus(service):
    for path in CORPUS[:: 10 * SLOW]:
        check_spans(service, path.read_bytes().decode("utf-8"))


def test_json_and_text_give_the_same(service):
    a = service.extract(PARIS, "published=2025-04-18&id=a").body
    assert service.extract_json({"text": PARIS, "published": "2025-04-18", "id": "a"}).body == a
    assert service.extract_json({"text": PARIS, "id": "a"}, "published=2025-04-18").body == a
    assert json.loads(a)["document"]["published"] == "2025-04-18"


def test_id_is_the_callers_or_the_digest(service):
    assert service.extract("A word.", "id=x-1").json()["id"] == "x-1"
    reply = service.extract("A word.").json()
    assert reply["document"]["digest"] == "sha256:" + reply["id"] + reply["document"]["digest"][39:]
    assert service.extract("A word.").json()["id"] == reply["id"] != service.extract("A word!").json()["id"]


@pytest.mark.parametrize("id_", ["é", "日本", 'a"b', "a\\b", "a b", "x" * 256])
def test_id_comes_back_as_it_was(service, id_):
    assert service.extract("A word.", "id=" + urllib.parse.quote(id_)).json()["id"] == id_
    assert service.extract_json({"text": "A word.", "id": id_}).json()["id"] == id_


def test_plus_is_a_space_and_escapes_are_decoded(service):
    assert service.extract("A word.", "id=a+b%2Bc").json()["id"] == "a b+c"


@pytest.mark.parametrize("parts", ["entities", "events", "relations", "quotes", "sentences", "entities,quotes", ""])
def test_include(service, parts):
    wanted = set(filter(None, parts.split(",")))
    reply = service.extract(PARIS, "include=" + parts).json()
    assert set(reply) == wanted | {"id", "status", "document", "engine", "warnings"}
    assert service.extract_json({"text": PARIS, "options": {"include": sorted(wanted)}}).json() == reply


def test_default_parts(service):
    assert set(service.extract(PARIS).json()) == {"id", "status", "document", "engine", "entities", "relations", "events", "quotes", "warnings"}


def references(reply):
    for relation in reply["relations"]:
        yield relation["subject"]
        yield relation.get("object")
    for event in reply["events"]:
        for party in event["source"] + event["target"] + [event.get("place", {})]:
            yield party.get("entity")
        yield event.get("attribution", {}).get("speaker")
    for quote in reply["quotes"]:
        yield quote.get("speaker")
    for entity in reply["entities"]:
        yield from entity.get("members", [])


def test_min_confidence_leaves_out_and_keeps_references(service):
    everything = service.extract(PARIS).json()
    sizes = []
    for least in ("0", "0.5", "0.9", "1"):
        reply = service.extract(PARIS, "min_confidence=" + least).json()
        assert all(r["confidence"] >= float(least) - 1e-3 for kind in ("relations", "events", "quotes") for r in reply[kind])
        ids = {e["id"] for e in reply["entities"]}
        assert set(filter(None, references(reply))) <= ids
        by_id = {e["id"]: e for e in everything["entities"]}
        assert all(by_id[e["id"]] == e for e in reply["entities"])  # ids do not shift
        assert service.extract_json({"text": PARIS, "options": {"min_confidence": float(least)}}).json() == reply
        sizes.append(sum(len(reply[kind]) for kind in ("entities", "relations", "events", "quotes")))
    assert sizes == sorted(sizes, reverse=True)


def test_a_group_has_members(service):
    reply = service.extract("Kenya and Uganda share a lake. The two countries signed a trade agreement. They were glad.").json()
    by_id = {e["id"]: e for e in reply["entities"]}
    group, = [e for e in reply["entities"] if "members" in e]
    assert [by_id[m]["name"] for m in group["members"]] == ["Kenya", "Uganda"]
    assert [m["text"] for m in group["mentions"]] == ["The two countries", "They"]
    assert "actor_code" not in group and "country" not in group
    parties = [p["entity"] for v in reply["events"] for side in ("source", "target") for p in v[side] if "entity" in p]
    assert set(group["members"]) <= set(parties) and group["id"] not in parties


def test_explain(service):
    plain, explained = service.extract(PARIS).json(), service.extract(PARIS, "explain=true").json()
    assert not [e for e in plain["entities"] if "explain" in e] and "near_misses" not in plain
    for record in explained["entities"]:
        for mention in record["mentions"]:
            mention.pop("explain", None)
    for kind in ("entities", "relations", "events", "quotes"):
        assert [{k: v for k, v in record.items() if k != "explain"} for record in explained[kind]] == plain[kind]
    for kind in ("relations", "events", "quotes"):
        assert all(record["explain"] for record in explained[kind])
    whats = {reason["what"] for event in explained["events"] for reason in event["explain"]}
    assert {"event", "source", "cameo", "tense", "place"} <= whats


def test_near_misses(service):
    reply = service.extract(PARIS, "explain=true").json()
    misses, ids = reply["near_misses"], {v["id"] for v in reply["events"]}
    assert misses and [m["start"] for m in misses] == sorted(m["start"] for m in misses)
    for miss in misses:
        assert PARIS[miss["start"]:miss["end"]] == miss["text"]
        assert (miss["reason"] == "merged") == ("event" in miss) and miss.get("event", "v1") in ids
        assert (miss["reason"] == "other_type") == ("other_type" in miss)
    few = service.extract(PARIS, "explain=true&min_confidence=0.95").json()
    left_out = [m for m in few["near_misses"] if m["reason"] == "below_min_confidence"]
    assert len(left_out) == len(reply["events"]) - len(few["events"]) > 0
    assert {m["event"] for m in few["near_misses"] if "event" in m} <= {v["id"] for v in few["events"]}


@pytest.mark.parametrize("labels, names", [
    ("plover-2.0", set()),
    ("plover-2018", {"REQUEST", "ACCUSE"}),
    ("plover-2016", {"REQUEST", "ACCUSE"}),
    ("pairs-15", {"CONCEDE", "RETREAT"}),
])
def test_labels(service, labels, names):
    plain, other = service.extract(PARIS).json(), service.extract(PARIS, "labels=" + labels).json()
    assert other["engine"].get("labels", "plover-2.0") == labels
    assert not {v["type"] for v in other["events"]} & names
    told = [{k: v for k, v in event.items() if k not in ("type", "quad_class")} for event in other["events"]]
    assert told == [{k: v for k, v in event.items() if k not in ("type", "quad_class")} for event in plain["events"]]
    assert service.extract_json({"text": PARIS, "options": {"labels": labels}}).json() == other
    rows = service.extract(PARIS, "labels=" + labels, headers={"Accept": "text/csv"}).body.decode().splitlines()[1:]
    assert [row.split(",")[3] for row in rows] == [v["type"] for v in other["events"]]


KNOWLEDGE = (
    "[bodies]\nid\tname\ttype\tkind\tcountry\tsectors\n"
    "ZORG\tZorg Industries\tORGANIZATION\tcompany\tKEN\tBUS\n\n"
    "[holders]\noffice\tperson\tfrom\tas_of\nFRA.president\tJane Roe\t2025-01-01\t2026-01\n"
)
STORY = "Zorg Industries opened a plant in Lagos. The French president met officials in Paris. Jane Roe then spoke to reporters."


def test_knowledge_of_the_request(service):
    def ask(options):
        reply = service.extract_json({"text": STORY, "published": "2025-04-18", "options": options}).json()
        return {e["name"]: e for e in reply["entities"]}

    plain, mine = ask({}), ask({"knowledge": KNOWLEDGE})
    assert mine["Zorg Industries"]["country"] == "KEN" != plain.get("Zorg Industries", {}).get("country")
    assert mine["Jane Roe"]["office"] == {"title": "President", "basis": "table"}
    assert mine["Jane Roe"]["country"] == "FRA" and "office" not in plain["Jane Roe"]
    assert "The French president" in [m["text"] for m in mine["Jane Roe"]["mentions"]]
    assert "Emmanuel Macron" not in mine and mine["Paris"] == plain["Paris"] | {"id": mine["Paris"]["id"]}
    assert ask({}) == plain  # nothing of it is left behind
    assert ask({"knowledge": ""}) == plain


def test_lines_of_knowledge_that_end_with_crlf_were_refused(service):
    def entities(knowledge):
        reply = service.extract_json({"text": STORY, "published": "2025-04-18", "options": {"knowledge": knowledge}})
        assert reply.status == 200, reply.body
        return reply.json()["entities"]

    assert entities(KNOWLEDGE.replace("\n", "\r\n")) == entities("\ufeff" + KNOWLEDGE) == entities(KNOWLEDGE)


NAMES = ["Zantoli\tjapanese", "Aaa\tenglish", "Mmm\tslavic", "Zzz\tgreek"]


@pytest.mark.parametrize("turn", range(len(NAMES)))
def test_several_names_of_persons_in_any_order_were_not_found(service, turn):
    def country(rows):
        text = "Officials of Japan and Peru met in Lima. Peru welcomed the visitors. Brukova Zantoli said prices would rise."
        options = {"knowledge": "[surnames]\nname\tregions\n" + "\n".join(rows)}
        reply = service.extract_json({"text": text, "options": options}).json()
        return {e["name"]: e["country"] for e in reply["entities"]}["Brukova Zantoli"]

    assert country(NAMES[turn:] + NAMES[:turn]) == country(NAMES[:1]) == "JPN"
    assert country(NAMES[1:]) == "PER"


def test_knowledge_with_a_mistake_says_line_and_column(service):
    response = service.extract_json({"text": STORY, "options": {"knowledge": KNOWLEDGE.replace("KEN", "KEX")}})
    assert (response.status, response.code) == (422, "invalid_knowledge")
    assert "knowledge:3:5 (country): 'KEX' is no state and no body" in response.json()["detail"]
    assert response.json()["errors"][0]["pointer"] == "/options/knowledge"


# ---- negotiation ----


@pytest.mark.parametrize(
    "accept, media",
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("application/x-ndjson", "application/x-ndjson"),
        ("text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.5, application/json;q=0.4", "text/csv"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("*/*;q=0.1, text/csv", "text/csv"),
        ("application/json;q=0, */*", "application/x-ndjson"),
        ("TEXT/CSV", "text/csv"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
    ],
)
def test_accept(service, accept, media):
    response = service.extract(PARIS, headers={"Accept": accept} if accept else {})
    assert response.status == 200 and response.headers["content-type"].split(";")[0] == media
    assert response.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "text/html", "json", "application/json;q=2", "a/b,,c", "*/*;q=0"])
def test_not_acceptable(service, accept):
    assert service.extract(PARIS, headers={"Accept": accept}).status == 406


def test_csv_is_the_json(service):
    reply = service.extract(PARIS, "published=2025-04-18&id=a,b").json()
    rows = contract.check_csv(service.extract(PARIS, "published=2025-04-18&id=a,b", {"Accept": "text/csv"}).body.decode())
    names = {e["id"]: e["name"] for e in reply["entities"]}
    assert len(rows) == len(reply["events"])
    for row, event in zip(rows, reply["events"]):
        assert (row["id"], row["event"], row["type"], row["published"]) == ("a,b", event["id"], event["type"], "2025-04-18")
        assert row["source"] == "|".join(names.get(p.get("entity"), p.get("text", "")) for p in event["source"])
        assert (float(row["goldstein"]), row["cameo"], int(row["quad_class"])) == (event["goldstein"], event.get("cameo", ""), event["quad_class"])
        assert row["trigger"] == event["mentions"][0]["text"] and int(row["start"]) == event["mentions"][0]["start"]
        assert row["date_start"] == event.get("date", {}).get("start", "")


# ---- echoes ----


def test_ids_are_echoed(service):
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    response = service.extract("A word.", headers={"X-Request-Id": "abc-1", "traceparent": trace})
    assert response.headers["x-request-id"] == "abc-1" and response.headers["traceparent"] == trace
    line = service.wait_line(request_id="abc-1")
    assert line["trace_id"] == trace[3:35] and line["route"] == "extract" and line["words"] > 0
    problem = service.extract("", headers={"X-Request-Id": "abc-2"})
    assert problem.json()["request_id"] == problem.headers["x-request-id"] == "abc-2"


@pytest.mark.parametrize("bad", ["a b", "x" * 129, "<script>", '"', "\xe9"])
def test_strange_request_ids_are_replaced(service, bad):
    got = service.extract("A word.", headers={"X-Request-Id": bad}).headers["x-request-id"]
    assert got != bad and got.replace("-", "").isalnum()


@pytest.mark.parametrize("bad", ["00-" + "0" * 32 + "-00f067aa0ba902b7-01", "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", "x"])
def test_strange_traceparents_are_ignored(service, bad):
    assert "traceparent" not in service.extract("A word.", headers={"traceparent": bad}).headers


def test_server_timing_names_the_stages(service):
    timing = service.extract(PARIS).headers["server-timing"]
    names = [part.split(";")[0].strip() for part in timing.split(",")]
    assert names[0] == "queue" and names[-1] == "reply" and {"segment", "name", "code"} <= set(names)
    assert all(float(part.split("dur=")[1]) >= 0 for part in timing.split(","))


def test_head_has_no_body(service):
    for target in ("/livez", "/readyz", "/metrics", "/v1/info", "/v1/ontology", "/openapi.json", "/openapi.yaml"):
        head, get = service.request("HEAD", target), service.get(target)
        assert (head.status, head.headers["content-type"]) == (200, get.headers["content-type"])
        if target != "/metrics":
            assert head.headers["content-length"] == get.headers["content-length"]
    assert service.request("HEAD", "/nowhere").status == 404


@pytest.mark.parametrize("method, target, allow", [("GET", "/v1/extract", "POST"), ("PUT", "/v1/extract", "POST"), ("POST", "/livez", "GET, HEAD"), ("OPTIONS", "/v1/info", "GET, HEAD")])
def test_wrong_method(service, method, target, allow):
    response = service.request(method, target, b"" if method != "GET" else None)
    assert (response.status, response.headers["allow"]) == (405, allow)


# ---- bad input ----

BAD = [
    ("empty body", b"", "", 422, "empty_text"),
    ("white space", b" \r\n\t ", "", 422, "empty_text"),
    ("unicode white space", "\u2003\u00a0\u3000\n".encode(), "", 422, "empty_text"),
    ("not UTF-8", b"caf\xe9 au lait", "", 400, "invalid_utf8"),
    ("overlong", b"a\xc0\xafb", "", 400, "invalid_utf8"),
    ("surrogate", b"a\xed\xa0\x80b", "", 400, "invalid_utf8"),
    ("over U+10FFFF", b"a\xf4\x90\x80\x80", "", 400, "invalid_utf8"),
    ("cut sequence", b"a\xe2\x82", "", 400, "invalid_utf8"),
    ("NUL", b"a\0b", "", 422, "nul_in_text"),
    ("bad date", b"word", "published=2025-02-29", 422, "invalid_field"),
    ("date of another form", b"word", "published=18.04.2025", 422, "invalid_field"),
    ("empty date", b"word", "published=", 422, "invalid_field"),
    ("unknown parameter", b"word", "publishd=2025-04-18", 422, "unknown_field"),
    ("text in the query", b"word", "text=word", 422, "unknown_field"),
    ("parameter twice", b"word", "id=a&id=b", 400, "duplicate_field"),
    ("bad unit", b"word", "offsets=char", 422, "invalid_field"),
    ("bad part", b"word", "include=entities,foo", 422, "invalid_field"),
    ("bad confidence", b"word", "min_confidence=1.5", 422, "invalid_field"),
    ("confidence in words", b"word", "min_confidence=high", 422, "invalid_field"),
    ("bad switch", b"word", "explain=yes", 422, "invalid_field"),
    ("bad labels", b"word", "labels=plover", 422, "invalid_field"),
    ("empty id", b"word", "id=", 422, "invalid_field"),
    ("long id", b"word", "id=" + "a" * 257, 422, "invalid_field"),
    ("control in the id", b"word", "id=a%01", 422, "invalid_field"),
    ("id not UTF-8", b"word", "id=%ff", 422, "invalid_field"),
    ("name not UTF-8", b"word", "%ff=1", 422, "unknown_field"),
]


@pytest.mark.parametrize("body, query, status, code", [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_text(service, body, query, status, code):
    response = service.extract(body, query)
    assert (response.status, response.code) == (status, code)


def test_offset_of_the_bad_byte(service):
    assert service.extract(b"caf\xe9 au lait").json()["offset"] == 3
    assert service.extract(b"a\0b").json()["offset"] == 1
    problem = service.extract_json(b'{"text":\n "a\xff"}').json()
    assert (problem["code"], problem["offset"], problem["line"], problem["column"]) == ("invalid_utf8", 12, 2, 4)


BAD_JSON = [
    ("empty", b"", 400, "invalid_json", None),
    ("broken", b'{"text": "a"', 400, "invalid_json", None),
    ("trailing comma", b'{"text": "a",}', 400, "invalid_json", None),
    ("trailing data", b'{"text": "a"} x', 400, "invalid_json", None),
    ("single quotes", b"{'text': 'a'}", 400, "invalid_json", None),
    ("NaN", b'{"text": "a", "options": {"min_confidence": NaN}}', 400, "invalid_json", None),
    ("1e400", b'{"text": "a", "options": {"min_confidence": 1e400}}', 400, "invalid_json", None),
    ("lone surrogate", b'{"text": "\\ud800"}', 400, "invalid_json", None),
    ("control in a string", b'{"text": "a\nb"}', 400, "invalid_json", None),
    ("BOM", b'\xef\xbb\xbf{"text": "a"}', 400, "invalid_json", None),
    ("NUL in a name", b'{"te\\u0000xt": "a"}', 400, "invalid_json", None),
    ("doubled field", b'{"text": "a", "text": "b"}', 400, "duplicate_field", None),
    ("doubled option", b'{"text": "a", "options": {"explain": true, "explain": true}}', 400, "duplicate_field", None),
    ("17 levels", b'{"text": ' + b"[" * 16 + b"]" * 16 + b"}", 400, "json_too_complex", None),
    ("many tokens", b'{"text": [' + b"1," * 5000 + b"1]}", 400, "json_too_complex", None),
    ("array", b'["a"]', 422, "invalid_field", ""),
    ("string", b'"a"', 422, "invalid_field", ""),
    ("null", b"null", 422, "invalid_field", ""),
    ("no text", b'{"title": "a"}', 422, "missing_field", "/text"),
    ("text is a number", b'{"text": 1}', 422, "invalid_field", "/text"),
    ("text is null", b'{"text": null}', 422, "invalid_field", "/text"),
    ("empty text", b'{"text": ""}', 422, "empty_text", None),
    ("NUL", b'{"text": "a\\u0000"}', 422, "nul_in_text", "/text"),
    ("unknown", b'{"text": "a", "txt": 1}', 422, "unknown_field", "/txt"),
    ("unknown option", b'{"text": "a", "options": {"a/b~c": 1}}', 422, "unknown_field", "/options/a~1b~0c"),
    ("options is a list", b'{"text": "a", "options": []}', 422, "invalid_field", "/options"),
    ("offsets in caps", b'{"text": "a", "options": {"offsets": "BYTE"}}', 422, "invalid_field", "/options/offsets"),
    ("include is a text", b'{"text": "a", "options": {"include": "events"}}', 422, "invalid_field", "/options/include"),
    ("second part", b'{"text": "a", "options": {"include": ["events", 1]}}', 422, "invalid_field", "/options/include/1"),
    ("confidence is a text", b'{"text": "a", "options": {"min_confidence": "1"}}', 422, "invalid_field", "/options/min_confidence"),
    ("confidence -0.1", b'{"text": "a", "options": {"min_confidence": -0.1}}', 422, "invalid_field", "/options/min_confidence"),
    ("labels in caps", b'{"text": "a", "options": {"labels": "PLOVER-2018"}}', 422, "invalid_field", "/options/labels"),
    ("labels is a list", b'{"text": "a", "options": {"labels": []}}', 422, "invalid_field", "/options/labels"),
    ("explain is 1", b'{"text": "a", "options": {"explain": 1}}', 422, "invalid_field", "/options/explain"),
    ("knowledge is an object", b'{"text": "a", "options": {"knowledge": {}}}', 422, "invalid_field", "/options/knowledge"),
    ("long knowledge", b'{"text": "a", "options": {"knowledge": "' + b"#" * 262145 + b'"}}', 422, "invalid_field", "/options/knowledge"),
    ("knowledge beside the options", b'{"text": "a", "knowledge": ""}', 422, "unknown_field", "/knowledge"),
    ("published is a number", b'{"text": "a", "published": 2025}', 422, "invalid_field", "/published"),
    ("published is a time", b'{"text": "a", "published": "2025-04-18T00:00:00Z"}', 422, "invalid_field", "/published"),
    ("id is a number", b'{"text": "a", "id": 1}', 422, "invalid_field", "/id"),
    ("long title", b'{"text": "a", "title": "' + b"t" * 4097 + b'"}', 422, "invalid_field", "/title"),
]


@pytest.mark.parametrize("body, status, code, pointer", [case[1:] for case in BAD_JSON], ids=[case[0] for case in BAD_JSON])
def test_bad_json(service, body, status, code, pointer):
    response = service.extract_json(body)
    assert (response.status, response.code) == (status, code)
    if pointer is not None:
        assert response.json()["errors"][0]["pointer"] == pointer
    elif status == 400:
        assert response.json()["line"] >= 1 and response.json()["offset"] >= 0


def test_line_and_column_of_broken_json(service):
    problem = service.extract_json(b'{\n  "text": "a",\n  "id": ?\n}').json()
    assert (problem["line"], problem["column"]) == (3, 9)


def test_a_field_in_body_and_query_is_refused(service):
    response = service.extract_json({"text": "a", "published": "2025-04-18"}, "published=2025-04-18")
    assert (response.status, response.code) == (400, "duplicate_field")
    assert response.json()["errors"] == [{"parameter": "published", "detail": response.json()["detail"]}]


@pytest.mark.parametrize(
    "type_, status",
    [
        ("text/plain", 200),
        ("text/plain; charset=utf-8", 200),
        ('text/plain; charset="UTF-8"', 200),
        ("TEXT/PLAIN;CHARSET=Utf-8", 200),
        ("text/plain; charset=us-ascii", 200),
        ("text/plain; format=flowed", 200),
        ("text/plain; charset=latin-1", 415),
        ("text/plain; charset", 415),
        ("text/html", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("text", 415),
        ("", 415),
    ],
)
def test_content_type(service, type_, status):
    response = service.extract("A word.", headers={"Content-Type": type_})
    assert response.status == status


def test_html_is_refused_with_a_hint(service):
    response = service.request("POST", "/v1/extract", b"<p>a</p>", {"Content-Type": "text/html; charset=utf-8"})
    assert response.status == 415 and "text/plain" in response.json()["detail"]


def test_size_boundary(service):
    limit = service.get("/v1/info").json()["limits"]["body_bytes"]
    text = b"word " * (limit // 5 + 1)
    assert service.extract(text[:limit]).status == 200
    response = service.extract(text[: limit + 1])
    assert (response.status, response.code) == (413, "body_too_large")


def test_413_is_readable_by_a_client_that_sends_on(service):
    """5 MB on their way when the answer comes: the client gets to see it, every time."""
    body = b"a" * 5_000_000
    for _ in range(20):
        assert service.extract(body).status == 413


EXTREMES = {
    "one token of 1 MB": b"a" * 1_000_000,
    "200,000 sentences": b"Go. " * 200_000,
    "no full stop": b"word " * 200_000,
    "all capitals": b"PARIS LONDON MOSCOW " * 50_000,
    "one name 100,000 times": b"Macron met. " * 80_000,
    "nested quotes": b'"' * 500_000,
    "brackets": b"(" * 500_000,
    "abbreviations": b"U.S." * 250_000,
    "dates": b"next Monday 3 March 2025 " * 40_000,
    "combining marks": "a".encode() + "\u0301".encode() * 400_000,
    "line feeds": b"a\n" * 500_000,
    "carriage returns": b"a\r" * 500_000,
    "bidi and zero width": ("a\u202e\u200b\u2066" * 90_000).encode(),
    "noncharacters": ("a\ufffe\uffff" * 140_000).encode(),
    "emoji": ("👩‍👩‍👧 " * 50_000).encode(),
}


# Eighty thousand told events outgrow the memory of one document: a clear problem, not a crash.
MAY_OUTGROW_MEMORY = {"one name 100,000 times"}


@pytest.mark.parametrize("name", EXTREMES)
def test_extremes_are_answered(service, name):
    body = EXTREMES[name][: 1 << 20 if SLOW == 1 else 1 << 16]
    response = service.extract(body.decode("utf-8", "ignore"))
    if response.status != 200 and name in MAY_OUTGROW_MEMORY:
        assert response.code == "out_of_memory"
    else:
        assert response.status == 200, response


def test_another_language_is_a_warning(service):
    text = "Der Bundeskanzler traf am Donnerstag den französischen Präsidenten in Berlin. Sie sprachen über die Lage in der Ukraine und über weitere Hilfen für das Land. " * 5
    reply = service.extract(text).json()
    assert reply["status"] == "complete" and "language_unsupported" in [w["code"] for w in reply["warnings"]]
