"""Throwing a rehearsal away: whatever was done in it, no row of it stays."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import Person
from audit.services import drop_rehearsal_chain
from core import clock
from core.deed import Deed, by_system
from core.registries import step_taken
from meetings import events, leftovers
from meetings.errors import NotARehearsal
from meetings.models import Sitting
from meetings.services import base
from realtime import audiences, streams


@transaction.atomic
def discard_rehearsal(deed: Deed, sitting: Sitting) -> None:
    """End a rehearsal, in whatever state it is, and delete it with everything that was done in it.

    Those in it are told that it is over, then lose their audiences within two seconds. Nothing is written to any
    record: that there was a rehearsal isn't part of one. Raises `NotARehearsal`.
    """
    sitting = base.lock(sitting.pk)
    if not sitting.is_rehearsal:
        raise NotARehearsal
    sitting.state = Sitting.State.CANCELLED
    sitting.save(update_fields=["state"])
    base.tell_sitting(sitting, events.SittingCancelled)
    step_taken("discard_rehearsal", sitting)
    parts = list(sitting.internal_parts.values_list("number", flat=True))
    found = leftovers.rows_of(sitting)
    names = [*_streams_of(sitting, found), streams.waiting(sitting.pk)]
    names += [streams.inner(sitting.pk, number) for number in parts]
    for name in names:
        audiences.replace(name, ())
    persons: list[UUID] = list(
        Person.objects.filter(roster_entries__sitting=sitting).values_list("pk", flat=True).distinct()
    )
    leftovers.forget_streams([*names, f"sitting:{sitting.pk}"], persons, found)
    leftovers.forget_words(sitting, found)
    Group.objects.filter(name__in=names).delete()
    leftovers.delete_rows(found)
    for part in [None, *parts]:
        drop_rehearsal_chain(sitting.chain_of(part))


def discard_old_rehearsals() -> int:
    """Throw away what nobody ended: rehearsals made more than `REHEARSAL_DAYS` days ago. Answers how many."""
    before = clock.real() - timedelta(days=settings.REHEARSAL_DAYS)
    old = list(Sitting.objects.filter(is_rehearsal=True, created_at__lt=before))
    for sitting in old:
        discard_rehearsal(by_system("Dọn phiên diễn tập"), sitting)
    return len(old)


def _streams_of(sitting: Sitting, found: leftovers.Rows) -> list[str]:
    """The audiences of the sitting, and of whatever in it has invitees of its own."""
    own = [sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]
    ids = [pk for rows in found.values() for pk in rows if isinstance(pk, UUID)]
    of_items = Group.objects.filter(name__in=[streams.item(pk) for pk in ids]).values_list("name", flat=True)
    return [*own, *of_items]
