"""Sittings in each of their states, made the way the product makes them."""

from datetime import datetime, timedelta
from typing import Any

from accounts.deeds import deed_of
from accounts.models import Body, BodyRole, User
from core import clock
from core.deed import Deed
from meetings.models import RosterEntry, Sitting
from tests.factories import people
from tests.factories.kept import kept


@kept
def secretary_of(body: Body) -> User:
    """The officer who conducts the sittings of the body, made at first use."""
    found = User.objects.filter(
        person__roles__body=body, person__roles__role=BodyRole.Role.CONDUCT, is_active=True
    ).first()
    return found or people.staff(body)


def deed_in(body: Body, user: User | None = None, key: str = "") -> Deed:
    """A deed of the user (by default the secretary) in the body."""
    return deed_of(user or secretary_of(body), body, key=key)


@kept
def sitting(body: Body | None = None, starts_at: datetime | None = None, **values: Any) -> Sitting:
    """A drafted sitting two weeks ahead with its whole roster, all replies still open."""
    from meetings import services

    body = body or people.government()
    deed = deed_in(body)
    made = services.create_sitting(
        deed,
        body,
        **{
            "title": "Phiên họp Chính phủ thường kỳ",
            "short_title": "Thường kỳ",
            "starts_at": starts_at or clock.at(body.clock_offset) + timedelta(days=14),
            "place": "Phòng họp số 1, Trụ sở Chính phủ",
            **values,
        },
    )
    services.fill_roster(deed, made)
    return made


@kept
def called_sitting(body: Body | None = None, **values: Any) -> Sitting:
    """A sitting whose invitations have gone out."""
    from meetings import services

    made = sitting(body, **values)
    return services.call_sitting(deed_in(made.body), made)


@kept
def open_sitting(body: Body | None = None, present: int | None = None, **values: Any) -> Sitting:
    """A sitting opened with `present` members on site (by default all of them)."""
    from meetings import services

    made = called_sitting(body, **values)
    deed = deed_in(made.body)
    services.set_presence(deed, made, [row.pk for row in member_entries(made)[:present]], "on_site")
    return services.open_sitting(deed, made)


def member_entries(of: Sitting) -> list[RosterEntry]:
    """The members' entries of the roster, by precedence."""
    return list(of.roster.filter(role=RosterEntry.Role.MEMBER, removed_at=None).order_by("order"))


def entry_of(of: Sitting, user: User) -> RosterEntry:
    """A user's own entry of the roster."""
    return of.roster.get(person_id=user.person_id, removed_at=None)
