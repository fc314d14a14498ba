"""What many do in the same second is done together: while one transaction is under way the next batch gathers.

No timer: a command that comes alone goes alone, at once. Under load the batches grow by themselves, and a thousand
ballots cost a few dozen transactions. Rights are those of the moment the batch runs, as for a single command.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from core.database import GONE
from core.deed import SOCKET
from realtime import commands, selectors
from realtime.threads import in_thread

MOST: Final = 256
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

    async def ask(self, claim: selectors.Claim, message: dict[str, Any]) -> dict[str, Any]:
        """The reply to one command; `STALE` when the sender has no rights any more."""
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        verb = message["verb"]
        self._waiting[verb].append(Waiting(claim, message, answer))
        if verb not in self._working:
            self._working[verb] = asyncio.create_task(self._work(verb))
        return await answer

    async def _work(self, verb: str) -> None:
        try:
            while batch := self._waiting[verb][:MOST]:
                del self._waiting[verb][:MOST]
                await self._answer(batch)
        finally:
            del self._working[verb]

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
    users = selectors.standing(one.claim for one in batch)
    sendings = [(users[one.claim], one.message) for one in batch if one.claim in users]
    replies = iter(commands.answer_together(sendings, SOCKET) if sendings else [])
    return [next(replies) if one.claim in users else STALE for one in batch]


gatherer = Gatherer()
