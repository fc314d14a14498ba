"""Putting marks into other versions than the one they were made on: a job after a version became ready."""

from typing import Any
from uuid import UUID

from django.db import transaction

from annotations.anchoring import Text, follow, locate, squeeze
from annotations.models import Mark, MarkPlacement
from core import jobs
from papers.models import PaperPage, PaperVersion

JOB = "annotations.place_marks"
State = MarkPlacement.State


def version_ready(version: PaperVersion) -> None:
    """A version can be read: the marks of the paper's other versions look for their words in it."""
    if Mark.objects.filter(made_on__paper=version.paper_id).exclude(made_on=version).exists():
        jobs.enqueue(JOB, version_id=version.pk)


def place_in_later_versions(mark: Mark) -> None:
    """A mark that arrived late (made without network) goes into the versions that came meanwhile."""
    later = PaperVersion.objects.filter(paper=mark.made_on.paper_id, number__gt=mark.made_on.number)
    for version in later:
        if version.is_readable:
            jobs.enqueue(JOB, version_id=version.pk)


@jobs.job(JOB)
def place_marks(_job: Any, version_id: str) -> None:
    """Place every mark of the paper that has no place in this version yet; run twice it changes nothing."""
    version = PaperVersion.objects.get(pk=version_id)
    marks = (
        Mark.objects.filter(made_on__paper=version.paper_id, made_on__number__lt=version.number)
        .exclude(placements__version=version)
        .select_related("made_on")
        .order_by("created_at")
    )
    texts: dict[UUID, Text] = {}
    for mark in marks:
        place_mark(mark, version, texts)


def place_mark(mark: Mark, version: PaperVersion, texts: dict[UUID, Text]) -> MarkPlacement:
    """One mark: from its last certain place, else from the place it was made on; else an orphan that is listed."""
    new = text_of(version.pk, texts)
    found = None
    for base, target in _bases(mark, version):
        old = text_of(base, texts)
        if (found := _follow(old, target, new)) is not None:
            break
    values: dict[str, Any] = found or {"state": State.ORPHANED, "page": None}
    with transaction.atomic():
        placement, _made = MarkPlacement.objects.get_or_create(mark=mark, version=version, defaults=values)
    return placement


def _bases(mark: Mark, version: PaperVersion) -> list[tuple[UUID, dict[str, Any]]]:
    """The versions the place of the mark is known in, nearest first."""
    rows = mark.placements.filter(version__number__lt=version.number).exclude(state=State.ORPHANED)
    nearest = rows.order_by("-version__number").first()
    known = [(mark.made_on_id, mark.target)]
    if nearest is not None:
        here = {"page": nearest.page, "start": nearest.start, "quote": nearest.words}
        known.insert(0, (nearest.version_id, here))
    return known


def _follow(old: Text, target: dict[str, Any], new: Text) -> dict[str, Any] | None:
    """Fields of the placement, or None if it can't be said."""
    page = target["page"]
    if not squeeze(target.get("quote") or ""):
        return _same_page(old, page, new)
    span = locate(
        old, page, target["quote"], target.get("prefix", ""), target.get("suffix", ""), target.get("start", 0)
    )
    place = follow(old, *span, new) if span else None
    if place is None:
        return None
    at = new.page_of(place.start)
    is_moved = place.is_edited or at != page
    return {
        "state": State.MOVED if is_moved else State.PLACED,
        "page": at,
        "start": place.start - new.page_span(at)[0],
        "words": new.words(place.start, place.end),
    }


def _same_page(old: Text, page: int, new: Text) -> dict[str, Any] | None:
    """Ink or a note that lies on no words goes with its page, if that page is there once and unchanged."""
    start, end = old.page_span(page)
    letters = old.letters[start:end]
    if not letters:
        return None
    numbers = range(1, len(new.page_starts) + 1)
    same = [n for n in numbers if new.letters[slice(*new.page_span(n))] == letters]
    if len(same) != 1:
        return None
    return {"state": State.PLACED if same[0] == page else State.MOVED, "page": same[0], "words": ""}


def text_of(version_id: UUID, texts: dict[UUID, Text]) -> Text:
    """The prepared text of a version, read once."""
    if version_id not in texts:
        pages = PaperPage.objects.filter(version=version_id).order_by("number")
        texts[version_id] = Text.of(pages.values_list("text", flat=True))
    return texts[version_id]
