"""Reads of papers for screens, always for a viewer or a stream."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Case, QuerySet, When

from core import clock
from papers import tiles
from papers.events import preparation_facts
from papers.models import PaperLaying, PaperOpening, PaperPage, PaperVersion

# A page that follows conversions shows those of the last day.
FOLLOWED_FOR = timedelta(days=1)
# The kind of thing a download is about.
VERSION = "paper_version"


def preparing(versions: QuerySet[PaperVersion]) -> dict[str, Any]:
    """The part of a stream's document that the events of papers patch."""
    recent = versions.filter(created_at__gte=clock.real() - FOLLOWED_FOR)
    return {"preparing": {str(version.pk): preparation_facts(version) for version in recent}}


def preparing_for_person(person_id: UUID | str) -> dict[str, Any]:
    """Versions of papers this person brought."""
    return preparing(PaperVersion.objects.filter(paper__owner__person=UUID(str(person_id))))


def still_readable(pairs: set[tuple[int, Any]]) -> set[tuple[int, Any]]:
    """Those of these `(user id, version id)` that may still be read: by what is laid in one query, the others by one
    for each user.
    """
    laid = PaperLaying.objects.filter(
        version__in={version for _user, version in pairs}, group__user__in={user for user, _version in pairs}
    )
    found = pairs & set(laid.values_list("group__user", "version"))
    users = get_user_model()._default_manager.in_bulk({user for user, _version in pairs - found})
    for pk, user in users.items():
        asked = {version for one, version in pairs - found if one == pk}
        seen = PaperVersion.objects.visible_to(user).filter(pk__in=asked).values_list("pk", flat=True)
        found |= {(pk, version) for version in seen}
    return found


def versions_of(paper_id: UUID) -> list[PaperVersion]:
    """All versions of one paper, newest first, with their files."""
    rows = PaperVersion.objects.filter(paper=paper_id).select_related("original", "pdf")
    return list(rows.order_by("-number"))


def contents_of(version: PaperVersion, *, with_tiles: bool = True) -> dict[str, Any]:
    """Sizes of all pages (points) and the outline, for a reader that lays out before it draws.

    "tiles" of a huge page: the dots `[wide, high]` of each level, from the sharpest (`papers.tiles`); "words": has it
    any?
    """
    rows = version.pages.order_by("number").defer("text")
    rows = rows.annotate(is_bare=Case(When(text="", then=True), default=False))
    return {
        **preparation_facts(version),
        "outline": version.outline,
        "sizes": [_size_of(row, with_tiles=with_tiles) for row in rows],
    }


def _size_of(page: Any, *, with_tiles: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "page": page.number,
        "width": page.width,
        "height": page.height,
        "readable": page.text_source != "unreadable",
    }
    if with_tiles and page.is_tiled:
        facts["tiles"] = tiles.levels(page.dots_wide, page.width, page.height)
        facts["words"] = not page.is_bare
    return facts


def text_sources(version: PaperVersion) -> dict[str, list[int]]:
    """`{"scanned": [page], "recognised": [page]}`: the pages nobody finds words on, and those whose words may be
    wrong.
    """
    source = PaperPage.TextSource
    found: dict[str, list[int]] = {source.SCANNED.value: [], source.RECOGNISED.value: []}
    if version.scanned_pages:
        rows = version.pages.filter(text_source__in=found).order_by("number")
        for number, where in rows.values_list("number", "text_source"):
            found[where].append(number)
    return found


def last_pages(user: Any, version_ids: Iterable[UUID]) -> dict[UUID, int]:
    """`{version id: page}` where the user left off, for versions opened before."""
    rows = PaperOpening.objects.filter(user=user, version__in=list(version_ids))
    return dict(rows.values_list("version_id", "last_page"))
