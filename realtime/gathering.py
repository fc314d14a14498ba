"""What many do in the same second is done together: while one transaction is under way the next batch gathers.

A command that comes alone goes alone, at once. Under load the batches grow by themselves, and a thousand ballots cost
a few dozen transactions: after a batch of many the next waits a breath, no longer than half of what the last took, for
those who are being answered just now or press just now. Rights are those of the moment the batch runs, as for a
single command.
"""

import asyncio
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from core.database import GONE
from core.deed import SOCKET
from realtime import commands, selectors
from realtime.threads import in_thread

MOST: Final = 256
# From how many on a batch is one of many.
MANY: Final = 8
STALE: Final[dict[str, Any]] = {"stale": True}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One command on its way: who sent it, with the rights of which moment, and where the answer goes."""

    claim: selectors.Claim
    message: dict[str, Any]
    answer: asyncio.Future[dict[str, Any]]


class Gatherer:
    """The batches of one process, one verb at a time each."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, list[Waiting]] = defaultdict(list)
        self._working: dict[str, asyncio.Task[None]] = {}
        self._awaited: dict[str, tuple[int, asyncio.Event]] = {}

    async def ask(self, claim: selectors.Claim, message: dict[str, Any]) -> dict[str, Any]:
        """The reply to one command; `STALE` when the sender has no rights any more."""
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        verb = message["verb"]
        self._waiting[verb].append(Waiting(claim, message, answer))
        if verb in self._awaited and len(self._waiting[verb]) >= self._awaited[verb][0]:
            self._awaited[verb][1].set()
        if verb not in self._working:
            self._working[verb] = asyncio.create_task(self._work(verb))
        return await answer

    async def _work(self, verb: str) -> None:
        now = asyncio.get_running_loop().time
        try:
            while batch := self._waiting[verb][:MOST]:
                del self._waiting[verb][:MOST]
                began = now()
                await self._answer(batch)
                if len(batch) >= MANY:
                    await self._breathe(verb, len(batch), (now() - began) / 2)
        finally:
            del self._working[verb]

    async def _breathe(self, verb: str, answered: int, seconds: float) -> None:
        """Wait until as many have come as were answered, besides those who wait already; at most `seconds`."""
        enough = asyncio.Event()
        self._awaited[verb] = min(len(self._waiting[verb]) + answered, MOST), enough
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await enough.wait()
        del self._awaited[verb]

    async def _answer(self, batch: list[Waiting]) -> None:
        try:
            replies = await self._replies(batch)
        except Exception as failure:
            for one in batch:
                if not one.answer.done():
                    one.answer.set_exception(failure)
            return
        for one, reply in zip(batch, replies, strict=True):
            if not one.answer.done():  # its socket may be gone; the command stands
                one.answer.set_result(reply)

    async def _replies(self, batch: list[Waiting]) -> list[dict[str, Any]]:
        try:
            return await in_thread(_run)(batch)
        except GONE:
            # Only the reading of the rights lets this out; nothing was done yet, and a second connection may work.
            return await in_thread(_run)(batch)


def _run(batch: list[Waiting]) -> list[dict[str, Any]]:
    users = selectors.standing((one.claim for one in batch), briefly=True)
    sendings = [(users[one.claim], one.message) for one in batch if one.claim in users]
    replies = iter(commands.answer_together(sendings, SOCKET) if sendings else [])
    return [next(replies) if one.claim in users else STALE for one in batch]


gatherer = Gatherer()
