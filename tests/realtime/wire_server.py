"""A small ASGI application under our server: sends what it is told, by the wire or by ASGI `send`.

`python -m tests.realtime.wire_server <port>`; a socket to `/wire` or `/send`.
"""

import asyncio
import json
import sys
from typing import Any

from config.serve import Command
from realtime.wire import text_frame, wire_of


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Messages: `{"texts": […]}` sends each; `{"flood": bytes}` sends until that much waits, then says how much."""
    if scope["type"] != "websocket":
        return
    wire = wire_of(scope) if scope["path"] == "/wire" else None
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        wanted = json.loads(message["text"])
        for text in wanted.get("texts", []):
            if wire is None or not wire.write(text_frame(text)):
                await send({"type": "websocket.send", "text": text})
        if "mixed" in wanted:
            await _by_turns(wire, send, wanted["mixed"])
        if "flood" in wanted and wire is not None:
            while wire.waiting() <= wanted["flood"]:
                wire.write(text_frame("x" * 4096))
                await asyncio.sleep(0)
            wire.cut()


async def _by_turns(wire: Any, send: Any, count: int) -> None:
    for number in range(count):
        text = f"{number}:" + "ệ" * 30_000
        if number % 2 or wire is None or not wire.write(text_frame(text)):
            await send({"type": "websocket.send", "text": text})


if __name__ == "__main__":
    Command().run(["-b", "127.0.0.1", "-p", sys.argv[1], "-v", "0", "tests.realtime.wire_server:application"])
