"""Deeds that belong to who presides: done by the desk instead, the record says that it was on the presider's word."""

from core.deed import Deed
from meetings.models import Sitting

PRESIDER, INSTRUCTED = "presider", "instructed"


def how_of(deed: Deed, sitting: Sitting) -> str:
    """`PRESIDER` if who presides now does it, `INSTRUCTED` if anybody else does it on the presider's word."""
    return PRESIDER if deed.person_id == sitting.presider_id else INSTRUCTED


def word_of(deed: Deed, sitting: Sitting) -> dict[str, bool]:
    """The fact a record of such a deed carries, `{"instructed": True}`; nothing if the presider or a clock did it.

    `audit.selectors.sentence_of` says it in words, the minutes in a line of their end.
    """
    by_desk = deed.actor_id is not None and how_of(deed, sitting) == INSTRUCTED
    return {"instructed": True} if by_desk else {}
