"""Putting marks into other versions than the one they were made on: a job after a version became ready."""

import time
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction

from annotations import w3c
from annotations.anchoring import Text
from annotations.events import MarksChanged
from annotations.following import follow_place
from annotations.models import Mark, MarkPlacement
from annotations.selectors import mark_count
from core import jobs
from core.models import Job
from papers.models import PaperPage, PaperVersion
from papers.selectors import still_readable
from realtime import streams
from realtime.services import announce

JOB = "annotations.place_marks"
LAID = "annotations.tell_laid"
# Of one paper, before others have their turn.
TURN_SECONDS = 20.0
State = MarkPlacement.State


def version_ready(version: PaperVersion) -> None:
    """A version can be read: the marks of the paper's other versions look for their words in it."""
    if Mark.objects.filter(made_on__paper=version.paper_id).exclude(made_on=version).exists():
        jobs.enqueue(JOB, version_id=version.pk)


def version_recognised(version: PaperVersion) -> None:
    """A scan has words now: marks that found no place in it, or from it in a later version, look again.

    What its owner put back by hand stays, and so does what has a place.
    """
    of_paper = MarkPlacement.objects.filter(mark__made_on__paper=version.paper_id, state=State.ORPHANED)
    lost = of_paper.filter(
        version__number__gte=version.number, mark__made_on__number__lte=version.number, is_by_hand=False
    )
    moved = set(lost.values_list("mark__owner", "version"))
    lost.delete()
    tell_owners(version.paper_id, moved)
    for version_id in sorted({version_id for _owner, version_id in moved}):
        _have_placed(version_id)


def versions_laid(versions: set[UUID]) -> None:
    """Versions come before readers: whose marks were placed in them meanwhile hears of it now, by a job."""
    placed = MarkPlacement.objects.filter(version__in=versions).values_list("version", flat=True)
    for version_id in sorted(set(placed)):
        jobs.enqueue(LAID, version_id=version_id)


@jobs.job(LAID)
def tell_laid(_job: Any, version_id: str) -> None:
    """Tell the owners of marks in a version that it is laid before; twice it changes nothing."""
    version = PaperVersion.objects.get(pk=version_id)
    owners = MarkPlacement.objects.filter(version=version).values_list("mark__owner", flat=True)
    tell_owners(version.paper_id, {(owner, version.pk) for owner in owners})


def place_in_later_versions(mark: Mark) -> None:
    """A mark that arrived late (made without network) goes into the versions that came meanwhile."""
    later = PaperVersion.objects.filter(paper=mark.made_on.paper_id, number__gt=mark.made_on.number)
    for version in later:
        if version.is_readable:
            _have_placed(version.pk)


def _have_placed(version_id: UUID) -> None:
    """One job that waits places every mark there is by the time it runs: it is held until this mark is committed, or
    it could begin without it.
    """
    waiting = Job.objects.filter(kind=JOB, ids={"version_id": str(version_id)}, state=Job.State.WAITING)
    if waiting.select_for_update().first() is None:
        jobs.enqueue(JOB, version_id=version_id)


@jobs.job(JOB)
def place_marks(_job: Any, version_id: str) -> None:
    """Place every mark of the paper that has no place in this version yet; run twice it changes nothing.

    Where there are many, the rest goes to the end of the queue: what others wait for has its turn.
    """
    version = PaperVersion.objects.get(pk=version_id)
    marks = (
        Mark.objects.filter(made_on__paper=version.paper_id, made_on__number__lt=version.number)
        .exclude(placements__version=version)
        .select_related("made_on")
        .order_by("created_at")
    )
    texts: dict[UUID, Text] = {}
    end = time.monotonic() + TURN_SECONDS
    owners: set[tuple[Any, UUID]] = set()
    for mark in marks:
        place_mark(mark, version, texts)
        owners.add((mark.owner_id, version.pk))
        if time.monotonic() > end:
            jobs.enqueue(JOB, version_id=version.pk)
            break
    tell_owners(version.paper_id, owners)


@transaction.atomic
def tell_owners(paper_id: Any, moved: set[tuple[Any, UUID]]) -> None:
    """Where their marks stand in a version has changed (`{(owner, version)}`): their devices fetch them anew.

    Nobody hears of a version he can't see: that a draft is being written is its desk's business.
    """
    seeing = {owner for owner, _version in still_readable(moved)} if moved else set()
    users = get_user_model()._default_manager.filter(pk__in=seeing, person__isnull=False)
    for user_id, person_id in users.values_list("pk", "person_id"):
        told = MarksChanged(paper=str(paper_id), count=mark_count(user_id, paper_id))
        announce(told, [streams.person(person_id)])


def place_mark(mark: Mark, version: PaperVersion, texts: dict[UUID, Text]) -> MarkPlacement:
    """One mark: from its last certain place, else from the place it was made on; else an orphan that is listed."""
    new = text_of(version.pk, texts)
    found = None
    for base, place in _bases(mark, version):
        old = text_of(base, texts)
        if (found := follow_place(old, place, new, mark.kind)) is not None:
            break
    values: dict[str, Any] = {"state": State.ORPHANED, "target": None}
    if found is not None:
        place, is_moved = found
        target = w3c.target_of(version.pk, place, mark.kind)
        values = {"state": State.MOVED if is_moved else State.PLACED, "target": target}
    with transaction.atomic():
        placement, _made = MarkPlacement.objects.get_or_create(mark=mark, version=version, defaults=values)
    return placement


def _bases(mark: Mark, version: PaperVersion) -> list[tuple[UUID, dict[str, Any]]]:
    """The versions the place of the mark is known in, nearest first."""
    rows = mark.placements.filter(version__number__lt=version.number).exclude(state=State.ORPHANED)
    nearest = rows.order_by("-version__number").first()
    known = [(mark.made_on_id, mark.target)]
    if nearest is not None and (place := nearest.place) is not None:
        known.insert(0, (nearest.version_id, place))
    return known


def text_of(version_id: UUID, texts: dict[UUID, Text]) -> Text:
    """The prepared text of a version, read once."""
    if version_id not in texts:
        pages = PaperPage.objects.filter(version=version_id).order_by("number")
        texts[version_id] = Text.of(pages.values_list("text", flat=True))
    return texts[version_id]
