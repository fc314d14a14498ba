"""Reads of people, posts, seats and roles, always as of a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Body, BodyRole, Mandate, Person, PostHolding, Seat, User


def seat_of(person_id: UUID, body: Body, day: date) -> Seat | None:
    """The person's seat in the body on that day."""
    return Seat.objects.on(day).filter(body=body, person_id=person_id).first()


def seats_on(body: Body, day: date) -> QuerySet[Seat]:
    """The seats of the body on that day, by precedence, persons and organisations joined."""
    return Seat.objects.on(day).filter(body=body).select_related("person", "organisation")


def post_title_on(person_id: UUID, day: date, body: Body | None = None) -> str:
    """How the person is named that day: by seat in the body, else main post ("Q." if acting), else role."""
    if body is not None and (seat := seat_of(person_id, body, day)):
        return seat.post_title
    return post_titles_on([person_id], day, body).get(person_id, "")


def post_titles_on(person_ids: Iterable[UUID], day: date, body: Body | None = None) -> dict[UUID, str]:
    """`{person id: post title}` in at most three queries; who has neither seat, post nor role is left out."""
    ids = set(person_ids)
    titles: dict[UUID, str] = {}
    if body is not None:
        roles = BodyRole.objects.on(day).filter(body=body, person_id__in=ids)
        titles |= {role.person_id: str(role.get_role_display()) for role in roles}
    holdings = PostHolding.objects.on(day).filter(person_id__in=ids).select_related("post")
    for holding in sorted(holdings, key=lambda row: row.is_main):
        titles[holding.person_id] = f"Q. {holding.post.title}" if holding.is_acting else holding.post.title
    if body is not None:
        seats = Seat.objects.on(day).filter(body=body, person_id__in=ids)
        titles |= dict(seats.values_list("person_id", "post_title"))
    return titles


def organisation_ids_of(user: Any, body: Body | None = None) -> set[UUID]:
    """The organisations a user works for today: by post, by seat, by role."""
    if not getattr(user, "person_id", None):
        return set()
    day = (body or Body()).today()
    found = set(
        PostHolding.objects.on(day)
        .filter(person_id=user.person_id)
        .values_list("post__organisation_id", flat=True)
    )
    for model in (Seat, BodyRole):
        rows = model.objects.on(day).filter(person_id=user.person_id, organisation__isnull=False)
        found |= set((rows.filter(body=body) if body else rows).values_list("organisation_id", flat=True))
    return found


def roles_in(user: Any, body: Body) -> set[str]:
    """The roles (`BodyRole.Role` values) a user has in the body today; nobody has one without a person.

    Remembered on the user object, which lives as long as one request or one command.
    """
    if not getattr(user, "person_id", None) or not user.is_active:
        return set()
    day = body.today()
    known: dict[tuple[UUID, date], set[str]] = user.__dict__.setdefault("_roles_known", {})
    if (body.pk, day) not in known:
        rows = BodyRole.objects.on(day).filter(body=body, person_id=user.person_id)
        known[body.pk, day] = set(rows.values_list("role", flat=True))
    return known[body.pk, day]


def bodies_of(user: Any) -> list[Body]:
    """The bodies a user has a seat or a role in today, by name. Each body has its own today."""
    if not getattr(user, "person_id", None) or not user.is_active:
        return []
    near = Body.objects.filter(
        Q(seats__person_id=user.person_id) | Q(roles__person_id=user.person_id)
    ).distinct()
    seats = Seat.objects.filter(person_id=user.person_id)
    roles = BodyRole.objects.filter(person_id=user.person_id)
    dated: list[Seat | BodyRole] = [*seats, *roles]
    return [
        body
        for body in near.order_by("name")
        if any(row.body_id == body.pk and row.is_valid_on(body.today()) for row in dated)
    ]


def people_with_role(body: Body, roles: Iterable[str], day: date) -> set[UUID]:
    """The persons with one of these roles in the body on that day."""
    rows = BodyRole.objects.on(day).filter(body=body, role__in=list(roles))
    return set(rows.values_list("person_id", flat=True))


def lead_of(body: Body, day: date) -> tuple[str, str] | None:
    """Who leads the secretariat that day, as `(name, post)`: the one who signs its letters.

    Of several leads it is the one with a seat in the body, else the first by name.
    """
    rows = BodyRole.objects.on(day).filter(body=body, role=BodyRole.Role.SECRETARIAT_LEAD)
    leads = {row.person_id: row.person.full_name for row in rows.select_related("person")}
    if not leads:
        return None
    seated = set(Seat.objects.on(day).filter(body=body, person__in=leads).values_list("person_id", flat=True))
    first = min(leads, key=lambda person_id: (person_id not in seated, leads[person_id]))
    return leads[first], post_title_on(first, day, body)


def users_of(person_ids: Iterable[UUID]) -> dict[UUID, User]:
    """`{person id: active user}` for those who can sign in."""
    rows = User.objects.filter(person_id__in=list(person_ids), is_active=True).select_related("person")
    return {row.person_id: row for row in rows if row.person_id}


def mandates_of(user: Any, body: Body, scope: str) -> list[Mandate]:
    """What this user may do for others in the body today: the mandates of that scope held by the user."""
    if not getattr(user, "person_id", None):
        return []
    rows = Mandate.objects.on(body.today()).filter(body=body, agent_id=user.person_id, scope=scope)
    return list(rows.select_related("principal", "body"))


def agents_of(body: Body, principals: Iterable[UUID], scope: str, day: date) -> set[UUID]:
    """The persons who hold a mandate of that scope from one of these principals in the body on that day."""
    rows = Mandate.objects.on(day).filter(body=body, scope=scope, principal__in=list(principals))
    return set(rows.values_list("agent_id", flat=True))


def named(person_id: UUID | str) -> tuple[str, str] | None:
    """`(full name, post)` of a person outside any one body: the first seat valid today, else the main post."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return None
    seats = Seat.objects.filter(person=person).select_related("body").order_by("precedence")
    seat = next((row for row in seats if row.is_valid_on(row.body.today())), None)
    return person.full_name, seat.post_title if seat else post_title_on(person.pk, Body().today())


def possible_substitutes(seat: Seat, day: date) -> dict[UUID, str]:
    """`{person id: post title}` of those who may come in the member's place: the others who hold a post in the
    member's organisations that day and have no seat in the body themselves."""
    own = PostHolding.objects.on(day).filter(person_id=seat.person_id)
    places = set(own.values_list("post__organisation_id", flat=True))
    if seat.organisation_id:
        places.add(seat.organisation_id)
    seated = Seat.objects.on(day).filter(body_id=seat.body_id).values("person_id")
    rows = PostHolding.objects.on(day).filter(post__organisation_id__in=places).exclude(person_id__in=seated)
    return {row.person_id: row.post.title for row in rows.select_related("post").order_by("is_main")}


def people_around(body: Body) -> dict[UUID, str]:
    """`{person id: post title}` of everybody with a seat, a role or a mandate in the body today."""
    day = body.today()
    ids = set(Seat.objects.on(day).filter(body=body).values_list("person_id", flat=True))
    ids |= set(BodyRole.objects.on(day).filter(body=body).values_list("person_id", flat=True))
    ids |= set(Mandate.objects.on(day).filter(body=body).values_list("agent_id", flat=True))
    return {**dict.fromkeys(ids, ""), **post_titles_on(ids, day, body)}


def homes_of(person_ids: Iterable[UUID]) -> dict[UUID, Body]:
    """`{person id: body}` the person belonged to first, by the order in which it was entered; mandates come last.

    Days can be typed to anybody's liking, the moment of entry can't.
    """
    ids = list(person_ids)
    homes: dict[UUID, Body] = {}
    kinds: list[tuple[Any, str]] = [(Mandate, "agent_id"), (BodyRole, "person_id"), (Seat, "person_id")]
    found: list[tuple[bool, Any, UUID, Body]] = []
    for model, who in kinds:
        rows = model.objects.filter(**{f"{who}__in": ids}).select_related("body")
        found += [(model is Mandate, row.created_at, getattr(row, who), row.body) for row in rows]
    for _late, _at, person_id, body in sorted(found, key=lambda row: row[:2]):
        homes.setdefault(person_id, body)
    return homes


def people_at_home(body: Body) -> dict[UUID, str]:
    """Those of `people_around` who belong to this body first: their accounts are its to open and to close."""
    around = people_around(body)
    homes = homes_of(around)
    return {person_id: post for person_id, post in around.items() if homes.get(person_id, body) == body}


def kept_by(body: Body) -> dict[UUID, str]:
    """`{person id: post}` of those whose entry this body's administrators look after (`keepers_of`), and of the
    others around the body, whom they may look up."""
    seated = Seat.objects.filter(body=body, organisation__isnull=False).values("organisation_id")
    holders = PostHolding.objects.filter(post__organisation__in=seated).values_list("person_id", flat=True)
    around, of_posts = people_around(body), set(holders)
    keepers = keepers_of(of_posts - set(around))
    ids = set(around) | {person_id for person_id, keeper in keepers.items() if keeper == body}
    return {**dict.fromkeys(ids, ""), **post_titles_on(ids, body.today(), body)}


def places_of(body: Body) -> Q:
    """The organisations with a seat in the body, and its secretariat."""
    seats = Seat.objects.on(body.today()).filter(body=body, organisation__isnull=False)
    return Q(pk__in=seats.values("organisation_id")) | Q(pk=body.secretariat_id)


def keepers_of(person_ids: Iterable[UUID]) -> dict[UUID, Body]:
    """`{person id: body}` that looks after the person's entry: the home, else the body that first seated an
    organisation the person holds a post in. Who has neither is left out."""
    ids = set(person_ids)
    keepers = homes_of(ids)
    rows = PostHolding.objects.filter(person_id__in=ids - set(keepers))
    places = list(rows.values_list("person_id", "post__organisation_id"))
    seats = Seat.objects.filter(organisation_id__in={place for _person, place in places})
    for seat in seats.select_related("body").order_by("created_at"):
        for person_id, place in places:
            if place == seat.organisation_id:
                keepers.setdefault(person_id, seat.body)
    return keepers


def administered_bodies(user: Any) -> list[Body]:
    """The bodies whose people this user may change: as lead of the secretariat or as administrator."""
    keys = (BodyRole.Role.SECRETARIAT_LEAD, BodyRole.Role.ADMINISTRATOR)
    return [body for body in bodies_of(user) if roles_in(user, body) & set(keys)]
