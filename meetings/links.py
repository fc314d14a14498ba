"""Has a whole side of a sitting gone silent? Those who join online, or the devices of the room.

One tablet that sleeps is that member's matter. When most of a side that was heard a moment ago falls silent in the same
few seconds it is a line that broke, and the desk should hear it before presence lapses one by one. Pure decisions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from meetings.models import Presence

REMOTE, ROOM = "remote", "room"
SIDES = {Presence.Where.ONLINE: REMOTE, Presence.Where.SUSPENDED: REMOTE, Presence.Where.ON_SITE: ROOM}
# Pages ping every 5 s and a ping reaches the table within a second: who is silent longer has missed one.
MISSED = timedelta(seconds=7.5)
# Heard so lately, one belongs to those whose silence together means something.
LATELY = timedelta(seconds=20)
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Silence:
    """A side that fell silent together, and who."""

    side: str
    persons: tuple[UUID, ...]


def fallen_silent(where: Mapping[UUID, str], heard: Mapping[UUID, datetime], now: datetime) -> Silence | None:
    """The side of which at least two, and more than half, fell silent together; None if neither or both did.

    `where`: whereabouts of each person; `heard`: when each device was heard last. If both sides are silent it is our
    own server that heard nobody, and there is nobody to tell.
    """
    silent: dict[str, list[UUID]] = {REMOTE: [], ROOM: []}
    total = {REMOTE: 0, ROOM: 0}
    for person, at in heard.items():
        side = SIDES.get(Presence.Where(where[person])) if person in where else None
        if side is None or now - at > LATELY:
            continue
        total[side] += 1
        if now - at > MISSED:
            silent[side].append(person)
    lost = [
        side for side in (REMOTE, ROOM) if len(silent[side]) >= FEWEST and 2 * len(silent[side]) > total[side]
    ]
    if len(lost) != 1:
        return None
    return Silence(lost[0], tuple(sorted(silent[lost[0]])))


def is_back(
    persons: list[UUID], where: Mapping[UUID, str], heard: Mapping[UUID, datetime], now: datetime, side: str
) -> bool:
    """Are more than half of those who fell silent heard again, or no longer on that side?

    Who was written down elsewhere by the desk, say as having left, is waited for no more.
    """
    awaited = [one for one in persons if one in where and SIDES.get(Presence.Where(where[one])) == side]
    back = [one for one in awaited if one in heard and now - heard[one] <= MISSED]
    return not awaited or 2 * len(back) > len(awaited)
