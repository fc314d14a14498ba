"""A process that is told to stop lets its sockets go one by one, each between two commands.

A command in hand is finished and answered; the page behind the socket is then told to move (close code 4012; the
registered 1012, "service restart", is one the server's library keeps for itself). What a page sends from then on it
sends again elsewhere, under the same key.
"""

import asyncio
from contextlib import suppress
from typing import Protocol

MOVED = 4012


class Movable(Protocol):
    """What is needed of a socket."""

    is_busy: bool

    async def close(self, code: int) -> None:
        """Close the connection."""


class Leaving:
    """The sockets of one process, and whether it is on its way out."""

    def __init__(self) -> None:
        self.has_begun = False
        self._sockets: set[Movable] = set()

    @property
    def is_anybody_busy(self) -> bool:
        """Is a command of any socket under way?"""
        return any(one.is_busy for one in self._sockets)

    async def join(self, socket: Movable) -> None:
        """Know a socket; one that comes too late is sent on at once."""
        self._sockets.add(socket)
        if self.has_begun:
            await socket.close(MOVED)

    def forget(self, socket: Movable) -> None:
        """It has gone."""
        self._sockets.discard(socket)

    async def answered(self, socket: Movable) -> None:
        """A command of this socket is done; on the way out that was its last."""
        if self.has_begun:
            await socket.close(MOVED)

    async def begin(self, seconds: float) -> None:
        """Send every idle socket away now and the busy ones as they get done; returns when none is busy, or after
        `seconds`."""
        self.has_begun = True
        end = asyncio.get_running_loop().time() + seconds
        for socket in [one for one in self._sockets if not one.is_busy]:
            with suppress(Exception):  # one that is gone already must not keep the others
                await socket.close(MOVED)
        while self.is_anybody_busy and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.02)


leaving = Leaving()
