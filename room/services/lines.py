"""One-line notes between desk, presider and presenter: quiet, for nobody else, gone when the sitting closes."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts import selectors as people
from accounts.access import CONDUCT_ROLES
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.text import clean_line
from meetings import inner
from meetings.models import Sitting
from realtime import streams
from realtime.models import Event
from realtime.services import announce
from room.errors import LineEmpty, LineTooLong, NobodyToRead, NotInThisTalk
from room.events import LineSent, LinesPutAway
from room.line_facts import line_facts
from room.models import Line, LineReader
from room.services.base import current_item, ensure_live, note, open_room, part_of

LONGEST = 200


@transaction.atomic
def send_line(deed: Deed, sitting: Sitting, to: str, text: str) -> dict[str, Any]:
    """Write one line to the presider, the presenter of the present item, or the desk.

    The record says that a line was written and to whom, never what. Answers `{"line"}`.
    Raises `NotInThisTalk`, `LineEmpty`, `LineTooLong`, `NobodyToRead`, `NotInAttendance`.
    """
    open_room(sitting)
    args = {"sitting": str(sitting.pk), "to": to, "text": text}
    if (first := first_answer(deed, "room.send_line", args)) is not None:
        return first
    ensure_live(sitting)
    sitting.internal_part = part_of(sitting)
    sides = talkers(sitting)
    if deed.person_id is None or not any(deed.person_id in side for side in sides.values()):
        raise NotInThisTalk
    plain = _one_line(text)
    readers = sides.get(to, set()) - {deed.person_id}
    if not readers:
        raise NobodyToRead
    line = Line.objects.create(
        sitting=sitting,
        item=current_item(sitting),
        sender_id=deed.person_id,
        sender_post=deed.post or deed.name,
        to=to,
        text=plain,
        sent_at=sitting.body.now(),
    )
    LineReader.objects.bulk_create([LineReader(line=line, person_id=pk) for pk in readers])
    told = LineSent({str(line.pk): line_facts(line)})
    announce(told, [streams.person(pk) for pk in sorted({*readers, deed.person_id}, key=str)])
    note(deed, "room.line_sent", sitting, to=to)
    return keep_answer(deed, "room.send_line", args, {"line": str(line.pk)})


def talkers(sitting: Sitting) -> dict[str, set[UUID]]:
    """The three sides of the talk now, by what is written in `to`; during an internal part those of them inside."""
    item = current_item(sitting)
    presenter = {item.presenter_id} if item and item.presenter_id else set()
    named = inner.named_now(sitting)
    sides: dict[str, set[UUID]] = {
        Line.To.DESK: people.people_with_role(sitting.body, CONDUCT_ROLES, sitting.body.today()),
        Line.To.PRESIDER: {sitting.presider_id},
        Line.To.PRESENTER: presenter,
    }
    return sides if named is None else {to: persons & named for to, persons in sides.items()}


def put_lines_away(sitting: Sitting) -> None:
    """The sitting is closed: its lines leave every page; unless they are kept by rule, nothing of them stays."""
    told: dict[UUID, list[str]] = {}
    lines = list(Line.objects.filter(sitting=sitting).prefetch_related("readers"))
    for line in lines:
        for person in {line.sender_id, *(row.person_id for row in line.readers.all())}:
            told.setdefault(person, []).append(str(line.pk))
    for person in sorted(told, key=str):
        announce(LinesPutAway(dict.fromkeys(told[person])), [streams.person(person)])
    if not settings.SITTING_LINES_KEPT:
        _destroy(sitting, told)


def _destroy(sitting: Sitting, told: dict[UUID, list[str]]) -> None:
    """Rows and what the streams still hold of them; a number of a stream stays, its words don't."""
    names = [streams.person(person) for person in told]
    gone = {pk for ids in told.values() for pk in ids}
    for event in Event.objects.filter(stream__in=names, type="room.line_sent"):
        if gone & set(event.body.get("lines", {})):
            event.body = {"lines": dict.fromkeys(event.body["lines"])}
            event.save(update_fields=["body"])
    Line.objects.filter(sitting=sitting).delete()


def _one_line(text: str) -> str:
    plain = clean_line(text)
    if not plain:
        raise LineEmpty(field="text")
    if len(plain) > LONGEST:
        raise LineTooLong(field="text", most=LONGEST)
    return plain
