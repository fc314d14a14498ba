"""The three functions of the desk: taken by a press, taken over by a press, free once the holder falls silent."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.deed import Deed, by_system
from core.idempotency import first_answer, keep_answer
from meetings.errors import NotNow
from meetings.models import Sitting
from realtime import streams
from realtime.services import announce
from room import facts
from room.events import FunctionReleased, FunctionTaken
from room.models import DeskFunction
from room.services.base import note, open_room


@transaction.atomic
def take_function(deed: Deed, sitting: Sitting, function: str) -> dict[str, Any]:
    """From now on the doer holds it, whoever held it before; who holds it already keeps the time since.

    Answers `{"function", "holder", "name", "since"}`. Raises `NotNow` once the sitting was called off.
    """
    open_room(sitting)
    args = {"sitting": str(sitting.pk), "function": function}
    if (first := first_answer(deed, "room.take_function", args)) is not None:
        return first
    if sitting.state == Sitting.State.CANCELLED:
        raise NotNow(state=Sitting.State(sitting.state).label)
    assert deed.actor_id is not None  # a person at the desk, never the product itself
    row = sitting.desk_functions.filter(function=function).first()
    before = row.name if row else ""
    if row is None or row.holder_id != deed.actor_id:
        row, _made = DeskFunction.objects.update_or_create(
            sitting=sitting,
            function=DeskFunction.Function(function),
            defaults={"holder_id": deed.actor_id, "name": deed.name, "since": sitting.body.now()},
        )
        announce(FunctionTaken({function: facts.function_facts(row)}), [_desk(sitting.pk)])
        note(deed, "room.function_taken", sitting, function=function, name=deed.name, before=before)
    return keep_answer(deed, "room.take_function", args, {"function": function, **facts.function_facts(row)})


@transaction.atomic
def release_functions(sitting_id: UUID | str, person_ids: Iterable[UUID], is_present: bool) -> None:
    """The lease of these people lapsed (`is_present` false): what they hold at the desk is free for the next press."""
    held = DeskFunction.objects.filter(sitting_id=UUID(str(sitting_id)), holder__person__in=list(person_ids))
    if is_present or not held.exists():
        return
    sitting = Sitting.objects.select_related("body").get(pk=sitting_id)
    open_room(sitting)
    rows = list(held)
    held.delete()
    announce(FunctionReleased({row.function: None for row in rows}), [_desk(sitting.pk)])
    for row in rows:
        note(
            by_system(_("Hệ thống")), "room.function_released", sitting, function=row.function, name=row.name
        )


def _desk(sitting_id: Any) -> str:
    return streams.sitting(sitting_id, streams.SECRETARIAT)
