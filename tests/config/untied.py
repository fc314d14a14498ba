"""A server for one test: answers how many sockets, and requests they came by, are still in memory, never searched."""

import gc
import sys
from typing import Any

from daphne.http_protocol import WebRequest

from config.serve import Command
from config.untying import SocketProtocol


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Any message is answered with the number."""
    gc.disable()
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] == "websocket.receive":
        held = sum(issubclass(type(one), SocketProtocol | WebRequest) for one in gc.get_objects())
        await send({"type": "websocket.send", "text": str(held)})


if __name__ == "__main__":
    Command().run(["-b", "127.0.0.1", "-p", sys.argv[1], "-v", "0", "tests.config.untied:application"])
