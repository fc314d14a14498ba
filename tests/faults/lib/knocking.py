"""Knocking at the product's door by hand: with any origin, any cookie, any length."""

from __future__ import annotations

import base64
import http.client
import os
import socket
import struct

from bench.lib.sockets import Client


def socket_status(port: int, cookie: str, origin: str | None) -> int:
    """The status of a socket's handshake; no Origin header at all for None."""
    lines = [
        "GET /ws/ HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        *([f"Origin: {origin}"] if origin is not None else []),
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        "Sec-WebSocket-Version: 13",
        f"Cookie: {cookie}",
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=20) as link:
        link.sendall("\r\n".join([*lines, "", ""]).encode())
        return int(link.recv(64).split(b" ")[1])


def post(port: int, cookie: str, origin: str) -> int:
    """The status of a command posted with a cookie and an origin, and a CSRF token that fits the cookie's."""
    token = "0123456789abcdefghijABCDEFGHIJ01"
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Origin": origin,
        "X-CSRFToken": token,
        "Cookie": f"{cookie}; csrftoken={token}",
    }
    try:
        link.request("POST", "/realtime/command/", b'{"id": "1", "verb": "none"}', headers)
        return link.getresponse().status
    finally:
        link.close()


def send_long(client: Client, text: str) -> None:
    """A masked text frame of any length (RFC 6455, 5.2); the mask of zeros leaves it as it is."""
    data = text.encode()
    head = (
        struct.pack("!BBH", 0x81, 0xFE, len(data))
        if len(data) < 65536
        else struct.pack("!BBQ", 0x81, 0xFF, len(data))
    )
    client.link.sendall(head + bytes(4) + data)
