"""Who may sign a notice in the place of who leads the secretariat, and how that is written: mandates, from-to."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import Body, BodyRole, Mandate, Post, PostHolding, Seat
from accounts.selectors import people_with_role, post_title_on
from core.text import given_name_key
from minutes.errors import NoMandateToSign


def mandates_to_sign(body: Body, day: date) -> list[tuple[Mandate, str, str]]:
    """`(mandate, the agent's post, the principal's post)` of those that hold in the body on that day."""
    held = _holding(body, day).select_related("agent", "principal")
    return [
        (row, post_title_on(row.agent_id, day, body), post_title_on(row.principal_id, day, body))
        for row in sorted(held, key=lambda row: given_name_key(row.agent.full_name))
    ]


def principal_of(mandate: Mandate, name: str, body: Body, on: date) -> str:
    """The post of who is signed for by `name`, the mandate's agent.

    Raises `NoMandateToSign` unless the mandate is the agent's, comes from who signs the letters of the secretariat,
    and holds in the body on that day.
    """
    if name != mandate.agent.full_name or not _holding(body, on).filter(pk=mandate.pk).exists():
        raise NoMandateToSign(day=f"{on.day}/{on.month}/{on.year}", field="mandate")
    return post_title_on(mandate.principal_id, on, body) or mandate.principal.full_name


KT, TUQ = "KT.", "TUQ."
Standing = tuple[str, object, str]
# A deputy by rank signs for who is above him in the same organisation.
_DEPUTY_BY_KIND = {
    Post.Kind.DEPUTY_PM: Post.Kind.PRIME_MINISTER,
    Post.Kind.DEPUTY_MINISTER: Post.Kind.MINISTER,
}
_DEPUTY = "phó "


def prefix_of(mandate: Mandate, body: Body, on: date) -> str:
    """A deputy signs for his own head "KT.", anybody else who was authorised "TUQ." (Decree 30/2020/NĐ-CP).

    Where the post of one of them isn't on record, the setting `SIGN_FOR_WHEN_UNCLEAR` decides.
    """
    above, below = (_standings(person, body, on) for person in (mandate.principal_id, mandate.agent_id))
    if not above or not below:
        return str(settings.SIGN_FOR_WHEN_UNCLEAR)
    return KT if any(_is_deputy_of(low, high) for low in below for high in above) else TUQ


def _standings(person_id: UUID, body: Body, on: date) -> list[Standing]:
    """`(title in small letters, organisation, kind)` of every post held that day, and of the seat in the body."""
    held = PostHolding.objects.on(on).filter(person=person_id).select_related("post")
    seats = Seat.objects.on(on).filter(person=person_id, body=body)
    found: list[Standing] = [
        (row.post.title.lower(), row.post.organisation_id, row.post.kind) for row in held
    ]
    return found + [(row.post_title.lower(), row.organisation_id, "") for row in seats if row.organisation_id]


def _is_deputy_of(low: Standing, high: Standing) -> bool:
    """Of the same organisation, and deputy by rank or by name ("Phó Chủ nhiệm …" of "Bộ trưởng, Chủ nhiệm …").

    A deputy head of a department of it isn't one: what he is deputy of doesn't stand in the head's title.
    """
    (title, organisation, kind), (head_title, head_organisation, head_kind) = low, high
    if organisation != head_organisation:
        return False
    by_kind = kind in _DEPUTY_BY_KIND and head_kind in ("", _DEPUTY_BY_KIND[Post.Kind(kind)])
    return by_kind or (title.startswith(_DEPUTY) and title.removeprefix(_DEPUTY) in head_title)


def _holding(body: Body, day: date) -> QuerySet[Mandate]:
    leads = people_with_role(body, [BodyRole.Role.SECRETARIAT_LEAD], day)
    return Mandate.objects.on(day).filter(body=body, scope=Mandate.Scope.SIGN, principal__in=leads)
