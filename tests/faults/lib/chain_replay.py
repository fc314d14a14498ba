"""What the record says happened, counted again: electorate, quorum and outcome of every vote of a sitting.

Read are the chains alone (the one of the body's posts, the sitting's own, those of its internal parts), byte by byte as
they were hashed, and the law as `tests/regulations/naive.py` tells it. Nothing of voting, meetings or regulations is
imported: a mistake of theirs isn't made twice.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from tests.regulations import naive

HANOI = timedelta(hours=7)
HERE = ("on_site", "online", "suspended")
PLACES = {"on_site": "room", "online": "online", "suspended": "cut off"}
COUNTS = ("for_", "against", "abstain")
Verdict = dict[str, Any]


class Broken(Exception):
    """A chain that isn't whole."""


@dataclass
class Vote:
    """One vote as the record tells it."""

    at: datetime
    people: dict[str, naive.Somebody]  # all members of the moment, by person
    roll: dict[str, str]  # elector -> person
    total: int
    present: int
    needed: int
    has_quorum: bool
    voters: set[str] = field(default_factory=set)  # electors with a ballot
    values: dict[str, str] = field(default_factory=dict)
    figures: dict[str, Any] | None = None
    at_close: dict[str, Any] = field(default_factory=dict)
    result: Verdict | None = None
    corrections: list[Verdict] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)

    @property
    def entitled(self) -> set[str]:
        """The persons who have a ballot."""
        return {person for person, one in self.people.items() if one.place != "absent" and not one.keeps_out}


class Replay:
    """The sitting, record after record."""

    def __init__(self, laws: dict[str, dict[str, Any]], chains: dict[str, list[Any]]) -> None:
        """`laws` are the stored rule sets by code; `chains` the rows `(number, canonical bytes, hash)` by name."""
        self.laws, self.rules = laws, {}  # type: dict[str, dict[str, Any]], dict[str, Any]
        self.members: dict[str, dict[str, Any]] = {}
        self.places: dict[str, list[tuple[datetime, str]]] = {}
        self.keeping_out: dict[str, set[str]] = {}
        self.named: set[str] | None = None
        self.votes: dict[str, Vote] = {}
        self.wrong: list[str] = []
        self.offset = timedelta()  # of the clock of the body, as the last opening of a vote tells it
        told = [record for name, rows in chains.items() for record in _read(name, rows)]
        for record in sorted(told, key=lambda one: (one["at"], one["number"])):
            act = getattr(self, "_" + record["verb"].replace(".", "_"), None)
            self.now = _moment(record["at"]) + self.offset
            if act is not None:
                act(record["facts"])

    # --- members and their whereabouts ----------------------------------------------------------------------
    def _roster_filled(self, facts: dict[str, Any]) -> None:
        self.members = {row["person"]: row for row in facts["roll"]}

    def _roster_followed(self, facts: dict[str, Any]) -> None:
        self.members |= {row["person"]: row for row in facts["roll"]}

    def _seat_ended(self, facts: dict[str, Any]) -> None:
        for row in self.members.values():
            if row["seat"] == facts["seat"]:
                row["until"] = facts["until"]

    def _presence_changed(self, facts: dict[str, Any]) -> None:
        for person in facts["persons"]:
            self.places.setdefault(person, []).append((_moment(facts["at"]), facts["where"]))

    def _agenda_recusals_set(self, facts: dict[str, Any]) -> None:
        self.keeping_out[facts["item"]] = set(facts["persons"])

    def _sitting_opened(self, facts: dict[str, Any]) -> None:
        self.rules = self.laws[facts["rule_set"]]

    def _sitting_internal_part_started(self, facts: dict[str, Any]) -> None:
        self.named = set(facts["persons"])

    def _sitting_admitted_inside(self, facts: dict[str, Any]) -> None:
        self.named = (self.named or set()) | set(facts["persons"])

    def _sitting_internal_part_ended(self, _facts: dict[str, Any]) -> None:
        self.named = None

    # --- the course of a vote -------------------------------------------------------------------------------
    def _poll_opened(self, facts: dict[str, Any]) -> None:
        at = _moment(facts["at"])
        self.offset += at - self.now
        people = self._members_on((at + HANOI).date())
        out = set().union(*(self.keeping_out.get(item, set()) for item in facts["items"]))
        for person, one in people.items():
            one.keeps_out = person in out or (self.named is not None and person not in self.named)
        if sum(one.is_head for one in people.values()) > 1:
            self.wrong.append("a body with two heads")
        vote = Vote(at, people, facts["roll"], *self._quorum(list(people.values())))
        vote.where = {elector: self._place_now(person) for elector, person in vote.roll.items()}
        self.votes[facts["poll"]] = vote

    _poll_opened_on_paper = _poll_opened_by_show = _poll_opened

    def _ballots_cast(self, facts: dict[str, Any]) -> None:
        self.votes[facts["poll"]].voters |= {row["elector"] for row in facts["ballots"]}

    def _poll_closed(self, facts: dict[str, Any]) -> None:
        # Those who count now: a post may have ended while the vote was open.
        people = self._members_on((self.now + HANOI).date())
        _total, present, needed, ok = self._quorum(list(people.values()))
        self.votes[facts["poll"]].at_close = {"present": present, "needed": needed, "ok": ok}

    def _poll_counted_by_show(self, facts: dict[str, Any]) -> None:
        self._poll_closed(facts)
        vote, tally = self.votes[facts["poll"]], facts["tally"]
        vote.figures = {
            **{name: tally[name] for name in (*COUNTS, "invalid")},
            "head": tally["pm_vote"] or "",
        }

    _poll_counted_on_paper = _poll_counted_by_show

    def _paper_count_reopened(self, facts: dict[str, Any]) -> None:
        self.votes[facts["poll"]].figures = None

    def _result_announced(self, facts: dict[str, Any]) -> None:
        vote = self.votes[facts["poll"]]
        if vote.figures is None:
            vote.values = {row["elector"]: row["value"] for row in facts["votes"]}
            if set(vote.values) != vote.voters:
                self.wrong.append(f"vote {facts['poll']}: announced are others than those who cast a ballot")
        vote.result = self._result(vote)

    def _result_corrected(self, facts: dict[str, Any]) -> None:
        vote = self.votes[facts["poll"]]
        if vote.figures is None:
            vote.values = {k: v for k, v in {**vote.values, **facts["changes"]}.items() if v}
        else:
            vote.figures = {name: facts["changes"][name] for name in (*COUNTS, "invalid", "head")}
        vote.corrections.append(self._result(vote))

    def _poll_touched(self, facts: dict[str, Any]) -> None:
        vote = self.votes[facts["poll"]]
        for elector in facts["changes"]:
            vote.where[elector] = self._place_at(vote.roll[elector], vote.at)
        people = [
            naive.Somebody(vote.people[person].post, PLACES.get(vote.where[elector], "absent"))
            for elector, person in vote.roll.items()
        ]
        _total, present, needed, ok = self._quorum(people)
        changes = {elector: vote.where[elector] for elector in facts["changes"]}
        vote.corrections.append({"present": present, "needed": needed, "ok": ok, "changes": changes})

    # --- working it out -------------------------------------------------------------------------------------
    def _members_on(self, day: date) -> dict[str, naive.Somebody]:
        """Everybody the law counts among all members on a day."""
        people = {}
        for person, row in self.members.items():
            ended = row["until"] is not None and date.fromisoformat(row["until"]) <= day
            if row["can_vote"] and not ended:
                post = "acting" if row["is_acting"] else "member"
                place = PLACES.get(self._place_now(person), "absent")
                people[person] = naive.Somebody(post, place, is_head=row["is_head"])
        counted = naive.all_members(self.rules, list(people.values()))
        return {person: one for person, one in people.items() if any(one is other for other in counted)}

    def _quorum(self, people: list[naive.Somebody]) -> tuple[int, int, int, bool]:
        """All members, those present, those needed, and whether there are enough."""
        ratio = Fraction(self.rules["quorum_numerator"], self.rules["quorum_denominator"])
        needed = next(number for number in range(len(people) + 1) if Fraction(number, len(people)) >= ratio)
        online = [one for one in people if one.place == "online"] if self.rules["quorum_count_remote"] else []
        present = sum(one.place == "room" for one in people) + len(online)
        return len(people), present, needed, naive.has_quorum(self.rules, people)

    def _result(self, vote: Vote) -> Verdict:
        """What the ballots, or the figures of a count by hand, decide."""
        people = {person: naive.Somebody(**vars(one)) for person, one in vote.people.items()}
        if vote.figures is None:
            for elector, value in vote.values.items():
                people[vote.roll[elector]].choice = value
        else:
            _hand_out(vote.figures, [people[person] for person in sorted(vote.entitled)])
        counts = [sum(one.choice == value for one in people.values()) for value in COUNTS]
        heads = [one for one in people.values() if one.is_head]
        return {
            "kind": naive.verdict(self.rules, list(people.values())),
            **dict(zip(COUNTS, counts, strict=True)),
            "total": len(people),
            "electors": len(vote.entitled),
            "pm_vote": heads[0].choice if heads else None,
        }

    def _place_now(self, person: str) -> str:
        place = self.places[person][-1][1] if self.places.get(person) else "absent"
        return place if place in HERE else "absent"

    def _place_at(self, person: str, at: datetime) -> str:
        """Where somebody was, by what was entered last of that moment; "absent" takes back all entered before."""
        for since, place in reversed(self.places.get(person, [])):
            if since <= at or place == "absent":
                return place if since <= at and place in HERE else "absent"
        return "absent"


def _hand_out(figures: dict[str, Any], voters: list[naive.Somebody]) -> None:
    """Ballots as counted to the voters, the head's own to the head: whose the others are makes no difference."""
    pile = [value for value in COUNTS for _ballot in range(figures[value])]
    for one in voters:
        if one.is_head and figures["head"]:
            one.choice = figures["head"]
            pile.remove(figures["head"])
        one.is_head = one.choice is not None  # nobody knows another ballot as the head's
    for one, value in zip([one for one in voters if one.choice is None], pile, strict=False):
        one.choice = value


def _read(name: str, rows: list[Any]) -> list[dict[str, Any]]:
    """The records of a chain. Raises `Broken`."""
    before, records = "", []
    for place, (number, canonical, stored) in enumerate(rows, start=1):
        before = hashlib.sha256(before.encode() + bytes(canonical)).hexdigest()
        if (number, stored) != (place, before):
            raise Broken(f"{name} at {number}")
        records.append(json.loads(bytes(canonical)))
    return records


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
