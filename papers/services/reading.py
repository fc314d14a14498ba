"""A reader opened a version, and where he is in it: kept across his devices, seen by nobody else."""

from typing import Any

from django.db import transaction

from core import clock
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
