"""What the room's part of the desk's pages reads, for a viewer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.access import CONDUCT_ROLES, Role, has_role
from core.errors import Sentence
from meetings.models import Sitting
from room.models import DeskFunction

Function = DeskFunction.Function


@dataclass(frozen=True, slots=True)
class Held:
    """A function of the desk: who holds it since when ("" and None: nobody), and what this viewer may do about it."""

    function: str
    label: Sentence
    name: str
    since: datetime | None
    is_mine: bool
    may_take: bool


def functions_for(user: Any, sitting: Sitting) -> list[Held]:
    """The three functions in their order."""
    conducts = has_role(user, sitting.body, *CONDUCT_ROLES)
    writes = conducts or has_role(user, sitting.body, Role.MINUTES)
    rows = {row.function: row for row in sitting.desk_functions.all()}
    return [_held(function, rows.get(function), user, conducts, writes) for function in Function]


def _held(function: Function, row: DeskFunction | None, user: Any, conducts: bool, writes: bool) -> Held:
    is_mine = row is not None and row.holder_id == user.pk
    may_hold = writes if function == Function.MINUTES else conducts
    name, since = (row.name, row.since) if row else ("", None)
    return Held(function.value, function.label, name, since, is_mine, may_hold and not is_mine)
