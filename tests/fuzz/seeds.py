#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Seeds for the fuzz targets, at least 500 each: seeds.py FOLDER TARGET...

Made afresh from what the repository has, the same ones in every run: the hostile matrix of tests/http, the articles of the corpus, the units of
tests/unit/lib/hostile.h, the tables' own rows. A folder that is there already is left alone."""
import ast
import gzip
import json
import random
import re
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import rawhttp  # noqa: E402

LEAST = 500


# ---- what they are made from ---------------------------------------------------------------------

def matrix():
    """The requests of tests/http/test_matrix.py, without importing pytest."""
    tree = ast.parse((ROOT / "tests/http/test_matrix.py").read_text(encoding="utf-8"))
    wanted = [node for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "MATRIX"]
    names = dict(vars(rawhttp))
    exec(compile(ast.Module(wanted, []), "matrix", "exec"), names)
    return [data for _, data, _ in names["MATRIX"]]


def hostile():
    """The units of HOSTILE_UNITS, as bytes."""
    source = (ROOT / "tests/unit/lib/hostile.h").read_text(encoding="utf-8")
    body = source[source.index("HOSTILE_UNITS[] = {") : source.index("};")]
    units = re.findall(r'"((?:[^"\\]|\\.)*)"', re.sub(r"/\*.*?\*/", "", body, flags=re.S))
    return [unit.encode().decode("unicode_escape").encode("latin-1") for unit in units]


def articles():
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data/corpus/texts").glob("*.txt"))]


def cut(text, start, size):
    """Whole paragraphs from about `start`, at most `size` characters."""
    start = text.rfind("\n", 0, start + 1) + 1
    return text[start : start + size]


# ---- requests --------------------------------------------------------------------------------------

FIELDS = [b"Content-Type: application/json", b"Content-Type: application/x-ndjson", b"Accept: application/x-ndjson", b"Content-Type: text/plain; charset=utf-8", b"Accept: text/csv;q=0.5, */*;q=0.1", b"Accept-Encoding: gzip, identity;q=0",
          b"X-Request-Id: a.b:c", b"traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", b"Request-Timeout: 3", b"Authorization: Bearer abc.def",
          b"Origin: https://a.example", b"Access-Control-Request-Method: POST", b"Expect: 100-continue", b"Cookie: a=b; c=d", b"Content-Encoding: gzip", b"Connection: keep-alive",
          b"Content-Length: 5", b"Transfer-Encoding: chunked", b"Host: b", b"A: \xc3\xa9\tb", b"Upgrade: h2c"]
TARGETS = [b"/livez", b"/readyz", b"/metrics", b"/v1/info", b"/v1/ontology", b"/openapi.json", b"/openapi.yaml", b"/", b"/app.js", b"/v1/extract", b"/v1/classify-pair", b"/v1/extract/batch",
           b"/v1/extract?published=2025-04-18&include=events,quotes&offsets=utf16", b"/hypnos/extract?text=Iran%20rejected%20it.&date=20250418", b"/docs", b"/v1/extract?profile=icews", b"/v1/extract?explain=true&min_confidence=0.25&title=a%20b&id=x", b"/%6civez", b"/v1/extract?a=b"]


def heads(dice):
    yield from matrix()
    while True:
        method = dice.choice([b"GET", b"POST", b"POST", b"HEAD", b"OPTIONS", b"PUT"])
        body = dice.choice([b"", b"word", b"Macron met Rubio in Paris.", b'{"text":"Paris."}', gzip.compress(b"Iran rejected it.", mtime=0), b'{"text":"Paris."}\n{"text":1}\n\n{"id":"a","text":"Iran rejected it."}\n'])
        fields = dice.sample(FIELDS, dice.randrange(0, 5))
        if method == b"POST":
            fields.append(b"Content-Length: %d" % len(body))
        version = dice.choice([b"HTTP/1.1"] * 8 + [b"HTTP/1.0"])
        target = dice.choice(TARGETS)
        if target.endswith(b"batch") and dice.randrange(3):
            method, body = b"POST", b'{"text":"Paris talks."}\n{"text":1}\n\n{"id":"a","text":"Iran rejected it."}' + dice.choice([b"", b"\n", b"\n{"])
            fields = [b"Content-Type: application/x-ndjson", b"Content-Length: %d" % len(body)] + dice.sample([b"Accept: text/csv", b"Accept-Encoding: gzip", b"Expect: 100-continue"], dice.randrange(3))
        yield b"\r\n".join([b"%s %s %s" % (method, target, version), b"Host: a", *fields, b"", b""]) + (body if method == b"POST" else b"")


def gate(dice):
    return heads(dice)


def http(dice):
    for request in heads(dice):
        yield bytes([dice.randrange(256), dice.choice([0, 0, 0, 1])]) + request[:60000]


def documents(dice):
    """JSON bodies, right and wrong."""
    values = ['"Paris talks."', '"2025-04-18"', '""', "null", "true", "0", "-1", "1e400", "0.5", "[]", "{}", '["events","quotes"]', '["all"]', '"\\u0000"', '"\\ud83d\\ude00"', '"\\ud83d"',
              '"codepoint"', '"utf16"', "[[[[]]]]", '{"a":{"b":{}}}', "NaN", '"[states]\\ncode\\tname\\nXXA\\tXland\\n"', "9" * 400]
    names = ["text", "title", "published", "id", "options", "offsets", "include", "min_confidence", "explain", "knowledge", "source", "target", "start", "end", "tex", "a/b~c"]
    yield from (b"", b"{", b"[" * 64, b'{"text":"a"} x', b"\xef\xbb\xbf{}", b'{"text":"\xff"}', b'{"text":"a","text":"b"}', b"[{}," * 50, b'"text"')
    for name in names:
        for value in values:
            yield ('{"text":"Macron met Rubio in Paris.","%s":%s}' % (name, value)).encode() if name != "text" else ('{"text":%s}' % value).encode()
            yield ('{"text":"Iran rejected it.","options":{"%s":%s}}' % (name, value)).encode()
    while True:
        text = " ".join(dice.choice(["Macron", "met", "Rubio", "in", "Paris", "on Monday,", "Iran", "rejected", "it."]) for _ in range(dice.randrange(1, 20)))
        yield json.dumps({"text": text, "published": "2025-04-%02d" % dice.randrange(1, 33), "options": {"include": dice.sample(["entities", "events", "quotes", "relations", "sentences"], 2)}}).encode()


def queries(dice):
    names = ["title", "published", "id", "offsets", "include", "min_confidence", "explain", "text", "%69d", "", "a%zz"]
    values = ["", "a", "2025-02-29", "2024-02-29", "byte", "utf16", "events,quotes", "events,", "0.25", "1.", "1.0000001", "true", "%C3%A9+%20", "%FF", "%00", "%"]
    while True:
        yield "&".join(f"{dice.choice(names)}={dice.choice(values)}" for _ in range(dice.randrange(1, 5))).encode()


def request(dice):
    bodies, lines = documents(dice), queries(dice)
    accepts = ["application/json", "text/csv;q=0.5, */*;q=0", "application/x-ndjson;q=1.000", "*/*", "a/b;c=d", 'text/csv;header="present"', "gzip;q=0, *;q=0.3", "text/plain;charset=UTF-8", "text/html", ",,"]
    while True:
        yield b"\0" + next(bodies)
        yield b"\0" + next(bodies)
        yield b"\1" + next(lines)
        packed = bytearray(gzip.compress(next(bodies) * dice.randrange(1, 40), mtime=0))
        if dice.randrange(2):
            packed[dice.randrange(len(packed))] ^= 1 << dice.randrange(8)
        yield b"\2" + bytes(packed)
        yield b"\3" + ", ".join(dice.sample(accepts, dice.randrange(1, 4))).encode()
        yield b"\4" + dice.choice(accepts).encode()


def answer(dice):
    """Two bytes: path, type and Accept; engine and gzip."""
    bodies, lines, texts = documents(dice), queries(dice), segment(dice)

    def how(path, kind):
        return bytes([path | kind << 2 | dice.randrange(8) << 4, dice.randrange(4)])

    while True:
        query = dice.choice([b"", b"", next(lines), b"profile=" + dice.choice([b"phoenix", b"icews", b"polecat", b"x"])])
        yield how(0, 0) + query + b"\0" + next(bodies)
        yield how(0, 1) + query + b"\0" + next(texts)[:1500]
        yield how(2, 0) + query + b"\0" + next(bodies).replace(b'"published":"2025-04-18"', b'"date":"20250418"')
        yield how(3, 2) + query + b"\0" + next(bodies)
        pair = {"text": "Iran rejected the demands of France on Monday.", "source": {"start": dice.randrange(6), "end": dice.randrange(60)}, "target": {"start": 29, "end": 35}, "offsets": dice.choice(["byte", "utf16"])}
        yield bytes([1 | dice.choice([0, 6]) << 4, 1]) + b"\0" + json.dumps(pair).encode()


# ---- texts -------------------------------------------------------------------------------------------

def segment(dice):
    units, texts = hostile(), articles()
    for unit in units:
        for size in (40, 700, 3000):
            yield (unit * (size // len(unit) + 1))[:size]
    odd = ["\u2028", "\u00a0", "\u200d", "\ufeff", "\u202e", "\u0301", "\U0001f468\u200d\U0001f469", "\u201c", "\u2019", "\u2014", "\r\n", "\t", "...", "No. 5", "U.S.", "www.a.b/c?d", "@ab #c", "p.m.", "- ", "KYIV (Reuters) - "]
    while True:
        text = cut(dice.choice(texts), dice.randrange(4000), dice.choice([120, 400, 900, 1800]))
        for _ in range(dice.randrange(0, 5)):
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice(odd) + text[at:]
        yield text.encode("utf-8", "ignore")


def extract(dice):
    for text in segment(dice):
        yield text[:1800].decode("utf-8", "ignore").encode()


def knowledge(dice):
    """Rows of the tables as a caller would send them, some of them damaged."""
    tables = {}
    for name in ("states", "demonyms", "places", "seats", "bodies", "members", "offices", "holders", "titles", "given_names", "surnames"):
        lines = (ROOT / "data/knowledge" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        lines = [line for line in lines if line and not line.startswith("#")]
        tables[name] = (lines[0], dice.sample(lines[1:], min(60, len(lines) - 1)))
    own = "[states]\ncode\tname\tkind\tcapital\tregion\nKEX\tKexland\tmember\tKexville\tEurope\n[bodies]\nid\tname\ttype\tkind\tcountry\taliases\nACME\tAcme Holdings\tORGANIZATION\tcompany\tUSA\tAcme\n"
    yield own.encode()
    while True:
        text = ""
        for name in dice.sample(sorted(tables), dice.randrange(1, 4)):
            header, rows = tables[name]
            text += f"[{name}]\n{header}\n" + "\n".join(dice.sample(rows, dice.randrange(0, 4))) + "\n"
        data = bytearray((dice.choice(["", own]) + text).encode())
        for _ in range(dice.choice([0, 0, 1, 3])):
            at = dice.randrange(len(data))
            data[at : at + dice.randrange(0, 3)] = dice.choice([b"\t", b"\n", b"[", b"|", b"\xff", b"2025-02-30", b"x", b""])
        yield bytes(data)


# ---- files: edits (edits.h) ------------------------------------------------------------------------------

def edits(dice):
    numbers = [0, 1, 2, 0x7F, 0x80, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 0x7FC00000, 0x7F800000, 0xFF800000]
    while True:
        made = b""
        for _ in range(dice.randrange(1, 5)):
            what = dice.choice([0, 0, 1, 1, 1, 2, 3]) | dice.choice([0, 0, 4])
            place = dice.choice([dice.randrange(256), dice.randrange(1 << 12), dice.randrange(1 << 24)])
            made += bytes([what]) + place.to_bytes(3, "little")
            if what & 3 == 0:
                made += bytes([dice.randrange(256)])
            elif what & 3 == 1:
                made += struct.pack("<I", dice.choice(numbers + [dice.randrange(1 << 16)]))
            elif what & 3 == 3:
                made += dice.randrange(1 << 24).to_bytes(3, "little")
        yield made


weights = tables = edits


def wire(dice):
    """A head of a reply as the compiler lays it out (wire.c), and of a job, with sizes true and false."""
    while True:
        if dice.randrange(2):
            body = dice.randbytes(dice.randrange(0, 60))
            size = dice.choice([len(body), len(body), len(body) + 1, 1 << 40, (1 << 64) - 1])
            head = struct.pack("<iHHB7xQ", dice.choice([200, 400, 499, 503, 0, -1]), dice.randrange(5), dice.choice([0xFFFF, dice.randrange(60)]), dice.randrange(3), size)
            yield b"\0" + head + dice.randbytes(7 * 8 + 8 + 16 + 64) + body
        else:
            parts = [b"/v1/extract", b"a=b", b"text/plain", b"", b"*/*", b"gzip", b"id-1", b"Macron met Rubio."]
            sizes = [len(part) for part in parts]
            if dice.randrange(3) == 0:
                sizes[dice.randrange(7)] = dice.choice([0, 1, 0xFFFFFFFF, 0x80000000])
            yield b"\1" + struct.pack("<7I4xQ", *sizes[:7], dice.choice([sizes[7], sizes[7], 0, 1 << 28, (1 << 63) + 5])) + b"".join(parts)


def main():
    folder = Path(sys.argv[1])
    for name in sys.argv[2:]:
        here = folder / name
        if here.is_dir() and len(list(here.iterdir())) >= LEAST:
            continue
        here.mkdir(parents=True, exist_ok=True)
        made, source = set(), globals()[name](random.Random(name))
        while len(made) < LEAST + 100:
            data = next(source)
            if data in made:
                continue
            (here / f"{len(made):04d}").write_bytes(data)
            made.add(data)


main()
