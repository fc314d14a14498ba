"""Casting ballots: a batch in one transaction; one ballot is a batch of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from audit.services import record
from core import clock
from core.bulk import fewer_trips, insert_rows
from core.deed import Deed
from core.errors import DomainError, KeyReused
from core.idempotency import Asked, answers_among, keep_answers, stored_under
from core.readings import Reading, many, one, question
from voting import facts, rules
from voting.errors import (
    AlreadyClosed,
    NotEntitled,
    PollAnnulled,
    PollNotOpen,
    SecretVote,
    VoteByShow,
    VoteIsOnPaper,
)
from voting.locks import lock_poll
from voting.models import Ballot, Elector, Poll
from voting.sealing import keyed
from voting.telling import tell_cast

VERB = "voting.cast_ballot"
State = Poll.State
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """What one member sent: who and by which way (the deed, with its key), and one of the three values."""

    deed: Deed
    value: str


class Voter(NamedTuple):
    """An elector as the casting needs him: a model instance for each ballot would cost more than all the rest."""

    pk: UUID
    person_id: UUID
    seat_id: UUID
    name: str
    post_title: str
    is_entitled: bool


class Entry(NamedTuple):
    """One row of the ledger, in the order of its columns."""

    poll_id: UUID
    elector_id: UUID
    version: int
    value: str
    code: str
    cast_at: datetime
    way: str


def cast_ballot(deed: Deed, poll: Poll, value: str) -> Answer:
    """Cast one ballot. Answers `{"poll", "code", "at", "version"}`, without the choice.

    Raises `UnknownChoice`, `NotEntitled`, `PollNotOpen`, `AlreadyClosed`, `PollAnnulled`, `VoteIsOnPaper`,
    `SecretVote`, `KeyReused`.
    """
    (answer,) = cast_ballots(deed, poll, [Choice(deed, value)])
    if isinstance(answer, DomainError):
        raise answer
    return answer


@transaction.atomic(savepoint=False)
def cast_ballots(deed: Deed, poll: Poll, choices: Sequence[Choice]) -> list[Answer | DomainError]:
    """Write the ballots of a batch into the ledger; one refusal doesn't spoil the others.

    The answers stand in the order of the choices: a receipt, or the refusal (not raised). The same choice again
    adds no version and gives the first receipt; another choice adds a version, and the highest counts. Only the
    deed's own person can be the voter: no mandate carries a vote. However many ballots, the statements are the
    same few. Raises `RepeatedMeanwhile` when a repeat is being answered by another process: ask once more.
    """
    return cast_batch(deed, poll, choices, Batch)


def cast_batch(
    deed: Deed, poll: Poll, choices: Sequence[Choice], kind: type["Batch"]
) -> list[Answer | DomainError]:
    """The course of every casting, of open ballots and of envelopes; in the caller's transaction."""
    batch = kind(poll.pk, choices)
    answers = batch.answers()
    if batch.recorded:
        tell_cast(batch.poll, batch.recorded.values())
        _record(deed, batch.poll, batch)
    return answers


class Batch:
    """The ballots of one batch on their way into the ledger."""

    verb = VERB
    entry: type[Any] = Entry

    def __init__(self, poll_id: UUID, choices: Sequence[Choice]) -> None:
        """Lock the poll and the electors, two devices of one member take turns, and read with them all that follows
        needs: one trip to the database.
        """
        self.poll_id, self.choices = poll_id, choices
        self.recorded: dict[UUID, tuple[Voter, Any]] = {}
        self.ballots: list[Any] = []
        self.seals: list[dict[str, Any]] = []
        self.users: dict[UUID, int | None] = {}
        self.asked = [self.as_asked(choice) for choice in choices]
        persons = {choice.deed.person_id for choice in choices if choice.deed.person_id}
        voters, cast = _voters(poll=poll_id, persons=persons), self.cast_by(persons)
        used, stored = self.used(), stored_under(self.asked)
        with fewer_trips():
            self.poll = lock_poll(poll_id, to_cast=True, meanwhile=(voters, cast, used, stored))
            self.electors: dict[UUID | None, Voter] = {
                one.person_id: one for one in map(Voter._make, voters.rows())
            }
            self.last: dict[UUID, Any] = {one.elector_id: one for one in map(self.entry._make, cast.rows())}
            self.set_aside(used.rows())
            self.stored = answers_among(self.asked, stored.rows())
        self.now = self.poll.sitting.body.now()

    def as_asked(self, choice: Choice) -> Asked:
        """The choice as a request that may be repeated."""
        return Asked(choice.deed, self.verb, {"poll": str(self.poll_id), "value": choice.value})

    def cast_by(self, persons: Iterable[UUID]) -> Reading:
        """What these voters have cast in this poll so far, version by version; rows of `entry`."""
        return _cast_by(poll=self.poll_id, persons=persons)

    def used(self) -> Reading:
        """What in the poll stands in the way of what this batch would write, for `set_aside`."""
        self.codes = rules.new_codes(len(self.choices))
        return _taken(poll=self.poll_id, codes=self.codes)

    def set_aside(self, used: Iterable[tuple[Any, ...]]) -> None:
        """Take note of it: a code that is taken is made anew."""
        taken = {code for (code,) in used}
        self.codes = [code for code in self.codes if code not in taken]
        if taken:
            self.codes += _free_codes(self.poll_id, len(taken), set(self.codes))

    def answers(self) -> list[Answer | DomainError]:
        """The receipt or the refusal of each choice, everything new written."""
        kept: dict[Any, tuple[Asked, Answer]] = {}
        answers: list[Answer | DomainError] = []
        for asked, choice, stored in zip(self.asked, self.choices, self.stored, strict=True):
            first = _repeat(asked, *kept[asked.place]) if stored is None and asked.place in kept else stored
            answer = first if first is not None else self._answer(choice)
            answers.append(answer)
            if first is None and asked.place is not None and not isinstance(answer, DomainError):
                kept[asked.place] = (asked, answer)
        if self.ballots:
            self.store()
        keep_answers(list(kept.values()))
        return answers

    def _answer(self, choice: Choice) -> Answer | DomainError:
        elector = self.electors.get(choice.deed.person_id)
        try:
            self.ensure_may_be_cast(choice)
            ensure_open(self.poll, self.now)
            if elector is None or not elector.is_entitled:
                raise NotEntitled
            self.users[elector.pk] = choice.deed.actor_id
            ballot = self.write(elector, choice)
        except DomainError as refusal:
            return refusal
        return {"poll": str(self.poll.pk), **facts.receipt_facts(ballot)}

    def ensure_may_be_cast(self, choice: Choice) -> None:
        """Raise why this choice can't be cast in this poll, whoever sent it."""
        rules.ensure_choice(choice.value)
        if self.poll.is_sealed:
            raise SecretVote

    def write(self, elector: Voter, choice: Choice) -> Any:
        """The elector's next row, or his last one if it says the same."""
        last = self.last.get(elector.pk)
        if last is not None and last.value == choice.value:
            return last
        ballot = Entry(**self.next_row(elector, choice, self.codes.pop()), value=choice.value)
        self.take(elector, ballot, {"seal": seal(ballot)})
        return ballot

    def next_row(self, elector: Voter, choice: Choice, code: str) -> dict[str, Any]:
        """What every row of a ledger says."""
        last = self.last.get(elector.pk)
        return {
            "poll_id": self.poll.pk,
            "elector_id": elector.pk,
            "version": last.version + 1 if last else 1,
            "code": code,
            "cast_at": self.now,
            "way": choice.deed.way,
        }

    def take(self, elector: Voter, ballot: Any, proof: dict[str, str]) -> None:
        """Add a row to the batch; the record keeps `proof` of it."""
        self.ballots.append(ballot)
        self.last[elector.pk] = ballot
        self.recorded[elector.pk] = (elector, ballot)
        self.seals.append({**_cast_facts(elector, ballot), **proof})

    def store(self) -> None:
        """Write the rows of the batch."""
        insert_rows(Ballot, Entry._fields, self.ballots)


def _repeat(asked: Asked, first: Asked, answer: Answer) -> Answer | DomainError:
    """The same key twice in one batch: the first one's answer, if the body is the same too."""
    return answer if asked.args == first.args else KeyReused()


@question
def _voters() -> QuerySet[Elector, tuple[Any, ...]]:
    """Locked, in one order."""
    electors = Elector.objects.filter(
        poll=one("poll", Elector.poll), person__in=many("persons", Elector.person)
    )
    locked = electors.select_for_update(of=("self",), no_key=True).order_by("pk")
    return locked.values_list(*Voter._fields)


@question
def _cast_by() -> QuerySet[Ballot, tuple[Any, ...]]:
    rows = Ballot.objects.filter(poll=one("poll", Ballot.poll))
    own = rows.filter(elector__person__in=many("persons", Elector.person))
    return own.order_by("version").values_list(*Entry._fields)


@question
def _taken() -> QuerySet[Ballot, tuple[Any, ...]]:
    rows = Ballot.objects.filter(poll=one("poll", Ballot.poll), code__in=many("codes", Ballot.code))
    return rows.values_list("code")


def _free_codes(poll_id: UUID, count: int, besides: Iterable[str]) -> list[str]:
    """Codes no ballot of this poll has, other than these."""
    codes: set[str] = set()
    while len(codes) < count:
        codes |= set(rules.new_codes(count - len(codes), {*codes, *besides}))
        codes -= {code for (code,) in _taken(poll=poll_id, codes=codes).rows()}
    return list(codes)


def ensure_open(poll: Poll, now: datetime) -> None:
    """Raise the sentence that says why a ballot isn't recorded now."""
    if poll.is_by_hand:
        raise VoteIsOnPaper if poll.is_on_paper else VoteByShow
    if poll.state == State.PREPARED:
        raise PollNotOpen
    if poll.state == State.ANNULLED:
        raise PollAnnulled(reason=poll.annulled_reason)
    if poll.state != State.OPEN:
        closed = clock.local(poll.closed_at) if poll.closed_at else clock.local(now)
        raise AlreadyClosed(sent=f"{clock.local(now):%H:%M:%S}", closed=f"{closed:%H:%M:%S}")


def seal(ballot: Ballot | Entry) -> str:
    """Binds the record to a ledger row without telling the choice to who reads the record; keyed, in hex."""
    return keyed(f"{ballot.poll_id}:{ballot.elector_id}:{ballot.version}:{ballot.value}:{ballot.code}")


def _cast_facts(elector: Voter, ballot: Any) -> dict[str, Any]:
    return {
        "elector": str(elector.pk),
        "name": elector.name,
        "post": elector.post_title,
        "version": ballot.version,
        "way": ballot.way,
    }


def _record(deed: Deed, poll: Poll, batch: Batch) -> None:
    """One record per batch, without any choice: the record is read while the vote is open."""
    names = ", ".join(seal["post"] or seal["name"] for seal in batch.seals)
    record(
        _doer(deed, batch),
        "ballots.cast",
        chain=poll.chain,
        poll=str(poll.pk),
        item=poll.item.number,
        question=facts.shown_question(poll),
        names=names,
        ballots=batch.seals,
    )


def _doer(deed: Deed, batch: Batch) -> Deed:
    """Of ballots the product cast together for one member alone the record names that member, not the product."""
    if deed.actor_id is not None or len(batch.recorded) > 1:
        return deed
    ((elector, ballot),) = batch.recorded.values()
    actor = batch.users[elector.pk]
    return Deed(actor, elector.person_id, elector.name, elector.post_title, elector.seat_id, way=ballot.way)
