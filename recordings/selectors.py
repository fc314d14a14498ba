"""Reads of recordings for the page, always for a viewer, and for running downloads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from agendas.models import AgendaItem
from core.text import safe_file_name
from meetings.models import Sitting
from recordings import access, rules
from recordings.models import CourseMark, Recording, RecordingReader

# The kind of thing a running answer is about (`STILL_ALLOWED`).
KIND = "recording"


@dataclass(frozen=True)
class Sound:
    """The bytes of a recording, as an answer needs them."""

    name: str
    mime: str
    size: int
    sha256: str
    storage_path: str


def sound_of(recording: Recording) -> Sound:
    """What is sent; until the device has finished, the tag counts the pieces instead of naming a hash."""
    day = recording.started_at.strftime("%Y-%m-%d")
    made = f"ghi-am-{recording.number}-{day}.{rules.EXTENSIONS.get(recording.mime, 'bin')}"
    name = safe_file_name(recording.name) if recording.name else made
    tag = recording.sha256 or f"{recording.pk.hex}-{recording.chunks}"
    return Sound(name, recording.mime, recording.size, tag, recording.storage_path)


def still_audible(pairs: set[tuple[int, Any]]) -> set[tuple[int, Any]]:
    """Those of these `(user id, recording id)` whose right to listen still stands."""
    rows = RecordingReader.objects.filter(
        recording__in={recording for _user, recording in pairs},
        person__user__in={user for user, _recording in pairs},
        ended_at=None,
        recording__state=Recording.State.ENDED,
    ).select_related("recording__sitting__body", "person__user")
    standing = {
        (row.person.user.pk, row.recording_id)
        for row in rows
        if row.until is None or row.until >= row.recording.sitting.body.today()
    }
    return pairs & standing


def page_for(user: Any, sitting: Sitting, *, runs: bool) -> list[dict[str, Any]]:
    """`[{recording, hears, marks, readers, last}]`; readers only for those who may change them.

    `last` is the last day it can be heard, None if it is kept for good.
    """
    shown, today = access.recordings_for(user, sitting, runs=runs), sitting.body.today()
    heard = set(
        Recording.objects.audible_to(user, today).filter(sitting=sitting).values_list("pk", flat=True)
    )
    marks = list(CourseMark.objects.filter(sitting=sitting).select_related("item"))
    readers = _readers(shown) if runs else {}
    return [
        {
            "recording": row,
            "hears": row.pk in heard and row.is_audible,
            "marks": marks_of(row, marks) if row.pk in heard else [],
            "readers": readers.get(row.pk, []),
            "last": rules.destroyed_after(row, today) if rules.kept_until(row) else None,
        }
        for row in shown
    ]


def marks_of(recording: Recording, marks: Iterable[CourseMark]) -> list[dict[str, Any]]:
    """`[{offset, clock, at, words}]` of what happened while it was recorded; of its own internal part only."""
    start = recording.sound_from
    if start is None:
        return []
    return [
        {**_place(recording, start, mark), "words": words_of(mark)}
        for mark in marks
        if mark.internal_part == recording.internal_part and _is_in(recording, start, mark.at)
    ]


def words_of(mark: CourseMark) -> str:
    """ "Nội dung 2: Dự thảo Nghị định …" and the like."""
    item = _item_words(mark.item)
    if mark.kind == CourseMark.Kind.SPEAKER:
        return mark.words
    if mark.kind == CourseMark.Kind.VOTE_OPENED:
        return _("Biểu quyết: %(item)s") % {"item": item}
    if mark.kind == CourseMark.Kind.ITEM_ENDED:
        return _("Kết thúc: %(item)s") % {"item": item}
    return item


def _item_words(item: AgendaItem | None) -> str:
    if item is None:
        return "–"
    return _("Nội dung %(number)s. %(title)s") % {
        "number": item.number,
        "title": item.short_title or item.title,
    }


def _is_in(recording: Recording, start: datetime, at: datetime) -> bool:
    return start <= at and (recording.stopped_at is None or at <= recording.stopped_at)


def _place(recording: Recording, start: datetime, mark: CourseMark) -> dict[str, Any]:
    offset = rules.offset_of(mark.at, start, recording.pauses)
    minutes, seconds = divmod(offset, 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
    return {"offset": offset, "clock": clock, "at": mark.at, "kind": mark.kind}


def _readers(recordings: Iterable[Recording]) -> dict[UUID, list[RecordingReader]]:
    rows = RecordingReader.objects.filter(recording__in=[row.pk for row in recordings], ended_at=None)
    found: dict[UUID, list[RecordingReader]] = {}
    for row in rows.select_related("person").order_by("given_at", "person__full_name"):
        found.setdefault(row.recording_id, []).append(row)
    return found
