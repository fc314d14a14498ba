"""Every change of a mark. Undo is one of them: delete and restore are deeds like the others, and nothing is lost.

A mark is its owner's own business, so nothing of it enters the record.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from annotations import placing, w3c
from annotations.errors import (
    MarkEditedElsewhere,
    MarkNotUnderstood,
    MarksTooLarge,
    MarkTooLong,
    NoOffice,
    NotAReader,
    TooManyMarks,
)
from annotations.events import MarksChanged
from annotations.kinds import LONGEST_BODY, Colour, Kind, clean_target
from annotations.models import Mark, MarkPlacement, MarkShare
from annotations.selectors import mark_count, reader_persons, receipt_of
from core import clock
from core.deed import Deed
from core.errors import NotFound
from core.idempotency import RepeatedMeanwhile, first_answer, keep_answer
from core.text import nfc
from papers.models import PaperVersion
from realtime import streams
from realtime.services import announce

MIB = 1024 * 1024


@transaction.atomic
def save_mark(
    deed: Deed,
    mark_id: UUID | str,
    made_on: PaperVersion,
    kind: str,
    target: dict[str, Any],
    body: str = "",
    colour: str = Colour.YELLOW,
    version: int | None = None,
) -> dict[str, Any]:
    """Make a mark, or change its words and colour; the client made the id, so it may send twice and offline.

    `version` is the one the change grew from. Words and place a mark was made with stay as they are. Answers
    its receipt (`receipt_of`). Raises `MarkNotUnderstood`, `MarkTooLong`, `TooManyMarks`, `MarkEditedElsewhere`, and
    for another's `NotFound`; `MarksTooLarge` where the person's marks on the paper take too many bytes.
    """
    body = nfc(body)
    if len(body) > LONGEST_BODY:
        raise MarkTooLong(length=len(body), field="body")
    if kind not in Kind.values or colour not in Colour.values:
        raise MarkNotUnderstood
    args: dict[str, Any] = {"id": str(mark_id), "on": str(made_on.pk), "kind": kind, "target": target}
    args |= {"body": body, "colour": colour, "version": version}
    mark = _own(deed, mark_id, missing_ok=True)
    if (first := first_answer(deed, "annotations.save_mark", args)) is not None:
        return first
    if mark is None:
        mark = Mark(pk=mark_id, owner_id=deed.actor_id or 0, made_on=made_on, version=0)
        mark.write(kind=kind, colour=colour, body=body, target=clean_target(kind, target))
    elif mark.made_on_id != made_on.pk:
        raise NotFound
    is_new, size = mark._state.adding, mark.size
    if is_new or (mark.body, mark.colour) != (body, colour):
        if not is_new and version is not None and version != mark.version:
            raise MarkEditedElsewhere(body=mark.body, version=mark.version)
        mark.write(kind=mark.kind, colour=colour, body=body, target=mark.target)
        _ensure_room(mark, 0 if is_new else size)
        _save(deed, mark)
        if is_new:
            placing.place_in_later_versions(mark)
    return keep_answer(deed, "annotations.save_mark", args, receipt_of(mark))


def _ensure_room(mark: Mark, size_before: int) -> None:
    """Shared marks load into every reader's page: one reader can't fill the others' with his, neither by their number
    nor by their bytes. What doesn't grow is never refused.
    """
    if not mark._state.adding and mark.size <= size_before:
        return
    own = Mark.objects.filter(owner=mark.owner_id, made_on__paper=mark.made_on.paper_id)
    held = own.aggregate(number=Count("pk"), size=Coalesce(Sum("size"), 0))
    if mark._state.adding and held["number"] >= settings.MARKS_PER_PAPER:
        raise TooManyMarks(most=settings.MARKS_PER_PAPER)
    if held["size"] - size_before + mark.size > settings.MARKS_MIB_PER_PAPER * MIB:
        raise MarksTooLarge(most=settings.MARKS_MIB_PER_PAPER)


@transaction.atomic
def delete_mark(deed: Deed, mark_id: UUID | str) -> dict[str, Any]:
    """Take a mark away; it is kept and comes back with `restore_mark`. Shared ones leave the others' screens."""
    return _set_deleted(deed, mark_id, "annotations.delete_mark", is_deleted=True)


@transaction.atomic
def restore_mark(deed: Deed, mark_id: UUID | str) -> dict[str, Any]:
    """Bring a deleted mark back."""
    return _set_deleted(deed, mark_id, "annotations.restore_mark", is_deleted=False)


@transaction.atomic
def share_mark(
    deed: Deed,
    mark_id: UUID | str,
    persons: Iterable[UUID | str],
    organisation: Any = None,
    *,
    office: bool = False,
) -> dict[str, Any]:
    """Show a mark to exactly these persons and, with `office`, to `organisation` (the owner's own); to nobody else.

    Persons must be able to read the paper now; whoever loses it loses the mark. Raises `NotAReader`, `NoOffice`.
    """
    wanted = {str(person) for person in persons}
    args = {"id": str(mark_id), "persons": sorted(wanted), "office": office}
    mark = _owned(deed, mark_id)
    if (first := first_answer(deed, "annotations.share_mark", args)) is not None:
        return first
    known = {str(share.person_id) for share in mark.shares.all() if share.person_id}
    if (wanted - known) - {str(person) for person in reader_persons(mark.made_on)}:
        raise NotAReader
    if office and organisation is None:
        raise NoOffice
    mark.shares.all().delete()
    rows = [MarkShare(mark=mark, person_id=UUID(person)) for person in sorted(wanted)]
    rows += [MarkShare(mark=mark, organisation_id=organisation)] if office else []
    MarkShare.objects.bulk_create(rows)
    _save(deed, mark)
    return keep_answer(deed, "annotations.share_mark", args, receipt_of(mark))


@transaction.atomic
def reattach_mark(
    deed: Deed, mark_id: UUID | str, version: PaperVersion, target: dict[str, Any]
) -> dict[str, Any]:
    """Say by hand where a mark stands in `version`, which is of the same paper. Raises `MarkNotUnderstood`,
    `MarksTooLarge`.
    """
    mark = _owned(deed, mark_id)
    args = {"id": str(mark_id), "version": str(version.pk), "target": target}
    if (first := first_answer(deed, "annotations.reattach_mark", args)) is not None:
        return first
    if mark.made_on.paper_id != version.paper_id:
        raise NotFound
    # Ink keeps its strokes and says only which lines it belongs to.
    place = clean_target(Kind.NOTE if mark.kind == Kind.INK else mark.kind, target)
    size = mark.size
    if mark.made_on_id == version.pk:
        ink = {name: value for name, value in mark.target.items() if name in ("strokes", "box")}
        mark.write(kind=mark.kind, colour=mark.colour, body=mark.body, target={**place, **ink})
    else:
        MarkPlacement.objects.update_or_create(
            mark=mark,
            version=version,
            defaults={
                "state": MarkPlacement.State.PLACED,
                "target": w3c.target_of(version.pk, place, mark.kind),
                "is_by_hand": True,
            },
        )
        mark.count_bytes()
    _ensure_room(mark, size)
    _save(deed, mark)
    return keep_answer(deed, "annotations.reattach_mark", args, receipt_of(mark))


def _set_deleted(deed: Deed, mark_id: UUID | str, verb: str, *, is_deleted: bool) -> dict[str, Any]:
    args = {"id": str(mark_id)}
    mark = _owned(deed, mark_id)
    if (first := first_answer(deed, verb, args)) is not None:
        return first
    if (mark.deleted_at is not None) != is_deleted:
        mark.deleted_at = clock.real() if is_deleted else None
        _save(deed, mark)
    return keep_answer(deed, verb, args, receipt_of(mark))


def _owned(deed: Deed, mark_id: UUID | str) -> Mark:
    mark = _own(deed, mark_id)
    if mark is None:
        raise NotFound
    return mark


def _own(deed: Deed, mark_id: UUID | str, *, missing_ok: bool = False) -> Mark | None:
    """The actor's own mark under lock; another's is as good as missing, and its id can't be used again."""
    mark = Mark.objects.select_for_update().filter(pk=mark_id).first()
    if deed.actor_id is None or (mark is not None and mark.owner_id != deed.actor_id):
        raise NotFound
    if mark is None and not missing_ok:
        raise NotFound
    return mark


def _save(deed: Deed, mark: Mark) -> None:
    """Count the edit, keep it, tell the owner's other devices."""
    mark.touch(deed.name)
    try:
        with transaction.atomic():
            mark.save()
    except IntegrityError as clash:  # the same new mark sent twice at the same moment
        raise RepeatedMeanwhile from clash
    if deed.person_id is not None:
        paper = mark.made_on.paper_id
        told = MarksChanged(paper=str(paper), count=mark_count(deed.actor_id, paper))
        announce(told, [streams.person(deed.person_id)])
