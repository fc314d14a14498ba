"""Versions of one paper for a viewer: which there are, what differs between two, what changed since one was read."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from core.errors import NotFound
from papers import differences
from papers.differences import Differences
from papers.keeping import Kept, state_of_text
from papers.models import Paper, PaperOpening, PaperVersion
from papers.passages import text_of

# Many readers open the same new version within minutes.
_COMPARED: Kept[Differences] = Kept(32)


def versions_for(user: Any, paper: Paper | UUID) -> list[PaperVersion]:
    """The versions of a paper this user may see, newest first."""
    return list(PaperVersion.objects.visible_to(user).filter(paper=paper).order_by("-number"))


def version_facts(version: PaperVersion, newest: int, at: datetime) -> dict[str, Any]:
    """One version as the reader lists it: when, by whom, with what note."""
    return {
        "id": str(version.pk),
        "number": version.number,
        "at": at.isoformat(),
        "by": version.added_by,
        "note": version.note,
        "pages": version.page_count,
        "ready": version.is_readable,
        "is_newest": version.number == newest,
    }


def list_for(user: Any, paper: Paper, shown: Callable[[datetime], datetime]) -> list[dict[str, Any]]:
    """The versions of a paper the user may see, newest first, each with its moment as `shown` says it was."""
    rows = versions_for(user, paper)
    return [version_facts(row, rows[0].number, shown(row.created_at)) for row in rows]


def two_to_compare(
    user: Any, paper: Paper, old: int | None, new: int | None
) -> tuple[list[PaperVersion], PaperVersion, PaperVersion]:
    """All versions the user may see, and the two to compare: by number, else the newest and the one before it.

    A number he may not see is as good as missing. Raises `NotFound`, also where there is only one.
    """
    rows = versions_for(user, paper)
    by_number = {row.number: row for row in rows}
    if len(rows) < 2:
        raise NotFound
    second = by_number.get(rows[0].number if new is None else new)
    if second is None:
        raise NotFound
    if old is None:
        old = next((row.number for row in rows if row.number < second.number), rows[0].number)
    first = by_number.get(old)
    if first is None or first == second:
        raise NotFound
    return rows, first, second


def differences_between(old: PaperVersion, new: PaperVersion) -> Differences:
    """What differs from `old` to `new`; the caller has checked that both may be read.

    Two queries and a bounded amount of work, whatever the size (`papers.differences`).
    """

    def made() -> Differences:
        first, second = (
            text_of(row.pages.order_by("number").values_list("number", "text")) for row in (old, new)
        )
        return differences.compare(first, second)

    # Not while pages are still being read.
    return _COMPARED.of(state_of_text(old, new), made, keep=old.is_readable and new.is_readable)


def last_read(user: Any, papers: Iterable[UUID]) -> dict[UUID, int]:
    """`{paper id: highest version number this user opened}`: the user's own fact, in one query."""
    rows = PaperOpening.objects.filter(user=user, version__paper__in=list(papers))
    found: dict[UUID, int] = {}
    for paper, number in rows.values_list("version__paper", "version__number"):
        found[paper] = max(number, found.get(paper, 0))
    return found


def read_before(user: Any, version: PaperVersion) -> PaperVersion | None:
    """The newest older version this user opened and still may see."""
    opened = PaperOpening.objects.filter(user=user, version__paper=version.paper_id).values("version")
    rows = PaperVersion.objects.visible_to(user).filter(
        pk__in=opened, paper=version.paper_id, number__lt=version.number
    )
    return rows.order_by("-number").first()


def changes_since_read(user: Any, version: PaperVersion) -> dict[str, Any]:
    """`{"since": number | None, "pages": […], "places": n}`: pages of `version` that differ from the one read
    before; who reads the paper for the first time finds nothing changed.
    """
    before = read_before(user, version)
    if before is None or not (before.is_readable and version.is_readable):
        return {"since": None, "pages": [], "places": 0}
    found = differences_between(before, version)
    return {
        "since": before.number,
        "pages": found.pages,
        "places": len(found.places) + found.left_off,
    }
