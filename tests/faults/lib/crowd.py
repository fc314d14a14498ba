"""A relay for a crowd: a thousand connections in one event loop, where a thread for each would be what is measured."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Iterator

RESET = struct.pack("ii", 1, 0)
BACKLOG = 2048


class CrowdRelay:
    """Hands on every connection to `target`; `cut()` resets all of them at once; with `is_down` new ones are reset."""

    def __init__(self, target: int) -> None:
        self.target, self.is_down = target, False
        self._links: set[asyncio.Transport] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port = server.sockets[0].getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._links) // 2

    def cut(self) -> None:
        """Reset every connection; returns once it is done."""
        done = threading.Event()
        self._loop.call_soon_threadsafe(lambda: (self._reset_all(), done.set()))
        done.wait(10)

    def close(self) -> None:
        """End it."""
        self.is_down = True
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(lambda: Near(self), "127.0.0.1", 0, backlog=BACKLOG)

    def _reset_all(self) -> None:
        for link in list(self._links):
            reset(link)


class Half(asyncio.Protocol):
    """One side of a connection; what comes before the other side is there waits for it."""

    def __init__(self, relay: CrowdRelay) -> None:
        self.relay = relay
        self.link: asyncio.Transport | None = None
        self.other: Half | None = None
        self.early = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.link = transport
        self.relay._links.add(transport)

    def data_received(self, data: bytes) -> None:
        other = self.other.link if self.other else None
        if other is None:
            self.early += data
        else:
            other.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.link is not None:
            self.relay._links.discard(self.link)
        if self.other and self.other.link:
            self.other.link.close()


class Near(Half):
    """The side of the tablet: dials the product."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if self.relay.is_down:
            assert self.link is not None
            reset(self.link)
            return
        self._dialling = asyncio.ensure_future(self._dial())

    async def _dial(self) -> None:
        assert self.link is not None
        try:
            _link, far = await asyncio.get_running_loop().create_connection(
                lambda: Half(self.relay), "127.0.0.1", self.relay.target
            )
        except OSError:
            reset(self.link)
            return
        self.other, far.other = far, self
        assert far.link is not None
        if self.link.is_closing():
            reset(far.link)
        elif self.early:
            far.link.write(bytes(self.early))


def reset(link: asyncio.Transport) -> None:
    """End a connection with RST."""
    known = link.get_extra_info("socket")
    with contextlib.suppress(OSError):
        known.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    link.abort()


@contextlib.contextmanager
def crowd_relay(target: int) -> Iterator[CrowdRelay]:
    """A relay for the length of a block."""
    made = CrowdRelay(target)
    try:
        yield made
    finally:
        made.close()
