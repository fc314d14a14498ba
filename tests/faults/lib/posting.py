"""Files sent and fetched by hand, over plain HTTP, without any proxy."""

from __future__ import annotations

import http.client
import json
from typing import Any

TOKEN = "0123456789abcdefghijABCDEFGHIJ01"


def upload(port: int, cookie: str, name: str, data: bytes) -> tuple[int, dict[str, Any]]:
    """Send one file as the page does; the status, and the answer's JSON."""
    edge = "x0123456789abcdefx"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="name"\r\n\r\n'.encode() + name.encode() + b"\r\n",
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'.encode()
        + data
        + b"\r\n",
        f"--{edge}--\r\n".encode(),
    ]
    kind = f"multipart/form-data; boundary={edge}"
    status, _headers, body = ask(
        port, cookie, "POST", "/papers/uploads/", b"".join(parts), {"Content-Type": kind}
    )
    try:
        return status, dict(json.loads(body))
    except ValueError:
        return status, {}


def post(port: int, cookie: str, path: str, fields: dict[str, str]) -> int:
    """Send a form; the status."""
    from urllib.parse import urlencode

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask(port, cookie, "POST", path, urlencode(fields).encode(), kind)[0]


def ask(
    port: int, cookie: str, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """One request; status, headers in lower case, body."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    sent = {"Cookie": f"{cookie}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Accept": "application/json"}
    try:
        link.request(method, path, body or None, {**sent, **(headers or {})})
        answer = link.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        link.close()
