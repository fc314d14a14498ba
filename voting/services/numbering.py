"""Votes carry the numbers of the order they are held in, whatever order they were prepared in: minutes and ledger are
read from the first to the last.
"""

from typing import Any

from django.db.models import Max, QuerySet

from meetings.models import Sitting
from voting.models import Poll


def next_number(sitting: Sitting) -> int:
    """Polls of an internal part are numbered apart, so that no gap in the others tells of them."""
    last = _of_part(sitting.pk, sitting.internal_part).aggregate(last=Max("number"))["last"]
    return (last or 100 * (sitting.internal_part or 0)) + 1


def take_first_number(poll: Poll) -> list[Poll]:
    """The poll that is opened now takes the lowest number of those prepared; those before it move up by one.

    Answers the moved ones, changed in the database. The sitting is locked.
    """
    prepared = _of_part(poll.sitting_id, poll.internal_part).filter(state=Poll.State.PREPARED)
    moved = list(prepared.filter(number__lt=poll.number).order_by("number"))
    if not moved:
        return []
    numbers = [*(row.number for row in moved), poll.number]
    spare = (Poll.objects.filter(sitting=poll.sitting_id).aggregate(last=Max("number"))["last"] or 0) + 1
    _give(poll, spare)  # no two ever have the same
    for row, number in zip(reversed(moved), reversed(numbers), strict=False):
        _give(row, number)
    _give(poll, numbers[0])
    return moved


def close_gap(dropped: Poll) -> list[Poll]:
    """The prepared polls after one that was dropped move up by one; answers them, changed in the database."""
    prepared = _of_part(dropped.sitting_id, dropped.internal_part).filter(state=Poll.State.PREPARED)
    moved = list(prepared.filter(number__gt=dropped.number).order_by("number"))
    numbers = [dropped.number, *(row.number for row in moved)]
    for row, number in zip(moved, numbers, strict=False):
        _give(row, number)
    return moved


def _give(poll: Poll, number: int) -> None:
    poll.number = number
    Poll.objects.filter(pk=poll.pk).update(number=number)


def _of_part(sitting_id: Any, part: int | None) -> QuerySet[Poll]:
    return Poll.objects.filter(sitting=sitting_id, internal_part=part)
