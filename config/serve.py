"""The web process: Daphne with two extensions, and an orderly end on SIGTERM or Ctrl-C.

Daphne's `send` never waits: a slow reader of a large file would make the server hold all of it in memory. A view
that streams awaits `scope["extensions"]["ecabinet.drain"]()` between pieces, closes it at the end, and cuts it when
the reader loses the right to the file; under a server without the extension it simply doesn't (`ecabinet.drain`). The
other, `ecabinet.wire`, is `realtime.wire`.

Told to stop, the process takes no new connections, finishes what it is doing, tells every page to move, and ends;
told twice, it ends at once. With SHARE_PORT its successor may already be listening on the same port.
"""

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

from daphne import server as daphne_server
from daphne.cli import CommandLineInterface
from daphne.http_protocol import WebRequest

from config import memory
from config.inbox import BodyInbox, SocketInbox, with_its_length
from config.untying import SocketProtocol
from config.wire import DaphneWire
from realtime.leaving import leaving
from realtime.wire import EXTENSION

log = logging.getLogger("ecabinet.serve")
DRAIN = "ecabinet.drain"
# How long what is being done may take before the process ends anyway, and the pause for the last words.
FINISH_SECONDS, GOODBYE_SECONDS = 10.0, 0.2
# A thread that has its answer from the database waits no longer for the event loop to let go (Python's own: 5 ms). A
# batch of ballots asks the database a dozen times while the loop reads the next ones.
SWITCH_SECONDS = 0.0005
# Python's full search for dead cycles stops everybody, for most of a second with some thousand sockets, and comes of
# itself just when much is going on. So it comes by the clock instead, sooner when many have left: a hundred, or a
# quarter of those who are there, for the search costs by these. Sockets themselves leave no cycle (`config.untying`),
# pages do. It waits until no command is under way, but not for ever.
COLLECT_SECONDS, MANY_LEFT, SHARE_LEFT, CALM_SECONDS, CALM_AT_LAST_SECONDS = 600.0, 100, 0.25, 1.0, 60.0
# With thousands of sockets a walk over all of them is felt; what it finds (who has left, who is silent) can wait.
WALK_SECONDS = 5.0


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

    def cut(self) -> None:
        """Reset the connection; what waits to be sent is thrown away."""
        if self.request.channel is not None:
            self.request.channel.transport.abortConnection()
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
    """Daphne, offering the drain to HTTP requests and the wire to sockets, and ending in order."""

    def run(self) -> None:
        """As Daphne does, with the signals in our hands."""
        self.signal_handlers = False
        self._left, self._walked = 0, dict[str, float]()
        daphne_server.reactor.callWhenRunning(self._begin)
        super().run()

    async def _collect(self) -> None:
        """Leave what was loaded at the start out of every search, and search all only now and then."""
        gc.collect()
        gc.freeze()
        young, middle, _old = gc.get_threshold()
        gc.set_threshold(young, middle, 1_000_000)
        while True:
            self._left, end = 0, time.monotonic() + COLLECT_SECONDS
            while not self._many_have_left() and time.monotonic() < end:
                await asyncio.sleep(CALM_SECONDS)
            end = time.monotonic() + CALM_AT_LAST_SECONDS
            while leaving.is_anybody_busy and time.monotonic() < end:
                await asyncio.sleep(CALM_SECONDS)
            gc.collect()
            memory.give_back()

    def _many_have_left(self) -> bool:
        return self._left >= max(MANY_LEFT, SHARE_LEFT * len(self.connections))

    def application_checker(self) -> None:
        """As Daphne does, which looks at every connection every second."""
        self._seldom("applications", super().application_checker, self.application_checker)

    def timeout_checker(self) -> None:
        """As Daphne does, which looks at every connection every two seconds."""
        self._seldom("timeouts", super().timeout_checker, self.timeout_checker)

    def _seldom(self, name: str, walk: Callable[[], None], again: Callable[[], None]) -> None:
        """Take the walk, which appoints the next one, if the last is long ago; else ask again."""
        if (now := time.monotonic()) - self._walked.get(name, 0.0) < WALK_SECONDS:
            daphne_server.reactor.callLater(1, again)
            return
        self._walked[name] = now
        walk()

    def protocol_disconnected(self, protocol: Any) -> None:
        """As Daphne does, with the count of those who have left."""
        self._left += 1
        super().protocol_disconnected(protocol)

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        """As Daphne does, with our extension in the scope and a body that waits on the disk."""
        is_http = scope["type"] == "http"
        extension = (DRAIN, Drain(protocol)) if is_http else (EXTENSION, DaphneWire(protocol))
        scope["extensions"] = {**scope.get("extensions", {}), extension[0]: extension[1]}
        if is_http:
            scope = with_its_length(scope, protocol.content)
        queue = super().create_application(protocol, scope)
        if queue is not None:
            running = self.connections[protocol]["application_instance"]
            running.add_done_callback(lambda ended: self._broke_off(protocol, ended))
            return BodyInbox(queue, protocol.content) if is_http else SocketInbox(queue, protocol.transport)
        return None

    def _broke_off(self, protocol: Any, ended: asyncio.Future[None]) -> None:
        """Say at once that an application failed: Daphne says so on its walk, seconds later, if that can be said.

        What was half sent is cut, so that nobody takes it for the whole; there Daphne's walk would fail, for good.
        """
        details = self.connections.get(protocol)
        if ended.cancelled() or (failure := ended.exception()) is None or details is None:
            return
        log.error("an answer broke off: %s", failure, exc_info=failure)
        details.pop("application_instance", None)
        if "disconnected" in details:
            return
        if getattr(protocol, "_response_started", False):
            protocol.transport.abortConnection()
        else:
            protocol.handle_exception(failure)

    def _begin(self) -> None:
        self.ws_factory.protocol = SocketProtocol
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_event_loop().add_signal_handler(number, self._told_to_stop)
        self._collecting = asyncio.ensure_future(self._collect())

    def _told_to_stop(self) -> None:
        if leaving.has_begun:
            self.stop()
        else:
            self._ending = asyncio.ensure_future(self._end_in_order())

    async def _end_in_order(self) -> None:
        try:
            for listener in self.listeners:
                listener.addCallback(lambda port: port and port.stopListening())
            end = time.monotonic() + FINISH_SECONDS
            await leaving.begin(FINISH_SECONDS)
            await asyncio.sleep(GOODBYE_SECONDS)  # the closing frames are on their way
            while self._open_requests() and time.monotonic() < end:
                await asyncio.sleep(0.02)
        except Exception:
            log.exception("the orderly end failed; ending at once")
        finally:
            self.stop()

    def _open_requests(self) -> int:
        """HTTP requests that are still being answered."""
        requests = [details for one, details in self.connections.items() if isinstance(one, WebRequest)]
        answering = [
            details.get("application_instance") for details in requests if "disconnected" not in details
        ]
        return sum(one is not None and not one.done() for one in answering)


class Command(CommandLineInterface):
    """Daphne's command line, with our server."""

    server_class = Server


def main() -> None:
    """Serve on HOST (127.0.0.1) and PORT (8000) until told to stop."""
    sys.setswitchinterval(SWITCH_SECONDS)
    memory.keep_together()
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    place = ["-b", host, "-p", port]
    if os.environ.get("SHARE_PORT", "").lower() in {"1", "true", "yes"}:
        place = ["--fd", str(listener(host, int(port)))]
    # A thousand tablets come back at once after a cut: nobody may be turned away for having waited in the line.
    # Pages speak for themselves every few seconds; the protocol's own ping only finds connections long dead.
    patience = ["--websocket_connect_timeout", "30", "--ping-interval", "60"]
    Command().run([*place, *patience, "--no-server-name", "-v", "1", "-t", "120", "config.asgi:application"])
    # A request that came in the last instant may sit in a thread that waits for the loop, which is over: Python would
    # wait for that thread for ever. What it did and didn't commit was never answered, and is asked again elsewhere.
    logging.shutdown()
    os._exit(0)


def listener(host: str, port: int) -> int:
    """A listening socket other processes of ours may listen beside; its file descriptor, kept open by us."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind((host, port))
    made.listen(512)
    made.setblocking(False)
    return made.detach()


if __name__ == "__main__":
    main()
