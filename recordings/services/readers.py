"""Who may hear a recording: nobody by a role, only those named, by the presider or at the presider's direction."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from accounts import selectors as people
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from meetings.inner import named_for
from meetings.services.internal import candidates
from notices.services import Recipient, notify
from recordings.errors import NotNamedInside, NotRecorded, StillRecorded, UnknownListener
from recordings.models import Recording, RecordingReader
from recordings.services import base

NOTICE = "recordings.listening_allowed"


@transaction.atomic
def allow_listening(
    deed: Deed, recording: Recording, person_id: UUID | str, until: date | None = None
) -> dict[str, Any]:
    """Let a person of the sitting hear it, until the end of a day or for good; allowing again changes the day.

    Answers `{"recording", "person"}`. Raises `StillRecorded`, `NotRecorded`, `UnknownListener`, `NotNamedInside`.
    """
    recording = base.lock(recording)
    args = {"recording": str(recording.pk), "person": str(person_id), "until": str(until or "")}
    if (first := first_answer(deed, "recordings.allow_listening", args)) is not None:
        return first
    _ensure_ended(recording)
    name = _ensure_may_be_reader(recording, str(person_id))
    row, _is_new = RecordingReader.objects.update_or_create(
        recording=recording,
        person_id=person_id,
        defaults={
            "given_by": deed.name[:200],
            "given_at": recording.sitting.body.now(),
            "until": until,
            "ended_at": None,
        },
    )
    _tell(recording, row)
    base.note(deed, "recordings.listening_allowed", recording, listener=name, until=str(until or ""))
    answer = {"recording": str(recording.pk), "person": str(person_id)}
    return keep_answer(deed, "recordings.allow_listening", args, answer)


@transaction.atomic
def forbid_listening(deed: Deed, reader: RecordingReader) -> None:
    """Take the right back: page and address are gone at once, a download that runs is cut within two seconds.

    Repeating changes nothing.
    """
    recording = base.lock(reader.recording)
    row = RecordingReader.objects.select_related("person").get(pk=reader.pk)
    if row.ended_at is None:
        row.ended_at = recording.sitting.body.now()
        row.save(update_fields=["ended_at"])
        base.note(deed, "recordings.listening_forbidden", recording, listener=row.person.full_name)


@transaction.atomic
def note_hearing(deed: Deed, recording: Recording) -> None:
    """A reader begins to listen: the first time is in the record."""
    rows = RecordingReader.objects.filter(recording=recording, person=deed.person_id, heard_at=None)
    if rows.update(heard_at=recording.sitting.body.now()):
        base.note(deed, "recordings.heard", recording)


@transaction.atomic
def note_download(deed: Deed, recording: Recording, *, begins: bool = True) -> None:
    """A reader takes a copy of the sound: counted, and in the record.

    A later piece goes on with a copy that was noted; of who has none it is a copy by itself.
    """
    rows = RecordingReader.objects.filter(recording=recording, person=deed.person_id)
    if not begins:
        rows = rows.filter(downloads=0)
    if rows.update(downloads=F("downloads") + 1):
        base.note(deed, "recordings.downloaded", recording, size=recording.size)


def _ensure_ended(recording: Recording) -> None:
    if recording.state in Recording.LIVE:
        raise StillRecorded
    if recording.state == Recording.State.DESTROYED:
        raise NotRecorded


def _ensure_may_be_reader(recording: Recording, person_id: str) -> str:
    """The person's name, if the right may be given."""
    known = candidates(recording.sitting)
    part = recording.internal_part
    if part is not None and person_id not in {str(one) for one in named_for(recording.sitting, part)}:
        raise NotNamedInside
    if person_id not in known:
        raise UnknownListener(field="person")
    return known[person_id][0]


def _tell(recording: Recording, row: RecordingReader) -> None:
    sitting = recording.sitting
    users = people.users_of([row.person_id])
    told = [Recipient(user_id=user.pk, person_id=person) for person, user in users.items()]
    facts = {"sitting": str(sitting.pk), "title": sitting.short_title or sitting.title}
    notify(told, NOTICE, facts, reverse("recordings:list", args=[sitting.pk]))
