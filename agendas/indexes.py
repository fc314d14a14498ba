"""What of agendas can be found: items, by title and by who presents them; and of which sitting a paper is.

Of an item whose papers are handed out on paper only, nothing is found: it may be a state secret.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from agendas.matters import JOINED, address_of, items_of, laid, real
from agendas.models import AgendaItem
from core.registries import SEARCHABLES
from core.text import vi_date
from meetings.models import Sitting
from papers.models import PaperVersion
from search.facets import PLACINGS, Placing
from search.registering import Entry, Place, Searchable, Shown
from search.visible import Visible, audiences_of
from search.watching import Watch


def entries_of(items: list[UUID]) -> dict[UUID, list[Entry]]:
    """One piece each: the title, the short one, who presents."""
    rows = real(AgendaItem.objects.filter(pk__in=items, paper_copies_only=False)).select_related(*JOINED)
    return {
        row.pk: [
            Entry(
                ref=row.pk,
                page=0,
                text=f"{row.title} {row.short_title} {row.presenter or ''} {row.presenter_title}".strip(),
                moment=row.agenda.sitting.starts_at,
                organisation=row.organisation_id,
                sort=row.kind,
            )
        ]
        for row in rows
    }


def _found(audiences: tuple[str, ...]) -> QuerySet[AgendaItem]:
    """Items as their pages show them to who is in these audiences."""
    return real(AgendaItem.objects.shown_to(audiences)).filter(paper_copies_only=False)


visible_to = Visible(lambda user: (audiences_of(user),), lambda audiences: _found(audiences).values("pk"))


def show(user: Any, places: list[Place]) -> dict[Place, Shown]:
    """As far as they may be seen now."""
    rows = _found(audiences_of(user)).filter(pk__in={ref for ref, _page in places})
    return {(row.pk, 0): _shown(row) for row in rows.select_related(*JOINED)}


def _shown(item: AgendaItem) -> Shown:
    sitting = item.agenda.sitting
    words = (sitting.title, vi_date(sitting.starts_at), str(item.presenter or ""))
    return Shown(
        title=item.title,
        url=address_of(item),
        place=" · ".join(word for word in words if word),
    )


def _sittings(user: Any, kind: str, refs: list[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    return {
        ref: list({item.agenda.sitting_id: named(item.agenda.sitting) for item in items}.items())
        for ref, items in items_of(user, kind, refs).items()
    }


def _bodies(user: Any, kind: str, refs: list[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    return {
        ref: list({item.agenda.sitting.body_id: str(item.agenda.sitting.body.name) for item in items}.items())
        for ref, items in items_of(user, kind, refs).items()
    }


def named(sitting: Sitting) -> str:
    """A sitting among others: its title and day."""
    return f"{sitting.title} ({vi_date(sitting.starts_at)})"


def _refs(user: Any, kind: str, **of: Any) -> QuerySet | None:
    items = real(AgendaItem.objects.visible_to(user)).filter(**of)
    if kind == "item":
        return items.values("pk")
    if kind == "dossier":
        return items.filter(dossier__isnull=False).values("dossier")
    if kind != "paper":
        return None
    return PaperVersion.objects.filter(paper__in=laid(items).values("paper")).values("pk")


PLACINGS.add("sitting", Placing(lambda user, kind, pk: _refs(user, kind, agenda__sitting=pk), _sittings))
PLACINGS.add("body", Placing(lambda user, kind, pk: _refs(user, kind, agenda__sitting__body=pk), _bodies))
SEARCHABLES.add(
    "item",
    Searchable(
        kind="item",
        label=gettext_lazy("Nội dung phiên họp"),
        watches=(
            Watch(
                "agenda_item",
                "agendas.AgendaItem",
                of=(
                    "title",
                    "short_title",
                    "kind",
                    "organisation_id",
                    "presenter_id",
                    "presenter_title",
                    "paper_copies_only",
                ),
            ),
        ),
        openings=(Watch("agenda_item_shown", "agendas.AgendaItem", of=("published_at",)),),
        entries_of=entries_of,
        visible_to=visible_to,
        show=show,
        sorts=dict(AgendaItem.Kind.choices),
    ),
)
