"""Random concurrent histories of votes, and the sequential model they are held against.

Members and desks act at once, each one act after the other. A history is sound if its acts can be put into one order
that respects real time (what was answered before another began stands before it) in which every answer is the one the
model gives, and which ends in what the tables hold (linearizability, searched as Wing and Gong do).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

from tests.faults.lib.room import VALUES

DESKS = 2
REASON = "Nhầm nội dung"
Answer = tuple[Any, ...]
Clients = list[list["Act"]]


@dataclass(slots=True)
class Act:
    """One command: its verb, which poll (0 or 1), for a ballot whose and what; then when, and what was answered."""

    verb: str
    poll: int
    member: int = -1
    value: str = ""
    key: str = field(default_factory=lambda: str(uuid4()))
    began: float = 0.0
    ended: float = 0.0
    answer: Answer = ()


@dataclass(frozen=True, slots=True)
class Model:
    """Two polls of one item, as one process would run them one act at a time."""

    states: tuple[str, str] = ("prepared", "prepared")
    opened: tuple[bool, bool] = (False, False)
    ballots: frozenset[tuple[int, int, int, str]] = frozenset()  # poll, member, version, value
    tallies: tuple[Any, Any] = (None, None)
    kept: frozenset[tuple[str, Answer]] = frozenset()

    def after(self, act: Act) -> tuple[Model, Answer]:
        """The model after the act, and its answer."""
        first = dict(self.kept).get(act.key)
        if first is not None:
            return self, first
        model, answer = getattr(self, f"_{act.verb}")(act)
        if answer[0] == "ok":
            model = model._with(kept=model.kept | {(act.key, answer)})
        return model, answer

    def _open(self, act: Act) -> tuple[Model, Answer]:
        if self.states[act.poll] != "prepared":
            return self, ("poll_not_in_state",)
        if "open" in self.states:
            return self, ("another_poll_open",)
        return self._step(act.poll, "open")._with(opened=_put(self.opened, act.poll, True)), ("ok",)

    def _cast(self, act: Act) -> tuple[Model, Answer]:
        state = self.states[act.poll]
        if state != "open":
            # A prepared poll is a draft only the one who presides, the first of the members, knows of.
            draft = "not_found" if act.member else "poll_not_open"
            refusals = {"prepared": draft, "annulled": "poll_annulled"}
            return self, (refusals.get(state, "already_closed"),)
        version, value = self._last(act.poll, act.member)
        if value == act.value:
            return self, ("ok", version)
        ballot = (act.poll, act.member, version + 1, act.value)
        return self._with(ballots=self.ballots | {ballot}), ("ok", version + 1)

    def _close(self, act: Act) -> tuple[Model, Answer]:
        if self.states[act.poll] != "open":
            return self, ("poll_not_in_state",)
        members = {member for poll, member, _, _ in self.ballots if poll == act.poll}
        chosen = [self._last(act.poll, member)[1] for member in members]
        tally = tuple(chosen.count(value) for value in VALUES)
        return self._step(act.poll, "closed")._with(tallies=_put(self.tallies, act.poll, tally)), ("ok",)

    def _announce(self, act: Act) -> tuple[Model, Answer]:
        if self.states[act.poll] != "closed":
            return self, ("poll_not_in_state",)
        return self._step(act.poll, "announced"), ("ok",)

    def _annul(self, act: Act) -> tuple[Model, Answer]:
        if self.states[act.poll] in ("annulled", "prepared"):  # what was never put is dropped, not annulled
            return self, ("poll_not_in_state",)
        return self._step(act.poll, "annulled"), ("ok",)

    def _last(self, poll: int, member: int) -> tuple[int, str]:
        mine = [(version, value) for p, m, version, value in self.ballots if (p, m) == (poll, member)]
        return max(mine, default=(0, ""))

    def _step(self, poll: int, state: str) -> Model:
        return self._with(states=_put(self.states, poll, state))

    def _with(self, **changes: Any) -> Model:
        fields = ("states", "opened", "ballots", "tallies", "kept")
        return Model(**{name: changes.get(name, getattr(self, name)) for name in fields})

    def outcome(self) -> tuple[Any, ...]:
        """What the tables must hold in the end."""
        return self.states, self.ballots, self.tallies


def _put(pair: tuple[Any, Any], place: int, value: Any) -> tuple[Any, Any]:
    return (value, pair[1]) if place == 0 else (pair[0], value)


def is_sound(acts: list[Act], outcome: tuple[Any, ...]) -> bool:
    """Is there an order of the acts that explains every answer and ends in `outcome`?"""
    tried: set[tuple[frozenset[int], Model]] = set()

    def search(left: frozenset[int], model: Model) -> bool:
        if not left:
            return model.outcome() == outcome
        if (left, model) in tried:
            return False
        tried.add((left, model))
        earliest_end = min(acts[place].ended for place in left)
        for place in left:
            if acts[place].began > earliest_end:
                continue  # something was answered before this one began
            following, answer = model.after(acts[place])
            if answer == acts[place].answer and search(left - {place}, following):
                return True
        return False

    return search(frozenset(range(len(acts))), Model())


def some_history(rng: Random, members: int) -> Clients:
    """What each of the members, two desks and a second device of somebody do, one after the other."""
    # One desk opens and closes while the members vote; what else the two do, and when, is chance.
    desks: Clients = [[Act("open", 0), Act("close", 0)], [Act("open", 1)]]
    desks[rng.randrange(DESKS)].append(Act(rng.choice(["announce", "annul", "open"]), 0))
    for desk in desks:
        if rng.random() < 0.5:
            verb = rng.choice(["open", "close", "announce", "annul"])
            desk.insert(rng.randint(0, len(desk)), Act(verb, rng.randrange(2)))
    voters: Clients = []
    for member in range(members):
        count = rng.randint(1, 2)
        voters.append(
            [Act("cast", int(rng.random() < 0.2), member, rng.choice(VALUES)) for _act in range(count)]
        )
    again = rng.choice(voters)[0]
    twin = [Act("cast", again.poll, again.member, again.value, key=again.key)]
    return [*desks, *voters, twin]


def play(clients: Clients, perform: Callable[[Act], Answer], rng: Random) -> list[Act]:
    """All clients at once, on threads of their own; the acts with their times and answers."""
    from django.db import connection

    start = threading.Barrier(len(clients))
    pauses = [
        [rng.uniform(0, 0.06 if place < DESKS else 0.12) for _act in acts]
        for place, acts in enumerate(clients)
    ]

    def run(acts: list[Act], waits: list[float]) -> None:
        start.wait()
        for act, wait in zip(acts, waits, strict=True):
            time.sleep(wait)
            act.began = time.monotonic()
            act.answer = perform(act)
            act.ended = time.monotonic()
        connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in zip(clients, pauses, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [act for acts in clients for act in acts]


class Scene:
    """An open sitting in which history after history is played, two polls each."""

    VERBS = {
        "open": "voting.open_poll",
        "cast": "voting.cast_ballot",
        "close": "voting.close_poll",
        "announce": "voting.announce_result",
        "annul": "voting.annul_poll",
    }

    def __init__(self, members: int = 4) -> None:
        from tests.factories import polls, sittings

        self.item = polls.sitting_with_item(members=members)
        self.users = polls.people.members_of(self.item.agenda.sitting.body)
        self.desk = sittings.secretary_of(self.item.agenda.sitting.body)

    def sound(self, rng: Random) -> tuple[bool, list[Act]]:
        """Play one history; whether it is sound, and its acts."""
        from tests.factories import polls

        item = polls.fresh_item(self.item)
        pair = [polls.prepared(item, question=f"Câu hỏi {number}") for number in (1, 2)]
        acts = play(some_history(rng, len(self.users)), lambda act: self._perform(act, pair), rng)
        outcome = self._outcome(pair)
        self._clear(pair)
        return is_sound(acts, outcome), acts

    def _perform(self, act: Act, pair: list[Any]) -> Answer:
        from realtime import commands

        args: dict[str, Any] = {"poll": str(pair[act.poll].pk)}
        if act.verb == "cast":
            args["value"] = act.value
        if act.verb == "annul":
            args["reason"] = REASON
        if act.verb == "announce":
            args["confirmed"] = True  # equal votes are put to the presider first
        message = {"id": 1, "verb": self.VERBS[act.verb], "key": act.key, "args": args}
        user = self.users[act.member] if act.verb == "cast" else self.desk
        answer = commands.answer(user, message, "socket")
        if "error" in answer:
            code = answer["error"]["code"]
            # The second press of the same step hears by whom it was done: the same refusal in calmer words.
            return ("poll_not_in_state" if code == "done_already" else code,)
        return ("ok", answer["ok"]["version"]) if act.verb == "cast" else ("ok",)

    def _outcome(self, pair: list[Any]) -> tuple[Any, ...]:
        from tests.factories import polls

        stored = [polls.fresh(poll.pk) for poll in pair]
        member = {user.person_id: place for place, user in enumerate(self.users)}
        ballots = frozenset(
            (place, member[row.elector.person_id], row.version, row.value)
            for place, poll in enumerate(stored)
            for row in poll.ballots.select_related("elector")
        )
        tallies = tuple(
            tuple(poll.tally[value] for value in VALUES) if poll.tally else None for poll in stored
        )
        return tuple(poll.state for poll in stored), ballots, tallies

    def _clear(self, pair: list[Any]) -> None:
        """No poll stays open for the next history."""
        from tests.factories import polls
        from voting import services
        from voting.models import Poll

        desk = polls.secretary(self.item.agenda.sitting)
        for poll in pair:
            if polls.fresh(poll.pk).state == Poll.State.OPEN:
                services.annul_poll(desk, poll, REASON)
