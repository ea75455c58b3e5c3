# SPDX-License-Identifier: Apache-2.0
"""The page at / and its files: what is served is what is in web/, to anybody, under a policy that lets nothing else in."""
import re
import subprocess

import pytest
from service import PROGRAM, ROOT

WEB = ROOT / "web"
FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/app.css": ("app.css", "text/css; charset=utf-8"),
    "/app.js": ("app.js", "text/javascript; charset=utf-8"),
    "/view.js": ("view.js", "text/javascript; charset=utf-8"),
    "/graph.js": ("graph.js", "text/javascript; charset=utf-8"),
    "/samples.js": ("samples.js", "text/javascript; charset=utf-8"),
}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def test_every_file_is_served():
    assert sorted(path.name for path in WEB.iterdir()) == sorted(name for name, _ in FILES.values())


@pytest.mark.parametrize("target", FILES)
def test_content_is_the_file(service, target):
    name, media = FILES[target]
    response = service.get(target)
    assert (response.status, response.headers["content-type"]) == (200, media)
    assert response.body == (WEB / name).read_bytes()


@pytest.mark.parametrize("target", FILES)
def test_fields(service, target):
    headers = service.get(target).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["cache-control"] == "public, max-age=60"
    assert headers["referrer-policy"] == "no-referrer" and headers["cross-origin-opener-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("target", FILES)
def test_head_and_other_methods(service, target):
    head = service.request("HEAD", target)
    assert (head.status, int(head.headers["content-length"])) == (200, len((WEB / FILES[target][0]).read_bytes()))
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
    for target in ("/index.html", "/web/app.js", "/app.js/", "//", "/../app.js", "/APP.JS"):
        assert service.get(target).status in (400, 404), target
    assert service.get("/?text=a").status == 200


def test_needs_no_key(start, tmp_path):
    keys = tmp_path / "keys"
    subprocess.run([PROGRAM, "key", "new", "--keys", str(keys), "--id", "reader"], check=True, capture_output=True)
    service = start(keys=keys)
    for target in FILES:
        assert service.get(target).status == 200
    assert service.get("/v1/info").status == 401


def test_other_origins_are_told_as_ever(start):
    service = start(cors_origin="https://news.example")
    assert service.get("/", Origin="https://news.example").headers["access-control-allow-origin"] == "https://news.example"
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
    assert addresses <= {"http://www.w3.org/2000/svg"}, addresses  # the name of a language, never fetched
    assert "SPDX-License-Identifier: Apache-2.0" in text


def test_markup_has_no_inline_code_or_style():
    markup = (WEB / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"\son\w+\s*=|\sstyle\s*=|<style|<script(?![^>]*\ssrc=)", markup)
    identifiers = re.findall(r'\bid="([^"]+)"', markup)
    assert len(identifiers) == len(set(identifiers))
    pointed = re.findall(r'(?:for|aria-controls|aria-labelledby|aria-describedby)="([^"]+)"', markup)
    assert set(pointed) <= set(identifiers)
    used = set(re.findall(r'\$\("([\w-]+)"\)', (WEB / "app.js").read_text(encoding="utf-8")))
    assert used <= set(identifiers)
