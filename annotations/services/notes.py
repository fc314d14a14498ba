"""Every change of a note."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from annotations.errors import NoteEditedElsewhere, NoteTooLong
from annotations.events import NoteSaved
from annotations.models import Note
from annotations.selectors import head_facts, note_facts
from core.deed import Deed
from core.errors import NotFound
from core.idempotency import RepeatedMeanwhile, first_answer, keep_answer
from core.text import nfc
from realtime import streams
from realtime.services import announce

LIMIT = 20_000


@transaction.atomic
def save_note(
    deed: Deed, note_id: UUID | str, kind: str, target_id: UUID | str, text: str, version: int | None = None
) -> dict[str, Any]:
    """Write the actor's one private note on a target; the client made the id, so it may send twice.

    `version` is the one the text grew from (0: none yet). The same text again changes nothing. A note is nobody
    else's business, so nothing of it enters the record. Answers `{"id", "kind", "text", "version"}`.
    Raises `NoteEditedElsewhere` with the other text in its facts, `NoteTooLong`, `NotFound` for another's note.
    """
    text = nfc(text)
    if len(text) > LIMIT:
        raise NoteTooLong(length=len(text), field="text")
    args = {"id": str(note_id), "target": str(target_id), "text": text, "version": version}
    note = _locked(deed, note_id, kind, target_id)
    if (first := first_answer(deed, "annotations.save_note", args)) is not None:
        return {**first, "text": text}
    if note._state.adding or note.text != text:
        grown_from_another = str(note.pk) != str(note_id) or (version is not None and version != note.version)
        if not note._state.adding and grown_from_another:
            raise NoteEditedElsewhere(text=note.text, version=note.version)
        note.text = text
        _save(deed, note)
        if deed.person_id is not None:
            told = NoteSaved(target=str(note.target_id), note=head_facts(note))
            announce(told, [streams.person(deed.person_id)])
    # The text of a repeat is the one of the first, or it is no repeat: it needn't be kept a month beside the note.
    keep_answer(deed, "annotations.save_note", args, head_facts(note))
    return note_facts(note)


def _locked(deed: Deed, note_id: UUID | str, kind: str, target_id: UUID | str) -> Note:
    """The note by its id or by its target, under lock, or a new one."""
    rows = Note.objects.select_for_update()
    by_id = rows.filter(pk=note_id).first()
    if by_id is not None and by_id.owner_id != deed.actor_id:
        raise NotFound
    if by_id is not None and (by_id.target_kind, str(by_id.target_id)) != (kind, str(target_id)):
        raise NotFound
    by_target = rows.filter(owner=deed.actor_id, target_kind=kind, target_id=target_id).first()
    found = by_id or by_target
    if deed.actor_id is None:
        raise NotFound  # a job keeps no notes
    return found or Note(id=note_id, owner_id=deed.actor_id, target_kind=kind, target_id=target_id, version=0)


def _save(deed: Deed, note: Note) -> None:
    note.touch(deed.name)
    try:
        with transaction.atomic():
            note.save()
    except IntegrityError as clash:
        if Note.objects.filter(pk=note.pk).exists():  # the same first note sent twice at the same moment
            raise RepeatedMeanwhile from clash
        # Two devices made the first note of a target at the same moment.
        other = Note.objects.get(owner=deed.actor_id, target_kind=note.target_kind, target_id=note.target_id)
        raise NoteEditedElsewhere(text=other.text, version=other.version) from clash
