"""Fetch minutes or a block and authorise, in one call."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.access import Role, ensure_role, has_role
from core.errors import NotFound
from meetings.access import get_sitting
from meetings.inner import parts_of
from meetings.models import Sitting
from minutes.models import ConclusionNotice, Minutes, MinutesBlock
from minutes.selectors import minutes_of
from realtime import audiences, streams

EDITORS = (Role.MINUTES, Role.CONDUCT, Role.SECRETARIAT_LEAD)
READERS = (streams.MEMBERS, streams.CHAIR)


def can_edit(user: Any, sitting: Sitting) -> bool:
    """May the user write the minutes of this sitting?"""
    return has_role(user, sitting.body, *EDITORS)


def get_sitting_to_minute(user: Any, sitting_id: UUID | str) -> Sitting:
    """A sitting whose minutes the user may write. Raises `NotFound`, `NotOfTheSecretariat`."""
    sitting = get_sitting(user, sitting_id)
    ensure_role(user, sitting.body, *EDITORS)
    return sitting


def get_minutes_to_edit(user: Any, sitting_id: UUID | str) -> Minutes:
    """Minutes the user may write. Raises `NotFound`, `NotOfTheSecretariat`."""
    minutes = minutes_of(get_sitting_to_minute(user, sitting_id))
    if minutes is None:
        raise NotFound
    return minutes


def get_minutes_to_read(user: Any, sitting_id: UUID | str) -> Minutes:
    """Editors read drafts, members and the chair what was approved. Raises `NotFound`."""
    sitting = get_sitting(user, sitting_id)
    minutes = minutes_of(sitting)
    if minutes is None:
        raise NotFound
    if can_edit(user, sitting):
        return minutes
    reads = any(audiences.is_in(user, sitting.stream(audience)) for audience in READERS)
    if not (reads and minutes.is_approved):
        raise NotFound
    return minutes


def get_block_to_edit(user: Any, block_id: UUID | str) -> MinutesBlock:
    """A block of minutes the user may write. Raises `NotFound`, `NotOfTheSecretariat`."""
    try:
        block = MinutesBlock.objects.select_related("minutes__sitting").filter(pk=block_id).first()
    except (ValidationError, ValueError):
        block = None
    if block is None:
        raise NotFound
    get_sitting_to_minute(user, block.minutes.sitting_id)
    if block.internal_part is not None and not is_named(user, block.minutes.sitting_id, block.internal_part):
        raise NotFound
    return block


def is_named(user: Any, sitting_id: UUID, number: int) -> bool:
    """Was the user named for this internal part?"""
    return (sitting_id, number) in parts_of(user)


def get_annex_to_read(user: Any, sitting_id: UUID | str, number: int) -> Minutes:
    """Minutes whose annex of this part the user may read: those who were named for it, while they see the sitting.

    Raises `NotFound`.
    """
    sitting = get_sitting(user, sitting_id)
    minutes = minutes_of(sitting)
    if minutes is None or not is_named(user, sitting.pk, number):
        raise NotFound
    return minutes


def notice_of(sitting: Sitting) -> ConclusionNotice | None:
    """The notice of conclusion of a sitting already fetched for the user."""
    rows = ConclusionNotice.objects.select_related("sitting__body__secretariat", "sitting__presider")
    return rows.filter(sitting=sitting).first()


def get_notice_to_edit(user: Any, sitting_id: UUID | str) -> ConclusionNotice:
    """A notice the user may write. Raises `NotFound`, `NotOfTheSecretariat`."""
    notice = notice_of(get_sitting_to_minute(user, sitting_id))
    if notice is None:
        raise NotFound
    return notice


def get_notice_to_read(user: Any, sitting_id: UUID | str) -> ConclusionNotice:
    """Editors read drafts, members and the chair what was issued. Raises `NotFound`."""
    sitting = get_sitting(user, sitting_id)
    notice = notice_of(sitting)
    if notice is None:
        raise NotFound
    reads = any(audiences.is_in(user, sitting.stream(audience)) for audience in READERS)
    if not (can_edit(user, sitting) or (reads and notice.is_issued)):
        raise NotFound
    return notice


def ends_in_notice(user: Any, sitting: Sitting) -> bool:
    """Has the sitting a notice of conclusion for this user to write?"""
    return not sitting.has_vote and not sitting.is_rehearsal and can_edit(user, sitting)
