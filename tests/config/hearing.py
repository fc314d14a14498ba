"""A server for one test: hears one message of a socket in two milliseconds, and says the last one it was told back."""

import asyncio
import sys
from typing import Any

from config.serve import Command


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Hear slowly; answer "count" with how many came before it."""
    await receive()
    await send({"type": "websocket.accept"})
    heard = 0
    while (message := await receive())["type"] == "websocket.receive":
        if message["text"] == "count":
            await send({"type": "websocket.send", "text": str(heard)})
        heard += 1
        await asyncio.sleep(0.002)


if __name__ == "__main__":
    Command().run(["-b", "127.0.0.1", "-p", sys.argv[1], "-v", "0", "tests.config.hearing:application"])
