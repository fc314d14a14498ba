"""Which papers came in time, by the deadline of each sitting (`agendas.lateness`); and the figure per ministry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from agendas.lateness import deadlines_of
from agendas.models import AgendaItem, ItemPaper
from copies.models import LateAllowance
from core import clock
from meetings.models import Sitting
from papers.models import Paper


class State(TextChoices):
    """How a paper stands to its deadline."""

    ON_TIME = "on_time", _("Đúng hạn")
    LATE = "late", _("Gửi chậm")
    ALLOWED = "allowed", _("Gửi chậm, được cho phép")
    MISSING = "missing", _("Chưa gửi")


@dataclass(frozen=True)
class Sent:
    """One paper of one sitting, or an item that has none yet (`row` None): whose, due when, sent when."""

    sitting: Sitting
    item: AgendaItem
    row: ItemPaper | None
    ministry: str
    due: date | None
    sent_on: date | None
    state: str
    allowance: LateAllowance | None = None

    @property
    def state_words(self) -> str:
        """The state as it is said."""
        return str(State(self.state).label)


@dataclass
class Figure:
    """The papers of one ministry."""

    ministry: str
    on_time: int = 0
    late: int = 0
    allowed: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.on_time + self.late + self.allowed + self.missing


def papers_of(sittings: Iterable[Sitting]) -> list[Sent]:
    """Every paper of these sittings (with their bodies), and items without one; in a fixed number of queries.

    A paper was sent when its dossier was submitted, one without a dossier when it was put on the item, by the clock
    of the body. Papers of internal parts, and items of which only paper copies go round, aren't counted.
    """
    known = {sitting.pk: sitting for sitting in sittings}
    due = deadlines_of(known.values())
    allowed = {(row.sitting_id, row.paper_id): row for row in LateAllowance.objects.filter(sitting__in=known)}
    items = (
        AgendaItem.objects.filter(agenda__sitting__in=known, paper_copies_only=False)
        .exclude(state=AgendaItem.State.WITHDRAWN)
        .select_related("agenda", "organisation")
        .order_by("agenda__sitting__starts_at", "order")
    )
    rows = (
        ItemPaper.objects.filter(item__in=items, internal_part=None)
        .exclude(paper__state=Paper.State.WITHDRAWN)
        .select_related("item", "paper__organisation", "paper__dossier_paper__dossier")
        .order_by("order")
    )
    of_item: dict[Any, list[ItemPaper]] = {}
    for row in rows:
        of_item.setdefault(row.item_id, []).append(row)
    found = []
    for item in items:
        sitting = known[item.agenda.sitting_id]
        ministry = item.organisation.name if item.organisation else ""
        last = due[sitting.pk].due
        for row in of_item.get(item.pk, []):
            whose = row.paper.organisation.name if row.paper.organisation else ministry
            sent = _sent_on(sitting, row)
            allowance = allowed.get((sitting.pk, row.paper_id))
            # Where somebody named set another day, that day counts and not the label of the rule set's.
            is_labelled = row.is_late and due[sitting.pk].named is None
            late = is_labelled or (last is not None and sent > last)
            state = (State.ALLOWED if allowance else State.LATE) if late else State.ON_TIME
            found.append(Sent(sitting, item, row, whose, last, sent, state, allowance if late else None))
        if item.pk not in of_item:
            found.append(Sent(sitting, item, None, ministry, last, None, State.MISSING))
    return found


def figures(sent: Iterable[Sent]) -> list[Figure]:
    """One line per ministry, by name."""
    rows: dict[str, Figure] = {}
    for one in sent:
        figure = rows.setdefault(one.ministry, Figure(one.ministry))
        setattr(figure, one.state, getattr(figure, one.state) + 1)
    return sorted(rows.values(), key=lambda figure: figure.ministry)


def _sent_on(sitting: Sitting, row: ItemPaper) -> date:
    filed = getattr(row.paper, "dossier_paper", None)
    submitted = filed.dossier.submitted_at if filed else None
    return clock.local_day(submitted or sitting.body.time_of(row.created_at))
