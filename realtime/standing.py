"""What was let in is looked at anew every second: a socket or a running download ends with the right it began by.

The look asks the database, so a dead Redis delays nothing: who loses a role, a seat, a mandate, a place on a roster,
the account or the sign-in is out within two seconds, on every process.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from weakref import WeakKeyDictionary

from realtime import selectors
from realtime.threads import in_thread

log = logging.getLogger("ecabinet.standing")
LOOK_SECONDS = 1.0


class Admission:
    """Something open that was let in with the rights of one moment.

    When they are gone `stop` is called, which may wait for nothing: from there on nothing more goes out. Then `end`
    says so to the other side and closes. `about` names the one thing it was opened for, if its right can end while
    all others stay.
    """

    def __init__(
        self,
        claim: selectors.Claim,
        stop: Callable[[], None],
        end: Callable[[], Awaitable[None]] | None = None,
        about: selectors.About | None = None,
    ) -> None:
        self.claim, self.stop, self.end, self.about, self.stands = claim, stop, end, about, True


class Watch:
    """The admissions of one process."""

    def __init__(self) -> None:
        self.admissions: set[Admission] = set()
        self._looking: asyncio.Task[None] | None = None

    def admit(
        self,
        claim: selectors.Claim,
        stop: Callable[[], None],
        end: Callable[[], Awaitable[None]] | None = None,
        about: selectors.About | None = None,
    ) -> Admission:
        """Keep an eye on something that was let in just now."""
        admission = Admission(claim, stop, end, about)
        self.admissions.add(admission)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look_on())
        return admission

    def forget(self, admission: Admission) -> None:
        """It has ended by itself."""
        self.admissions.discard(admission)

    async def look(self) -> None:
        """End everything whose rights are no longer what they were: two queries, however much is open, and one
        more while something is open that was let in for one thing (a download).

        Who lost a role doesn't wait until it is known who lost a paper.
        """
        looked_at = list(self.admissions)
        fallen = await in_thread(selectors.fallen)([one.claim for one in looked_at])
        await self._put_out([one for one in looked_at if one.claim in fallen])
        held = {(one.claim[0], one.about) for one in looked_at if one.about is not None and one.stands}
        lost = await in_thread(selectors.lost)(held) if held else set()
        await self._put_out([one for one in looked_at if (one.claim[0], one.about) in lost])

    async def _put_out(self, gone: list[Admission]) -> None:
        """Everybody is stopped before the first one is told: telling two hundred takes time."""
        for one in gone:
            one.stands = False
            self.forget(one)
            with suppress(Exception):  # one that is gone already must not keep the others
                one.stop()
        await asyncio.gather(*(one.end() for one in gone if one.end), return_exceptions=True)

    async def _look_on(self) -> None:
        while self.admissions:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look()
            except Exception:
                log.warning("rights not looked at; trying again", exc_info=True)


_watches: WeakKeyDictionary[asyncio.AbstractEventLoop, Watch] = WeakKeyDictionary()


def get_watch() -> Watch:
    """The watch of this process."""
    return _watches.setdefault(asyncio.get_running_loop(), Watch())
