"""Who may follow, read and vote what, as the test itself remembers the day: held against what the product gives.

The memory is fed with what was done (`Course` of `days.py`), never with what the product's tables say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

AUDIENCES = ("room", "members", "chair", "secretariat", "observers")


@dataclass
class Laid:
    """A paper on the table: of which item, in which internal part, recalled or not."""

    item: Any
    part: int | None = None
    is_recalled: bool = False


@dataclass
class Memory:
    """The day so far; persons by id."""

    today: date
    presider: Any
    seats: dict[Any, date | None] = field(
        default_factory=dict
    )  # members on the roster: first day without the seat
    officers: set[Any] = field(default_factory=set)
    observers: set[Any] = field(default_factory=set)
    invitees: dict[Any, set[Any]] = field(default_factory=dict)  # by item
    guests_on_roster: set[Any] = field(default_factory=set)
    called_in: dict[Any, set[Any]] = field(default_factory=dict)
    over: set[Any] = field(default_factory=set)  # items that ended
    invitees_wait: bool = False
    substitutes: dict[Any, Any] = field(default_factory=dict)  # who comes instead of whom
    aides: dict[Any, Any] = field(default_factory=dict)  # who reads for whom
    parts: list[set[Any]] = field(default_factory=list)  # who was named for each
    inside: int | None = None
    head: Any = None
    handed_until: Any = None
    handed_items: set[Any] = field(default_factory=set)
    papers: dict[Any, Laid] = field(default_factory=dict)

    def is_member(self, person: Any) -> bool:
        """Has the person a seat today?"""
        return person in self.seats and (self.seats[person] is None or self.seats[person] > self.today)

    def members(self) -> set[Any]:
        """All who have one."""
        return {person for person in self.seats if self.is_member(person)}

    def audiences(self) -> dict[str, set[Any]]:
        """Who hears what, were no part internal."""
        members = self.members()
        members |= {
            one
            for one, absent in self.substitutes.items()
            if one not in self.seats and self.is_member(absent)
        }
        observers = self.observers - set(self.seats)
        readers = {aide for aide, whom in self.aides.items() if whom in members | observers}
        # Who presided and is a member no longer presides over nothing.
        chair = {self.presider} if self.presider not in self.seats or self.is_member(self.presider) else set()
        return {
            "room": set(),
            "members": members,
            "chair": chair,
            "secretariat": set(self.officers),
            "observers": observers | readers,
        }

    def chair_returns(self) -> None:
        """The head presides again, if there is one who is a member still."""
        if self.head is not None and self.is_member(self.head):
            self.presider, self.handed_until, self.handed_items = self.head, None, set()

    def guests(self, item: Any) -> set[Any]:
        """The invitees who are in for an item."""
        if not self.invitees_wait:
            return self.invitees.get(item, set())
        return set() if item in self.over else self.called_in.get(item, set())

    def named(self) -> set[Any] | None:
        """Who is inside, while a part is internal."""
        return None if self.inside is None else self.parts[self.inside - 1]

    def everybody(self) -> set[Any]:
        """All with any right to the whole sitting, and its invitees."""
        return set().union(*self.audiences().values(), self.guests_on_roster - set(self.seats))

    def follows(self, streams: Iterable[tuple[str, str, Any]]) -> Iterator[tuple[Any, str]]:
        """`(person, stream)` of all that may be followed; `streams` are `(name, kind, about)`."""
        named, audiences, everybody = self.named(), self.audiences(), self.everybody()
        for name, kind, about in streams:
            if kind == "item":
                persons = self.guests(about)
            elif kind == "inner":
                persons = self.parts[about - 1] & everybody
            else:
                persons = audiences[kind]
            yield from (
                (person, name) for person in persons if kind == "inner" or named is None or person in named
            )

    def reads(self) -> Iterator[tuple[Any, Any]]:
        """`(person, paper)` of all that may be read now."""
        named, audiences, everybody = self.named(), self.audiences(), self.everybody()
        for paper, laid in self.papers.items():
            if laid.part is not None:
                persons = set() if laid.is_recalled else self.parts[laid.part - 1] & everybody
            else:
                persons = set(audiences["secretariat"])
                if not laid.is_recalled:
                    persons |= audiences["members"] | audiences["observers"] | audiences["chair"]
                    persons |= self.guests(laid.item)
                persons = persons if named is None else persons & named
            yield from ((person, paper) for person in persons)
