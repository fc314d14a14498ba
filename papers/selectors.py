"""Reads of papers for screens, always for a viewer or a stream."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from core import clock
from papers.events import preparation_facts
from papers.models import PaperLaying, PaperOpening, PaperVersion

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
    """Those of these `(user id, version id)` that may still be read: by what is laid in one query, the others each."""
    laid = PaperLaying.objects.filter(
        version__in={version for _user, version in pairs}, group__user__in={user for user, _version in pairs}
    )
    found = pairs & set(laid.values_list("group__user", "version"))
    users = get_user_model()._default_manager.in_bulk({user for user, _version in pairs - found})
    return found | {
        (user, version)
        for user, version in pairs - found
        if user in users and PaperVersion.objects.visible_to(users[user]).filter(pk=version).exists()
    }


def versions_of(paper_id: UUID) -> list[PaperVersion]:
    """All versions of one paper, newest first, with their files."""
    rows = PaperVersion.objects.filter(paper=paper_id).select_related("original", "pdf")
    return list(rows.order_by("-number"))


def contents_of(version: PaperVersion) -> dict[str, Any]:
    """Sizes of all pages (points) and the outline, for a reader that lays out before it draws."""
    rows = version.pages.order_by("number").values_list("number", "width", "height", "text_source")
    return {
        **preparation_facts(version),
        "outline": version.outline,
        "sizes": [{"page": n, "width": w, "height": h, "readable": s != "unreadable"} for n, w, h, s in rows],
    }


def last_pages(user: Any, version_ids: Iterable[UUID]) -> dict[UUID, int]:
    """`{version id: page}` where the user left off, for versions opened before."""
    rows = PaperOpening.objects.filter(user=user, version__in=list(version_ids))
    return dict(rows.values_list("version_id", "last_page"))
