"""Fetch and authorise in one call."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.access import CONDUCT_ROLES, ensure_role
from accounts.models import BodyRole
from agendas.access import get_sitting_to_attend
from core.errors import NotFound
from meetings.access import can_conduct, get_sitting, get_sitting_to_conduct
from meetings.models import RosterEntry, Sitting
from realtime.commands import MalformedCommand
from room.errors import NotInTheRoom
from room.models import DeskFunction, Display, Speech


def get_entry_to_speak(user: Any, sitting_id: UUID | str, entry_id: UUID | str = "") -> RosterEntry:
    """The user's own place in the sitting, or, for those who conduct it, anybody's.

    An aide never speaks for the principal here. Raises `NotFound`, `NotInTheRoom`.
    """
    try:
        sitting = get_sitting_to_attend(user, sitting_id)
        rows = RosterEntry.objects.filter(sitting=sitting, removed_at=None).select_related(
            "sitting__body", "person"
        )
        if entry_id and can_conduct(user, sitting):
            entry = rows.filter(pk=entry_id).first()
        else:
            entry = rows.filter(person=getattr(user, "person_id", None)).first()
    except (ValidationError, ValueError) as odd:
        raise NotFound from odd
    if entry is None:
        raise NotInTheRoom
    return entry


def get_speech(user: Any, speech_id: UUID | str) -> tuple[Speech, bool]:
    """A request or speech of a sitting the user attends, and whether the user conducts it. Raises `NotFound`."""
    try:
        rows = Speech.objects.select_related("sitting__body", "entry")
        speech = rows.filter(pk=speech_id).first()
    except (ValidationError, ValueError):
        speech = None
    if speech is None:
        raise NotFound
    get_sitting_to_attend(user, speech.sitting_id)
    return speech, can_conduct(user, speech.sitting)


def get_own_speech(user: Any, speech_id: UUID | str) -> Speech:
    """One's own request (or, for those who conduct, anybody's). Raises `NotFound`, `NotInTheRoom`."""
    speech, conducts = get_speech(user, speech_id)
    if not conducts and speech.entry.person_id != getattr(user, "person_id", None):
        raise NotInTheRoom
    return speech


def get_speech_to_conduct(user: Any, speech_id: UUID | str) -> Speech:
    """A request or speech for those who conduct the sitting. Raises `NotFound`, `NotOfTheSecretariat`."""
    speech, conducts = get_speech(user, speech_id)
    if not conducts:
        get_sitting_to_conduct(user, speech.sitting_id)
    return speech


def get_sitting_with_function(user: Any, sitting_id: UUID | str, function: str) -> Sitting:
    """A sitting whose function of the desk the user may hold: those who conduct; the minutes also those who write them.

    Raises `NotFound`, `NotOfTheSecretariat`, `MalformedCommand`.
    """
    if function not in DeskFunction.Function.values:
        raise MalformedCommand
    sitting = get_sitting(user, sitting_id)
    more = (BodyRole.Role.MINUTES,) if function == DeskFunction.Function.MINUTES else ()
    ensure_role(user, sitting.body, *CONDUCT_ROLES, *more)
    return sitting


def get_display_to_unpair(user: Any, sitting: Sitting, display_id: UUID) -> Display:
    """A screen paired to a sitting the user conducts. Raises `NotFound`."""
    row = Display.objects.filter(pk=display_id, sitting=sitting).first()
    if row is None:
        raise NotFound
    return row
