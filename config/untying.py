"""A socket that has ended is free at once, not when the next search for dead cycles comes.

Daphne, Twisted and Autobahn tie each socket to itself: the answer "it is closed" is the socket, and the HTTP channel
it came by holds the request that holds the channel. Thousands who come and go would leave tens of megabytes between
two searches, and the memory they were cut from stays in pieces.
"""

from typing import Any

from daphne.ws_protocol import WebSocketProtocol


class SocketProtocol(WebSocketProtocol):
    """Daphne's socket, which lets go of what ties it to itself."""

    _came_by: Any = None

    def makeConnection(self, transport: Any) -> None:
        """Remember the HTTP channel the transport was taken from: nobody else will tell it that all is over."""
        self._came_by = getattr(transport, "producer", None)
        super().makeConnection(transport)

    def connectionLost(self, reason: Any) -> None:
        """As Daphne does; then nothing of the socket leads back to it."""
        super().connectionLost(reason)
        self.is_closed = None
        channel, self._came_by = self._came_by, None
        for request in getattr(channel, "requests", ()):
            request.channel = None
            request.content.close()
        if channel is not None:
            channel.requests = []
