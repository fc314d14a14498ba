"""Casting ballots: a batch in one transaction; one ballot is a batch of one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from audit.services import record
from core import clock
from core.bulk import among, insert_rows
from core.deed import Deed
from core.errors import DomainError, KeyReused
from core.idempotency import Asked, first_answers, keep_answers
from voting import facts, rules
from voting.errors import (
    AlreadyClosed,
    NotEntitled,
    PollAnnulled,
    PollNotOpen,
    SecretVote,
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
    poll = lock_poll(poll.pk, to_cast=True)
    electors = _lock_electors(poll, choices)
    batch = kind(poll, electors)
    answers = batch.answers(choices)
    if batch.recorded:
        tell_cast(poll, batch.recorded.values())
        _record(deed, poll, batch)
    return answers


class Batch:
    """The ballots of one batch on their way into the ledger."""

    verb = VERB

    def __init__(self, poll: Poll, electors: dict[UUID | None, Voter]) -> None:
        self.poll, self.electors, self.now = poll, electors, poll.sitting.body.now()
        self.recorded: dict[UUID, tuple[Voter, Any]] = {}
        self.ballots: list[Any] = []
        self.seals: list[dict[str, Any]] = []
        self.users: dict[UUID, int | None] = {}
        last = self.cast_by([elector.pk for elector in electors.values()])
        self.last: dict[UUID, Any] = {row.elector_id: row for row in last}

    def cast_by(self, electors: Sequence[UUID]) -> Iterable[Any]:
        """What these electors have cast in this poll so far, version by version."""
        rows = self.poll.ballots.filter(elector__in=among(Ballot.elector, electors)).order_by("version")
        return (Entry(*row) for row in rows.values_list(*Entry._fields))

    def asked(self, choice: Choice) -> Asked:
        """The choice as a request that may be repeated."""
        return Asked(choice.deed, self.verb, {"poll": str(self.poll.pk), "value": choice.value})

    def answers(self, choices: Sequence[Choice]) -> list[Answer | DomainError]:
        """The receipt or the refusal of each choice, everything new written."""
        asked = [self.asked(choice) for choice in choices]
        codes = iter(self.prepare(choices))
        answers: list[Answer | DomainError] = []
        kept: dict[Any, tuple[Asked, Answer]] = {}
        for one, choice, stored in zip(asked, choices, first_answers(asked), strict=True):
            first = _repeat(one, *kept[one.place]) if stored is None and one.place in kept else stored
            answer = first if first is not None else self._answer(choice, codes)
            answers.append(answer)
            if first is None and one.place is not None and not isinstance(answer, DomainError):
                kept[one.place] = (one, answer)
        if self.ballots:
            self.store()
        keep_answers(list(kept.values()))
        return answers

    def _answer(self, choice: Choice, codes: Iterator[str]) -> Answer | DomainError:
        elector = self.electors.get(choice.deed.person_id)
        try:
            self.ensure_may_be_cast(choice)
            ensure_open(self.poll, self.now)
            if elector is None or not elector.is_entitled:
                raise NotEntitled
            self.users[elector.pk] = choice.deed.actor_id
            ballot = self.write(elector, choice, codes)
        except DomainError as refusal:
            return refusal
        return {"poll": str(self.poll.pk), **facts.receipt_facts(ballot)}

    def prepare(self, choices: Sequence[Choice]) -> list[str]:
        """What has to be read once for all: codes no ballot of the poll has."""
        return _free_codes(self.poll, len(choices))

    def ensure_may_be_cast(self, choice: Choice) -> None:
        """Raise why this choice can't be cast in this poll, whoever sent it."""
        rules.ensure_choice(choice.value)
        if self.poll.is_sealed:
            raise SecretVote

    def write(self, elector: Voter, choice: Choice, codes: Iterator[str]) -> Any:
        """The elector's next row, or his last one if it says the same."""
        last = self.last.get(elector.pk)
        if last is not None and last.value == choice.value:
            return last
        ballot = Entry(**self.next_row(elector, choice, next(codes)), value=choice.value)
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


def _free_codes(poll: Poll, count: int) -> list[str]:
    """Codes no ballot of this poll has."""
    codes: set[str] = set()
    while len(codes) < count:
        codes |= {rules.new_code(codes) for _place in range(count - len(codes))}
        taken = poll.ballots.filter(code__in=among(Ballot.code, codes))
        codes -= set(taken.values_list("code", flat=True))
    return list(codes)


def ensure_open(poll: Poll, now: datetime) -> None:
    """Raise the sentence that says why a ballot isn't recorded now."""
    if poll.is_on_paper:
        raise VoteIsOnPaper
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


def _lock_electors(poll: Poll, choices: Sequence[Choice]) -> dict[UUID | None, Voter]:
    """The electors' rows in one order: two devices of one member take turns."""
    persons = {choice.deed.person_id for choice in choices if choice.deed.person_id}
    rows = Elector.objects.select_for_update(of=("self",), no_key=True).filter(
        poll=poll, person__in=among(Elector.person, persons)
    )
    voters = (Voter(*row) for row in rows.order_by("pk").values_list(*Voter._fields))
    return {voter.person_id: voter for voter in voters}


def _record(deed: Deed, poll: Poll, batch: Batch) -> None:
    """One record per batch, without any choice: the record is read while the vote is open."""
    names = ", ".join(seal["post"] or seal["name"] for seal in batch.seals)
    record(
        _doer(deed, batch),
        "ballots.cast",
        chain=poll.sitting.chain,
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
