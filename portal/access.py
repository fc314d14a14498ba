"""Fetch and authorise for the pages of the portal."""

from typing import Any
from uuid import UUID

from core.errors import NotFound
from meetings.models import Sitting
from portal import selectors


def get_sitting_to_attend(user: Any, sitting_id: UUID) -> tuple[Sitting, list[str]]:
    """The sitting and the streams this user follows in it. Raises `NotFound` for whom it isn't."""
    sitting = Sitting.objects.select_related("body", "presider").filter(pk=sitting_id).first()
    if sitting is None:
        raise NotFound
    names = selectors.streams_for(user, sitting)
    if not any(name.startswith(("sitting:", "item:")) for name in names):
        raise NotFound
    return sitting, names
