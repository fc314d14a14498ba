"""Fetch and authorise in one call."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.access import CONDUCT_ROLES, Role, ensure_role, has_role
from accounts.models import BodyRole
from agendas.access import get_sitting_to_attend
from core.errors import NotFound
from meetings.access import can_conduct, get_sitting, get_sitting_at_desk, get_sitting_to_conduct
from meetings.models import RosterEntry, Sitting
from realtime import streams
from realtime.commands import MalformedCommand
from room.errors import NotAtThisPoint, NotInTheRoom
from room.models import ConferencePoint, DeskFunction, Display, Line, Speech


def get_entry_to_speak(user: Any, sitting_id: UUID | str, entry_id: UUID | str = "") -> RosterEntry:
    """The user's own place in the sitting, or, for those who conduct it, anybody's.

    The device of a conference point names one of those who sit there. An aide never speaks for the principal here.
    Raises `NotFound`, `NotInTheRoom`, `NotAtThisPoint`.
    """
    try:
        sitting = get_sitting_to_attend(user, sitting_id)
        rows = RosterEntry.objects.filter(sitting=sitting, removed_at=None).select_related(
            "sitting__body", "person"
        )
        point = point_of_device(user, sitting)
        if point is not None:
            entry = rows.filter(at_point__point=point, pk=entry_id).first() if entry_id else None
            if entry is None:
                raise NotAtThisPoint
            if sitting.internal_part is not None:  # the device stands where others hear
                raise NotInTheRoom
        elif entry_id and can_conduct(user, sitting):
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
    point = point_of_device(user, speech.sitting)
    if point is not None and point.persons.filter(entry=speech.entry_id).exists():
        return speech
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


def point_of_device(user: Any, sitting: Sitting) -> ConferencePoint | None:
    """The place this user is the sign-in of; None for persons and for the screens on the wall."""
    if getattr(user, "person_id", None) is not None:
        return None
    return ConferencePoint.objects.filter(sitting=sitting, device__user=getattr(user, "pk", None)).first()


def get_point_of_device(user: Any, point_id: UUID | str) -> ConferencePoint:
    """The place whose device this user is. Raises `NotFound`."""
    rows = ConferencePoint.objects.filter(device__user=getattr(user, "pk", None)).select_related(
        "sitting__body"
    )
    try:
        point = rows.filter(pk=point_id).first()
    except (ValidationError, ValueError):
        point = None
    if point is None:
        raise NotFound
    return point


def may_follow_point(user: Any, stream: str) -> bool:
    """A place's own stream is followed by its device alone."""
    return ConferencePoint.objects.filter(pk=streams.id_of(stream), device__user=user).exists()


def get_point_to_conduct(sitting: Sitting, point_id: UUID | str) -> ConferencePoint:
    """A place of a sitting already fetched for the user. Raises `NotFound`."""
    point = (
        ConferencePoint.objects.filter(pk=point_id, sitting=sitting).select_related("sitting__body").first()
    )
    if point is None:
        raise NotFound
    return point


def get_sitting_of_lines(user: Any, sitting_id: UUID | str) -> tuple[Sitting, bool]:
    """A sitting whose kept notes the user may look for, and whether at its desk: desk and presider, and the auditor.

    Raises `NotFound`, `NotOfTheSecretariat`.
    """
    sitting = Sitting.objects.select_related("body", "presider").filter(pk=sitting_id).first()
    if sitting is not None and has_role(user, sitting.body, Role.AUDITOR):
        return sitting, False
    return get_sitting_at_desk(user, sitting_id), True


def lines_for(user: Any, sitting: Sitting) -> list[Line]:
    """The kept notes of a sitting: one's own; for the auditor of the body all of them but those of internal parts."""
    rows = Line.objects.filter(sitting=sitting)
    person = getattr(user, "person_id", None)
    own = Q(sender=person) | Q(readers__person=person) if person else Q(pk__in=[])
    if has_role(user, sitting.body, Role.AUDITOR):
        for part in sitting.internal_parts.all():
            inside = Q(sent_at__gte=part.started_at)
            inside &= Q(sent_at__lte=part.ended_at) if part.ended_at else Q()
            rows = rows.filter(own | ~inside)
    else:
        rows = rows.filter(own)
    return list(rows.distinct())


def get_display_to_unpair(user: Any, sitting: Sitting, display_id: UUID) -> Display:
    """A screen paired to a sitting the user conducts. Raises `NotFound`."""
    row = Display.objects.filter(pk=display_id, sitting=sitting).first()
    if row is None:
        raise NotFound
    return row
