"""What a user may see, as SQL: written once for what is known of him, carried out anew each time somebody searches.

Django takes longer to write a query of rights than a database to answer it. So a kind says apart what decides (groups,
roles, seats: read for each search) and what query follows from it; the text of the query is kept, never its answer.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import Group
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, Value

from accounts.models import Body, BodyRole, Seat, User
from core.readings import Row, one, question, read_together
from search.registering import remembered

# Texts of queries kept in a process: some for each of the users who search.
KEPT = 2000
# What says whether somebody has a role or a seat today.
OF_BODY = ("body__is_practice", "body__clock_offset", "valid_from", "valid_to")
# SQL and its values.
Statement = tuple[str, tuple[Any, ...]]
Facts = tuple[Hashable, ...]


@dataclass(frozen=True)
class Visible:
    """The refs of a kind a user may see. `facts(user)` reads what decides; `query(*facts)` follows from it alone."""

    facts: Callable[[Any], Facts]
    query: Callable[..., QuerySet]

    def __call__(self, user: Any) -> QuerySet:
        """As a query of one column."""
        return self.query(*self.facts(user))


def written(visible_to: Callable[[Any], QuerySet], user: Any) -> Statement | None:
    """The query of what this user may see; None if that is nothing."""
    if isinstance(visible_to, Visible):
        return _kept(visible_to, visible_to.facts(user), connection.vendor)
    return spelt(visible_to(user))


def spelt(query: QuerySet) -> Statement | None:
    """A query as SQL; None if it can be seen to find nothing."""
    try:
        sql, values = query.query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, tuple(values)


@lru_cache(maxsize=KEPT)
def _kept(visible: Visible, facts: Facts, _vendor: str) -> Statement | None:
    return spelt(visible.query(*facts))


# --- what decides, read once in a step of a search, on one trip -----------------------------------------------
class Held(NamedTuple):
    """A role or a seat (`role` is empty) somebody has on the day it is in its body."""

    body_id: UUID
    role: str
    organisation_id: UUID | None
    is_practice: bool
    today: date


def audiences_of(user: Any) -> tuple[str, ...]:
    """The names of the groups the user is in now."""
    return _known(user)[0]


def roles_of(user: Any) -> list[Held]:
    """The roles the user has today, each by its body's own today."""
    return _known(user)[1]


def seats_of(user: Any) -> list[Held]:
    """The seats the user has today."""
    return _known(user)[2]


def _known(user: Any) -> tuple[tuple[str, ...], list[Held], list[Held]]:
    return remembered(("known", user.pk), lambda: _read(user))


def _read(user: Any) -> tuple[tuple[str, ...], list[Held], list[Held]]:
    if not getattr(user, "is_active", False):
        return (), [], []
    asked = [_audiences(user=user.pk)]
    if user.person_id:
        asked += [_roles(person=user.person_id), _seats(person=user.person_id)]
    names, roles, seats = [*read_together(*asked), [], []][:3]
    return tuple(name for (name,) in names), _valid(roles), _valid(seats)


def _valid(rows: list[Row]) -> list[Held]:
    return [
        Held._make((*held, today))
        for *held, offset, begins, ends in rows
        if Seat(valid_from=begins, valid_to=ends).is_valid_on(today := Body(clock_offset=offset).today())
    ]


@question
def _audiences() -> QuerySet:
    return Group.objects.filter(user=one("user", User.id)).order_by("name").values_list("name")


@question
def _roles() -> QuerySet:
    rows = BodyRole.objects.filter(person=one("person", BodyRole.person)).order_by("pk")
    return rows.values_list("body", "role", "organisation", *OF_BODY)


@question
def _seats() -> QuerySet:
    rows = Seat.objects.filter(person=one("person", Seat.person)).order_by("pk")
    return rows.values_list("body", Value(""), "organisation", *OF_BODY)
