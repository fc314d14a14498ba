"""Many people acting at once, a fixed number of acts in flight: one thread, one epoll, the clock at each read."""

import select
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.lib.sockets import Client, Closed, masked


@dataclass(frozen=True)
class Course:
    """How a round went: seconds in all, and each act's own seconds in ascending order."""

    seconds: float
    took: list[float]

    @property
    def rate(self) -> float:
        """Acts per second."""
        return len(self.took) / self.seconds

    def percentile(self, part: float) -> float:
        """Seconds within which that part of the acts were answered."""
        return self.took[min(int(len(self.took) * part), len(self.took) - 1)]


class _Way:
    """One connection that carries one act at a time."""

    def __init__(self, link: socket.socket) -> None:
        self.link, self.began, self.buffer = link, 0.0, bytearray()


def over_sockets(clients: list[Client], texts: list[str], in_flight: int, seconds: float = 120) -> Course:
    """Each client sends its one text over its own socket; done when a text with `"ok"` comes back."""
    waiting = iter(list(zip(clients, map(masked, texts), strict=True)))
    by_file = {client.link.fileno(): client for client in clients}
    began: dict[int, float] = {}

    def start() -> int | None:
        pair = next(waiting, None)
        if pair is None:
            return None
        client, frame = pair
        began[client.link.fileno()] = time.monotonic()
        client.link.sendall(frame)
        return client.link.fileno()

    def read(number: int) -> bool:
        client = by_file[number]
        piece = client.link.recv(65536)
        if not piece:
            raise Closed("closed while acting")
        client.buffer += piece
        for text in client.texts():
            if '"re"' in text:
                if '"ok"' not in text:
                    raise RuntimeError(text)
                return number in began
        return False

    return _course(list(by_file), start, read, began, len(clients), in_flight, seconds)


def over_http(
    port: int,
    requests: list[bytes],
    in_flight: int,
    seconds: float = 240,
    meanwhile: Callable[[], None] = lambda: None,
) -> Course:
    """The requests over `in_flight` kept connections; done when an answer of 200 is read whole.

    `meanwhile` is called every five seconds.
    """
    ways = [_Way(socket.create_connection(("127.0.0.1", port), timeout=20)) for _ in range(in_flight)]
    by_file = {way.link.fileno(): way for way in ways}
    waiting, free = iter(requests), iter(list(by_file))
    began: dict[int, float] = {}
    idle: list[int] = []

    def start() -> int | None:
        request = next(waiting, None)
        if request is None:
            return None
        number = idle.pop() if idle else next(free)
        began[number] = time.monotonic()
        by_file[number].link.sendall(request)
        return number

    def read(number: int) -> bool:
        way = by_file[number]
        piece = way.link.recv(65536)
        if not piece:
            raise Closed("closed while acting")
        way.buffer += piece
        head, found, body = bytes(way.buffer).partition(b"\r\n\r\n")
        if not found:
            return False
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        if len(body) < length:
            return False
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise RuntimeError(head[:200])
        way.buffer.clear()
        idle.append(number)
        return True

    try:
        return _course(list(by_file), start, read, began, len(requests), in_flight, seconds, meanwhile)
    finally:
        for way in ways:
            way.link.close()


def _course(
    files: list[int],
    start: Callable[[], int | None],
    read: Callable[[int], bool],
    began: dict[int, float],
    count: int,
    in_flight: int,
    seconds: float,
    meanwhile: Callable[[], None] = lambda: None,
) -> Course:
    poll = select.epoll()
    for number in files:
        poll.register(number, select.EPOLLIN)
    took: list[float] = []
    first = last = time.monotonic()
    try:
        for _place in range(min(in_flight, count)):
            start()
        while len(took) < count:
            if time.monotonic() - first > seconds:
                raise TimeoutError(f"{count - len(took)} of {count} acts unanswered")
            if time.monotonic() - last > 5:
                last = time.monotonic()
                meanwhile()
            for number in _ready(poll):
                if read(number):
                    took.append(time.monotonic() - began.pop(number))
                    start()
        return Course(time.monotonic() - first, sorted(took))
    finally:
        poll.close()


def _ready(poll: select.epoll) -> Iterator[int]:
    for number, _events in poll.poll(0.5):
        yield number
