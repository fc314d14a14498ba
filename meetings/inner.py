"""Internal parts: who is named for the one that is on, and who may look into one afterwards."""

from typing import Any
from uuid import UUID

from meetings.models import InternalPart, InternalPartPerson, Sitting
from realtime import audiences, streams


def part_now(sitting: Sitting) -> InternalPart | None:
    """The internal part that is on."""
    if sitting.internal_part is None:
        return None
    return sitting.internal_parts.prefetch_related("persons").filter(number=sitting.internal_part).first()


def named_now(sitting: Sitting) -> set[UUID] | None:
    """The persons named for the internal part that is on; None while there is none."""
    return None if sitting.internal_part is None else named_for(sitting, sitting.internal_part)


def named_for(sitting: Sitting, part: int) -> set[UUID]:
    """The persons named for one internal part, on or over."""
    rows = InternalPartPerson.objects.filter(part__sitting=sitting, part__number=part)
    return set(rows.values_list("person_id", flat=True))


def parts_of(user: Any) -> set[tuple[UUID, int]]:
    """`(sitting id, number)` of the internal parts the user was named for."""
    person_id = getattr(user, "person_id", None)
    if person_id is None:
        return set()
    rows = InternalPart.objects.filter(persons__person_id=person_id)
    return set(rows.values_list("sitting_id", "number"))


def waits_outside(user: Any, sitting_id: UUID | str) -> bool:
    """Does the user wait outside this sitting?"""
    return audiences.is_in(user, streams.waiting(sitting_id))
