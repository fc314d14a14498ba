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
    """Something open that was let in with the rights of one moment; `end` closes it when they are gone.

    `about` names the one thing it was opened for, if its right can end while all others stay.
    """

    def __init__(
        self, claim: selectors.Claim, end: Callable[[], Awaitable[None]], about: selectors.About | None = None
    ) -> None:
        self.claim, self.end, self.about, self.stands = claim, end, about, True


class Watch:
    """The admissions of one process."""

    def __init__(self) -> None:
        self.admissions: set[Admission] = set()
        self._looking: asyncio.Task[None] | None = None

    def admit(
        self, claim: selectors.Claim, end: Callable[[], Awaitable[None]], about: selectors.About | None = None
    ) -> Admission:
        """Keep an eye on something that was let in just now."""
        admission = Admission(claim, end, about)
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
        """
        looked_at = list(self.admissions)
        fallen = await in_thread(selectors.fallen)([one.claim for one in looked_at])
        held = {(one.claim[0], one.about) for one in looked_at if one.about is not None}
        lost = await in_thread(selectors.lost)(held) if held else set()
        for one in looked_at if fallen or lost else ():
            if one.claim in fallen or (one.claim[0], one.about) in lost:
                one.stands = False
                self.forget(one)
                with suppress(Exception):  # one that is gone already must not keep the others
                    await one.end()

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
