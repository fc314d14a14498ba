"""Where a document was cited: the papers, minutes and notices that name its number, as far as the viewer may read them.

A number comes again every year: with a day beside it, or a newer document of that number, it may mean another one.
Which one is told exactly as the reader's links tell it (`papers/citations.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from papers.citations import meant_by, named_in, papers_numbered
from papers.models import Paper, PaperPage, PaperVersion
from search import door, showing
from search.backends.base import Row
from search.showing import Group

PIECES, SHOWN = 400, 60
PAPER: Final = "paper"


@dataclass(frozen=True, slots=True)
class Cited:
    """Who names a document: `total` counts things; no number, nothing to look for."""

    groups: tuple[Group, ...] = ()
    total: int = 0
    is_more: bool = False


def where_cited(user: Any, paper: Paper) -> Cited:
    """The caller has checked the paper. A constant number of queries."""
    query, rows = door.pieces_citing(user, paper.document_number, PIECES)
    if query is None:
        return Cited()
    things = door.by_thing([*_of_papers(user, paper, rows), *(row for row in rows if row.kind != PAPER)])
    things.sort(key=lambda thing: thing[0].moment, reverse=True)
    shown = showing.groups(user, query, things[:SHOWN])
    return Cited(shown, len(things), len(things) > SHOWN or len(rows) >= PIECES)


def _of_papers(user: Any, paper: Paper, rows: Iterable[Row]) -> list[Row]:
    """Those of other documents that mean this one."""
    pieces = [row for row in rows if row.kind == PAPER]
    others = dict(
        PaperVersion.objects.filter(pk__in={row.ref for row in pieces})
        .exclude(paper__citation_key=paper.citation_key)
        .values_list("pk", "paper_id")
    )
    pages = PaperPage.objects.filter(version__in=others, number__in={row.page for row in pieces})
    texts = {(row.version_id, row.number): row.text for row in pages.only("version", "number", "text")}
    known = papers_numbered(user, {paper.citation_key})
    return [row for row in pieces if row.ref in others and (not row.page or _means(paper, known, row, texts))]


def _means(paper: Paper, known: dict[str, list[Paper]], row: Row, texts: dict[tuple[UUID, int], str]) -> bool:
    """Does the page name this document? Spelled in a way no link follows, it may."""
    named = [
        one for one in named_in(row.page, texts.get((row.ref, row.page), "")) if one.key == paper.citation_key
    ]
    return not named or any(meant_by(one, known.get(one.key, [])) == paper for one in named)
