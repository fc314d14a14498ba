"""A sitting whose members sit at tablets: polls are put to them, and what they are shown is held against the truth.

The truth is what the tables say: the product's own snapshot of each stream, and the ledger.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from random import Random
from typing import Any

from tests.faults.lib.installation import Installation, member_of
from tests.faults.lib.tablets import Member, Press, Tablets

VERB = "voting.cast_ballot"
VALUES = ("for_", "against", "abstain")


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
        self.others: dict[str, Member] = {}
        self._polls = 0

    def seat_everybody(self, seconds: float = 60) -> None:
        """Open all tablets and wait until they are connected."""
        for who, member in self.voters.items():
            self.tablets.open(who, self.base, member)
        self.tablets.wait_live(seconds)

    def leave(self) -> None:
        """Close all tablets."""
        for who in (*self.voters, *self.others):
            self.tablets.close(who)

    def sit_down(self, who: str, member: Member) -> None:
        """Open a tablet for somebody who doesn't vote."""
        self.others[who] = member
        self.tablets.open(who, self.base, member)

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
        seen = self.tablets.look(self.voters, docs=True)
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
    def seconds_until_true(self, since: float, most: float = 30) -> tuple[float, dict[str, str]]:
        """Seconds from `since` until the last tablet showed the truth and nothing changed any more; with those that
        don't show it `most` seconds later, and what they show."""
        while True:
            wrong = self._behind() or self._untrue()
            if not wrong:
                return max(one.changed_at for one in self.tablets.look(self.voters).values()) - since, {}
            if time.monotonic() - since > most:
                return time.monotonic() - since, wrong
            time.sleep(0.1)

    @property
    def streams(self) -> list[str]:
        """All that is followed here."""
        return sorted({name for member in self.voters.values() for name in member.streams})

    def _behind(self) -> dict[str, str]:
        """The tablets that aren't connected, have something to send, or aren't at the newest number."""
        from realtime import selectors

        heads = self.house.ask(lambda: selectors.heads(self.streams))
        found = {}
        for who, one in self.tablets.look(self.voters).items():
            late = [name for name in self.voters[who].streams if one.seqs.get(name) != heads[name]]
            if one.net != "live":
                found[who] = f"connection {one.net or 'not begun'}"
            elif one.waiting:
                found[who] = f"{len(one.waiting)} to send"
            elif late:
                found[who] = f"{late[0]} at {one.seqs.get(late[0])} of {heads[late[0]]}"
        return found

    def _untrue(self) -> dict[str, str]:
        """The tablets at the newest number whose documents differ from the product's own snapshot."""
        from realtime import selectors

        truth = {name: self.house.ask(lambda name=name: selectors.snapshot(name)) for name in self.streams}  # type: ignore[misc]
        return {
            who: f"{name} differs at {truth[name]['n']}"
            for who, one in self.tablets.look(self.voters, docs=True).items()
            for name in self.voters[who].streams
            if one.docs[name] != truth[name]["doc"]
        }


class Rooms:
    """One room after another: a sitting of hundreds of polls would measure itself."""

    def __init__(self, house: Installation, tablets: Tablets, members: int, polls_each: int = 25) -> None:
        self.house, self.tablets, self.members, self.polls_each = house, tablets, members, polls_each
        self.room: Room | None = None
        self._left = 0

    def next(self) -> Room:
        """The room for one more poll, everybody in it connected."""
        if self.room is None or self._left == 0:
            if self.room is not None:
                self.room.leave()
            self.room, self._left = Room(self.house, self.tablets, self.members), self.polls_each
            self.room.seat_everybody()
        self._left -= 1
        return self.room


def some_value(rng: Random) -> str:
    """A choice by chance."""
    return rng.choice(VALUES)
