"""One hub per process: it hears every ring of the installation and forwards each event once to every follower.

Channels does handshake, sign-in and receiving. Outgoing events take the hub's way, because a task per socket and
event costs fifty times more. The hub forwards only `last + 1`; anything else makes it read the event table. Every
second it also asks for the heads of its streams, so a lost ring, a dead Redis or a job in another process costs a
second and nothing else.
"""

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer

from core.registries import EPOCHS
from realtime import presence, selectors, wire
from realtime.origin import STALE_RIGHTS
from realtime.services import HEARD_HERE, HUBS, Rung, frame_of
from realtime.threads import in_thread

log = logging.getLogger("ecabinet.hub")
POLL_SECONDS = 1.0
# Half of what may pass until somebody who is back is shown so.
LEASE_SECONDS = 1.0
REJOIN_SECONDS = 20.0
# Rings of this process the other processes haven't been told yet; with more, they find out by polling.
UNTOLD = 200


class Socket(Protocol):
    """What the hub needs of a consumer."""

    user_id: int
    epoch: int
    session_key: str | None

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
        self._locks: dict[str, asyncio.Lock] = {}
        self._heard: set[tuple[int, str]] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._channel = ""
        self._loop = asyncio.get_running_loop()
        self._rung: asyncio.Queue[Sequence[Rung]] = asyncio.Queue()
        self._untold: asyncio.Queue[Sequence[Rung]] = asyncio.Queue(UNTOLD)

    async def start(self) -> None:
        """Begin listening; once per process."""
        layer = get_channel_layer()
        self._channel = await layer.new_channel("hub")
        await self._join()
        loops = (self._deliver, self._pass_on, self._listen, self._poll, self._lease)
        self._tasks = [asyncio.create_task(loop()) for loop in loops]
        HEARD_HERE.append(self.hear)

    async def stop(self) -> None:
        """End the hub's own tasks."""
        if self.hear in HEARD_HERE:
            HEARD_HERE.remove(self.hear)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def follow(self, socket: Socket, stream: str, last: int) -> int:
        """Send what came after `last` (up to the resume limit), then every new event. Returns the head."""
        async with self._lock(stream):
            if stream not in self.followers:
                self.followers[stream] = {}
                self.heads[stream] = (await in_thread(selectors.heads)([stream]))[stream]
            head = self.heads[stream]
            if 0 < head - last <= selectors.RESUME_LIMIT:
                for event in await in_thread(selectors.events_since)(stream, last):
                    if event.seq <= head:
                        await socket.send(text_data=frame_of(event))
            self.followers[stream][socket] = head
            return head

    async def _join(self) -> None:
        """Be rung. Repeated now and then: a layer forgets its groups after a day, and all of them when it restarts."""
        try:
            await get_channel_layer().group_add(HUBS, self._channel)
        except Exception:
            log.warning("the channel layer is out of reach; polling goes on", exc_info=True)

    async def leave(self, socket: Socket) -> None:
        """Forget a socket, and the streams nobody follows any more."""
        for stream in [name for name, sockets in self.followers.items() if socket in sockets]:
            async with self._lock(stream):
                self.followers[stream].pop(socket, None)
                if not self.followers[stream]:
                    del self.followers[stream]
                    self.heads.pop(stream, None)

    def heard(self, user_id: int, streams: list[str]) -> None:
        """Note that a person was heard on these streams; the leases are renewed together, every other second."""
        self._heard.update(
            (user_id, presence.lease_of(stream)) for stream in streams if presence.is_leased(stream)
        )

    async def renew_now(self) -> None:
        """Renew the gathered leases in one statement."""
        heard, self._heard = self._heard, set()
        if heard:
            await in_thread(presence.renew)(heard)

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
                sockets[socket] = seq
            except Exception:
                sockets.pop(socket, None)
                log.info("a socket was gone when an event came")
                continue
            if way is not None and way.waiting() > wire.STALLED_BYTES:
                self._cut(socket, way)

    def _cut(self, socket: Socket, way: wire.Wire) -> None:
        """Who doesn't read must not cost the others anything; he comes back by a snapshot."""
        for followers in self.followers.values():
            followers.pop(socket, None)
        log.warning(
            "a socket of user %s took no data; cut with %s bytes waiting", socket.user_id, way.waiting()
        )
        way.cut()

    async def _catch_up(self, stream: str) -> None:
        async with self._lock(stream):
            if stream not in self.followers:
                return
            for event in await in_thread(selectors.events_since)(stream, self.heads[stream]):
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
            try:
                await self._poll_once()
            except Exception:
                log.warning("poll failed", exc_info=True)

    async def _poll_once(self) -> None:
        if not self.followers:
            return
        for stream, head in (await in_thread(selectors.heads)(list(self.followers))).items():
            if head > self.heads.get(stream, head):
                await self._catch_up(stream)
        await self._close_stale()

    async def _close_stale(self) -> None:
        sockets = {socket for followers in self.followers.values() for socket in followers}
        epoch_of = EPOCHS.get("user")
        if not sockets or epoch_of is None:
            return
        now = await in_thread(epoch_of)({socket.user_id for socket in sockets})
        live = await in_thread(selectors.live_sessions)(
            {one.session_key for one in sockets if one.session_key}
        )
        for socket in sockets:
            is_signed_out = socket.session_key is not None and socket.session_key not in live
            if is_signed_out or now.get(socket.user_id) != socket.epoch:
                await socket.close(code=STALE_RIGHTS)

    async def _lease(self) -> None:
        rejoin = 0.0
        while True:
            await asyncio.sleep(LEASE_SECONDS)
            if time.monotonic() > rejoin:
                rejoin = time.monotonic() + REJOIN_SECONDS
                await self._join()
            try:
                await self.renew_now()
                await in_thread(presence.lapse_silent)()
            except Exception:
                log.warning("leases not renewed", exc_info=True)

    def _lock(self, stream: str) -> asyncio.Lock:
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
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=str)
