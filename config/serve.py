"""The web process: Daphne with one extension, `ecabinet.drain`, and an orderly end on SIGTERM or Ctrl-C.

Daphne's `send` never waits: a slow reader of a large file would make the server hold all of it in memory. A view
that streams awaits `scope["extensions"]["ecabinet.drain"]()` between pieces and closes it at the end; under a
server without the extension it simply doesn't.
"""

import asyncio
import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

from daphne import server as daphne_server
from daphne.cli import CommandLineInterface
from daphne.http_protocol import WebRequest

from config.wire import DaphneWire
from realtime.wire import EXTENSION

DRAIN = "ecabinet.drain"


class Drain:
    """Waits while the transport of one request has unsent bytes (a push producer in Twisted's words)."""

    def __init__(self, request: WebRequest) -> None:
        self.request = request
        self.free: asyncio.Event | None = None

    async def __call__(self) -> None:
        """Return once the transport takes more."""
        if self.free is None:
            self.free = asyncio.Event()
            self.free.set()
            self.request.registerProducer(self, True)
        await self.free.wait()

    def close(self) -> None:
        """Let go of the transport; must be called before the response ends."""
        if self.free is not None and self.request.channel is not None:
            self.request.unregisterProducer()
        self.stopProducing()

    def pauseProducing(self) -> None:
        """The transport is full."""
        if self.free is not None:
            self.free.clear()

    def resumeProducing(self) -> None:
        """The transport is empty again."""
        if self.free is not None:
            self.free.set()

    stopProducing = resumeProducing  # the reader went away: nobody may wait for ever


class Server(daphne_server.Server):
    """Daphne, offering the drain to HTTP requests and the wire to sockets."""

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        """As Daphne does, with our extension in the scope."""
        extension = (DRAIN, Drain(protocol)) if scope["type"] == "http" else (EXTENSION, DaphneWire(protocol))
        scope["extensions"] = {**scope.get("extensions", {}), extension[0]: extension[1]}
        return super().create_application(protocol, scope)


class Command(CommandLineInterface):
    """Daphne's command line, with our server."""

    server_class = Server


def main() -> None:
    """Serve on HOST (127.0.0.1) and PORT (8000) until told to stop."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    Command().run(
        ["-b", host, "-p", port, "--no-server-name", "-v", "1", "-t", "120", "config.asgi:application"]
    )


if __name__ == "__main__":
    main()
