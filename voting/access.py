"""Fetch a poll or an item and authorise, in one call."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.access import CONDUCT_ROLES, Role, ensure_role, has_role
from agendas.models import AgendaItem
from core.errors import NotFound
from meetings.access import get_sitting_at_desk
from meetings.models import RosterEntry, Sitting
from realtime import audiences, streams
from voting.errors import NotEntitled, SubstituteMayNotVote
from voting.models import Poll


def get_poll(user: Any, poll_id: UUID | str | None) -> Poll:
    """A poll the user may see. Raises `NotFound`."""
    rows = Poll.objects.visible_to(user).select_related("sitting__body", "item", "paper", "paper_version")
    return _one(rows, poll_id)


def get_poll_to_conduct(user: Any, poll_id: UUID | str | None) -> Poll:
    """A poll to open, close, announce or annul: by those who conduct for the body, and by who presides.

    Raises `NotFound`, `NotOfTheSecretariat`.
    """
    poll = get_poll(user, poll_id)
    _ensure_conducts(user, poll.sitting)
    return poll


def get_item_to_poll(user: Any, item_id: UUID | str | None) -> AgendaItem:
    """An item to prepare a poll on. Raises `NotFound`, `NotOfTheSecretariat`."""
    item = _one(AgendaItem.objects.visible_to(user).select_related("agenda__sitting__body"), item_id)
    _ensure_conducts(user, item.agenda.sitting)
    return item


def get_poll_to_count(user: Any, poll_id: UUID | str | None) -> Poll:
    """A poll on paper whose count the user may enter: those who conduct for the body, not who presides as such.

    Raises `NotFound`, `NotOfTheSecretariat`.
    """
    poll = get_poll(user, poll_id)
    ensure_role(user, poll.sitting.body, *CONDUCT_ROLES)
    return poll


def get_poll_to_vote(user: Any, poll_id: UUID | str | None) -> Poll:
    """A poll the user's own person may cast a ballot in.

    Raises `NotFound`; `SubstituteMayNotVote` and `NotEntitled` for those who may only watch. Whether it is open
    is decided under the lock, so that a late ballot is told both moments.
    """
    poll = get_poll(user, poll_id)
    person_id = getattr(user, "person_id", None)
    if person_id is None:
        raise NotEntitled
    if not poll.opened_at or poll.electors.filter(person_id=person_id, is_entitled=True).exists():
        return poll
    entry = substitute_entry(poll.sitting, person_id)
    if entry is not None and entry.substitute_for is not None:
        raise SubstituteMayNotVote(post=entry.substitute_for.post_title)
    raise NotEntitled


def get_poll_and_members(poll_id: UUID | str | None, users: Sequence[Any]) -> tuple[Poll | None, set[int]]:
    """The poll, without what hangs on it, and which of these users are in its sitting's circle of members.

    Those of them who are its electors are whom `get_poll_to_vote` lets in, and the casting looks at that under its
    locks. Whoever is missing or turns out to be no elector may be let in by another way, or gets his refusal: ask
    `get_poll_to_vote`. Two queries however many.
    """
    try:
        poll = _place_of(poll_id)
    except NotFound:
        return None, set()
    persons = [user.pk for user in users if user.person_id]
    return poll, audiences.those_in(streams.sitting(poll.sitting_id, streams.MEMBERS), persons)


@lru_cache(maxsize=256)
def _place_of(poll_id: UUID | str | None) -> Poll:
    """The poll with nothing but its sitting, which never changes."""
    return _one(Poll.objects.only("sitting_id"), poll_id)


def get_sitting_to_recount(user: Any, sitting_id: UUID | str) -> Sitting:
    """A sitting whose votes the user may count again: its desk, its presider, the body's auditors.

    Raises `NotFound`, `NotOfTheSecretariat`.
    """
    sitting = Sitting.objects.select_related("body").filter(pk=sitting_id).first()
    if sitting is not None and has_role(user, sitting.body, Role.AUDITOR):
        return sitting
    return get_sitting_at_desk(user, sitting_id)


def substitute_entry(sitting: Sitting, person_id: UUID) -> RosterEntry | None:
    """The person's entry if it is that of a substitute, the absent member's joined."""
    rows = sitting.roster.filter(removed_at=None, role=RosterEntry.Role.SUBSTITUTE, person_id=person_id)
    return rows.select_related("substitute_for").first()


def _ensure_conducts(user: Any, sitting: Sitting) -> None:
    if getattr(user, "person_id", None) != sitting.presider_id:
        ensure_role(user, sitting.body, *CONDUCT_ROLES)


def _one(rows: Any, wanted: UUID | str | None) -> Any:
    try:
        found = rows.filter(pk=wanted).first() if wanted else None
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise NotFound
    return found
