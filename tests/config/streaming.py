"""A server for one test: 200 MiB in pieces, waiting for the transport between them."""

import sys
from typing import Any

from config.serve import DRAIN, Command

PIECE, PIECES = b"x" * (1 << 20), 200


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Stream and drain."""
    drain = scope["extensions"][DRAIN]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _piece in range(PIECES):
        await send({"type": "http.response.body", "body": PIECE, "more_body": True})
        await drain()
    drain.close()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


if __name__ == "__main__":
    Command().run(["-b", "127.0.0.1", "-p", sys.argv[1], "-v", "0", "tests.config.streaming:application"])
