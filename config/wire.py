"""Daphne's side of `realtime.wire`: writes to the kernel at once when nothing waits, else behind what waits.

Twisted's write queue costs a wake-up per client and event, Autobahn's framing another; an event to a thousand
tablets is the same bytes a thousand times. Handing over is safe only between messages of an open connection, so
every doubt is answered with "not me" and the caller takes the ordinary way.
"""

import socket
from typing import Any, Final

from autobahn.websocket.protocol import WebSocketProtocol

# The kernel would let megabytes wait for a tablet that doesn't read; it keeps twice this (socket(7), SO_SNDBUF).
KERNEL_BYTES: Final = 128 * 1024


class DaphneWire:
    """`realtime.wire.Wire` over one of Daphne's WebSocket protocols on a plain TCP or UNIX transport."""

    def __init__(self, protocol: Any) -> None:
        self.protocol = protocol
        link = getattr(protocol.transport, "socket", None)
        if link is not None:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)

    def write(self, frame: bytes) -> bool:
        """Hand over one whole frame, if the connection is open, plain and between two messages."""
        protocol, transport = self.protocol, self.protocol.transport
        if (
            protocol.state != WebSocketProtocol.STATE_OPEN
            or protocol.send_state != WebSocketProtocol.SEND_STATE_GROUND
            or protocol.triggered  # frames of Autobahn's own wait to be written
            or transport is None
            or not transport.connected
            or transport.disconnecting
            or transport.TLS
        ):
            return False
        if transport.dataBuffer or transport._tempDataBuffer:
            transport.write(frame)
            return True
        sent = transport.writeSomeData(frame)
        if isinstance(sent, Exception):
            return False  # the connection is lost; Twisted finds out by itself
        if sent < len(frame):
            transport.write(frame[sent:])
        return True

    def is_over(self) -> bool:
        """Closing or closed, by whichever end."""
        over = (WebSocketProtocol.STATE_CLOSING, WebSocketProtocol.STATE_CLOSED)
        return self.protocol.state in over or self.protocol.transport is None

    def waiting(self) -> int:
        """What Twisted still holds for this connection, in bytes."""
        transport = self.protocol.transport
        if transport is None:
            return 0
        return len(transport.dataBuffer) - transport.offset + transport._tempDataLen

    def cut(self) -> None:
        """Reset the connection."""
        if self.protocol.transport is not None:
            self.protocol.transport.abortConnection()
