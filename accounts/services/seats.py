"""Seats, roles and mandates of a body: begun and ended, never deleted. What ends is felt within two seconds."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.errors import (
    AlreadyHeadOf,
    AlreadySeated,
    EndsTooEarly,
    ForOneself,
    OwnAccess,
    RoleHeld,
    ToOneself,
)
from accounts.models import Body, BodyRole, Mandate, Organisation, Person, Seat, User
from accounts.services.ending import end
from audit.services import record
from core.deed import Deed
from core.registries import PEOPLE_CHANGED
from core.text import vi_date
from realtime.audiences import bump_epoch

ACTING = "Q."


@transaction.atomic
def add_seat(
    deed: Deed,
    body: Body,
    person: Person,
    *,
    post_title: str,
    valid_from: date,
    short_title: str = "",
    organisation: Organisation | None = None,
    precedence: int | None = None,
    is_head: bool = False,
    is_deputy_head: bool = False,
    can_vote: bool = True,
    is_acting: bool = False,
) -> Seat:
    """Seat a person; without a precedence, last in the order. One who acts is named "Q." before the post.

    Raises `AlreadySeated`, `AlreadyHeadOf`, `ForOneself`.
    """
    _ensure_for_another(deed, person, "person")
    body = _lock_body(body.pk)
    open_seats = Seat.objects.filter(body=body, valid_to=None)
    if open_seats.filter(person=person).exists():
        raise AlreadySeated(name=person.full_name, body=body.name, field="person")
    # One head a day: also until the day on which the one there is ends.
    heads = Seat.objects.filter(body=body, is_head=True).exclude(valid_to__lte=valid_from)
    if is_head and (head := heads.select_related("person").first()):
        raise AlreadyHeadOf(body=body.name, name=head.person.full_name, field="is_head")
    if is_acting and not post_title.startswith(ACTING):
        post_title = f"{ACTING} {post_title}"[:250]
    seat = Seat.objects.create(
        body=body,
        person=person,
        post_title=post_title,
        short_title=short_title or post_title[:60],
        organisation=organisation,
        precedence=_next_precedence(body) if precedence is None else precedence,
        is_head=is_head,
        is_deputy_head=is_deputy_head,
        can_vote=can_vote,
        is_acting=is_acting,
        valid_from=valid_from,
    )
    told: dict[str, Any] = {
        "body": body.name,
        "name": person.full_name,
        "post": post_title,
        "since": valid_from,
    }
    record(deed, "seat.added", **told, seat=str(seat.pk), person=str(person.pk))
    _tell(body)
    return seat


@transaction.atomic
def end_seat(deed: Deed, seat: Seat, valid_to: date) -> Seat:
    """The first day on which the person is no member any more. Raises `EndsTooEarly`."""
    _lock_body(seat.body_id)
    seat = Seat.objects.select_for_update(of=("self",)).select_related("body", "person").get(pk=seat.pk)
    end(seat, valid_to)
    record(
        deed,
        "seat.ended",
        body=seat.body.name,
        name=seat.person.full_name,
        post=seat.post_title,
        until=valid_to,
        seat=str(seat.pk),
        person=str(seat.person_id),
    )
    _tell(seat.body, seat.person)
    return seat


@transaction.atomic
def order_seats(deed: Deed, body: Body, seat_ids: list[str]) -> int:
    """Put the seats in this order of precedence; seats not named keep theirs after them. Answers how many moved."""
    body = _lock_body(body.pk)
    seats = {str(seat.pk): seat for seat in Seat.objects.filter(body=body, valid_to=None)}
    named = [seats[one] for one in dict.fromkeys(seat_ids) if one in seats]
    rest = [seat for key, seat in seats.items() if key not in set(seat_ids)]
    moved = []
    for number, seat in enumerate([*named, *sorted(rest, key=lambda row: row.precedence)], start=1):
        if seat.precedence != number:
            seat.precedence = number
            moved.append(seat)
    Seat.objects.bulk_update(moved, ["precedence"])
    if moved:
        record(deed, "seats.ordered", body=body.name, moved=len(moved))
        _tell(body)
    return len(moved)


@transaction.atomic
def give_role(
    deed: Deed,
    body: Body,
    person: Person,
    role: str,
    valid_from: date,
    organisation: Organisation | None = None,
) -> BodyRole:
    """Entrust a person with a role in the body. Raises `RoleHeld`, `ForOneself`."""
    _ensure_for_another(deed, person, "person")
    body = _lock_body(body.pk)
    if BodyRole.objects.on(valid_from).filter(body=body, person=person, role=role).exists():
        raise RoleHeld(name=person.full_name, field="person")
    made = BodyRole.objects.create(
        body=body, person=person, role=role, valid_from=valid_from, organisation=organisation
    )
    record(deed, "role.given", body=body.name, name=person.full_name, role=role, since=valid_from)
    _tell(body)
    return made


@transaction.atomic
def end_role(deed: Deed, role: BodyRole, valid_to: date) -> BodyRole:
    """The first day without the role. Raises `EndsTooEarly`, `OwnAccess`."""
    _lock_body(role.body_id)
    role = BodyRole.objects.select_for_update(of=("self",)).select_related("body", "person").get(pk=role.pk)
    if role.person_id == deed.person_id and role.role == BodyRole.Role.ADMINISTRATOR:
        raise OwnAccess
    end(role, valid_to)
    record(
        deed, "role.ended", body=role.body.name, name=role.person.full_name, role=role.role, until=valid_to
    )
    _tell(role.body, role.person)
    return role


@transaction.atomic
def give_mandate(
    deed: Deed,
    body: Body,
    *,
    principal: Person,
    agent: Person,
    scope: str,
    valid_from: date,
    valid_to: date | None = None,
    reason: str = "",
) -> Mandate:
    """Let one person act for another in the body. It never carries a vote.

    Raises `ToOneself`, `ForOneself`, `EndsTooEarly`.
    """
    _ensure_for_another(deed, agent, "agent")
    if principal.pk == agent.pk:
        raise ToOneself(field="agent")
    if valid_to is not None and valid_to <= valid_from:
        raise EndsTooEarly(begins=vi_date(valid_from), field="valid_to")
    body = _lock_body(body.pk)
    made = Mandate.objects.create(
        body=body,
        principal=principal,
        agent=agent,
        scope=scope,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
    )
    record(
        deed,
        "mandate.given",
        body=body.name,
        name=principal.full_name,
        agent=agent.full_name,
        scope=scope,
        since=valid_from,
        until=valid_to,
    )
    _tell(body)
    return made


@transaction.atomic
def end_mandate(deed: Deed, mandate: Mandate, valid_to: date) -> Mandate:
    """The first day without it. Raises `EndsTooEarly`."""
    _lock_body(mandate.body_id)
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("body", "principal", "agent")
    mandate = rows.get(pk=mandate.pk)
    end(mandate, valid_to)
    names = {"name": mandate.principal.full_name, "agent": mandate.agent.full_name}
    record(deed, "mandate.ended", body=mandate.body.name, until=valid_to, **names)
    _tell(mandate.body, mandate.agent)
    return mandate


def _lock_body(body_id: UUID) -> Body:
    """One change of a body's people at a time, each before its own row: what follows from it is worked out from the
    whole, and nobody who was taken out may come back by a change that looked a moment earlier.
    """
    return Body.objects.select_for_update().get(pk=body_id)


def _ensure_for_another(deed: Deed, person: Person, field: str) -> None:
    if deed.person_id is not None and person.pk == deed.person_id:
        raise ForOneself(field=field)


def _next_precedence(body: Body) -> int:
    last = Seat.objects.filter(body=body, valid_to=None).order_by("-precedence").first()
    return last.precedence + 1 if last else 1


def _tell(body: Body, loser: Person | None = None) -> None:
    """Let the sittings follow; who may have lost a right is looked at anew by every socket and page."""
    for listener in PEOPLE_CHANGED.all("changed"):
        listener(body.pk)
    if loser is not None:
        bump_epoch(User.objects.filter(person=loser).values_list("pk", flat=True))
