"""One hub per process: it hears every ring of the installation and forwards each event once to every follower.

Channels does handshake, sign-in and receiving. Outgoing events take the hub's way, because a task per socket and
event costs fifty times more. The hub forwards only `last + 1`; anything else makes it read the event table. Every
second it also asks for the heads of its streams, so a lost ring, a dead Redis or a job in another process costs a
second and nothing else.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from typing import Any, Protocol
from weakref import WeakKeyDictionary, WeakValueDictionary

from channels.layers import get_channel_layer

from core.database import ask_for_a_connection
from core.registries import SWEEPS
from core.spelling import compact
from realtime import presence, selectors, wire
from realtime.bell import HUBS
from realtime.services import HEARD_HERE, Rung, frame_of
from realtime.threads import in_thread

log = logging.getLogger("ecabinet.hub")
POLL_SECONDS = 1.0
# Half of what may pass until somebody who is back is shown so.
LEASE_SECONDS = 1.0
REJOIN_SECONDS = 20.0
# A layer that doesn't answer within this is as good as dead.
LAYER_SECONDS = 2.0
# After a start everybody gets this long to come back before anybody is called silent.
RETURN_SECONDS = 3.0
# A round of the lease that comes so much later than the one before says nothing about others.
LATE_SECONDS = 3.0
# How soon those who wait for a database that was away go on once it is back.
KNOCK_SECONDS = 0.5
# Rings of this process the other processes haven't been told yet; with more, they find out by polling.
UNTOLD = 200


class Socket(Protocol):
    """What the hub needs of a consumer."""

    user_id: int
    wire: wire.Wire | None

    async def send(self, text_data: str) -> None:
        """Send one text message."""

    async def close(self, code: int) -> None:
        """Close the connection."""


class Hub:
    """The followers of this process, stream by stream, with the number each has been sent."""

    def __init__(self) -> None:
        self.followers: dict[str, dict[Socket, int]] = {}
        self.heads: dict[str, int] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._heard: set[tuple[int, str]] = set()
        self._builds: dict[tuple[int, str], str] = {}
        self._renewing: asyncio.Task[None] | None = None
        self._resumes: dict[tuple[str, int, int], list[str]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._channel = ""
        self._loop = asyncio.get_running_loop()
        self._rung: asyncio.Queue[Sequence[Rung]] = asyncio.Queue()
        self._untold: asyncio.Queue[Sequence[Rung]] = asyncio.Queue(UNTOLD)

    async def start(self) -> None:
        """Begin listening; once per process."""
        await self._join()
        loops = (
            self._deliver,
            self._pass_on,
            self._listen,
            self._poll,
            self._lease,
            self._rejoin,
            self._knock,
        )
        self._tasks = [asyncio.create_task(loop()) for loop in loops]
        HEARD_HERE.append(self.hear)

    async def stop(self) -> None:
        """End the hub's own tasks."""
        if self.hear in HEARD_HERE:
            HEARD_HERE.remove(self.hear)
        for task in self._tasks:
            task.cancel()
        if self._tasks:  # a layer that doesn't let go keeps nobody from ending
            await asyncio.wait(self._tasks, timeout=LAYER_SECONDS)

    async def follow(self, socket: Socket, stream: str, last: int, head: int | None = None) -> int:
        """Send what came after `last` (up to the resume limit), then every new event. Returns the head; `head` is
        one that was read a moment ago.
        """
        async with self._lock(stream):
            if head is None:
                head = self.heads.get(stream) or (await in_thread(selectors.heads)([stream]))[stream]
            # A hub that lags must not send from its own head on: that may be before the newcomer had the right.
            head = max(head, self.heads.get(stream, 0))
            if 0 < head - last <= selectors.RESUME_LIMIT:
                for text in await self._missed(stream, last, head):
                    await socket.send(text_data=text)
            # Only now, whole: what failed before this line has left nothing behind.
            self.heads.setdefault(stream, head)
            self.followers.setdefault(stream, {})[socket] = head
            return head

    async def _missed(self, stream: str, last: int, head: int) -> list[str]:
        """The frames after `last` up to `head`; those who come back in the same second share one reading."""
        key = stream, last, head
        if key not in self._resumes:
            rows = await in_thread(selectors.events_since)(stream, last)
            self._resumes[key] = [frame_of(row) for row in rows if row.seq <= head]
        return self._resumes[key]

    async def _join(self) -> None:
        """Be rung. Repeated: the layer may be out of reach when we start, forgets its groups after a day, and all of
        them when it restarts. Without it the polling goes on.
        """
        layer = get_channel_layer()
        try:
            async with asyncio.timeout(LAYER_SECONDS):
                self._channel = self._channel or await layer.new_channel("hub")
                await layer.group_add(HUBS, self._channel)
        except Exception as failure:
            log.warning("the channel layer is out of reach; polling goes on (%s)", type(failure).__name__)

    def forget(self, socket: Socket) -> None:
        """Forget a socket, and the streams nobody follows any more."""
        for stream in [name for name, sockets in self.followers.items() if socket in sockets]:
            self.followers[stream].pop(socket)
            if not self.followers[stream]:
                del self.followers[stream], self.heads[stream]

    def heard(self, user_id: int, streams: list[str]) -> None:
        """Note that a person was heard on these streams; the leases are renewed together, every second."""
        self._heard.update(
            (user_id, presence.lease_of(stream)) for stream in streams if presence.is_leased(stream)
        )

    def has_build(self, user_id: int, streams: list[str], build: str) -> bool:
        """Note which build of the page a person follows these streams with; False where none of them is leased."""
        leases = [presence.lease_of(stream) for stream in streams if presence.is_leased(stream)]
        self._builds.update({(user_id, lease): build for lease in leases})
        return bool(leases)

    async def renew_now(self) -> None:
        """Renew the gathered leases in one statement."""
        heard, self._heard = self._heard, set()
        builds, self._builds = self._builds, {}
        try:
            if heard:
                await in_thread(presence.renew)(heard)
            if builds:
                await in_thread(presence.note_builds)(builds)
        except Exception:  # they were heard, whatever became of the database; a build is told once
            self._heard |= heard
            self._builds = builds | self._builds
            raise

    def renew_soon(self) -> None:
        """Renew at once what was heard; while one renewal is under way the next ones gather."""
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._renew_all())

    async def _renew_all(self) -> None:
        try:
            while self._heard or self._builds:
                await self.renew_now()
        except Exception:
            log.warning("leases not renewed", exc_info=True)

    async def forward(self, stream: str, seq: int, frame: str) -> None:
        """Send the next event to every follower, or read the table if it isn't the next."""
        if stream not in self.followers or seq <= self.heads[stream]:
            return
        async with self._lock(stream):
            if stream not in self.followers or seq <= self.heads[stream]:
                return
            if seq == self.heads[stream] + 1:
                await self._send_all(stream, seq, frame)
                return
        await self._catch_up(stream)

    async def _send_all(self, stream: str, seq: int, text: str) -> None:
        """One event to every follower that hasn't got it: by its wire at once, else by ASGI `send`."""
        self.heads[stream] = seq
        sockets, frame = self.followers[stream], wire.text_frame(text)
        for socket, sent in list(sockets.items()):
            if sent >= seq:
                continue
            way = socket.wire
            try:
                if way is None or not way.write(frame):
                    await socket.send(text_data=text)
            except Exception:
                log.info("a socket was gone when an event came")
                self.forget(socket)
                continue
            if socket in sockets:  # it may have left meanwhile
                sockets[socket] = seq
            if way is not None and way.waiting() > wire.STALLED_BYTES:
                self.cut(socket, way)

    def cut(self, socket: Socket, way: wire.Wire) -> None:
        """Who doesn't read must not cost the others anything; he comes back by a snapshot."""
        self.forget(socket)
        log.warning(
            "a socket of user %s took no data; cut with %s bytes waiting", socket.user_id, way.waiting()
        )
        way.cut()

    async def _catch_up(self, stream: str) -> None:
        async with self._lock(stream):
            if stream not in self.followers:
                return
            for event in await in_thread(selectors.events_since)(stream, self.heads[stream]):
                if stream in self.followers:
                    await self._send_all(stream, event.seq, frame_of(event))

    def hear(self, events: Sequence[Rung]) -> bool:
        """Take a ring of this process, from any thread. False when the loop is over, and the hub with it."""
        try:
            self._loop.call_soon_threadsafe(self._rung.put_nowait, events)
        except RuntimeError:
            return False
        return True

    async def _deliver(self) -> None:
        """What this process did reaches its own sockets without a detour, whatever the channel layer does."""
        while True:
            events = await self._rung.get()
            try:
                if not self._untold.full():
                    self._untold.put_nowait(events)
                    await asyncio.sleep(0)  # the others first: it takes one step, our own sockets many
                for stream, seq, frame in events:
                    await self.forward(stream, seq, frame)
            except Exception:
                log.warning("a ring was not forwarded; the poll will find it", exc_info=True)

    async def _pass_on(self) -> None:
        """Tell the hubs of the other processes."""
        while True:
            message = {"type": "ring", "from": self._channel, "events": await self._untold.get()}
            try:
                async with asyncio.timeout(POLL_SECONDS):
                    await get_channel_layer().group_send(HUBS, message)
            except Exception:
                log.warning("ring not passed on; the other hubs will poll", exc_info=True)

    async def _listen(self) -> None:
        layer = get_channel_layer()
        while True:
            if not self._channel:
                await asyncio.sleep(POLL_SECONDS)
                continue
            try:
                message = await layer.receive(self._channel)
                if message.get("from") == self._channel:
                    continue  # our own, delivered already
                for stream, seq, frame in message["events"]:
                    await self.forward(stream, seq, frame)
            except asyncio.CancelledError:
                raise
            except Exception:
                log.warning("the channel layer failed; polling goes on", exc_info=True)
                await asyncio.sleep(POLL_SECONDS)

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            self._resumes.clear()
            try:
                await self._poll_once()
            except Exception:
                log.warning("poll failed", exc_info=True)

    async def _poll_once(self) -> None:
        if not self.followers:
            return
        for stream, head in (await in_thread(selectors.heads_beyond)(dict(self.heads))).items():
            if head > self.heads.get(stream, head):
                await self._catch_up(stream)

    async def _lease(self) -> None:
        await asyncio.sleep(RETURN_SECONDS)
        looked_at = time.monotonic()
        while True:
            try:
                await self.renew_now()
                await in_thread(presence.lapse_silent)()
                looked_at = await self._look_around(looked_at)
            except Exception:
                log.warning("leases not renewed", exc_info=True)
            await asyncio.sleep(LEASE_SECONDS)

    async def _look_around(self, looked_at: float) -> float:
        """Let the apps look at who is heard, unless we heard nobody ourselves for a while: then it was our fault."""
        now = time.monotonic()
        if now - looked_at < LATE_SECONDS:
            for look in SWEEPS.all("second"):
                try:
                    await in_thread(look)()
                except Exception:  # the others look all the same
                    log.warning("a look around failed", exc_info=True)
        return now

    async def _rejoin(self) -> None:
        while True:
            await asyncio.sleep(REJOIN_SECONDS if self._channel else POLL_SECONDS)
            await self._join()

    async def _knock(self) -> None:
        while True:
            await asyncio.sleep(KNOCK_SECONDS)
            try:
                ask_for_a_connection()
            except Exception:
                log.warning("the database can't be asked for a connection", exc_info=True)

    def _lock(self, stream: str) -> asyncio.Lock:
        """Kept only as long as somebody holds it or waits for it."""
        return self._locks.setdefault(stream, asyncio.Lock())


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


async def get_hub() -> Hub:
    """The hub of this process, started at its first use."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
        await _hubs[loop].start()
    return _hubs[loop]


def reply(**parts: Any) -> str:
    """A message that is no event, as text."""
    return compact(parts)
