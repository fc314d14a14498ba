"""Speaking notes: an aide writes beside an item what the principal may say."""

from django.db import transaction

from agendas.errors import NoNotesHere, NoteTooLong, SittingIsOver
from agendas.events import SpeakingNoteWritten
from agendas.facts import speaking_note_facts
from agendas.models import AgendaItem, SpeakingNote
from agendas.services.locking import lock_item
from audit.services import record
from core.deed import Deed
from core.text import nfc
from meetings.models import RosterEntry
from realtime import streams
from realtime.services import announce

LIMIT = 8000


@transaction.atomic
def write_speaking_note(
    deed: Deed, item: AgendaItem, principal: RosterEntry, text: str, version: int | None = None
) -> SpeakingNote:
    """Write, change or empty the note of an item for one principal; the caller has checked the mandate.

    Only the principal's own devices are told; the record says that it was written, never what it says.
    Raises `EditedMeanwhile`, `NoteTooLong`, `NoNotesHere`, `SittingIsOver`.
    """
    text = nfc(text).strip()
    if len(text) > LIMIT:
        raise NoteTooLong(limit=LIMIT, field="text")
    item = lock_item(item.pk)
    sitting = item.agenda.sitting
    if sitting.is_over:
        raise SittingIsOver
    if item.paper_copies_only or item.recusals.filter(entry=principal).exists():
        raise NoNotesHere(number=item.number)
    rows = SpeakingNote.objects.select_for_update(of=("self",)).select_related("item__agenda__sitting__body")
    note = rows.filter(item=item, principal_id=principal.person_id).first()
    note = note or SpeakingNote(item=item, principal_id=principal.person_id, version=0)
    note.ensure_version(version)
    if note.text == text:
        return note
    note.text = text
    note.touch(deed.name)
    note.save()
    told = SpeakingNoteWritten(item=str(item.pk), note=speaking_note_facts(note))
    announce(told, [streams.person(principal.person_id)])
    record(
        deed,
        "agenda.speaking_note_written",
        chain=sitting.chain,
        item=str(item.pk),
        number=item.number,
        principal=principal.post_title,
    )
    return note
