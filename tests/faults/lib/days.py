"""Days of a small body by chance, played by the product's own services, and what is looked at after every step.

Every history is a transaction that is undone; a step is one within it, so that a refusal leaves nothing. The clock goes
on by up to ten minutes a step, and by a day where the sitting is continued on the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from accounts import services as accounts
from accounts.deeds import deed_of
from accounts.models import BodyRole, Mandate
from agendas import services as agendas
from core import clock
from core.errors import DomainError
from meetings import services as meetings
from meetings.models import InternalPartPerson, Presence, RosterEntry, Sitting
from meetings.registrations import follow_the_calendar
from papers.models import Paper
from realtime import commands, selectors, streams
from tests.factories import agendas as making
from tests.factories import people, polls, sittings
from tests.faults.lib import days_checks as checks
from tests.faults.lib.whose import Laid, Memory
from voting import services as voting
from voting.counts import Count
from voting.models import Poll

# A morning under each of the three regulations.
MORNINGS = ((2019, 5, 14), (2024, 3, 12), (2026, 9, 8))
VALUES = ("for_", "against", "abstain")
REASON, TELLERS = "Nhầm nội dung", ("Nguyễn Thị Kiểm", "Trần Văn Đếm")
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


class Course:
    """One history on its way."""

    def __init__(self, scene: Scene, rng: Random, stack: ExitStack) -> None:
        self.scene, self.rng, self.stack = scene, rng, stack
        self.happened: Counter[str] = Counter()
        self.told: list[str] = []
        self.wrong: list[str] = []
        self.ballots: list[tuple[UUID, Any]] = []  # poll, person: acknowledged
        self.coming: dict[Any, Any] = {}  # who becomes a member on which day
        self.started = clock.real()
        self.memory = Memory(
            today=self.scene.body.today(),
            presider=scene.sitting.presider_id,
            seats={user.person_id: None for user in scene.members},
            head=scene.members[0].person_id,
            officers={user.person_id for user in (*scene.officers, scene.clerk)},
            observers={scene.observer.person_id},
            guests_on_roster={guest.person_id for guest in scene.guests},
            papers={item.item_papers.get().paper_id: Laid(item.pk) for item in scene.items},
        )

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
        self.wrong += checks.rights(self)

    def end(self) -> None:
        """The record is counted again."""
        self.wrong += checks.recount(self)

    def _pass(self, by: timedelta) -> None:
        """Time goes on; the product looks every second at hand-overs that are over."""
        self.stack.enter_context(clock.drive(by))
        memory = self.memory
        if memory.handed_until is not None and memory.handed_until <= self.scene.body.now():
            memory.chair_returns()
        meetings.return_chairs_due()

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

    # --- attendance -----------------------------------------------------------------------------------------
    def _move(self) -> None:
        entries = self.rng.sample(self._entries(), self.rng.randint(1, 3))
        where = self.rng.choice(["on_site", "on_site", "on_site", "online", "left", "absent"])
        meetings.set_presence(self._desk(), self._sitting(), [row.pk for row in entries], where)

    def _lose_link(self) -> None:
        here = Presence.objects.filter(entry__sitting=self.scene.sitting, where__in=["online", "suspended"])
        if (row := here.select_related("entry").order_by("entry__order").first()) is not None:
            persons = [row.entry.person_id]
            meetings.connection_changed(self.scene.sitting.pk, persons, row.where == "suspended")

    def _correct_attendance(self) -> None:
        entries = self.rng.sample(self._entries(), self.rng.randint(1, 2))
        now = self.scene.body.now()
        since = now - (now - self.started) * self.rng.random()
        until = since + timedelta(minutes=self.rng.randint(1, 30)) if self.rng.random() < 0.3 else None
        where = self.rng.choice(["on_site", "on_site", "online", "left", "absent"])
        ids = [entry.pk for entry in entries]
        until = until if until is None or until < now else None
        voting.correct_attendance(self._desk(), self._sitting(), ids, where, since, REASON, until)

    # --- the sitting ----------------------------------------------------------------------------------------
    def _hand_over(self) -> None:
        memory, person = self.memory, self._person([*self.scene.members, *self.scene.others])
        now = self.scene.body.now()
        until = now + timedelta(minutes=self.rng.randint(1, 20)) if self.rng.random() < 0.3 else None
        item = self.rng.choice(self.scene.items)
        items = [(str(item.pk), item.number)] if until is None and self.rng.random() < 0.4 else []
        meetings.hand_over_chair(self._desk(), self._sitting(), person, until=until, items=items)
        memory.presider = person.pk
        is_head = person.pk == memory.head
        memory.handed_until = None if is_head else until
        memory.handed_items = {item.pk} if items and not is_head else set()
        if not memory.is_member(person.pk):
            self.wrong.append(f"{person.pk} presides and is no member")

    def _return_chair(self) -> None:
        meetings.return_chair(self._desk(), self._sitting())
        if self.memory.head is None or not self.memory.is_member(self.memory.head):
            self.wrong.append("the chair went back to somebody who is no member")
        elif self.memory.presider != self.memory.head:
            self.memory.chair_returns()

    def _suspend(self) -> None:
        meetings.suspend_sitting(self._desk(), self._sitting())

    def _carry_on(self) -> None:
        meetings.continue_sitting(self._desk(), self._sitting())

    def _next_day(self) -> None:
        """Broken off for today; the next morning those who become or stop being members on that day are followed."""
        morning = self.scene.body.now() + timedelta(days=1)
        meetings.suspend_sitting(self._desk(), self._sitting(), continues_at=morning)
        self._pass(timedelta(days=1))
        memory = self.memory
        memory.today = self.scene.body.today()
        for person, day in list(self.coming.items()):
            if day <= memory.today:
                memory.seats[person] = self.coming.pop(person) and None
        follow_the_calendar()
        entries = [row.pk for row in self._entries()]
        meetings.set_presence(self._desk(), self._sitting(), entries, "on_site")
        meetings.continue_sitting(self._desk(), self._sitting())

    def _go_inside(self) -> None:
        chosen = None
        if self.rng.random() < 0.7:
            chosen = self.rng.sample(self.scene.users, self.rng.randint(2, 7))
        wanted = None if chosen is None else [user.person_id for user in chosen]
        sitting = meetings.start_internal_part(self._desk(), self._sitting(), wanted)
        rows = InternalPartPerson.objects.filter(part__sitting=sitting, part__number=sitting.internal_part)
        named = set(rows.values_list("person_id", flat=True))
        memory = self.memory
        self._named(named, set(wanted or named) | ({memory.presider} & memory.audiences()["chair"]))
        memory.parts.append(named)
        memory.inside = sitting.internal_part

    def _admit(self) -> None:
        wanted = [user.person_id for user in self.rng.sample(self.scene.users, 2)]
        meetings.admit_inside(self._desk(), self._sitting(), wanted)
        self._named(set(wanted), set(wanted))
        self.memory.parts[-1] |= set(wanted)

    def _named(self, named: set[Any], wanted: set[Any]) -> None:
        if named != wanted or not named <= self.memory.everybody():
            self.wrong.append(
                "named for an internal part is somebody without a right to the sitting, or not asked for"
            )

    def _come_out(self) -> None:
        meetings.end_internal_part(self._desk(), self._sitting())
        self.memory.inside = None

    # --- items, papers, invitees ----------------------------------------------------------------------------
    def _start_item(self) -> None:
        agendas.start_item(self._desk(), self._item())

    def _end_item(self) -> None:
        item = self._item()
        agendas.end_item(self._desk(), item, "opinions_given")
        memory = self.memory
        memory.over.add(item.pk)
        if item.pk in memory.handed_items and memory.handed_items <= memory.over:
            memory.chair_returns()

    def _resume_item(self) -> None:
        item = self._item()
        agendas.resume_item(self._desk(), item, REASON)
        self.memory.over.discard(item.pk)

    def _hand_out(self) -> None:
        item, paper = self._item(), making.paper()
        agendas.hand_out_paper(self._desk(), item, paper, REASON)
        self.memory.papers[paper.pk] = Laid(item.pk, self.memory.inside)

    def _recall(self) -> None:
        row = self.rng.choice(list(self._item().item_papers.order_by("order")) or [None])
        if row is not None:
            agendas.recall_paper(self._desk(), row, REASON)
            self.memory.papers[row.paper_id].is_recalled = True

    def _set_invitees(self) -> None:
        item = self._item()
        chosen = self.rng.sample(self.scene.guests, self.rng.randint(0, 2))
        entries = [sittings.entry_of(self.scene.sitting, user).pk for user in chosen]
        agendas.set_invitees(self._desk(), item, entries)
        memory = self.memory
        memory.invitees[item.pk] = {user.person_id for user in chosen}
        memory.called_in[item.pk] = memory.called_in.get(item.pk, set()) & memory.invitees[item.pk]

    def _call_in(self) -> None:
        item = self._item()
        if (row := item.invitees.select_related("entry").first()) is not None:
            agendas.call_in_invitee(self._desk(), row)
            self.memory.called_in.setdefault(item.pk, set()).add(row.entry.person_id)

    def _wait_outside(self) -> None:
        is_on = self.rng.random() < 0.6
        meetings.let_invitees_wait(self._desk(), self._sitting(), is_on)
        self.memory.invitees_wait = is_on

    def _recuse(self) -> None:
        entries = self.rng.sample(self._entries(), self.rng.randint(0, 2))
        agendas.set_recusal(self._desk(), self._item(), {str(row.pk): REASON for row in entries})

    # --- votes ----------------------------------------------------------------------------------------------
    def _prepare(self) -> None:
        item = self.rng.choice([self._item(), *self._current() * 4])
        motion = self.rng.choice(["", "", "", "Phương án 1", "Phương án 2"])
        voting.prepare_poll(self._desk(), item, f"Câu hỏi {len(self.told)}", motion=motion)

    def _prepare_block(self) -> None:
        voting.prepare_block_poll(self._desk(), self.rng.sample(self.scene.items, self.rng.randint(2, 3)))

    def _open(self) -> None:
        if (poll := self._to_open()) is not None:
            voting.open_poll(self._desk(), poll)

    def _open_by_hand(self) -> None:
        by = self.rng.choice(["paper", "hands", "voice"])
        if (poll := self._to_open()) is not None and by == "paper":
            voting.open_paper_poll(self._desk(), poll)
        elif poll is not None:
            voting.open_counted_poll(self._desk(), poll, by)

    def _cast(self) -> None:
        if (poll := self._poll("open") or self._poll()) is not None:
            self._press(poll, self.rng.choice(self.scene.users))

    def _cast_all(self) -> None:
        """Everybody tries, whoever he is, as lopsided or as even as chance has it."""
        if (poll := self._poll("open")) is not None:
            lean = self.rng.choice([0.5, 0.7, 1.0])
            for user in self.rng.sample(self.scene.users, len(self.scene.users)):
                if self.rng.random() < 0.9:
                    self._press(poll, user, "for_" if self.rng.random() < lean else "")

    def _press(self, poll: Poll, user: Any, value: str = "") -> None:
        """As the socket does it: the rights are read anew, then the command is given."""
        epoch = type(user).objects.values_list("epoch", flat=True).get(pk=user.pk)
        (fresh,) = selectors.standing([(user.pk, epoch, None)]).values()
        args = {"poll": str(poll.pk), "value": value or self.rng.choice(VALUES)}
        key = str(UUID(int=self.rng.getrandbits(128), version=4))
        message = {"id": 1, "verb": "voting.cast_ballot", "key": key, "args": args}
        answer = commands.answer(fresh, message, "socket")
        if "ok" not in answer:
            self.happened[f"ballot refused {answer['error']['code']}"] += 1
            return
        self.happened["ballots"] += 1
        self._is_heard(poll, user.person_id)

    def _is_heard(self, poll: Poll, person: Any) -> None:
        self.ballots.append((poll.pk, person))
        named = self.memory.named()
        if not self.memory.is_member(person) or (named is not None and person not in named):
            self.wrong.append(f"{person} was heard in a vote without being a member, or from outside")

    def _speak(self) -> None:
        poll = self._poll("open")
        if poll is None:
            return
        elector = self.rng.choice(list(poll.electors.order_by("order")))
        value = self.rng.choice(VALUES)
        voting.enter_spoken_ballot(self._desk(), poll, str(elector.seat_id), value, REASON)
        self._is_heard(poll, elector.person_id)

    def _count(self) -> None:
        poll = self._poll("open")
        if poll is None or not poll.is_by_hand:
            return
        count = self._some_count(poll)
        for place in range(2):
            voting.enter_paper_count(self.scene.deed(place), poll, count, TELLERS)

    def _some_count(self, poll: Poll) -> Count:
        """What so many voters may have chosen, the head among them."""
        electors = list(poll.electors.filter(is_entitled=True).order_by("order"))
        chosen = [self.rng.choice(VALUES) for _one in electors]
        head = next((value for one, value in zip(electors, chosen, strict=True) if one.is_head), "")
        figures = {value: chosen.count(value) for value in VALUES}
        return Count(issued=len(electors), returned=len(electors), head=head, **figures)

    def _close(self) -> None:
        if (poll := self._poll("open")) is not None:
            voting.close_poll(self._desk(), poll)

    def _announce(self) -> None:
        if (poll := self._poll("closed")) is not None:
            voting.announce_result(self._desk(), poll, confirmed=self.rng.random() < 0.9)

    def _annul(self) -> None:
        if (poll := self._poll()) is not None:
            voting.annul_poll(self._desk(), poll, REASON)

    def _reopen(self) -> None:
        if (poll := self._poll("closed")) is not None:
            voting.reopen_paper_count(self._desk(), poll, REASON)

    def _correct_result(self) -> None:
        poll = self._poll("announced")
        if poll is None:
            return
        if poll.is_by_hand:
            voting.correct_result(self._desk(), poll, REASON, count=self._some_count(poll))
            return
        electors = self.rng.sample(list(poll.electors.order_by("order")), self.rng.randint(1, 2))
        choices = {str(one.seat_id): self.rng.choice(["", *VALUES]) for one in electors}
        voting.correct_result(self._desk(), poll, REASON, choices=choices)

    # --- posts ----------------------------------------------------------------------------------------------
    def _end_seat(self) -> None:
        person, memory = self._person(self.scene.members + self.scene.others), self.memory
        day = memory.today + timedelta(days=self.rng.choice([0, 0, 1]))
        seat = self.scene.body.seats.filter(person=person, valid_to=None).first()
        if seat is not None:
            accounts.end_seat(self._desk(), seat, day)
            if person.pk in memory.seats:
                memory.seats[person.pk] = day
            self.coming.pop(person.pk, None)

    def _add_seat(self) -> None:
        user, memory = self.rng.choice([*self.scene.members, *self.scene.others]), self.memory
        day = memory.today + timedelta(days=self.rng.choice([0, 0, 0, 1]))
        is_head = self.rng.random() < 0.3
        accounts.add_seat(
            self._desk(),
            self.scene.body,
            user.person,
            post_title="Thủ tướng Chính phủ" if is_head else f"Bộ trưởng mới {len(self.told)}",
            valid_from=day,
            is_head=is_head,
            is_acting=self.rng.random() < 0.2,
            can_vote=self.rng.random() < 0.9,
        )
        if day <= memory.today:
            memory.seats[user.person_id] = None
        else:
            self.coming[user.person_id] = day
        if is_head:
            memory.head = user.person_id

    def _substitute(self) -> None:
        entry, stand_in = self.rng.choice(self._entries()), self.scene.stand_in
        memory, is_sent = self.memory, self.rng.random() < 0.7
        substitute = stand_in.person if is_sent else None
        mode = "substituted" if is_sent else "on_site"
        meetings.reply_to_invitation(self._desk(), entry, mode, reason=REASON, substitute=substitute)
        if memory.substitutes.get(stand_in.person_id) == entry.person_id:
            del memory.substitutes[stand_in.person_id]
        if is_sent:
            memory.substitutes[stand_in.person_id] = entry.person_id

    def _mandate(self) -> None:
        memory, aide = self.memory, self.scene.aide.person
        held = aide.mandates_held.filter(valid_to=None).first()
        if held is not None:
            accounts.end_mandate(self._desk(), held, memory.today)
            memory.aides.pop(aide.pk, None)
            return
        principal = self._person([*self.scene.members, self.scene.observer])
        accounts.give_mandate(
            self._desk(),
            self.scene.body,
            principal=principal,
            agent=aide,
            scope=Mandate.Scope.READ,
            valid_from=memory.today - timedelta(days=2),
        )
        memory.aides[aide.pk] = principal.pk

    def _end_role(self) -> None:
        person = self.scene.clerk.person
        accounts.end_role(self._desk(), person.roles.get(), self.memory.today)
        self.memory.officers.discard(person.pk)

    # --- picking --------------------------------------------------------------------------------------------
    def _desk(self) -> Any:
        return self.scene.deed()

    def _sitting(self) -> Sitting:
        return Sitting.objects.select_related("body", "presider").get(pk=self.scene.sitting.pk)

    def _entries(self) -> list[RosterEntry]:
        """The members on the roster, also those who are none any more."""
        return sittings.member_entries(self.scene.sitting)

    def _item(self) -> Any:
        return polls.fresh_item(self.rng.choice(self.scene.items))

    def _current(self) -> list[Any]:
        """The item before the sitting."""
        rows = self.scene.agenda.items.filter(state="current").select_related("agenda__sitting__body")
        return list(rows)

    def _to_open(self) -> Poll | None:
        """A prepared vote on the item before the sitting, or over a block with it; now and then any."""
        poll = self._poll("prepared")
        ids = {str(item.pk) for item in self._current()}
        rows = Poll.objects.filter(sitting=self.scene.sitting, state="prepared").order_by("-created_at")
        fit = [row.pk for row in rows if ids & set(row.item_ids)]
        return polls.fresh(fit[0]) if fit and self.rng.random() < 0.9 else (poll if fit else None)

    def _person(self, users: list[Any]) -> Any:
        return self.rng.choice(users).person

    def _poll(self, *states: str) -> Poll | None:
        """One of the polls, by chance but rather a late one."""
        rows = Poll.objects.filter(sitting=self.scene.sitting, **({"state__in": states} if states else {}))
        found = list(rows.order_by("created_at", "number").values_list("pk", flat=True))
        return polls.fresh(self.rng.choice(found[-3:])) if found else None

    def streams(self) -> list[tuple[str, str, Any]]:
        """`(name, kind, about)` of every stream and group of the sitting."""
        sitting = self.scene.sitting
        found: list[tuple[str, str, Any]] = [
            (sitting.stream(audience), audience, None) for audience in streams.SITTING_AUDIENCES
        ]
        found += [(item.stream, "item", item.pk) for item in self.scene.items]
        parts = range(1, len(self.memory.parts) + 1)
        return found + [(streams.inner(sitting.pk, number), "inner", number) for number in parts]
