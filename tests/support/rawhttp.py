# SPDX-License-Identifier: Apache-2.0
"""Requests byte by byte, for what no client library sends."""
NONE = b""
TE = b"Transfer-Encoding: "
CHUNKED = TE + b"chunked\r\n"


def request(method, target, fields=b"", body=b"", version=b"HTTP/1.1", host=b"Host: a\r\n"):
    """fields and host: lines as they are sent, each with its CR LF."""
    return method + b" " + target + b" " + version + b"\r\n" + host + fields + b"\r\n" + body


def get(fields=b"", target=b"/livez", version=b"HTTP/1.1", host=b"Host: a\r\n"):
    return request(b"GET", target, fields, version=version, host=host)


def post(fields=b"", body=b"word", version=b"HTTP/1.1", length=None, kind=b"text/plain", target=b"/v1/extract"):
    """length: the whole line, if not the one that is right."""
    if length is None:
        length = b"Content-Length: %d\r\n" % len(body)
    return request(b"POST", target, b"Content-Type: " + kind + b"\r\n" + length + fields, body, version)


GET = get()
# Glued behind another request, it must never be served.
CANARY = get(b"X-Request-Id: canary\r\n", b"/v1/info")


def canaries_served(service):
    """Second requests that were; the last line in the log is that of a request made here."""
    service.get("/livez")
    return [line for line in service.lines if line.get("request_id") == "canary" and line["route"] == "info" and line["status"] == 200]
