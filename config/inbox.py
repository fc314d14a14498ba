"""What comes in waits outside: a large body on the disk, a socket's messages with who sends them.

Daphne hands a body over whole before anybody is asked whether he may send one, and a socket's messages however many
come before the first is answered: a few strangers would fill the memory of the house. Its queue can't say that it was
read, so it is looked at again a moment later.
"""

import asyncio
from typing import Any, Final

# Of one body: so many pieces are in memory at a time.
PIECE: Final = 256 * 1024
PIECES: Final = 4
LOOK_SECONDS: Final = 0.005
# Messages of one socket that may wait to be read; a page that comes back asks and repeats some dozen at once.
MESSAGES: Final = 64


class BodyInbox:
    """The body of one request, read from where Twisted keeps it (a long one on the disk) as the application reads."""

    def __init__(self, queue: "asyncio.Queue[dict[str, Any]]", content: Any) -> None:
        self.queue, self.content, self.at = queue, content, 0
        self.has_begun = False

    def put_nowait(self, message: dict[str, Any]) -> None:
        """Daphne hands over its pieces, which are read again instead; whatever else it says is passed on."""
        if message["type"] != "http.request":
            self.queue.put_nowait(message)
        elif not self.has_begun:
            self.has_begun = True
            asyncio.get_running_loop().call_soon(self._feed)

    def _feed(self) -> None:
        while self.queue.qsize() < PIECES:
            if self.content.closed:  # answered or gone before it was read
                return
            self.content.seek(self.at)
            piece = self.content.read(PIECE)
            self.at += len(piece)
            has_more = len(piece) == PIECE
            self.queue.put_nowait({"type": "http.request", "body": piece, "more_body": has_more})
            if not has_more:
                return
        asyncio.get_running_loop().call_later(LOOK_SECONDS, self._feed)


class SocketInbox:
    """The messages of one socket: who says more than is heard is no longer read, and waits."""

    def __init__(self, queue: "asyncio.Queue[dict[str, Any]]", transport: Any) -> None:
        self.queue, self.transport, self.is_paused = queue, transport, False

    def put_nowait(self, message: dict[str, Any]) -> None:
        """Pass a message on; what is read already comes in still, at most a buffer of the transport."""
        self.queue.put_nowait(message)
        if not self.is_paused and self.queue.qsize() > MESSAGES:
            self.is_paused = True
            self.transport.pauseProducing()
            self._look()

    def _look(self) -> None:
        if self.queue.qsize() > MESSAGES // 2 and self.transport.connected:
            asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look)
            return
        self.is_paused = False
        if self.transport.connected and not self.transport.disconnecting:
            self.transport.resumeProducing()


def with_its_length(scope: dict[str, Any], content: Any) -> dict[str, Any]:
    """The request with the length of its body, also of one that came in chunks: Django limits by it alone."""
    length = content.seek(0, 2)
    content.seek(0)
    others = [pair for pair in scope["headers"] if pair[0] not in (b"content-length", b"transfer-encoding")]
    named = len(others) < len(scope["headers"])
    return {**scope, "headers": [*others, (b"content-length", b"%d" % length)]} if named else scope
