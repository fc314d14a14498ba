"""What goes into a set of a sitting's papers for one viewer: only what that viewer may see, at that moment."""

from dataclasses import dataclass
from typing import Any

from agendas.facts import shown_title
from agendas.models import AgendaItem, ItemPaper
from meetings.models import Sitting
from papers.models import Paper, PaperVersion


@dataclass(frozen=True)
class ItemPart:
    """One item with its papers as they are laid."""

    item: AgendaItem
    rows: list[ItemPaper]

    @property
    def heading(self) -> str:
        """Number and title; of an item with paper copies only, what may be said of it."""
        return f"{self.item.number}. {shown_title(self.item)}"


def parts_for(user: Any, sitting: Sitting) -> list[ItemPart]:
    """Items and papers in the order of the agenda; in two queries. What was withdrawn isn't in it."""
    items = (
        AgendaItem.objects.visible_to(user)
        .filter(agenda__sitting=sitting, published_at__isnull=False)
        .exclude(state=AgendaItem.State.WITHDRAWN)
        .select_related("presenter", "organisation", "script")
        .order_by("order")
    )
    rows = (
        ItemPaper.objects.filter(item__agenda__sitting=sitting, version__pdf__isnull=False)
        .filter(version__in=PaperVersion.objects.visible_to(user))
        .exclude(paper__state=Paper.State.WITHDRAWN)
        .select_related("paper", "version__pdf")
        .order_by("order")
    )
    of_item: dict[Any, list[ItemPaper]] = {}
    for row in rows:
        of_item.setdefault(row.item_id, []).append(row)
    return [ItemPart(item, of_item.get(item.pk, [])) for item in items]


def versions_in(parts: list[ItemPart]) -> list[str]:
    """The versions of all papers."""
    return [str(row.version_id) for part in parts for row in part.rows]
