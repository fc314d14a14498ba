"""A server for one test: every application fails, a page halfway if its address says so."""

import sys
from typing import Any

from config.serve import Command


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Fail."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    elif scope["path"] == "/halfway":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x" * 1000, "more_body": True})
    raise RuntimeError("made to fail")


if __name__ == "__main__":
    Command().run(["-b", "127.0.0.1", "-p", sys.argv[1], "-v", "0", "tests.config.failing:application"])
