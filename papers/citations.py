"""Documents a paper names ("Nghị quyết số 17/NQ-CP") that its reader may open too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from core.text import CITATION, citation_key, nfc
from papers.keeping import Kept, state_of_text
from papers.models import Paper, PaperVersion

# Of a collection of laws the first so many are looked up.
MOST: Final = 2_000
_DAY = re.compile(
    r"^\W{0,3}ngày\s+(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One naming: page (from 1), the words as they stand, the number in its one form, the day named with it."""

    page: int
    words: str
    key: str
    day: date | None


_NAMED: Kept[list[Citation]] = Kept(64)


def named_by(version: PaperVersion) -> list[Citation]:
    """All that a version names, in order; one query, and one more the first time."""

    def made() -> list[Citation]:
        found: list[Citation] = []
        for number, text in version.pages.order_by("number").values_list("number", "text"):
            found += named_in(number, text)
            if len(found) >= MOST:
                break
        return found[:MOST]

    return _NAMED.of(state_of_text(version), made, keep=version.is_readable)


def named_in(page: int, text: str) -> Iterator[Citation]:
    """What one page names."""
    text = nfc(text)
    for match in CITATION.finditer(text):
        yield Citation(page, match.group(), citation_key(match.group()), _day_after(text[match.end() :][:60]))


def _day_after(rest: str) -> date | None:
    found = _DAY.match(" ".join(rest.split()))
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def resolved_for(user: Any, version: PaperVersion) -> list[dict[str, Any]]:
    """Namings of `version` that lead somewhere for this user: `[{"page", "words", "paper", "title"}]`.

    Three queries at most, whatever the paper names and whatever there is. The caller has checked the version. A
    number that is used every year again ("17/NQ-CP") is told apart by the day named with it.
    """
    named = named_by(version)
    papers = papers_numbered(user, {one.key for one in named}, version.paper_id) if named else {}
    found: dict[tuple[int, str, UUID], dict[str, Any]] = {}
    for one in named:
        paper = meant_by(one, papers.get(one.key, []))
        if paper is not None:
            facts = {"page": one.page, "words": one.words, "paper": str(paper.pk), "title": paper.title}
            found.setdefault((one.page, one.words, paper.pk), facts)
    return list(found.values())


def papers_numbered(user: Any, keys: set[str], itself: UUID | None = None) -> dict[str, list[Paper]]:
    """By number, the newest document first. Only what the user may see and open."""
    readable = PaperVersion.objects.visible_to(user).values("paper")
    rows = (
        Paper.objects.visible_to(user)
        .filter(citation_key__in=keys, pk__in=readable)
        .exclude(state=Paper.State.WITHDRAWN)
        .only("pk", "title", "citation_key", "document_date")
    )
    found: dict[str, list[Paper]] = {}
    for row in sorted(
        (one for one in rows if one.pk != itself), key=lambda one: one.document_date or date.min, reverse=True
    ):
        found.setdefault(row.citation_key, []).append(row)
    return found


def meant_by(named: Citation, papers: list[Paper]) -> Paper | None:
    """With a day named, the document of that day or one without a known day; else the newest."""
    if named.day is None:
        return papers[0] if papers else None
    of_day = [one for one in papers if one.document_date == named.day]
    return next(iter(of_day + [one for one in papers if one.document_date is None]), None)
