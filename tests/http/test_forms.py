# SPDX-License-Identifier: Apache-2.0
"""Forms of what a request may say: Host, Accept, Content-Type, numbers and strings of JSON, Request-Timeout, Authorization. For each the status and the code
that the contract and the RFCs give; every refusal is a problem document of the contract."""
import contract
import pytest
from rawhttp import CANARY, canaries_served, get, post, request
from test_keys import bearer, key

JSON = b"application/json"
NDJSON = b"application/x-ndjson"


def json(body, target=b"/v1/extract"):
    return post(kind=JSON, body=body, target=target)


def text(string):
    return json(b'{"text":' + string + b"}")


def confidence(number):
    return json(b'{"text":"a word","options":{"min_confidence":' + number + b"}}")


def host(value):
    return get(host=b"Host: " + value + b"\r\n")


def accept(value):
    return post(b"Accept: " + value + b"\r\n")


def kind(value):
    return post(kind=value)


def timeout(value):
    return post(b"Request-Timeout: " + value + b"\r\n")


def batch(query=b"", fields=b"", body=b'{"text":"a word"}\n'):
    return post(fields, body, kind=NDJSON, target=b"/v1/extract/batch" + query)


BAD, TYPE, FIELD, SYNTAX = (400, "bad_request"), (415, "unsupported_media_type"), (422, "invalid_field"), (400, "invalid_json")
FINE, NOT = (200, None), (406, "not_acceptable")

HOSTS = [
    (b"a:80", FINE), (b"a:", FINE), (b"a.example", FINE), (b"127.0.0.1:1", FINE), (b"[::1]", FINE), (b"[::ffff:1.2.3.4]:1", FINE), (b"a%2Db", FINE),
    (b":80", BAD), (b"a:http", BAD), (b"a:80:80", BAD), (b"a:80@b", BAD), (b"u:p@a", BAD), (b"::1", BAD), (b"[::1", BAD), (b"[]", BAD), (b"[::1]x", BAD), (b"a[1]", BAD),
    (b"a%", BAD), (b"a%zz", BAD), (b"a%0", BAD), (b"http://a", BAD), (b"a?b", BAD), (b"a#b", BAD), (b"a\\b", BAD), (b"a/", BAD), (b"a:+1", BAD), (b"a:8 0", BAD), (b"\xd0\xb0", BAD),
]
ACCEPTS = [
    (b"text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", FINE),  # Java's own, for twenty years
    (b"*", FINE), (b"*;q=0", NOT), (b"*/json", NOT), (b"Application/JSON", FINE), (b"application/json;q=0.001", FINE), (b"application/json;q=0.000", NOT), (b"application/json;q=1.001", NOT),
    (b"application/json;q=00.5", NOT), (b"application/json;q=1e0", NOT), (b"application/json;Q=0", NOT), (b'application/json;q="1"', FINE), (b"application/json;charset=utf-8", FINE),
    (b"application/json;;q=0.5;", FINE), (b"application/json q=1", NOT), (b"application//json", NOT), (b"application/json/x", NOT), (b",,application/json,,", FINE), (b"", FINE),
    (b"application/json;a=\"x,y\";q=0.5", FINE), (b"application/json;a=\"x", NOT), (b"a/b;q=0.1," * 800 + b"*/*", FINE), (b"application/problem+json", NOT),
]
KINDS = [
    (b"text/plain;;charset=utf-8", FINE), (b"text/plain ; charset=utf-8 ;", FINE), (b'text/plain; charset="utf-8"; format=flowed', FINE), (b"text/plain;charset=us-ascii", FINE),
    (b"text/plain; charset=utf-8; charset=utf-16", TYPE), (b"text/plain; charset=utf-7", TYPE), (b"text/plain; charset", TYPE), (b"text/plain; =utf-8", TYPE), (b"text/plain; charset= utf-8", TYPE),
    (b"text/plain; charset=\"utf-8", TYPE), (b"text/plain x", TYPE), (b"text/*", TYPE), (b"*/*", TYPE), (b"text", TYPE), (b"text/", TYPE), (b"/plain", TYPE), (b"application/vnd.a+json", TYPE),
    (b"application/x-ndjson", TYPE), (b"text/html; charset=utf-8", TYPE), (b"message/http", TYPE),
]
NUMBERS = [
    (b"0", FINE), (b"1", FINE), (b"-0", FINE), (b"-0.0", FINE), (b"1E+0", FINE), (b"10e-1", FINE), (b"1e-400", FINE), (b"0." + b"0" * 5000 + b"1", FINE), (b"0.30000000000000001", FINE),
    (b"1e308", FIELD), (b"1.0000000001", FIELD), (b"-1e-1", FIELD), (b'"0.5"', FIELD), (b"true", FIELD), (b"[0.5]", FIELD), (b"null", FIELD),
    (b"1e309", SYNTAX), (b"9" * 30, SYNTAX), (b"-" + b"9" * 30, SYNTAX), (b"00", SYNTAX), (b"01", SYNTAX), (b".5", SYNTAX), (b"5.", SYNTAX), (b"1e", SYNTAX), (b"1e+", SYNTAX), (b"+1", SYNTAX), (b"--1", SYNTAX),
    (b"0x1", SYNTAX), (b"1_0", SYNTAX), (b"1f", SYNTAX), (b"Infinity", SYNTAX), (b"-Infinity", SYNTAX), (b"NaN", SYNTAX), (b"", SYNTAX),
]
EMPTY = (422, "empty_text")
STRINGS = [
    (b'"\\ud83d\\ude00"', FINE), (b'"\\/\\b\\f\\n\\r\\ta"', FINE), (b'"\\uFFFE\\uFFFF"', FINE), (b'"a\\u000ab"', FINE), (b'"\x7f"', EMPTY), (b'" \\u00a0\\u3000"', EMPTY), (b'""', EMPTY),
    (b'"\\ude00\\ud83d"', SYNTAX), (b'"\\ud83d"', SYNTAX), (b'"\\ud83dx"', SYNTAX), (b'"\\ud83d\\n"', SYNTAX), (b'"\\uDFFF"', SYNTAX), (b'"\\u00"', SYNTAX), (b'"\\u00g0"', SYNTAX), (b'"\\x41"', SYNTAX),
    (b'"\\a"', SYNTAX), (b'"\\', SYNTAX), (b'"a\tb"', SYNTAX), (b"'a'", SYNTAX), (b"a", SYNTAX), (b'"a" "b"', SYNTAX), (b'"\\u0000"', (422, "nul_in_text")), (b'"a\0b"', SYNTAX),
    (b'"\xed\xa0\xbd\xed\xb8\x80"', (400, "invalid_utf8")), (b'"\xc0\x80"', (400, "invalid_utf8")), (b'"\xf8\x88\x80\x80\x80"', (400, "invalid_utf8")), (b'"\xe2\x82"', (400, "invalid_utf8")),
]
DOCUMENTS = [
    (b' \t\r\n{"text":"a word"} \r\n\t', FINE), (b"", SYNTAX), (b"  ", SYNTAX), (b"{}", (422, "missing_field")), (b"null", FIELD), (b"12", FIELD), (b'"a"', FIELD), (b"[]", FIELD),
    (b'\x0c{"text":"a"}', SYNTAX), (b'\xc2\xa0{"text":"a"}', SYNTAX), (b'{"text":"a"}\0', SYNTAX), (b'{"text":"a"}]', SYNTAX), (b'{"text":"a"', SYNTAX), (b'{"text" "a"}', SYNTAX), (b'{"text":"a";}', SYNTAX),
    (b'{text:"a"}', SYNTAX), (b'{"text":"a",,"id":"b"}', SYNTAX), (b'{"text":"a","":1}', (422, "unknown_field")), (b'{"text":"a","a\\u0000b":1}', SYNTAX), (b'{"TEXT":"a"}', (422, "unknown_field")),
    (b'{"text":"a","x":' + b"[" * 15 + b"]" * 15 + b"}", (422, "unknown_field")), (b'{"text":"a","x":' + b"[" * 16 + b"]" * 16 + b"}", (400, "json_too_complex")), (b"[" * 100000, (400, "json_too_complex")),
    (b'{"a":' * 50000, (400, "json_too_complex")), (b'{"text":"a","options":{"explain":true,"e\\u0078plain":true}}', (400, "duplicate_field")), (b'{"text":"a","options":{"options":{}}}', (422, "unknown_field")),
    (b'{"text":"a","id":"a\\nb"}', FIELD), (b'{"text":"a","id":"\\u0000"}', FIELD), (b'{"text":"a","options":{"include":["events",["events"]]}}', FIELD), (b'{"text":"a","options":{"offsets":"byte\\u0000"}}', FIELD),
    (b'{"text":"a","options":{"labels":null}}', FIELD), (b'{"text":"a","options":{"knowledge":1}}', FIELD), (b'{"text":"a","published":20250418}', FIELD),
]
TIMEOUTS = [b"0", b"0.0", b"1.5", b"+1", b"-1", b"1e3", b"3601", b"99999999", b"9" * 40, b"1, 2", b"1s", b"0x1", b"inf", b"nan", b"1.", b"." , "１".encode()]  # what is no number of seconds in range is ignored
OTHERS = [
    ("id in body and query", json(b'{"text":"a","id":"x"}', b"/v1/extract?id=y"), (400, "duplicate_field")),
    ("key in the query", post(target=b"/v1/extract?access_token=drg_x"), (422, "unknown_field")),
    ("preflight that nobody allowed", request(b"OPTIONS", b"/v1/extract", b"Origin: https://a.example\r\nAccess-Control-Request-Method: POST\r\n"), (405, "method_not_allowed")),
    ("encoding empty", post(b"Content-Encoding:\r\n"), FINE),
    ("encoding identity", post(b"Content-Encoding: identity\r\n"), FINE),
    ("encoding list", post(b"Content-Encoding: identity, gzip\r\n"), TYPE),
    ("encoding in two fields", post(b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n"), BAD),
    ("reply encoding of nonsense", post(b"Accept-Encoding: gzip;q=nan, *;q=0, ;;,\r\n"), FINE),
    ("trailers welcome", get(b"TE: trailers\r\n"), FINE),
    ("batch of a BOM", batch(body=b'\xef\xbb\xbf{"text":"a"}\n'), FINE),
    ("batch of a NUL", batch(body=b"\0\n"), FINE),
    ("batch ended by CR", batch(body=b'{"text":"a"}\r{"text":"b"}'), FINE),
    ("batch of a text in the query", batch(b"?text=a"), (422, "unknown_field")),
    ("batch of GET", get(target=b"/v1/extract/batch"), (405, "method_not_allowed")),
    ("batch of one JSON", post(kind=JSON, body=b"{}", target=b"/v1/extract/batch"), TYPE),
    ("pair with a query", json(b"{}", b"/v1/classify-pair?offsets=byte"), (422, "unknown_field")),
    ("pair as text", post(target=b"/v1/classify-pair"), TYPE),
    ("pair as CSV", post(b"Accept: text/csv\r\n", b"{}", kind=JSON, target=b"/v1/classify-pair"), NOT),
    ("pair with an odd name", json(b'{"a/b":1}', b"/v1/classify-pair"), (422, "unknown_field")),
    ("hypnos as text", post(target=b"/hypnos/extract"), TYPE),
    ("hypnos as CSV", get(b"Accept: text/csv\r\n", b"/hypnos/extract?text=a"), NOT),
    ("hypnos without text", get(target=b"/hypnos/extract"), (422, "missing_field")),
    ("hypnos of a day", get(target=b"/hypnos/extract?text=a&date=2001-01-01"), FIELD),
]


def table():
    for name, make, cases in (("host", host, HOSTS), ("accept", accept, ACCEPTS), ("type", kind, KINDS), ("number", confidence, NUMBERS), ("string", text, STRINGS), ("json", json, DOCUMENTS)):
        for value, wanted in cases:
            yield f"{name} {value[:40]!r}", make(value), wanted
    for value in TIMEOUTS:
        yield f"timeout {value[:40]!r}", timeout(value), FINE
    yield from OTHERS


CASES = list(table())


@pytest.mark.parametrize("data, wanted", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_form(service, data, wanted):
    for sent in (data, data + CANARY):
        (response,) = service.raw(sent)
        if response.status < 400:
            assert (response.status, None) == wanted, response
            continue
        assert (response.status, response.code) == wanted, response
        assert response.headers["content-type"] == "application/problem+json"
        contract.PROBLEM.validate(response.json())


def test_no_second_request_was_served(service):
    assert canaries_served(service) == []
    assert service.metric("dragoman_workers_lost_total") == 0


@pytest.fixture(scope="module")
def keyed(tmp_path_factory):
    from service import Service

    path = tmp_path_factory.mktemp("keys") / "keys"
    token = key("new", path, "--id", "reader").encode()
    running = Service(keys=path)
    yield running, token
    running.finish()


@pytest.mark.parametrize("value, status", [
    (b"Bearer %s", 200), (b"bearer %s", 200), (b"BEARER %s", 200), (b"Bearer   %s", 200), (b"\tBearer %s\t", 200),
    (b"%s", 401), (b"Bearer", 401), (b"Bearer ", 401), (b"Bearer:%s", 401), (b"Bearer\t%s", 401), (b"Bearer %s x", 401), (b"Bearer x %s", 401), (b"Bearer %s,Bearer %s", 401), (b"Bearer \"%s\"", 401),
    (b"Basic %s", 401), (b"Bearer%s", 401), (b"Token %s", 401), (b"Bearer %sx", 401), (b"Bearer \xff%s", 401), (b"Bearer " + b"a" * 8000, 401),
])
def test_authorization(keyed, value, status):
    service, token = keyed
    field = b"Authorization: " + value.replace(b"%s", token) + b"\r\n"
    for data in (get(field, b"/v1/info"), post(field)):
        (response,) = service.raw(data + CANARY)
        assert response.status == status, response
        if status == 401:
            assert response.headers["www-authenticate"].startswith('Bearer realm="dragoman"') and token.decode() not in str(response.headers) + response.body.decode()
            contract.PROBLEM.validate(response.json())


def test_a_key_stands_in_its_field_alone(keyed):
    service, token = keyed
    for data in (post(target=b"/v1/extract?access_token=" + token), post(b"X-Api-Key: " + token + b"\r\n"), post(b"Cookie: access_token=" + token + b"\r\n"), post(b"Proxy-Authorization: Bearer " + token + b"\r\n")):
        assert [response.status for response in service.raw(data)] == [401]
    assert service.get("/v1/info", **bearer(token.decode())).status == 200
    assert not any(token.decode() in str(line) for line in service.lines)
