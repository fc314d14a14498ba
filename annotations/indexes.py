"""One's own marks can be found, by nobody else: the words written, and those marked."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from accounts.models import User
from annotations import w3c
from annotations.kinds import Kind
from annotations.models import Mark
from core.registries import ADDRESSES, SEARCHABLES
from papers.models import Paper
from search.registering import Entry, Place, Searchable, Shown
from search.visible import Visible
from search.watching import Watch


def entries_of(marks: list[UUID]) -> dict[UUID, list[Entry]]:
    """One piece each; a stroke of the pen has no words."""
    rows = Mark.objects.filter(pk__in=marks, deleted_at=None)
    return {
        row.pk: [Entry(ref=row.pk, page=0, text=_words(row), moment=row.created_at, sort=row.kind)]
        for row in rows
        if _words(row)
    }


def _words(mark: Mark) -> str:
    return f"{mark.body}\n{w3c.quote_of(mark.target)}".strip()


def _own(user_id: int) -> QuerySet[Mark]:
    """The user's own, on papers that may still be seen."""
    return Mark.objects.filter(
        owner=user_id,
        deleted_at=None,
        made_on__paper__in=Paper.objects.visible_to(User(pk=user_id)).values("pk"),
    )


visible_to = Visible(lambda user: (user.pk,), lambda user_id: _own(user_id).values("pk"))


def show(user: Any, places: list[Place]) -> dict[Place, Shown]:
    """The title of the paper, and the words."""
    rows = _own(user.pk).filter(pk__in={ref for ref, _page in places}).select_related("made_on__paper")
    return {(row.pk, 0): _shown(row) for row in rows}


def _shown(mark: Mark) -> Shown:
    page = mark.target["page"]
    return Shown(
        title=mark.made_on.paper.title,
        url=ADDRESSES["paper"](mark.made_on.paper_id) + (f"#page={page}" if page > 1 else ""),
        place=str(Kind(mark.kind).label),
        text=_words(mark),
        comes_back=True,
    )


SEARCHABLES.add(
    "mark",
    Searchable(
        kind="mark",
        label=gettext_lazy("Ghi chú, đánh dấu của tôi"),
        watches=(Watch("mark", "annotations.Mark"),),
        entries_of=entries_of,
        visible_to=visible_to,
        show=show,
    ),
)
