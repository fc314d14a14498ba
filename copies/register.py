"""Reads of the register of paper copies."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db.models import Prefetch, QuerySet

from agendas.models import AgendaItem
from copies.models import PaperCopy, PaperStub
from meetings.models import RosterEntry, Sitting


@dataclass(frozen=True)
class StubRows:
    """A stub with its copies and where each is."""

    stub: PaperStub
    copies: list[tuple[PaperCopy, str, str]]
    # What the form for more copies is sent under: pressed twice it counts once.
    key: str = field(default_factory=lambda: str(uuid4()))

    @property
    def missing(self) -> list[PaperCopy]:
        """Those that should have come back."""
        return [copy for copy, state, _words in self.copies if state == PaperCopy.State.MISSING]

    @property
    def counts(self) -> dict[str, int]:
        """How many there are, still to be handed out, and out."""
        states = [state for _copy, state, _words in self.copies]
        out = states.count(PaperCopy.State.OUT) + states.count(PaperCopy.State.MISSING)
        return {"all": len(states), "kept": states.count(PaperCopy.State.KEPT), "out": out}


def stubs_of(sitting: Sitting) -> list[StubRows]:
    """All stubs of a sitting in the order of its items, in two queries: `copies` are (copy, state, its words)."""
    return _rows(PaperStub.objects.filter(item__agenda__sitting=sitting), sitting)


def stubs_on(item: AgendaItem) -> list[StubRows]:
    """The stubs of one item, for its page at the desk."""
    return _rows(PaperStub.objects.filter(item=item), item.agenda.sitting)


def stubs_for(user: Any, sitting: Sitting) -> dict[str, list[dict[str, Any]]]:
    """`{item id: [{number, classification, responsible, mine}]}` on the items this user sees; `mine` are the numbers
    of the paper copies he has now. In two queries.
    """
    items = AgendaItem.objects.visible_to(user).filter(agenda__sitting=sitting, published_at__isnull=False)
    items = items.exclude(state=AgendaItem.State.WITHDRAWN)
    held = PaperCopy.objects.filter(
        entry__person=user.person_id, entry__person__isnull=False, returned_at=None, destroyed_at=None
    )
    stubs = PaperStub.objects.filter(item__in=items).order_by("created_at")
    found: dict[str, list[dict[str, Any]]] = {}
    for stub in stubs.prefetch_related(Prefetch("copies", queryset=held)):
        said = {
            "number": stub.number,
            "classification": str(stub.shown_class),
            "responsible": stub.responsible,
        }
        mine = [copy.number for copy in stub.copies.all()]
        found.setdefault(str(stub.item_id), []).append({**said, "mine": mine})
    return found


def _rows(stubs: QuerySet[PaperStub], sitting: Sitting) -> list[StubRows]:
    return [
        StubRows(
            stub,
            [
                (copy, state, str(PaperCopy.State(state).label))
                for copy in stub.copies.all()
                if (state := copy.state_in(sitting))
            ],
        )
        for stub in stubs.select_related("item__organisation").prefetch_related("copies")
    ]


def holders_of(sitting: Sitting) -> list[RosterEntry]:
    """Whom a copy may be handed to."""
    return list(sitting.roster.filter(removed_at=None).order_by("order", "name"))
