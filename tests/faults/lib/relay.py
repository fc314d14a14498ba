"""A relay of our own between tablets and the product: it delays, stalls, cuts and refuses, on loopback."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from typing import Any

PIECE = 65536
LINGER_RESET = struct.pack("ii", 1, 0)


class Relay:
    """Hands on every connection to `target`; `base` is the address to give to tablets.

    `delay`: seconds each piece waits, in both directions. `stall()`: nothing is handed on and nobody is told,
    until `flow()`. `cut()`: every connection is reset; with `is_down` new ones are reset too, until it is False.
    `rate`: bytes a second towards the tablet, all connections together (0: no limit). `sent`: bytes that came from
    tablets so far, `brought`: those handed to them.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.delay = 0.0
        self.rate = 0.0
        self.sent = self.brought = 0
        self._free_at = 0.0
        self.is_down = False
        self._flows = threading.Event()
        self._flows.set()
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self._listener.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._pairs)

    def stall(self) -> None:
        """Hold everything back, as a network does that has gone without saying so."""
        self._flows.clear()

    def flow(self) -> None:
        """Hand on again, what was held back first."""
        self._flows.set()

    def cut(self) -> None:
        """Reset every connection."""
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            _reset(pair)

    def close(self) -> None:
        """End it."""
        self.is_down = True
        self._listener.close()
        self.cut()
        self.flow()

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        if self.is_down:
            return _reset((near,))
        try:
            far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
        except OSError:
            return _reset((near,))
        far.settimeout(None)
        for link in (near, far):
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        pair = (near, far)
        with self._lock:
            self._pairs.add(pair)
        back = threading.Thread(target=self._pump, args=(far, near, pair), daemon=True)
        back.start()
        self._pump(near, far, pair)

    def _pump(self, source: socket.socket, sink: socket.socket, pair: Any) -> None:
        try:
            while piece := source.recv(PIECE):
                is_sent = source is pair[0]
                with self._lock:
                    self.sent += len(piece) * is_sent
                    self.brought += len(piece) * (not is_sent)
                self._pace(len(piece) * (not is_sent))
                self._flows.wait()
                sink.sendall(piece)
        except OSError:
            pass
        self._flows.wait()
        with self._lock:
            is_open = pair in self._pairs
            self._pairs.discard(pair)
        if is_open:
            for link in pair:
                with contextlib.suppress(OSError):
                    link.shutdown(socket.SHUT_RDWR)
                link.close()

    def _pace(self, length: int) -> None:
        """Wait as a line of this delay and rate would."""
        wait = self.delay
        if self.rate and length:
            with self._lock:
                now = time.monotonic()
                self._free_at = max(self._free_at, now) + length / self.rate
                wait = max(wait, self._free_at - now)
        if wait > 0:
            time.sleep(wait)


def _reset(links: tuple[socket.socket, ...]) -> None:
    for link in links:
        with contextlib.suppress(OSError):
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_RESET)
            link.shutdown(socket.SHUT_RD)  # wakes the thread that reads
        with contextlib.suppress(OSError):
            link.close()


@contextlib.contextmanager
def relay(target: int) -> Iterator[Relay]:
    """A relay to a loopback port for the length of a block."""
    made = Relay(target)
    try:
        yield made
    finally:
        made.close()
