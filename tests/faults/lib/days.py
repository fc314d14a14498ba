"""Days of a small body by chance, played by the product's own services, and what is looked at after every step.

Every history is a transaction that is undone; a step is one within it, so that a refusal leaves nothing. The clock goes
on by up to ten minutes a step, and by a day where the sitting is continued on the next one.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from accounts.deeds import deed_of
from accounts.models import BodyRole
from agendas import services as agendas
from core import clock
from core.errors import DomainError
from meetings import services as meetings
from meetings.models import RosterEntry, Sitting
from papers.models import Paper
from tests.factories import agendas as making
from tests.factories import people, sittings
from tests.faults.lib import days_checks as checks
from tests.faults.lib.days_sitting import SittingActs
from tests.faults.lib.days_votes import VoteActs
from voting.models import Poll

# A morning under each of the three regulations.
MORNINGS = ((2019, 5, 14), (2024, 3, 12), (2026, 9, 8))
# How often each step is tried, against the others.
STEPS = {
    "go_on": 42,
    "move": 5,
    "lose_link": 2,
    "hand_over": 3,
    "return_chair": 1,
    "suspend": 1,
    "next_day": 1,
    "go_inside": 3,
    "admit": 1,
    "come_out": 2,
    "hand_out": 2,
    "recall": 1,
    "set_invitees": 2,
    "call_in": 1,
    "wait_outside": 1,
    "end_item": 1,
    "resume_item": 1,
    "prepare": 1,
    "prepare_block": 2,
    "cast": 2,
    "speak": 3,
    "close": 1,
    "annul": 1,
    "reopen": 1,
    "correct_result": 3,
    "correct_attendance": 4,
    "end_seat": 4,
    "add_seat": 4,
    "recuse": 2,
    "substitute": 2,
    "mandate": 2,
    "end_role": 1,
}


def some_kinds(rng: Random, count: int) -> list[str]:
    """So many steps by chance."""
    return rng.choices(list(STEPS), list(STEPS.values()), k=count)


class Scene:
    """A called sitting with a published agenda of four items, its people, and others who have no right to it yet."""

    def __init__(self, rng: Random) -> None:
        """Made once; every history begins here."""
        self._deeds: dict[int, Any] = {}
        self._questions: dict[int, Any] = {}
        self.morning = clock.hanoi(*rng.choice(MORNINGS), 7, 30)
        with clock.drive_to(self.morning):
            self.body = people.government(rng.randint(5, 9))
            self.agenda = making.published(
                sittings.called_sitting(self.body, starts_at=clock.real() + timedelta(minutes=30)), items=4
            )
            self.sitting = self.agenda.sitting
            self.officers = [sittings.secretary_of(self.body), people.staff(self.body, BodyRole.Role.SCRIPT)]
            self.clerk = people.staff(self.body, BodyRole.Role.MINUTES)
            self.members = people.members_of(self.body)
            self.others = [people.user() for _other in range(7)]
            self.observer, *self.guests = self.others[:3]
            self.aide, self.stand_in = self.others[3:5]
            desk = self.deed()
            role = RosterEntry.Role
            meetings.add_to_roster(desk, self.sitting, self.observer.person, role.STANDING_INVITEE)
            for guest in self.guests:
                meetings.add_to_roster(desk, self.sitting, guest.person, role.INVITEE)
        self.items = making.items_of(self.agenda)
        self.users = [*self.members, *self.officers, self.clerk, *self.others]
        self.user_of = {user.person_id: user.pk for user in self.users}

    def deed(self, place: int = 0) -> Any:
        """A deed of one of the two who conduct."""
        if place not in self._deeds:
            self._deeds[place] = deed_of(self.officers[place], self.body)
        return self._deeds[place]

    def papers_of(self, user: Any) -> set[Any]:
        """The papers the user may see now: the product's own question, put into SQL once, as it is asked so often."""
        if user.pk not in self._questions:
            papers = Paper.objects.visible_to(user).order_by().values_list("pk", flat=True)
            self._questions[user.pk] = papers.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(*self._questions[user.pk])
            return {UUID(str(row[0])) for row in cursor.fetchall()}

    def play(self, rng: Random, kinds: Iterable[str]) -> Course:
        """One history from beginning to end, and undone; look into `wrong` and `happened`."""
        with ExitStack() as stack:
            stack.enter_context(clock.drive_to(self.morning))
            stack.enter_context(transaction.atomic())
            course = Course(self, rng, stack)
            course.begin()
            for kind in kinds:
                course.step(kind)
            course.end()
            transaction.set_rollback(True)
        return course


class Course(SittingActs, VoteActs):
    """One history on its way."""

    # --- the course -----------------------------------------------------------------------------------------
    def begin(self) -> None:
        """The members come in, the sitting opens and turns to its first item."""
        scene = self.scene
        entries = sittings.member_entries(scene.sitting)
        missing = set(self.rng.sample(entries, self.rng.randint(0, len(entries) // 3)))
        there = [entry.pk for entry in entries if entry not in missing]
        meetings.set_presence(scene.deed(), scene.sitting, there, "on_site")
        meetings.open_sitting(scene.deed(), scene.sitting)
        agendas.start_item(scene.deed(), scene.items[0])

    def step(self, kind: str) -> None:
        """One act, some time later; a refusal by a rule of the product is part of the course."""
        self._pass(timedelta(seconds=self.rng.randint(1, 600)))
        kind = self._next() if kind == "go_on" else kind
        self.told.append(kind)
        try:
            with transaction.atomic():
                getattr(self, "_" + kind)()
        except DomainError as refusal:
            self.happened[f"refused {refusal.code}"] += 1
            self.told[-1] += f" refused {refusal.code}"
            return
        self.happened[kind] += 1
        if kind == "next_day":
            self.turn_the_day()
        self.wrong += checks.rights(self)

    def end(self) -> None:
        """The record is counted again."""
        self.wrong += checks.recount(self)

    def _next(self) -> str:
        """What is next in a sitting: the recess ends, an item begins, a vote takes its course."""
        if self._sitting().state == Sitting.State.SUSPENDED:
            return "carry_on"
        if not self._current():
            return "start_item"
        if (poll := self._poll("open")) is not None:
            return self._next_of(poll)
        if self._poll("closed") is not None:
            return "announce"
        if self._to_open() is None:
            return "prepare"
        return "open" if self.rng.random() < 0.75 else "open_by_hand"

    def _next_of(self, poll: Poll) -> str:
        if poll.is_by_hand:
            return "count"
        return "close" if poll.ballots.exists() or self.rng.random() < 0.1 else "cast_all"
