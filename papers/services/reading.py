"""A reader opened a version, and where he is in it: kept across his devices, seen by nobody else."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from core import clock
from core.registries import VERSION_OPENED
from papers.models import PaperOpening, PaperVersion


@transaction.atomic
def note_opening(user: Any, version: PaperVersion, page: int | None = None) -> PaperOpening:
    """Remember that `user` has this version open at `page` (from 1; None: leave the page as it was)."""
    now = clock.real()
    row, is_new = PaperOpening.objects.get_or_create(
        version=version, user=user, defaults={"first_at": now, "last_at": now, "last_page": page or 1}
    )
    if not is_new:
        row.last_at = now
        if page is not None:
            row.last_page = max(1, min(page, version.page_count or page))
        row.save(update_fields=["last_at", "last_page"])
    return row


def note_reading(user: Any, version: PaperVersion) -> None:
    """Pages of the version go out to `user`: an opening, if none of this reader was noted within `COPY_SCREEN_MINUTES`.

    One look at an index where one was: a reader's program fetches a paper in hundreds of pieces.
    """
    since = clock.real() - timedelta(minutes=settings.COPY_SCREEN_MINUTES)
    if PaperOpening.objects.filter(version=version, user=user, last_at__gte=since).exists():
        return
    with transaction.atomic():
        note_opening(user, version)
        for follow_up in VERSION_OPENED.all("opened"):
            follow_up(user, version)


@transaction.atomic
def note_taken_along(user: Any, versions: Collection[UUID]) -> None:
    """Versions bound in a set go out to `user`: each he had never opened is opened by that."""
    now = clock.real()
    opened = PaperOpening.objects.filter(user=user, version__in=versions).values_list("version", flat=True)
    rows = [
        PaperOpening(user=user, version_id=version, first_at=now, last_at=now)
        for version in set(versions) - set(opened)
    ]
    PaperOpening.objects.bulk_create(rows, ignore_conflicts=True)
