"""The acts of `days.py` around the vote: attendance, chair, recesses, internal parts, items, papers, posts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts import services as accounts
from accounts.models import Mandate
from agendas import services as agendas
from meetings import services as meetings
from meetings.models import InternalPartPerson, Presence
from meetings.registrations import follow_the_calendar
from tests.factories import agendas as making
from tests.factories import sittings
from tests.faults.lib.days_state import State
from tests.faults.lib.whose import Laid
from voting import services as voting

REASON = "Nhầm nội dung"


class SittingActs(State):
    """Each is one service of the product, and what the memory keeps of it."""

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
        """Broken off for today."""
        morning = self.scene.body.now() + timedelta(days=1)
        meetings.suspend_sitting(self._desk(), self._sitting(), continues_at=morning)

    def turn_the_day(self) -> None:
        """The next morning: who becomes or stops being a member is followed, and most come again."""
        self._pass(timedelta(days=1))
        memory = self.memory
        memory.today = self.scene.body.today()
        for person, day in list(self.coming.items()):
            if day <= memory.today:
                memory.seats[person] = None
                del self.coming[person]
                if person == self.coming_head:
                    self.memory.head, self.coming_head = person, None
        follow_the_calendar()
        entries = self._entries()
        come = self.rng.sample(entries, self.rng.randint(len(entries) * 2 // 3, len(entries)))
        meetings.set_presence(self._desk(), self._sitting(), [row.pk for row in come], "on_site")

    def _go_inside(self) -> None:
        chosen = None
        if self.rng.random() < 0.7:
            # The last four have no place in the sitting yet: now and then one is asked for, and refused.
            near = self.scene.users[: None if self.rng.random() < 0.2 else -4]
            chosen = self.rng.sample(near, self.rng.randint(2, 7))
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
            self.coming_head = None if self.coming_head == person.pk else self.coming_head

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
        if is_head and day <= memory.today:
            memory.head = user.person_id
        elif is_head:
            self.coming_head = user.person_id

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
