"""A thousand tablets come back in the same second: whether they may follow what they ask for is looked up together.

While one look is under way the next ones gather, as commands do; each costs four queries, however many ask.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from realtime import selectors
from realtime.threads import in_thread

MOST: Final = 256


@dataclass(frozen=True, slots=True)
class Asked:
    """The streams one socket wants to follow, with the rights of which moment, and where the answer goes."""

    claim: selectors.Claim
    streams: tuple[str, ...]
    answer: asyncio.Future[dict[str, int] | None]


class Door:
    """Those of one process who ask to follow."""

    def __init__(self) -> None:
        self._waiting: list[Asked] = []
        self._working: asyncio.Task[None] | None = None

    async def ask(self, claim: selectors.Claim, streams: Iterable[str]) -> dict[str, int] | None:
        """`{stream: head}` of those that may be followed; None when the asker has no rights any more."""
        answer: asyncio.Future[dict[str, int] | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(Asked(claim, tuple(streams), answer))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return await answer

    async def _work(self) -> None:
        try:
            while batch := self._waiting[:MOST]:
                del self._waiting[:MOST]
                try:
                    answers = await in_thread(_look)(batch)
                except Exception:
                    answers = await _one_by_one(batch)
                for one, answer in zip(batch, answers, strict=True):
                    if one.answer.done():  # its socket may be gone
                        continue
                    if isinstance(answer, Exception):
                        one.answer.set_exception(answer)
                    else:
                        one.answer.set_result(answer)
        finally:
            self._working = None


async def _one_by_one(batch: list[Asked]) -> list[Any]:
    """What fails together is asked one by one, so that one can't spoil the others' way in."""
    answers: list[Any] = []
    for one in batch:
        try:
            answers += await in_thread(_look)([one])
        except Exception as failure:
            answers.append(failure)
    return answers


def _look(batch: list[Asked]) -> list[dict[str, int] | None]:
    users = selectors.standing(one.claim for one in batch)
    let_in = selectors.followable(
        (users[one.claim], name) for one in batch if one.claim in users for name in one.streams
    )
    heads = selectors.heads({name for _user, name in let_in})
    return [
        {name: heads[name] for name in one.streams if (one.claim[0], name) in let_in}
        if one.claim in users
        else None
        for one in batch
    ]


_doors: WeakKeyDictionary[asyncio.AbstractEventLoop, Door] = WeakKeyDictionary()


def get_door() -> Door:
    """The door of this process."""
    return _doors.setdefault(asyncio.get_running_loop(), Door())
