"""What many do in the same second is done together: while one transaction is under way the next batch gathers.

No timer: a command that comes alone goes alone, at once. Under load the batches grow by themselves, and a thousand
ballots cost a few dozen transactions. Rights are those of the moment the batch runs, as for a single command.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from channels.db import DatabaseSyncToAsync
from django.contrib.auth import get_user_model

from core.deed import SOCKET
from realtime import commands, selectors

MOST: Final = 256
STALE: Final[dict[str, Any]] = {"stale": True}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One command on its way: who sent it, with the rights of which moment, and where the answer goes."""

    user_id: int
    epoch: int | None
    session_key: str | None
    message: dict[str, Any]
    answer: asyncio.Future[dict[str, Any]]


class Gatherer:
    """The batches of one process, one verb at a time each."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, list[Waiting]] = defaultdict(list)
        self._working: dict[str, asyncio.Task[None]] = {}

    async def ask(
        self, user_id: int, epoch: int | None, session_key: str | None, message: dict[str, Any]
    ) -> dict[str, Any]:
        """The reply to one command; `STALE` when the sender has no rights any more."""
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        verb = message["verb"]
        self._waiting[verb].append(Waiting(user_id, epoch, session_key, message, answer))
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
            replies = await DatabaseSyncToAsync(_run, thread_sensitive=False)(batch)
        except Exception as failure:
            for one in batch:
                if not one.answer.done():
                    one.answer.set_exception(failure)
            return
        for one, reply in zip(batch, replies, strict=True):
            if not one.answer.done():  # its socket may be gone; the command stands
                one.answer.set_result(reply)


def _run(batch: list[Waiting]) -> list[dict[str, Any]]:
    users = {
        user.pk: user
        for user in get_user_model()
        ._default_manager.filter(pk__in={one.user_id for one in batch}, is_active=True)
        .select_related("person")
    }
    live = selectors.live_sessions({one.session_key for one in batch if one.session_key})
    admitted = [
        one
        for one in batch
        if one.user_id in users
        and users[one.user_id].epoch == one.epoch
        and (not one.session_key or one.session_key in live)
    ]
    sendings = [(users[one.user_id], one.message) for one in admitted]
    replies = iter(commands.answer_together(sendings, SOCKET) if sendings else [])
    standing = {id(one) for one in admitted}
    return [next(replies) if id(one) in standing else STALE for one in batch]


gatherer = Gatherer()
