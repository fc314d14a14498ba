"""What minutes do when a lower app has taken a step, in the transaction of that step."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from agendas.models import AgendaItem
from meetings.models import AttendanceEvent, Sitting
from minutes import rules
from minutes.events import MinutesFilled
from minutes.services import base
from minutes.services.filling import fill
from realtime import streams
from voting.models import Poll


def after_sitting(sitting: Sitting, *_more: Any) -> None:
    """Opened, continued, closed or resumed."""
    _refill(sitting.pk)


def after_item(item: AgendaItem, *_more: Any) -> None:
    """Ended, resumed, withdrawn, or its conclusion was written."""
    _refill(item.agenda.sitting_id)


def after_poll(poll: Poll, *_more: Any) -> None:
    """Announced, annulled, or corrected."""
    _refill(poll.sitting_id)


def after_presence(sitting: Sitting, entry_ids: Iterable[UUID], *_more: Any) -> None:
    """Only a correction rewrites at once; arrivals are read with the next step."""
    kind = AttendanceEvent.Kind.CORRECTED
    last = sitting.attendance.order_by("-number").values_list("kind", flat=True).first()
    if last == kind:
        _refill(sitting.pk)


def _refill(sitting_id: UUID) -> None:
    sitting = base.lock_sitting(sitting_id)
    if not rules.has_minutes(sitting):
        return
    minutes, changed, gone = fill(sitting)
    if changed or gone:
        base.take_streams(_streams_of(sitting))
        base.tell_desk(MinutesFilled, minutes, changed, gone)


def _streams_of(sitting: Sitting) -> list[str]:
    """Every stream the step itself may still tell after this."""
    items = AgendaItem.objects.filter(agenda__sitting=sitting, published_at__isnull=False)
    names = [streams.item(pk) for pk in items.values_list("pk", flat=True)]
    return [*names, *(sitting.stream(audience) for audience in streams.SITTING_AUDIENCES)]
