"""A small application under our server, with sockets that join `leaving` and take their time."""

import asyncio
import json
import os
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer

from config import serve
from realtime.leaving import leaving


class Worker(AsyncWebsocketConsumer):
    """`{"work": seconds}` is answered with "done"."""

    channel_layer_alias = None  # type: ignore[assignment]
    is_busy = False

    async def connect(self) -> None:
        await self.accept()
        await leaving.join(self)

    async def disconnect(self, code: int) -> None:
        leaving.forget(self)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        self.is_busy = True
        await asyncio.sleep(json.loads(text_data or "{}")["work"])
        await self.send(text_data="done")
        self.is_busy = False
        await leaving.answered(self)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Sockets to the worker; a page that takes a second and a half."""
    if scope["type"] == "websocket":
        await Worker.as_asgi()(scope, receive, send)
        return
    await asyncio.sleep(1.5)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"whole"})


if __name__ == "__main__":
    place = ["--fd", str(serve.listener("127.0.0.1", int(os.environ["PORT"])))]
    print("listening", flush=True)  # noqa: T201 - who started us waits for it
    serve.Command().run([*place, "-v", "0", "tests.realtime.leaving_server:application"])
