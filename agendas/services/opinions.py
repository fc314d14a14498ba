"""What a substitute stated as the absent member's opinion, written beside the item."""

from django.db import transaction

from agendas.errors import NotASubstitute, NoteTooLong, OpinionNotHere, SittingIsOver
from agendas.events import AbsentOpinionRecorded
from agendas.facts import absent_opinion_facts
from agendas.models import AbsentOpinion, AgendaItem
from agendas.services.locking import lock_item
from audit.services import record
from core.deed import Deed
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
) -> AbsentOpinion:
    """Write, change or empty what the substitute stated on an item. It is shown as an opinion and counts in no vote.

    Raises `NotASubstitute`, `EditedMeanwhile`, `NoteTooLong`, `OpinionNotHere`, `SittingIsOver`,
    `InternalPartIsOn`.
    """
    text = nfc(text).strip()
    if len(text) > LIMIT:
        raise NoteTooLong(limit=LIMIT, field="text")
    item = lock_item(item.pk)
    sitting = item.agenda.sitting
    if sitting.is_over:
        raise SittingIsOver
    if sitting.internal_part is not None:  # it would be read by those outside too
        raise InternalPartIsOn
    if item.paper_copies_only:
        raise OpinionNotHere(number=item.number)
    absent = substitute.substitute_for
    is_here = substitute.sitting_id == sitting.pk and substitute.removed_at is None
    if substitute.role != RosterEntry.Role.SUBSTITUTE or absent is None or not is_here:
        raise NotASubstitute(field="substitute")
    row = AbsentOpinion.objects.select_for_update().filter(item=item, substitute=substitute).first()
    row = row or AbsentOpinion(item=item, substitute=substitute, version=0)
    row.ensure_version(version)
    if row.text == text:
        return row
    row.text = text
    row.touch(deed.name)
    row.save()
    told = AbsentOpinionRecorded(str(item.pk), str(substitute.pk), absent_opinion_facts(row))
    announce(told, [sitting.stream(audience) for audience in TOLD])
    record(
        deed,
        "agenda.absent_opinion_recorded",
        chain=sitting.chain,
        item=str(item.pk),
        number=item.number,
        absent=absent.post_title,
        substitute=substitute.name,
    )
    return row
