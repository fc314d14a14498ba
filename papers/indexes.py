"""What of papers can be found: titles and the texts of the pages of the version one may read."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries import ADDRESSES, SEARCHABLES
from core.text import fold
from papers.models import Paper, PaperPage, PaperVersion
from search.door import Hit, Query, Searchable, matches_exactly, snippet


def find_papers(user: Any, query: Query, limit: int) -> list[Hit]:
    """Papers by title, then pages by text; each paper once."""
    visible = Paper.objects.visible_to(user).exclude(state=Paper.State.WITHDRAWN)
    by_title = [paper for paper in _titled(visible) if all(w in fold(paper.title) for w in query.words)]
    hits = {paper.pk: _hit(query, paper, 1, "") for paper in by_title[:limit]}
    readable = PaperVersion.objects.visible_to(user).filter(paper=OuterRef("version__paper"))
    newest = Subquery(readable.order_by("-number").values("pk")[:1])
    pages = PaperPage.objects.filter(version__paper__in=visible, version=newest)
    for word in query.words:
        pages = pages.filter(folded__contains=word)
    for page in pages.select_related("version__paper").order_by("version", "number")[: limit * 3]:
        paper = page.version.paper
        if paper.pk not in hits and len(hits) < limit:
            hits[paper.pk] = _hit(query, paper, page.number, page.text)
    return list(hits.values())


def _titled(papers: QuerySet[Paper]) -> list[Paper]:
    return list(papers.filter(current__isnull=False).only("pk", "title", "current_id", "kind"))


def _hit(query: Query, paper: Paper, page: int, text: str) -> Hit:
    return Hit(
        kind="paper",
        title=paper.title,
        url=ADDRESSES["paper"](paper.pk) + (f"#page={page}" if page > 1 else ""),
        place=_("Trang %(page)d") % {"page": page} if text else str(paper.get_kind_display()),
        snippet=snippet(query, text) if text else "",
        is_exact=matches_exactly(query, paper.title) or matches_exactly(query, text),
    )


SEARCHABLES.add("paper", Searchable("paper", gettext_lazy("Tài liệu"), find_papers))
