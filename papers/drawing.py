"""The pictures of a paper's pages that weren't needed to read it: drawn afterwards, gone on with after a killed run.

Huge pages are cut in tiles (`papers.tiles`): the first ones at once, the others when a reader asks. A paper keeps the
tiles of `MOST_TILED` pages, those looked at last. Whatever is drawn is drawn for `TURN_SECONDS`; the rest goes to the
end of the queue, so that others have their turn.
"""

import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q, QuerySet

from core import clock
from core.jobs import enqueue, progress
from core.models import Job
from papers import extraction, sandbox, storing
from papers.models import PaperPage, PaperVersion

# What tiles a paper may fill the storage with: about 25 MB a page.
MOST_TILED = 40
TURN_SECONDS = 20.0
# Who asked for tiles longer ago has gone on; that tiles are looked at is noted so often.
ASKED_FOR, NOTED_EVERY = timedelta(minutes=2), timedelta(minutes=10)
ASKED_AGAIN = timedelta(seconds=10)
UNREADABLE, RECOGNISED = PaperPage.TextSource.UNREADABLE, PaperPage.TextSource.RECOGNISED
ALL, ASKED = "papers.draw_pages", "papers.draw_tiles"


def undrawn(version: PaperVersion) -> QuerySet[PaperPage]:
    """The pages whose pictures are still to come."""
    return version.pages.filter(thumbnail_path="").exclude(text_source=UNREADABLE).order_by("number")


def untiled(version: PaperVersion) -> dict[int, int]:
    """`{number: dots wide}` of the huge pages still to be cut; 0 for those after the first `MOST_TILED`, of which only
    the words are taken: their tiles come when asked for.
    """
    huge = version.pages.filter(dots_wide__gt=0).order_by("number").only("number", "dots_wide", "is_tiled")
    return {
        page.number: page.dots_wide if at < MOST_TILED else 0
        for at, page in enumerate(huge)
        if not page.is_tiled
    }


def is_wanted(version: PaperVersion) -> bool:
    """Is anything left to be drawn?"""
    return undrawn(version).exists() or bool(untiled(version))


def draw(job: Job, version: PaperVersion, after: int = 0) -> None:
    """Draw what is undrawn; a page that can't be drawn is said to be unreadable and costs the others nothing. Up to
    page `after` huge ones were tried already.
    """
    numbers = list(undrawn(version).values_list("number", flat=True))
    huge = {number: wide for number, wide in untiled(version).items() if number > after}
    if not (numbers or huge):
        return
    end, done, total = time.monotonic() + TURN_SECONDS, 0, len(numbers) + len(huge)
    with sandbox.work_folder() as work:
        pdf = _fetched(version, work)
        for page in extraction.draw(pdf, work, numbers):
            place = storing.keep_page_pictures(version.pk, page.number, page.thumbnail, page.preview)
            found = {"thumbnail_path": place} if place else {"text_source": UNREADABLE}
            version.pages.filter(number=page.number).update(**found)
            done += 1
            progress(job, done, total)
            if time.monotonic() > end and done < total:
                enqueue(ALL, version=version.pk)
                return
        for number in _cut(pdf, work, version, huge):
            done += 1
            progress(job, done, total)
            if time.monotonic() > end and done < total:
                enqueue(ALL, version=version.pk, after=number)
                return


def draw_asked(job: Job, version: PaperVersion) -> None:
    """Cut the pages readers ask for, what was asked for last first."""
    end = time.monotonic() + TURN_SECONDS
    with sandbox.work_folder() as work:
        pdf = None
        while (page := _asked(version).first()) is not None:
            if time.monotonic() > end:
                enqueue(ASKED, version=version.pk)
                return
            pdf = pdf or _fetched(version, work)
            for _number in _cut(pdf, work, version, {page.number: page.dots_wide}):
                _make_room(version)


@transaction.atomic
def ask_for(page: PaperPage) -> None:
    """A reader looks at a page whose tiles don't lie in storage: a job draws them, one at a time for each version."""
    now = clock.real()
    if page.tiles_asked_at is None or page.tiles_asked_at < now - ASKED_AGAIN:
        PaperPage.objects.filter(pk=page.pk).update(tiles_asked_at=now)
    jobs = Job.objects.filter(kind=ASKED, ids={"version": str(page.version_id)})
    if not jobs.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).exists():
        enqueue(ASKED, version=page.version_id)


def note_looked_at(page: PaperPage) -> None:
    """The tiles of a page are used: they go last."""
    before = clock.real() - NOTED_EVERY
    if page.tiles_at is not None and page.tiles_at < before:
        PaperPage.objects.filter(pk=page.pk, tiles_at__lt=before).update(tiles_at=clock.real())


def _fetched(version: PaperVersion, work: Path) -> Path:
    """The PDF without recognised words, where there are two: its pictures are the same."""
    file = version.plain_pdf or version.pdf
    assert file is not None
    return storing.fetch(file, work / "paper.pdf")


def _cut(pdf: Path, work: Path, version: PaperVersion, pages: dict[int, int]) -> Iterable[int]:
    """Cut these pages, and say each that is done with; one that can't be cut is read whole."""
    left = dict(pages)
    for strip in extraction.draw_tiles(pdf, work, pages):
        storing.keep_tiles(version.pk, strip.number, strip.tiles)
        if strip.words is not None:
            keep_words(version, strip.number, strip.words)
        if strip.is_last:
            at = clock.real() if left.pop(strip.number) else None
            rows = version.pages.filter(number=strip.number)
            rows.update(is_tiled=True, tiles_at=at, tiles_asked_at=None)
            yield strip.number
    for number in left:
        version.pages.filter(number=number).update(is_tiled=False, tiles_asked_at=None)
        yield number


@transaction.atomic
def keep_words(version: PaperVersion, number: int, words: Path) -> None:
    """The words of a page as its file has them, unless others were recognised meanwhile: those stay."""
    page = version.pages.select_for_update().get(number=number)
    if page.text_source != RECOGNISED:
        storing.keep_page_words(version.pk, number, words)


def _asked(version: PaperVersion) -> QuerySet[PaperPage]:
    since = Q(tiles_asked_at__gte=clock.real() - ASKED_FOR)
    rows = version.pages.filter(since, is_tiled=True, tiles_at=None, dots_wide__gt=0)
    return rows.order_by("-tiles_asked_at")


def _make_room(version: PaperVersion) -> None:
    """The tiles looked at longest ago go, so that those of `MOST_TILED` pages are left."""
    rows = version.pages.filter(tiles_at__isnull=False).order_by("-tiles_at")
    for number in list(rows.values_list("number", flat=True)[MOST_TILED:]):
        version.pages.filter(number=number).update(tiles_at=None)
        storing.forget_folder(storing.tile_folder(version.pk, number))
