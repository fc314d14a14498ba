"""A sitting whose members sit at tablets: polls are put to them, and what they are shown is held against the truth.

The truth is what the tables say: the product's own snapshot of each stream, and the ledger.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.faults.lib.installation import Installation, member_of
from tests.faults.lib.tablets import Press, Tablets

VERB = "voting.cast_ballot"
VALUES = ("for_", "against", "abstain")


@dataclass(frozen=True, slots=True)
class Truth:
    """The documents of the streams at their numbers."""

    docs: dict[str, Any]
    seqs: dict[str, int]


class Room:
    """An open sitting of `members`, all on site, each with a tablet that follows it."""

    def __init__(self, house: Installation, tablets: Tablets, members: int, base: str = "") -> None:
        from tests.factories import polls

        self.house, self.tablets, self.base = house, tablets, base or house.base
        self.item = polls.sitting_with_item(members=members)
        self.sitting = self.item.agenda.sitting
        self.stream = self.sitting.stream("members")
        users = polls.people.members_of(self.sitting.body)
        self.voters = {f"m{place}": member_of(user, self.stream) for place, user in enumerate(users)}
        self._polls = 0

    def seat_everybody(self, seconds: float = 60) -> None:
        """Open all tablets and wait until they are connected."""
        for who, member in self.voters.items():
            self.tablets.open(who, self.base, member)
        self.tablets.wait_live(seconds)

    # --- the desk -------------------------------------------------------------------------------------------
    def put(self) -> Any:
        """Open the next poll and wait until every tablet shows it."""
        from tests.factories import polls

        self._polls += 1
        question = f"Câu hỏi {self._polls}"
        poll = self.house.ask(lambda: polls.opened(polls.fresh_item(self.item), question=question))
        if not self.tablets.wait(lambda: self._is_shown_open(str(poll.pk)), 20):
            raise TimeoutError("the poll isn't shown on every tablet")
        return poll

    def close(self, poll: Any) -> Any:
        """Close it; the poll as stored."""
        from tests.factories import polls
        from voting import services

        desk = self.house.ask(lambda: polls.secretary(self.sitting))
        self.house.ask(lambda: services.close_poll(desk, poll))
        return self.house.ask(lambda: polls.fresh(poll.pk))

    def _is_shown_open(self, poll: str) -> bool:
        seen = self.tablets.look(docs=True)
        return all(
            one.docs.get(self.stream, {}).get("polls", {}).get(poll, {}).get("state") == "open"
            and one.docs.get(f"person:{self.voters[who].person}", {})
            .get("me", {})
            .get("is_elector", {})
            .get(poll)
            for who, one in seen.items()
        )

    # --- the voters -----------------------------------------------------------------------------------------
    def press(self, who: str, poll: Any, value: str) -> str:
        """One press on the vote sheet."""
        args = {"poll": str(poll.pk), "value": value}
        return self.tablets.press(who, VERB, args, slot=f"ballot:{poll.pk}")

    def wait_answered(self, marks: Iterable[str], seconds: float) -> list[Press]:
        """The presses nobody replaced, once each is answered. Those still without an answer are in the list too."""
        presses = [self.tablets.presses[mark] for mark in marks]
        self.tablets.wait(lambda: all(press.is_answered for press in presses), seconds)
        return presses

    # --- the truth ------------------------------------------------------------------------------------------
    def truth(self) -> Truth:
        """What the tables say now."""
        from realtime import selectors

        names = [self.stream, *(f"person:{member.person}" for member in self.voters.values())]
        read = {name: self.house.ask(lambda name=name: selectors.snapshot(name)) for name in names}  # type: ignore[misc]
        return Truth(
            {name: one["doc"] for name, one in read.items()}, {name: one["n"] for name, one in read.items()}
        )

    def wrong(self, truth: Truth) -> dict[str, str]:
        """The tablets that show something else, or that have something to send, and what."""
        seen = self.tablets.look(docs=True)
        found = {}
        for who, member in self.voters.items():
            one = seen[who]
            if one.net != "live":
                found[who] = f"connection {one.net or 'not begun'}"
            elif one.waiting:
                found[who] = f"{len(one.waiting)} to send"
            else:
                for name in member.streams:
                    if one.seqs.get(name) != truth.seqs[name]:
                        found[who] = f"{name} at {one.seqs.get(name)} of {truth.seqs[name]}"
                    elif one.docs[name] != truth.docs[name]:
                        found[who] = f"{name} differs at {truth.seqs[name]}"
        return found

    def seconds_until_true(self, since: float, most: float = 30) -> tuple[float, dict[str, str]]:
        """Seconds from `since` until every tablet shows the truth; with those that didn't within `most`."""
        while True:
            truth = self.truth()
            wrong = self.wrong(truth)
            took = time.monotonic() - since
            if not wrong or took > most:
                return took, wrong
            time.sleep(0.05)


def some_value(rng: Random) -> str:
    """A choice by chance."""
    return rng.choice(VALUES)
