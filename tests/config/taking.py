"""A server for one test: takes connections and leaves what they send unread for two seconds."""

import asyncio
import json
import sys
from typing import Any

from config.serve import Command

UNREAD_SECONDS = 2.0


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Wait, then read everything and answer what came: in how many pieces, how many bytes, and the length named."""
    await asyncio.sleep(UNREAD_SECONDS)
    count = size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body = message["body"]
        count, size = count + bool(body), size + len(body)
        if not message["more_body"]:
            break
    named = dict(scope["headers"]).get(b"content-length", b"").decode()
    told = json.dumps({"count": count, "size": size, "named": named})
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": told.encode()})


if __name__ == "__main__":
    Command().run(["-b", "127.0.0.1", "-p", sys.argv[1], "-v", "0", "tests.config.taking:application"])
