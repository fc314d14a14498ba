"""One event to many sockets at once: who read it when, and whether everybody got it exactly once.

One thread, one epoll; while an event is on its way a socket costs one read and one search, so that the reader isn't
what is measured. Frames are taken apart and counted afterwards.
"""

import json
import resource
import select
import socket
import time
from collections.abc import Iterable, Sequence
from functools import partial

from bench.lib.sockets import Client, Closed, open_all


class Missed(RuntimeError):
    """An event was lost, came twice, or came to somebody it wasn't for."""


def allow_files(count: int) -> None:
    """Let this process, and the servers it starts from now on, open that many files."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count if hard == resource.RLIM_INFINITY else min(count, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(wanted, _soft), hard))


class Fan:
    """Sockets that only listen; `links` may be websockets or raw subscribers of Redis."""

    def __init__(self, clients: Sequence[Client]) -> None:
        self.clients = {client.link.fileno(): client for client in clients}
        self.poll = select.epoll()
        for number, client in self.clients.items():
            client.link.setblocking(False)
            self.poll.register(number, select.EPOLLIN)

    def __len__(self) -> int:
        return len(self.clients)

    def wait(self, needle: str, seconds: float = 20) -> list[float]:
        """When each read the text that holds `needle` (monotonic seconds, ascending). Raises `Missed`."""
        wanted, end = needle.encode(), time.monotonic() + seconds
        times: dict[int, float] = {}
        while len(times) < len(self.clients):
            if time.monotonic() > end:
                raise Missed(f"{len(self.clients) - len(times)} of {len(self.clients)} never got the event")
            self._read(wanted, times)
        return sorted(times.values())

    def _read(self, wanted: bytes, times: dict[int, float], seconds: float = 0.5) -> bool:
        ready = self.poll.poll(seconds)
        for number, _events in ready:
            client = self.clients[number]
            piece = client.link.recv(65536)
            at = time.monotonic()
            if not piece:
                raise Closed("closed while measuring")
            client.buffer += piece
            if number not in times and (wanted in piece or wanted in client.buffer):
                times[number] = at
        return bool(ready)

    def discard(self) -> None:
        """Read away what came so far; it isn't what will be waited for."""
        self._rest()
        for client in self.clients.values():
            client.texts()

    def check(self, needle: str) -> None:
        """Everybody has got the event exactly once and nothing else. Raises `Missed`."""
        self._rest()
        for client in self.clients.values():
            texts = client.texts()
            if client.buffer or [text for text in texts if '"s"' in text or needle in text] != texts[-1:]:
                raise Missed(f"{needle}: {texts}")

    def check_plain(self, needle: str) -> None:
        """The same for raw subscribers."""
        self._rest()
        for client in self.clients.values():
            if client.buffer.count(needle.encode()) != 1:
                raise Missed(f"{needle}: {bytes(client.buffer)!r}")
            client.buffer.clear()

    def check_silence(self) -> None:
        """Nobody has got anything. Raises `Missed`."""
        self._rest()
        for client in self.clients.values():
            if client.buffer:
                raise Missed(f"not for him: {bytes(client.buffer)!r}")

    def _rest(self) -> None:
        while self._read(b"\x00", {}, seconds=0.02):
            pass


def subscribers(url: str, channel: str, count: int) -> list[Client]:
    """That many raw connections to Redis which subscribe to a channel."""
    host, _, port = url.removeprefix("redis://").partition("/")[0].partition(":")
    clients = []
    for _number in range(count):
        link = socket.create_connection((host, int(port)), timeout=20)
        link.sendall(f"*2\r\n$9\r\nSUBSCRIBE\r\n${len(channel)}\r\n{channel}\r\n".encode())
        link.recv(4096)
        clients.append(Client(link))
    return clients


def followers(port: int, cookies: Iterable[str], *streams: str) -> list[Client]:
    """Signed-in sockets of the product, each following the streams."""
    return open_all(partial(follower, port, cookie, *streams) for cookie in cookies)


def follower(port: int, cookie: str, *streams: str) -> Client:
    """One of them."""
    client = Client.connect(port, "/ws/", cookie)
    client.send(json.dumps({"id": "f", "verb": "follow", "args": {"streams": dict.fromkeys(streams, 0)}}))
    client.wait_for('"re"', 60)
    return client
