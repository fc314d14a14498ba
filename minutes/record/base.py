"""The shapes the record is read into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from accounts.models import Person
from agendas.models import AgendaItem
from meetings.models import AttendanceEvent, InternalPart, RosterEntry, Sitting
from room.models import Speech
from voting.models import Elector, Poll

Facts = dict[str, Any]


@dataclass(frozen=True)
class Drawn:
    """One block as the record gives it."""

    key: str
    kind: str
    facts: Facts
    item: UUID | None = None
    part: int | None = None  # of the annex of this internal part


@dataclass(frozen=True)
class Course:
    """A step of the sitting with its moment in the body's own time, from the audit chain."""

    verb: str
    at: datetime
    facts: Mapping[str, Any]
    part: int | None = None  # the internal part it was done in


@dataclass(frozen=True)
class Record:
    """Everything the minutes are made of, read once."""

    sitting: Sitting
    entries: list[RosterEntry]
    attendance: Mapping[UUID, list[AttendanceEvent]]
    items: list[AgendaItem]
    speeches: Mapping[UUID, list[Speech]]
    polls: list[Poll]
    electors: Mapping[UUID, list[Elector]]
    choices: Mapping[UUID, str]
    course: list[Course]
    secretary: Facts | None
    presider: Person
    earlier_chairs: list[Facts] = field(default_factory=list)
    parts: list[InternalPart] = field(default_factory=list)
    part: int | None = None  # whose record this is: of an internal part, or of all that was done outside them

    def by_person(self, person_id: UUID | None) -> RosterEntry | None:
        """The person's entry of the roster."""
        return next((entry for entry in self.entries if entry.person_id == person_id), None)

    def of_role(self, *roles: str) -> list[RosterEntry]:
        """The entries of these roles, in order."""
        return [entry for entry in self.entries if entry.role in roles]


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC."""
    return at.astimezone(UTC).isoformat() if at else None


def person(entry: RosterEntry | Elector) -> Facts:
    """Name and post as they were then."""
    return {"name": entry.name, "post": entry.post_title}
