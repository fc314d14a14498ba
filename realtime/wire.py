"""One ready-made frame to many sockets, without the server framing it once per client.

A server may offer `scope["extensions"]["ecabinet.wire"]`, a `Wire`. Ours does (`config.serve`); under any other
server events go by ASGI `send`, which is slower and otherwise the same: both stand under the same tests.
"""

from typing import Any, Protocol

EXTENSION = "ecabinet.wire"
# A tablet that doesn't read may hold this much of the server's memory; then it is cut and starts from a snapshot.
STALLED_BYTES = 512 * 1024
FIN_AND_TEXT = b"\x81"


class Wire(Protocol):
    """The way under one socket."""

    def write(self, frame: bytes) -> bool:
        """Hand over one whole frame; False when the socket is not in a state to take it (closing, or inside a
        message of its own), and nothing was written."""

    def is_over(self) -> bool:
        """Has the connection ended, or is it ending? What is said to it then reaches nobody."""

    def waiting(self) -> int:
        """Bytes the other end hasn't taken yet."""

    def cut(self) -> None:
        """End the connection at once: a closing frame would only wait behind the rest."""


def text_frame(text: str) -> bytes:
    """A final, unmasked text frame as a server sends it (RFC 6455, 5.2)."""
    body = text.encode()
    size = len(body)
    if size < 126:
        return FIN_AND_TEXT + bytes((size,)) + body
    if size < 65536:
        return FIN_AND_TEXT + b"\x7e" + size.to_bytes(2, "big") + body
    return FIN_AND_TEXT + b"\x7f" + size.to_bytes(8, "big") + body


def wire_of(scope: dict[str, Any]) -> Wire | None:
    """The wire the server offers for this connection, if it offers one."""
    return scope.get("extensions", {}).get(EXTENSION)
