"""Whose vote is it? Random histories of who comes, goes, sends somebody, empowers somebody and loses his account.

Played against the product's own services and commands; what must hold afterwards, whatever happened:
each member has at most one counted ballot in a poll; each ballot is its own member's and was sent by him, signed in,
on the roster and present at the opening; nobody votes for another, by mandate or as a substitute, over any number of
steps.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st

from tests.faults.lib.room import VALUES

MEMBERS, OUTSIDERS = 5, 2
KINDS = (
    "arrive",
    "leave",
    "substitute",
    "reply",
    "mandate",
    "end mandate",
    "close account",
    "end seat",
    "next poll",
)
places = st.integers(0, MEMBERS + OUTSIDERS - 1)
acts = st.one_of(
    st.tuples(st.just("cast"), places, st.sampled_from(VALUES)),
    st.tuples(st.sampled_from(("leave", "arrive", "next poll")), places, places),
    st.tuples(st.sampled_from(KINDS), places, places),
)
histories = st.lists(acts, min_size=3, max_size=18)


class Scene:
    """An open sitting with an item; five members, two others who may be sent or empowered, and the desk."""

    def __init__(self) -> None:
        from tests.factories import people, polls

        self.item = polls.sitting_with_item(members=MEMBERS)
        self.sitting = self.item.agenda.sitting
        self.body = self.sitting.body
        self.users = [*people.members_of(self.body), *(people.user() for _ in range(OUTSIDERS))]

    def play(self, history: list[tuple[str, int, Any]]) -> tuple[list[str], Counter[str]]:
        """Play one history and undo it; what was wrong, and how often each thing happened."""
        from django.db import transaction

        with transaction.atomic():
            course = Course(self)
            for kind, who, what in [("next poll", 0, 0), *history, ("next poll", 0, 0)]:
                course.step(kind, who, what)
            for who in range(len(self.users)):  # in the end everybody tries
                course.step("cast", who, VALUES[who % len(VALUES)])
            wrong = course.wrong()
            transaction.set_rollback(True)
        return wrong, course.happened


class Course:
    """One history on its way: the polls put, and who was told that his ballot is recorded."""

    def __init__(self, scene: Scene) -> None:
        from tests.factories import polls

        self.scene = scene
        self.desk = polls.secretary(scene.sitting)
        self.polls: list[Any] = []
        self.present: dict[Any, set[Any]] = {}
        self.told: list[tuple[Any, Any, str]] = []  # poll, person, code
        self.closed: set[int] = set()
        self.told_after_closing: list[int] = []
        self.happened: Counter[str] = Counter()

    def step(self, kind: str, who: int, what: Any) -> None:
        """One act; a refusal by a rule of the product is part of the course."""
        from django.db import transaction

        from core.errors import DomainError

        try:
            with transaction.atomic():
                getattr(self, "_" + kind.replace(" ", "_"))(who, what)
        except DomainError as refusal:
            self.happened[f"refused {refusal.code}"] += 1
        else:
            self.happened[kind] += 1

    # --- what people do -------------------------------------------------------------------------------------
    def _arrive(self, who: int, where: int) -> None:
        self._move(who, ("on_site", "online")[where % 2])

    def _leave(self, who: int, _: int) -> None:
        self._move(who, "left")

    def _move(self, who: int, where: str) -> None:
        from meetings import services

        entries = self.scene.sitting.roster.filter(person=self._person(who), removed_at=None)
        services.set_presence(self.desk, self.scene.sitting, [entry.pk for entry in entries], where)

    def _substitute(self, who: int, by: int) -> None:
        self._answer(who, "substituted", reason="Đi công tác", substitute=self._person(by))

    def _reply(self, who: int, _: int) -> None:
        self._answer(who, "on_site")

    def _answer(self, who: int, mode: str, **more: Any) -> None:
        from meetings import services

        entry = self.scene.sitting.roster.filter(person=self._person(who), removed_at=None).first()
        if entry is not None:
            services.reply_to_invitation(self.desk, entry, mode, **more)

    def _mandate(self, principal: int, agent: int) -> None:
        from accounts import services
        from accounts.models import Mandate

        services.give_mandate(
            self.desk,
            self.scene.body,
            principal=self._person(principal),
            agent=self._person(agent),
            scope=Mandate.Scope.values[(principal + agent) % len(Mandate.Scope.values)],
            valid_from=self.scene.body.today() - timedelta(days=1),
        )

    def _end_mandate(self, principal: int, _: int) -> None:
        from accounts import services

        for mandate in self._person(principal).mandates_given.filter(valid_to=None)[:1]:
            services.end_mandate(self.desk, mandate, self.scene.body.today())

    def _close_account(self, who: int, _: int) -> None:
        from accounts import services

        services.close_account(self.desk, self.scene.users[who])
        self.closed.add(who)

    def _end_seat(self, who: int, _: int) -> None:
        from accounts import services

        for seat in self.scene.body.seats.filter(person=self._person(who), valid_to=None):
            services.end_seat(self.desk, seat, self.scene.body.today())

    def _next_poll(self, *_: int) -> None:
        from meetings import selectors
        from tests.factories import polls
        from voting import services

        if self.polls:
            services.close_poll(self.desk, self.polls[-1])
        question = f"Câu hỏi {len(self.polls) + 1}"
        present = set(selectors.members_present(self.scene.sitting).values_list("person_id", flat=True))
        poll = polls.opened(polls.fresh_item(self.scene.item), question=question)
        self.polls.append(poll)
        self.present[poll.pk] = present

    def _cast(self, who: int, value: str) -> None:
        """As the socket does it: the rights are read anew, then the command is given."""
        from realtime import commands, selectors

        user = self.scene.users[who]
        epoch = type(user).objects.get(pk=user.pk).epoch
        standing = selectors.standing([(user.pk, epoch, None)])
        if not standing:
            self.happened["not signed in"] += 1
            return
        args = {"poll": str(self.polls[-1].pk), "value": value}
        message = {"id": 1, "verb": "voting.cast_ballot", "key": str(uuid4()), "args": args}
        answer = commands.answer(next(iter(standing.values())), message, "socket")
        if "ok" in answer:
            self.told.append((self.polls[-1].pk, user.person_id, answer["ok"]["code"]))
            self.happened["ballots"] += 1
            if who in self.closed:
                self.told_after_closing.append(who)
        else:
            self.happened[f"ballot refused {answer['error']['code']}"] += 1

    def _person(self, who: int) -> Any:
        return self.scene.users[who].person

    # --- what must hold -------------------------------------------------------------------------------------
    def wrong(self) -> list[str]:
        """Every sentence that doesn't hold; empty if all do."""
        from voting import services

        services.close_poll(self.desk, self.polls[-1])
        found = [f"member {who} was heard after the account was closed" for who in self.told_after_closing]
        for poll in self.polls:
            found += self._wrong_in(poll)
        return found

    def _wrong_in(self, poll: Any) -> list[str]:
        from tests.factories import polls

        stored = polls.fresh(poll.pk)
        rows = list(stored.ballots.select_related("elector"))
        electors = list(stored.electors.all())
        told = {(person, code) for told_poll, person, code in self.told if told_poll == poll.pk}
        found = [
            f"ballot {row.code} of {row.elector.person_id} wasn't sent by that person"
            for row in rows
            if (row.elector.person_id, row.code) not in told
        ]
        found += [
            f"{person} was told {code}, which isn't kept"
            for person, code in told - {_own(row) for row in rows}
        ]
        found += [
            f"ballot {row.code} of somebody who wasn't entitled or not present at the opening"
            for row in rows
            if not row.elector.is_entitled or row.elector.person_id not in self.present[poll.pk]
        ]
        if len({one.person_id for one in electors}) != len(electors):
            found.append("a person stands twice among the electors")
        counted = sum(stored.tally[value] for value in VALUES)
        voters = {row.elector_id for row in rows}
        if counted != len(voters):
            found.append(f"{counted} votes counted of {len(voters)} voters")
        return found


def _own(row: Any) -> tuple[Any, str]:
    return row.elector.person_id, row.code
