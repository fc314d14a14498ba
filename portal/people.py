"""The people a user may look up, and what the user may see of them: posts, seats, and what they presented."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts import selectors as people
from accounts.models import Body, Person, PostHolding, Seat
from agendas.facts import ended_inside
from agendas.matters import JOINED
from agendas.models import AgendaItem
from core.errors import NotFound
from search import visible

MOST = 100
# A body and what day it is there.
Begun = tuple[UUID, date]


@dataclass(frozen=True, slots=True)
class Presented:
    """An item somebody presented, as the viewer may see it."""

    item: AgendaItem
    outcome: str


def visible_to(user: Any) -> QuerySet[Person]:
    """Oneself, the members of the bodies one has to do with, and who presents what one may see."""
    return shown_to(*facts_of(user))


def facts_of(user: Any) -> tuple[UUID | None, tuple[Begun, ...], tuple[str, ...]]:
    """What decides whom the user may look up: who he is, his bodies and what day it is there, his audiences."""
    return getattr(user, "person_id", None), _bodies(user), visible.audiences_of(user)


def shown_to(person: UUID | None, bodies: tuple[Begun, ...], audiences: tuple[str, ...]) -> QuerySet[Person]:
    """Whom he may look up of whom this is so."""
    presenters = _open(AgendaItem.objects.shown_to(audiences)).filter(presenter__isnull=False)
    return Person.objects.filter(
        Q(pk=person) | Q(pk__in=_seats(bodies).values("person")) | Q(pk__in=presenters.values("presenter"))
    )


def _bodies(user: Any) -> tuple[Begun, ...]:
    """Those of his seats and roles, each with its day; not those for practice, whose members are these once more."""
    held = [*visible.seats_of(user), *visible.roles_of(user)]
    return tuple(sorted({(row.body_id, row.today) for row in held if not row.is_practice}))


def _seats(bodies: tuple[Begun, ...]) -> QuerySet[Seat]:
    """Seats in these bodies, also former ones; of one to come nobody is told before its day, by the body's clock."""
    begun = Q(pk__in=[])
    for body, today in bodies:
        begun |= Q(body=body, valid_from__lte=today)
    return Seat.objects.filter(begun)


def _items(user: Any) -> QuerySet[AgendaItem]:
    return _open(AgendaItem.objects.visible_to(user))


def _open(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Not of rehearsals, and not what is handed out on paper only."""
    return items.filter(paper_copies_only=False, agenda__sitting__is_rehearsal=False)


def get_person(user: Any, person_id: UUID) -> Person:
    """A person the user may look up. Raises `NotFound`."""
    person = visible_to(user).filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def posts_of(person: Person) -> list[PostHolding]:
    """All posts held until today, the newest first; an appointment to come is told on its day."""
    begun = PostHolding.objects.filter(person=person, valid_from__lte=Body().today())
    rows = begun.select_related("post__organisation")
    return list(rows.order_by("-valid_from", "pk"))


def seats_of(user: Any, person: Person) -> list[Seat]:
    """Seats in the bodies the user has to do with."""
    rows = _seats(_bodies(user)).filter(person=person).select_related("body")
    return list(rows.order_by("-valid_from", "pk"))


def presented_by(user: Any, person: Person) -> list[Presented]:
    """The newest `MOST` items this person presented or will present, as far as the user may see them."""
    rows = _items(user).filter(presenter=person).select_related(*JOINED)
    return [
        Presented(row, "" if ended_inside(row) else str(row.get_ending_display() or row.get_state_display()))
        for row in rows.order_by("-agenda__sitting__starts_at", "order")[:MOST]
    ]


def posts_now(persons: list[UUID]) -> dict[UUID, str]:
    """`{person id: post}`: how each is named today."""
    return people.post_titles_on(persons, Body().today())
