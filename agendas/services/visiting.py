"""When somebody last looked through the changes of an agenda: his own fact, kept across his devices."""

from datetime import datetime
from typing import Any

from django.db import transaction

from agendas.models import SittingVisit
from meetings.models import Sitting


@transaction.atomic
def note_visit(user: Any, sitting: Sitting) -> datetime:
    """Until when this user has seen the changes of the agenda, by the body's clock.

    Who comes for the first time has everything before him anyway: from now on he is told what is new.
    """
    row, _is_new = SittingVisit.objects.get_or_create(
        sitting=sitting, user=user, defaults={"seen_at": sitting.body.now()}
    )
    return row.seen_at


@transaction.atomic
def mark_seen(user: Any, sitting: Sitting, until: datetime) -> datetime:
    """The user has looked at what changed up to `until`; never later than now, never back."""
    until = min(until, sitting.body.now())
    row, is_new = SittingVisit.objects.select_for_update().get_or_create(
        sitting=sitting, user=user, defaults={"seen_at": until}
    )
    if is_new or row.seen_at >= until:
        return row.seen_at
    row.seen_at = until
    row.save(update_fields=["seen_at"])
    return row.seen_at
