# SPDX-License-Identifier: Apache-2.0
"""The page at /, the reference at /docs and their files: what is served is what is in web/, to anybody, under a policy that lets nothing else in."""
import gzip
import hashlib
import re
import shlex
import subprocess

import pytest
import yaml
from service import PARIS, PROGRAM, ROOT, Service

WEB = ROOT / "web"
FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/app.css": ("app.css", "text/css; charset=utf-8"),
    "/app.js": ("app.js", "text/javascript; charset=utf-8"),
    "/view.js": ("view.js", "text/javascript; charset=utf-8"),
    **{f"/{name}.js": (f"{name}.js", "text/javascript; charset=utf-8") for name in ("details", "correct", "editor", "edits")},
    "/graph.js": ("graph.js", "text/javascript; charset=utf-8"),
    "/map.js": ("map.js", "text/javascript; charset=utf-8"),
    "/world.js": ("world.js", "text/javascript; charset=utf-8"),
    "/samples.js": ("samples.js", "text/javascript; charset=utf-8"),
    "/docs": ("docs.html", "text/html; charset=utf-8"),
    "/docs.css": ("docs.css", "text/css; charset=utf-8"),
    "/docs.js": ("docs.js", "text/javascript; charset=utf-8"),
}
VENDOR = {"/swagger-ui.css": ("swagger-ui.css", "text/css; charset=utf-8"), "/swagger-ui.js": ("swagger-ui.js", "text/javascript; charset=utf-8")}
SERVED = FILES | VENDOR
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def content(target):
    name, _ = SERVED[target]
    return gzip.decompress((WEB / "vendor" / f"{name}.gz").read_bytes()) if target in VENDOR else (WEB / name).read_bytes()


def test_every_file_is_served():
    assert sorted(path.name for path in WEB.iterdir() if path.is_file()) == sorted(name for name, _ in FILES.values())
    assert sorted(path.name for path in (WEB / "vendor").glob("*.gz")) == sorted(f"{name}.gz" for name, _ in VENDOR.values())


@pytest.mark.parametrize("target", SERVED)
def test_content_is_the_file(service, target):
    response = service.get(target)
    assert (response.status, response.headers["content-type"]) == (200, SERVED[target][1])
    assert response.body == content(target) and "content-encoding" not in response.headers
    packed = service.get(target, **{"Accept-Encoding": "br, gzip"})
    assert packed.headers["content-encoding"] == "gzip" and gzip.decompress(packed.body) == content(target)
    assert "content-encoding" not in service.get(target, **{"Accept-Encoding": "gzip;q=0"}).headers


def test_what_is_taken_over_is_what_its_page_says():
    notes = (WEB / "vendor" / "README.md").read_text(encoding="utf-8")
    for target in VENDOR:
        assert hashlib.sha256(content(target)).hexdigest() in notes, target


@pytest.mark.parametrize("target", SERVED)
def test_fields(service, target):
    headers = service.get(target).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["cache-control"] == "public, max-age=60" and headers["vary"] == "Accept-Encoding"
    assert headers["referrer-policy"] == "no-referrer" and headers["cross-origin-opener-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("target", SERVED)
def test_head_and_other_methods(service, target):
    head = service.request("HEAD", target)
    assert (head.status, int(head.headers["content-length"])) == (200, len(content(target)))
    assert head.headers["content-security-policy"] == POLICY
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        response = service.request(method, target, b"")
        assert (response.status, response.headers["allow"]) == (405, "GET, HEAD")
        assert "content-security-policy" not in response.headers and response.headers["cache-control"] == "no-store"


def test_only_the_page_has_its_fields(service):
    for target in ("/livez", "/v1/info", "/openapi.json", "/nowhere"):
        headers = service.get(target).headers
        assert headers["cache-control"] == "no-store" and "content-security-policy" not in headers


def test_no_other_path_leads_there(service):
    for target in ("/index.html", "/web/app.js", "/app.js/", "/docs/", "/docs.html", "/vendor/swagger-ui.js", "//", "/../app.js", "/APP.JS"):
        assert service.get(target).status in (400, 404), target
    assert service.get("/?text=a").status == 200


def test_needs_no_key(start, tmp_path):
    keys = tmp_path / "keys"
    subprocess.run([PROGRAM, "key", "new", "--keys", str(keys), "--id", "reader"], check=True, capture_output=True)
    service = start(keys=keys)
    for target in SERVED:
        assert service.get(target).status == 200
    assert service.get("/v1/info").status == 401


def test_other_origins_are_told_as_ever(start):
    service = start(cors_origin="https://news.example")
    told = service.get("/", Origin="https://news.example").headers
    assert (told["access-control-allow-origin"], told["vary"]) == ("https://news.example", "Accept-Encoding, Origin")
    assert "access-control-allow-origin" not in service.get("/", Origin="https://other.example").headers


# ---- what may stand in the files ----

NEVER = {
    "markup made of strings": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|srcdoc",
    "code made of strings": r"\beval\(|new Function|setTimeout\(\s*[\"'`]|javascript:",
    "storage": r"localStorage|sessionStorage|indexedDB|document\.cookie",
}


@pytest.mark.parametrize("name", [name for name, _ in FILES.values()])
def test_nothing_dangerous_stands_in_it(name):
    text = (WEB / name).read_text(encoding="utf-8")
    for what, pattern in NEVER.items():
        assert not re.search(pattern, text), what
    addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"')]*", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://127.0.0.1:8080"} or all(re.match("https://(en.wikinews.org|creativecommons.org)/", one) for one in addresses), addresses  # a language's name, the contract's example, links to sources: none is fetched
    assert "SPDX-License-Identifier: Apache-2.0" in text


@pytest.mark.parametrize("name, script", [("index.html", "app.js"), ("docs.html", "docs.js")])
def test_markup_has_no_inline_code_or_style(name, script):
    markup = (WEB / name).read_text(encoding="utf-8")
    assert not re.search(r"\son\w+\s*=|\sstyle\s*=|<style|<script(?![^>]*\ssrc=)", markup)
    identifiers = re.findall(r'\bid="([^"]+)"', markup)
    assert len(identifiers) == len(set(identifiers))
    pointed = re.findall(r'(?:for|aria-controls|aria-labelledby|aria-describedby)="([^"]+)"', markup)
    assert set(pointed) <= set(identifiers)
    used = set(re.findall(r'\$\("([\w-]+)"\)', (WEB / script).read_text(encoding="utf-8")))
    assert used <= set(identifiers)


# ---- the reference: every operation has a line to run ----

CONTRACT = yaml.safe_load((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
OPERATIONS = [(path, method, operation) for path, methods in CONTRACT["paths"].items() for method, operation in methods.items()]


@pytest.fixture(scope="module")
def weighted():
    running = Service(model="")
    yield running
    running.finish()


@pytest.mark.one_thread("what the lines ask for is asked for elsewhere, of a service that starts sooner")
@pytest.mark.parametrize("path, method, operation", OPERATIONS, ids=[operation["operationId"] for _, _, operation in OPERATIONS])
def test_curl_lines_of_the_contract_run(weighted, tmp_path, path, method, operation):
    lines = re.findall(r"`(curl [^`]+)`", operation["description"])
    assert lines, f"{method} {path} has no curl line"
    (tmp_path / "article.txt").write_text(PARIS, encoding="utf-8")
    (tmp_path / "articles.ndjson").write_text('{"id": "a", "text": "Turkey bombed Aleppo."}\n', encoding="utf-8")
    for line in lines:
        words = shlex.split(line.replace("127.0.0.1:8080", "%s:%d" % weighted.address))
        run = subprocess.run([*words, "--silent", "--fail", "--output", str(tmp_path / "out")], cwd=tmp_path, capture_output=True, text=True)
        assert run.returncode == 0, (line, run.stderr)
        assert (tmp_path / "out").stat().st_size > 10
