"""The acts of `days.py` that make up a vote, from its question to the correction of its result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from realtime import commands, selectors
from tests.faults.lib.days_state import State
from voting import services as voting
from voting.counts import Count
from voting.models import Poll

VALUES = ("for_", "against", "abstain")
REASON, TELLERS = "Nhầm nội dung", ("Nguyễn Thị Kiểm", "Trần Văn Đếm")


class VoteActs(State):
    """Each is one service of the product."""

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
