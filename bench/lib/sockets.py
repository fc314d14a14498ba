"""Many websockets in one thread: the client of the benchmarks, cheap enough not to be what is measured.

It shakes hands, sends one message, and then only reads: each socket's arrival time is taken at the read, on the
machine-wide monotonic clock, so that the publisher may be another process.
"""

import base64
import contextlib
import os
import select
import socket
import struct
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Self
from weakref import WeakSet

# How long a busy machine may take over one answer; what is measured is measured elsewhere.
SECONDS = 60.0


class Closed(RuntimeError):
    """The server closed a socket during a measurement."""


@dataclass(eq=False)
class Client:
    """One socket: its unread bytes and the texts of whole frames."""

    link: socket.socket
    buffer: bytearray = field(default_factory=bytearray)
    closed_with: int = 0

    @classmethod
    def connect(cls, port: int, path: str, cookie: str = "") -> Self:
        """Open and shake hands; raises `Closed` if the server refuses."""
        link = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Origin: http://127.0.0.1:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            *([f"Cookie: {cookie}"] if cookie else []),
        ]
        link.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = bytearray()
        while b"\r\n\r\n" not in answer:
            piece = link.recv(4096)
            if not piece:
                raise Closed("no handshake")
            answer += piece
        head, _, rest = bytes(answer).partition(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise Closed(head.split(b"\r\n")[0].decode())
        return cls(link, bytearray(rest))

    def send(self, text: str) -> None:
        """One masked text frame (RFC 6455)."""
        self.link.sendall(masked(text))

    def keep_alive(self) -> None:
        """Answer the server's pings, as a browser does by itself; what else has come is dropped."""
        self.link.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while piece := self.link.recv(65536):
                self.buffer += piece
        self.link.settimeout(SECONDS)
        self.texts()

    def texts(self) -> list[str]:
        """Take the whole text frames out of the buffer."""
        found = []
        while (frame := self._take_frame()) is not None:
            opcode, payload = frame
            if opcode == 8:
                self.closed_with = int.from_bytes(payload[:2], "big")
                break
            if opcode == 9:
                self.link.sendall(_masked_frame(0x8A, payload))
            if opcode == 1:
                found.append(payload.decode())
        if self.closed_with and not found:  # what came before the end is handed over first
            raise Closed(f"closed by the server ({self.closed_with})")
        return found

    def _take_frame(self) -> tuple[int, bytes] | None:
        buffer = self.buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 127, 2
        if size == 126:
            if len(buffer) < 4:
                return None
            size, start = struct.unpack_from("!H", buffer, 2)[0], 4
        elif size == 127:
            if len(buffer) < 10:
                return None
            size, start = struct.unpack_from("!Q", buffer, 2)[0], 10
        if len(buffer) < start + size:
            return None
        frame = buffer[0] & 15, bytes(buffer[start : start + size])
        del buffer[: start + size]
        return frame

    def wait_for(self, needle: str, seconds: float = 20) -> str:
        """Read until a text holds `needle`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for text in self.texts():
                if needle in text:
                    return text
            self.link.settimeout(max(end - time.monotonic(), 0.01))
            piece = self.link.recv(65536)
            if not piece:
                raise Closed("closed while waiting")
            self.buffer += piece
        raise TimeoutError(needle)


def masked(text: str) -> bytes:
    """A text as the frame a client sends."""
    return _masked_frame(0x81, text.encode())


def _masked_frame(kind: int, data: bytes) -> bytes:
    mask, size = os.urandom(4), len(data)
    head = struct.pack("!BB", kind, 0x80 | size) if size < 126 else struct.pack("!BBH", kind, 0xFE, size)
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))


def open_all(openings: Iterable[Callable[[], Client]]) -> list[Client]:
    """Open many, one after the other, while the pings to all that were opened so before are answered."""
    clients: list[Client] = []
    heard = time.monotonic()
    for opening in openings:
        clients.append(opening())
        _opened.add(clients[-1])
        if time.monotonic() - heard > 5:
            heard = time.monotonic()
            for client in list(_opened):
                client.keep_alive()
    return clients


_opened: WeakSet[Client] = WeakSet()


def arrivals(clients: list[Client], needle: str, seconds: float = 20) -> list[float]:
    """When each client read the text that holds `needle` (monotonic seconds). Raises TimeoutError if any didn't."""
    poll = select.epoll()
    by_file = {client.link.fileno(): client for client in clients}
    for number, client in by_file.items():
        client.link.setblocking(False)
        poll.register(number, select.EPOLLIN)
    times: list[float] = []
    end = time.monotonic() + seconds
    try:
        while by_file:
            if time.monotonic() > end:
                raise TimeoutError(f"{len(by_file)} of {len(clients)} sockets never got the event")
            for number, _events in poll.poll(0.5):
                client = by_file.get(number)
                if client is None:
                    continue
                piece = client.link.recv(65536)
                at = time.monotonic()
                if not piece:
                    raise Closed("closed while measuring")
                client.buffer += piece
                if any(needle in text for text in client.texts()):
                    times.append(at)
                    del by_file[number]
                    poll.unregister(number)
    finally:
        poll.close()
    return times
