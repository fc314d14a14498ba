"""Fetch a sitting or an entry and authorise, in one call."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts import selectors as people
from accounts.access import CONDUCT_ROLES, SECRETARIAT_ROLES, ensure_role, has_role
from accounts.models import Mandate
from core.errors import NotFound
from meetings.models import OneTimePass, RosterEntry, Sitting


def _fetch(sitting_id: UUID | str) -> Sitting:
    try:
        found = Sitting.objects.select_related("body", "presider").filter(pk=sitting_id).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise NotFound
    return found


def get_sitting(user: Any, sitting_id: UUID | str) -> Sitting:
    """A sitting the user belongs to an audience of. Raises `NotFound`."""
    sitting = _fetch(sitting_id)
    if not Sitting.objects.visible_to(user).filter(pk=sitting.pk).exists():
        raise NotFound
    return sitting


def get_sitting_at_desk(user: Any, sitting_id: UUID | str) -> Sitting:
    """A sitting on the secretariat's desk, to look at; its presider may too.

    Raises `NotFound`, `NotOfTheSecretariat`.
    """
    sitting = get_sitting(user, sitting_id)
    if getattr(user, "person_id", None) != sitting.presider_id:
        ensure_role(user, sitting.body, *SECRETARIAT_ROLES)
    return sitting


def get_sitting_to_conduct(user: Any, sitting_id: UUID | str) -> Sitting:
    """A sitting to prepare and run: by those who conduct for the body, and by who presides.

    Raises `NotFound`, `NotOfTheSecretariat`.
    """
    sitting = get_sitting(user, sitting_id)
    if getattr(user, "person_id", None) != sitting.presider_id:
        ensure_role(user, sitting.body, *CONDUCT_ROLES)
    return sitting


def get_sitting_to_return_chair(user: Any, sitting_id: UUID | str) -> Sitting:
    """A sitting whose chair the user may give back: the head of the body takes it, who presides or conducts returns it.

    Raises `NotFound`, `NotOfTheSecretariat`.
    """
    sitting = get_sitting(user, sitting_id)
    if not is_head_of(user, sitting) and getattr(user, "person_id", None) != sitting.presider_id:
        ensure_role(user, sitting.body, *CONDUCT_ROLES)
    return sitting


def is_head_of(user: Any, sitting: Sitting) -> bool:
    """Does the user attend as the head of the body?"""
    person_id = getattr(user, "person_id", None)
    heads = sitting.roster.filter(removed_at=None, role=RosterEntry.Role.MEMBER, seat__is_head=True)
    return person_id is not None and heads.filter(person_id=person_id).exists()


def can_conduct(user: Any, sitting: Sitting) -> bool:
    """May this user prepare and run the sitting?"""
    is_presider = getattr(user, "person_id", None) == sitting.presider_id
    return is_presider or has_role(user, sitting.body, *CONDUCT_ROLES)


def get_entry_to_conduct(user: Any, sitting_id: UUID | str, entry_id: UUID | str) -> RosterEntry:
    """One entry of a roster the user may work on. Raises `NotFound`, `NotOfTheSecretariat`."""
    return get_entry_to_look_at(get_sitting_to_conduct(user, sitting_id), entry_id)


def get_entry_to_look_at(sitting: Sitting, entry_id: UUID | str) -> RosterEntry:
    """One entry of the roster of a sitting already fetched for the user. Raises `NotFound`."""
    rows = sitting.roster.select_related("seat", "person", "sitting__body", "sitting__presider")
    try:
        entry = rows.filter(pk=entry_id, removed_at=None).first()
    except (ValidationError, ValueError):
        entry = None
    if entry is None:
        raise NotFound
    return entry


def get_pass(sitting: Sitting, pass_id: UUID) -> OneTimePass:
    """A one-time pass of a sitting already fetched for the user. Raises `NotFound`."""
    rows = OneTimePass.objects.filter(entry__sitting=sitting).select_related("entry")
    if (found := rows.filter(pk=pass_id).first()) is None:
        raise NotFound
    return found


def get_own_entry(user: Any, sitting_id: UUID | str) -> RosterEntry:
    """The user's own invitation; an aide with a mandate to prepare gets the principal's. Raises `NotFound`.

    An invitee of one item has no other way to the sitting, so an invitation that went out is enough.
    """
    sitting = _fetch(sitting_id)
    person_id = getattr(user, "person_id", None)
    if person_id is None:
        raise NotFound
    invited = sitting.roster.filter(removed_at=None, invited_at__isnull=False)
    rows = invited.select_related("seat", "person", "sitting__body", "sitting__presider")
    if entry := rows.filter(person_id=person_id).first():
        return entry
    principals = [row.principal_id for row in people.mandates_of(user, sitting.body, Mandate.Scope.PREPARE)]
    if principals and (entry := rows.filter(person_id__in=principals).first()):
        return entry
    raise NotFound
