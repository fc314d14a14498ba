"""Invitees wait outside, are called in for their item, and are out again when it ends."""

from typing import Any

from django.db import transaction

from agendas.errors import AlreadyEnded
from agendas.models import AgendaItem, ItemInvitee
from agendas.services.locking import ensure_published, ensure_sitting_open, lock_item
from audit.services import record
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.text import vi_moment
from meetings.audiences import sync_audiences
from meetings.errors import InternalPartIsOn

State = AgendaItem.State


@transaction.atomic
def call_in_invitee(deed: Deed, invitee: ItemInvitee) -> dict[str, Any]:
    """Call in somebody who waits: from now until the item ends he follows it and reads its papers.

    Before the item's turn too. Again it changes nothing. Answers `{"item", "entry", "called_in_at"}`. Raises
    `SittingNotOpen`, `AlreadyEnded`, `InternalPartIsOn` (there the named alone are let in).
    """
    item = lock_item(invitee.item_id)
    sitting = item.agenda.sitting
    args = {"invitee": str(invitee.pk)}
    if (first := first_answer(deed, "agendas.call_in_invitee", args)) is not None:
        return first
    ensure_published(item.agenda)
    ensure_sitting_open(sitting)
    if sitting.internal_part is not None:
        raise InternalPartIsOn
    if item.state in (State.ENDED, State.WITHDRAWN):
        at = vi_moment(item.ended_at) if item.ended_at else ""
        raise AlreadyEnded(number=item.number, at=at, ending=item.get_ending_display())
    row = item.invitees.select_related("entry").get(pk=invitee.pk)
    if row.called_in_at is None:
        row.called_in_at = sitting.body.now()
        row.save(update_fields=["called_in_at"])
        sync_audiences(sitting)
        record(
            deed,
            "agenda.invitee_called_in",
            chain=sitting.chain,
            item=str(item.pk),
            number=item.number,
            name=row.entry.name,
            post=row.entry.post_title,
        )
    answer = {"item": str(item.pk), "entry": str(row.entry_id), "called_in_at": row.called_in_at.isoformat()}
    return keep_answer(deed, "agendas.call_in_invitee", args, answer)
