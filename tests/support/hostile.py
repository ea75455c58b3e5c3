#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hostile requests without end, the same ones for the same seed.

A case is a sound request of one of the routes, with fields that mean nothing around it, and one defect put in on purpose (DEFECTS): so the statuses that may
answer it are known beforehand, from RFC 9112, RFC 9110 and the contract, and not from the code. A fifth of the cases has no known answer: sound requests with
bytes changed, cut, or bytes drawn at random (LOOSE); these must get one well-formed answer or none.

hostile.py FOLDER COUNT [SEED] writes the cases as files, for tests/fuzz/replay.c."""
import gzip
import itertools
import json
import random
import string
import sys
from dataclasses import dataclass, field
from pathlib import Path

from rawhttp import request

TOKEN = (string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~").encode()
NO_TOKEN = bytes(set(range(256)) - set(TOKEN))
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
WORDS = b"The minister met rebels in Geneva on Monday and signed a truce"
ARTICLE = {"text": "The minister met rebels in Geneva.", "published": "2025-04-18", "id": "a1"}


@dataclass
class Request:
    """A request in parts; lines has the fields but Host and Content-Length, without CR LF."""

    method: bytes = b"GET"
    target: bytes = b"/livez"
    version: bytes = b"HTTP/1.1"
    host: list = field(default_factory=lambda: [b"Host: a"])
    length: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    body: bytes = b""

    def fields(self):
        return [*self.host, *self.length, *self.lines]

    def bytes(self, order=None):
        lines = self.fields()
        if order:
            order.shuffle(lines)
        return request(self.method, self.target, b"".join(line + b"\r\n" for line in lines), self.body, self.version, b"")


@dataclass
class Case:
    name: str  # of the defect
    data: bytes
    statuses: frozenset  # empty: any one answer, or none


def token(dice, most=12):
    return bytes(dice.choices(TOKEN, k=dice.randint(1, most)))


def plain(dice):
    """What may stand in a target as it is."""
    return bytes(dice.choices((string.ascii_letters + string.digits).encode(), k=dice.randint(1, 12)))


def cased(dice, name):
    return bytes(dice.choice([byte, ord(chr(byte).upper())]) for byte in name)


def words(dice, most=8):
    return b" ".join(dice.choices(WORDS.split(), k=dice.randint(1, most)))


def put(dice, line, part, start=0):
    """Part somewhere in the line, not before start."""
    at = dice.randint(start, len(line))
    return line[:at] + part + line[at:]


def idle_fields(dice):
    """Fields that change nothing."""
    return [b"X-" + token(dice) + b":" + dice.choice([b"", b" ", b"\t"]) + words(dice) for _ in range(dice.randint(0, 6))]


def with_body(dice, kind, body, target=b"/v1/extract"):
    return Request(b"POST", target, length=[b"Content-Length: %d" % len(body)], lines=[b"Content-Type: " + kind, *idle_fields(dice)], body=body)


def sound_get(dice):
    target = dice.choice([b"/livez", b"/readyz", b"/metrics", b"/v1/ontology", b"/openapi.json"])
    return Request(target=target + dice.choice([b"", b"", b"?" + plain(dice)]), lines=idle_fields(dice))


def sound_post(dice):
    kind = dice.randrange(3)
    if kind == 0:
        return with_body(dice, b"text/plain", words(dice, 20))
    if kind == 1:
        return with_body(dice, b"application/json", json.dumps(ARTICLE).encode())
    return with_body(dice, b"application/x-ndjson", json.dumps(ARTICLE).encode() + b"\n", b"/v1/extract/batch")


def sound(dice):
    return dice.choice([sound_get, sound_post])(dice)


# ---- defects: each takes the dice, gives name, request or bytes, and the statuses that may answer -----------------------------------------------------------
# A defect that bears on the form of the head is refused before the route is looked at, so its status is one alone.

def control_in_a_line(dice):
    r = sound(dice)
    r.lines.append(put(dice, token(dice) + b": " + words(dice), bytes([dice.choice(CONTROLS)])))
    return r, [400]


def bare_line_end(dice):
    r = sound(dice)
    at = dice.randrange(len(r.lines) + 1)
    r.lines.insert(at, token(dice) + b": b" + dice.choice([b"\n", b"\r", b"\n\n", b"\r\r"]) + token(dice) + b": d")
    return r, [400]


def bare_line_ends_throughout(dice):
    head, _, body = sound(dice).bytes(dice).partition(b"\r\n\r\n")
    return (head + b"\r\n\r\n").replace(b"\r\n", dice.choice([b"\n", b"\n\r"])) + body, [400]


def name_that_is_no_token(dice):
    r = sound(dice)
    bad = bytes([dice.choice(NO_TOKEN.replace(b"\r", b"").replace(b"\n", b"").replace(b":", b""))])
    r.lines.append(put(dice, token(dice), bad) + b": " + words(dice))
    return r, [400]


def empty_name(dice):
    r = sound(dice)
    r.lines.append(b":" + dice.choice([b"", b" ", b"\t"]) + words(dice))
    return r, [400]


def space_before_the_colon(dice):
    r = sound(dice)
    name = cased(dice, dice.choice([b"Content-Length", b"Transfer-Encoding", b"Host", b"Accept", b"X-A"]))
    r.lines.append(name + dice.choice([b" ", b"\t", b"  "]) + b": " + dice.choice([b"4", b"chunked", b"a"]))
    return r, [400]


def folded(dice):
    r = sound(dice)
    r.lines.append(token(dice) + b": a\r\n" + dice.choice([b" ", b"\t", b"  "]) + words(dice) + dice.choice([b"", b": a"]))
    return r, [400]


def no_colon(dice):
    r = sound(dice)
    r.lines.append(words(dice))
    return r, [400]


def length_that_is_none(dice):
    r = sound(dice)
    number = b"%d" % dice.randrange(100000)
    bad = dice.choice([b"+" + number, b"-" + number, b"0x" + number, number + b".0", number + b"e1", number + b", " + number, number + b" " + number, b"", number + b" ",
                       number + b"\t", b'"' + number + b'"', number + b";", number + token(dice).strip(string.digits.encode()) + b"x", "４".encode(), b"\xb2"])
    r.length = [cased(dice, b"Content-Length") + b": " + bad]
    return r, [400]


def length_twice(dice):
    r = sound_post(dice)
    r.length.append(cased(dice, b"Content-Length") + dice.choice([b":", b": "]) + b"%d" % dice.choice([len(r.body), dice.randrange(100)]))
    return r, [400]


def length_too_large(dice):
    r = sound_post(dice)
    batch = r.target.endswith(b"batch")
    r.length = [b"Content-Length: %d" % dice.choice([(1 << 26) + 1 if batch else (1 << 20) + 1, 10**10, 1 << 32, 1 << 63, (1 << 64) - 1, 1 << 64, dice.randrange(10**9, 10**20)])]
    return r, [413]


def no_length(dice):
    r = sound_post(dice)
    r.length, r.body = [], b""
    return r, [411]


def body_of_a_get(dice):
    r = sound_get(dice)
    r.body = words(dice)
    r.length = [b"Content-Length: %d" % len(r.body)]
    return r, [400]


def codings(dice):
    names = [b"chunked", b"gzip", b"identity", b"deflate", b"x-" + token(dice), b"chunked;a=b", b"", b'"chunked"', b"chunked\xff"]
    return dice.choice([b", ", b",", b" , "]).join(cased(dice, name) if name.isascii() else name for name in dice.choices(names, k=dice.randint(1, 3)))


def transfer_coding(dice):
    r = sound(dice)
    r.lines.append(cased(dice, b"Transfer-Encoding") + dice.choice([b":", b": ", b":\t"]) + codings(dice))
    if r.length and dice.random() < 0.5:
        return r, [400]
    r.length = []
    r.body = dice.choice([b"", b"0\r\n\r\n", b"4\r\nword\r\n0\r\n\r\n", b"4;" + b"a" * dice.randrange(30000), b"f" * 17 + b"\r\n"])
    if dice.random() < 0.2:
        r.version = b"HTTP/1.0"
        return r, [400]
    return r, [411]


def host_that_is_none(dice):
    r = sound(dice)
    bad = dice.choice(b' "/<>?@\\^`{|}#').to_bytes(1, "big")
    r.host = dice.choice([[], [b"Host:"], [b"Host: \t "], [b"Host: a", b"Host: a"], [b"Host: a", b"HOST: b"], [b"Host: " + put(dice, b"a.example", b"a" + bad + b"a")], [b"Host: a\xe9"]])
    return r, [400]


def version_that_is_none(dice):
    r = sound(dice)
    r.version = dice.choice([b"HTTP/1", b"HTTP/1.", b"HTTP/.1", b"HTTP/1.1.1", b"HTTP/01.1", b"HTTP/1.01", b"http/1.1", b"Http/1.1", b"HTTP/1,1", b"HTTP-1.1", b"HTTPS/1.1", b"HTTP/1.x", b"HTTP/ 1.1",
                             b"ICY/1.1", b"HTTP/1.1 ", b"", b"HTTP/" + token(dice) + b"x"])
    return r, [400]


def version_of_others(dice):
    r = sound(dice)
    numbers = [(a, b) for a in range(10) for b in range(10) if (a, b) not in ((1, 0), (1, 1))]
    r.version = b"HTTP/%d.%d" % dice.choice(numbers)
    return r, [505]


def target_that_is_none(dice):
    r = sound(dice)
    bad = dice.choice([b"%", b"%a", b"%zz", b"%00", b"%0", b"%u0041", b"#", b"\xc3\xa9", b"\x80", b"\t", b" "])
    r.target = dice.choice([put(dice, r.target, bad, 1), r.target.lstrip(b"/"), b"*", b"http://a" + r.target, b"a:80", b"\\" + r.target, r.target + b"?" + b"a&" * dice.randint(64, 200)])
    if r.target.endswith((b"%a", b"%0")):
        r.target += b"/"
    # what stands behind the bad bytes may make a sound escape of them
    if bad in (b"%", b"%a", b"%0") and bad in r.target:
        r.target = r.target.replace(bad, bad[:1] + b"g", 1)
    return r, [400]


def target_too_long(dice):
    r = sound(dice)
    r.target = b"/" + b"a" * dice.choice([4096, 4097, 5000, 9000, 15000, 40000])
    return r, [414]


def method_that_is_none(dice):
    r = sound(dice)
    bad = bytes([dice.choice(NO_TOKEN.replace(b" ", b"").replace(b"\r", b"").replace(b"\n", b""))])
    r.method = dice.choice([put(dice, r.method, bad), b"G" * dice.randint(33, 3000), b""])
    return r, [400]


def method_of_others(dice):
    r = sound_get(dice)
    name = dice.choice([b"TRACE", b"DELETE", b"PATCH", b"get", b"PROPFIND", b"M-SEARCH", token(dice)])
    r.method = b"X" + token(dice) if name in (b"GET", b"HEAD", b"OPTIONS", b"POST") else name
    return r, [405]


def too_many_fields(dice):
    r = sound(dice)
    r.lines += [token(dice) + b"-x: " + token(dice) for _ in range(dice.randint(64, 300))]
    return r, [431]


def head_too_long(dice):
    r = sound(dice)
    r.lines.append(b"X-Long: " + b"b" * dice.choice([16384, 16385, 20000, 60000]))
    return r, [431]


def too_many_cookies(dice):
    r = sound(dice)
    r.lines.append(cased(dice, b"Cookie") + b": " + b"; ".join(b"a=b" for _ in range(dice.randint(65, 500))))
    return r, [431]


def bytes_before(dice):
    return dice.choice([b"\r\n", b"\n", b" ", b"\t", b"\0", b"\r\n\r\n", b"\xef\xbb\xbf", b"\x16\x03\x01\x02\x00\x01"]) + sound(dice).bytes(dice), [400]


def field_twice(dice):
    r = sound_post(dice)
    name = dice.choice([b"Content-Type", b"Accept", b"Content-Encoding", b"Request-Timeout", b"Authorization", b"Origin", b"Access-Control-Request-Method"])
    r.lines = [line for line in r.lines if not line.startswith(name)]
    r.lines += [name + b": " + token(dice), cased(dice, name) + b": " + token(dice)]
    return r, [400]


def expectation(dice):
    if dice.random() < 0.3:
        r = sound_get(dice)
        r.lines.append(cased(dice, b"Expect") + b": " + cased(dice, b"100-continue"))
        return r, [400]
    r = sound_post(dice)
    r.lines.append(cased(dice, b"Expect") + b": " + dice.choice([b"", b"100", b"100-continue, a", b"200-ok", b"x" + token(dice)]))
    return r, [417]


def nowhere(dice):
    r = sound(dice)
    path = r.target.partition(b"?")[0]
    r.target = dice.choice([path + b"/", path.upper(), b"/" + path, b"/v2" + path, path + b";a=b", b"/v1/../livez", b"/%2e%2e/etc/passwd", b"/%6c" + path, b"/q" + plain(dice)])
    return r, [404]


def wrong_type(dice):
    r = sound_post(dice)
    kind = dice.choice([b"text/html", b"application/xml", b"multipart/form-data; boundary=a", b"application/x-www-form-urlencoded", b"text/plain; charset=latin1", b"text", b"", b"*/*", b"x" + token(dice) + b"/" + token(dice)])
    r.lines[0] = b"Content-Type: " + kind
    return r, [415]


def wrong_encoding(dice):
    r = sound_post(dice)
    r.lines.append(b"Content-Encoding: " + dice.choice([b"br", b"deflate", b"zstd", b"gzip, gzip", b"gzip;q=1", b"x" + token(dice)]))
    return r, [415]


def broken_gzip(dice):
    whole = gzip.compress(words(dice, 30))
    body = bytearray(whole)
    kind = dice.randrange(3)
    if kind == 0:
        del body[dice.randrange(1, len(body)) :]
    elif kind == 1:
        body += token(dice)
    else:  # magic, method, or the sum at the end
        body[dice.choice([0, 1, 2, -8, -7, -6, -5])] ^= 1 << dice.randrange(8)
    r = with_body(dice, b"text/plain", bytes(body))
    r.lines.append(b"Content-Encoding: gzip")
    return r, [400]


def broken_utf8(dice):
    bad = dice.choice([b"\x80", b"\xc0\xaf", b"\xc1\xbf", b"\xe0\x80\x80", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf0\x80\x80\x80", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xfe", b"\xff", b"\xe2\x82 ", b"\xf0\x9f "])
    if dice.random() < 0.5:
        return with_body(dice, b"text/plain", put(dice, words(dice, 20), bad)), [400]
    return with_body(dice, b"application/json", b'{"text":"' + put(dice, words(dice, 20), bad) + b'"}'), [400]


def nul_in_text(dice):
    if dice.random() < 0.5:
        return with_body(dice, b"text/plain", put(dice, words(dice, 20), b"\0")), [422]
    return with_body(dice, b"application/json", b'{"text":"' + put(dice, words(dice, 20), b"\\u0000") + b'"}'), [422]


def broken_json(dice):
    whole = json.dumps(ARTICLE).encode()
    bad = dice.choice([whole[: dice.randrange(1, len(whole) - 1)], whole + dice.choice([b"{}", b"x", b"]", b"}", b"\0"]), whole.replace(b'"', b"'"), whole.replace(b":", b"="), whole.replace(b"}", b",}"),
                       whole.replace(b'"a1"', dice.choice([b"NaN", b"Infinity", b"01", b"+1", b".5", b"1.", b"0x1", b"1e999", b"tru", b"'a'", b"9" * 400])), whole.replace(b"a1", b"\\ud800"), whole.replace(b"a1", b"a\n1"),
                       b"\xef\xbb\xbf" + whole, whole.replace(b'"id"', b'"text"'), b"/**/" + whole, json.dumps(ARTICLE).encode("utf-16"), b"[" * dice.randint(17, 5000), b'{"a":' * dice.randint(17, 2000),
                       b'{"x":[' + b"{}," * dice.randint(4096, 20000) + b"{}]}"])
    return with_body(dice, b"application/json", bad), [400]


def wrong_field(dice):
    article = dict(ARTICLE)
    odd = dice.choice([None, True, 1, -1.5, [], {}, [[]], [{"a": 1}]])
    kind = dice.randrange(4)
    if kind == 0:
        article[dice.choice(["text", "title", "published", "id"])] = odd
    elif kind == 1:
        article[dice.choice(["Text", "__proto__", "url", "", "text ", "é", "offsets", "x" * 300])] = "a"
    elif kind == 2:
        article["published"] = dice.choice(["", "2025-02-29", "2025-13-01", "0000-01-01", "2025-4-1", "20250401", "today", "2025-04-18T00:00:00Z", " 2025-04-18"])
    else:
        article["options"] = dice.choice([None, [], "a", {"a": 1}, {"offsets": "words"}, {"include": "events"}, {"include": ["x"]}, {"min_confidence": 2}, {"min_confidence": "0.5"}, {"explain": 1}, {"labels": "x"}, {"options": {}}])
    return with_body(dice, b"application/json", json.dumps(article).encode()), [422]


def wrong_parameter(dice):
    r = with_body(dice, b"text/plain", words(dice))
    if dice.random() < 0.1:
        r.target += b"?id=a&id=b"
        return r, [400]
    r.target += b"?" + dice.choice([b"nosuch=1", b"=a", b"published=2025-13-01", b"published=", b"include=everything", b"min_confidence=2", b"min_confidence=-0", b"explain=1", b"offsets=x", b"id=",
                                    b"id=%ff", b"profile=x", b"order=input", b"text=a", b"x" + plain(dice) + b"=1"])
    return r, [422]


# ---- cases whose answer is not known ----------------------------------------------------------------------------------------------------------------------

def changed(dice):
    data = bytearray(sound(dice).bytes(dice))
    for _ in range(dice.randint(1, 4)):
        at, what = dice.randrange(len(data)), dice.randrange(4)
        if what == 0:
            data[at] = dice.randrange(256)
        elif what == 1:
            data[at] ^= 1 << dice.randrange(8)
        elif what == 2:
            data.insert(at, dice.choice(b"\r\n\0 :;,\t\x0b%a1"))
        elif len(data) > 1:
            del data[at]
    return bytes(data)


def cut(dice):
    data = sound(dice).bytes(dice)
    return data[: dice.randrange(1, len(data))]


def noise(dice):
    return dice.randbytes(dice.randint(1, 600))


DEFECTS = [control_in_a_line, bare_line_end, bare_line_ends_throughout, name_that_is_no_token, empty_name, space_before_the_colon, folded, no_colon, length_that_is_none, length_twice,
           length_too_large, no_length, body_of_a_get, transfer_coding, host_that_is_none, version_that_is_none, version_of_others, target_that_is_none, target_too_long, method_that_is_none,
           method_of_others, too_many_fields, head_too_long, too_many_cookies, bytes_before, field_twice, expectation, nowhere, wrong_type, wrong_encoding, broken_gzip, broken_utf8, nul_in_text,
           broken_json, wrong_field, wrong_parameter]
LOOSE = [changed, changed, cut, noise]


def cases(seed=1):
    """Case after case. Each defect comes as often as every other."""
    dice = random.Random(seed)
    for number in itertools.count():
        if number % 5 == 4:
            make = dice.choice(LOOSE)
            yield Case(make.__name__, make(dice), frozenset())
            continue
        make = DEFECTS[(number - number // 5) % len(DEFECTS)]
        made, statuses = make(dice)
        yield Case(make.__name__, made if isinstance(made, bytes) else made.bytes(dice), frozenset(statuses))


def main():
    folder, count, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    folder.mkdir(parents=True, exist_ok=True)
    for number, case in enumerate(itertools.islice(cases(seed), count)):
        (folder / f"{number:06d}-{case.name}").write_bytes(case.data)


if __name__ == "__main__":
    main()
