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


def take_first_number(poll: Poll) -> Poll | None:
    """The poll that is opened now takes the lowest number of those prepared; the one that had it takes the poll's own.

    Answers that other poll, changed in the database; None where nothing changed places. The sitting is locked.
    """
    prepared = _of_part(poll.sitting_id, poll.internal_part).filter(state=Poll.State.PREPARED)
    other = prepared.filter(number__lt=poll.number).order_by("number").first()
    if other is None:
        return None
    own, first = poll.number, other.number
    spare = (Poll.objects.filter(sitting=poll.sitting_id).aggregate(last=Max("number"))["last"] or 0) + 1
    for row, number in ((poll, spare), (other, own), (poll, first)):  # no two ever have the same
        row.number = number
        Poll.objects.filter(pk=row.pk).update(number=number)
    return other


def _of_part(sitting_id: Any, part: int | None) -> QuerySet[Poll]:
    return Poll.objects.filter(sitting=sitting_id, internal_part=part)
