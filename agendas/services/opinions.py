"""What a substitute states as the absent member's opinion, beside the item: typed by himself or by the desk."""

from typing import Any

from django.db import transaction

from agendas.errors import KeepsOut, NotASubstitute, NoteTooLong, OpinionNotHere, SittingIsOver
from agendas.events import AbsentOpinionRecorded
from agendas.facts import absent_opinion_facts
from agendas.models import AbsentOpinion, AgendaItem
from agendas.services.locking import lock_item
from audit.services import record
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.text import nfc
from meetings.errors import InternalPartIsOn
from meetings.models import RosterEntry
from realtime import streams
from realtime.services import announce

LIMIT = 4000
TOLD = (streams.MEMBERS, streams.CHAIR, streams.SECRETARIAT)


@transaction.atomic
def record_absent_opinion(
    deed: Deed, item: AgendaItem, substitute: RosterEntry, text: str, version: int | None = None
) -> dict[str, Any]:
    """Write, change or empty what the substitute states on an item. It is shown as an opinion and counts in no vote.

    `version` is the one the text grew from (0: none yet). Answers `{"item", "substitute", "text", "version"}`.
    Raises `NotASubstitute`, `EditedMeanwhile`, `NoteTooLong`, `OpinionNotHere`, `KeepsOut`, `SittingIsOver`,
    `InternalPartIsOn`.
    """
    text = nfc(text).strip()
    item = lock_item(item.pk)
    args = {"item": str(item.pk), "substitute": str(substitute.pk), "text": text, "version": version}
    if (first := first_answer(deed, "agendas.record_absent_opinion", args)) is not None:
        return first
    absent = _ensure_may_be_stated(item, substitute, text)
    row = AbsentOpinion.objects.select_for_update().filter(item=item, substitute=substitute).first()
    row = row or AbsentOpinion(item=item, substitute=substitute, version=0)
    row.ensure_version(version)
    if row.text != text:
        _change(deed, row, absent, text)
    answer = {
        "item": str(item.pk),
        "substitute": str(substitute.pk),
        "text": row.text,
        "version": row.version,
    }
    return keep_answer(deed, "agendas.record_absent_opinion", args, answer)


def _ensure_may_be_stated(item: AgendaItem, substitute: RosterEntry, text: str) -> RosterEntry:
    """The absent member whose opinion it is."""
    sitting, absent = item.agenda.sitting, substitute.substitute_for
    if len(text) > LIMIT:
        raise NoteTooLong(limit=LIMIT, field="text")
    if sitting.is_over:
        raise SittingIsOver
    if sitting.internal_part is not None:  # it would be read by those outside too
        raise InternalPartIsOn
    if item.paper_copies_only:
        raise OpinionNotHere(number=item.number)
    is_here = substitute.sitting_id == sitting.pk and substitute.removed_at is None
    if substitute.role != RosterEntry.Role.SUBSTITUTE or absent is None or not is_here:
        raise NotASubstitute(field="substitute")
    if item.recusals.filter(entry=absent).exists():
        raise KeepsOut(number=item.number)
    return absent


def _change(deed: Deed, row: AbsentOpinion, absent: RosterEntry, text: str) -> None:
    sitting = row.item.agenda.sitting
    row.text = text
    row.touch(deed.name)
    row.save()
    told = AbsentOpinionRecorded(str(row.item_id), str(row.substitute_id), absent_opinion_facts(row))
    announce(told, [sitting.stream(audience) for audience in TOLD])
    record(
        deed,
        "agenda.absent_opinion_recorded",
        chain=sitting.chain,
        item=str(row.item_id),
        number=row.item.number,
        absent=absent.post_title,
        substitute=row.substitute.name,
    )
