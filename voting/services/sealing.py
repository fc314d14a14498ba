"""Casting sealed envelopes into the box of a secret vote, by the same course as open ballots."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from core.deed import Deed
from core.errors import DomainError
from core.idempotency import RepeatedMeanwhile
from core.readings import Reading, many, one, question, reading
from voting import envelopes
from voting.errors import EnvelopeCopied, NotSecretVote
from voting.models import Elector, Poll, SealedBallot
from voting.services.casting import Answer, Batch, Choice, Voter, cast_batch


@transaction.atomic(savepoint=False)
def cast_sealed(deed: Deed, poll: Poll, choices: Sequence[Choice]) -> list[Answer | DomainError]:
    """Put the envelopes of a batch into the box; `value` of each choice is the envelope.

    Answers and repeats as `cast_ballots`. A newer envelope of a member takes the place of the older one, whose
    contents are gone at once. Besides the refusals of any ballot: `NotSecretVote`, `EnvelopeMalformed` (another
    length than all have), `EnvelopeCopied` (an envelope, or its one-time point, was in this box before, anybody's).
    """
    return cast_batch(deed, poll, choices, _SealedBatch)


class Sealed(NamedTuple):
    """An envelope in the box as the casting needs it: all but its contents."""

    poll_id: UUID
    elector_id: UUID
    version: int
    code: str
    cast_at: datetime
    way: str
    mark: str


class _SealedBatch(Batch):
    """The envelopes of one batch on their way into the box."""

    verb = "voting.cast_sealed"

    entry = Sealed

    def cast_by(self, persons: Iterable[UUID]) -> Reading:
        return _cast_by(poll=self.poll_id, persons=persons)

    def used(self) -> Reading:
        """Which marks and codes of these envelopes are in the box already; an envelope brings its own code."""
        self.read = {choice.value: _read(choice.value) for choice in self.choices}
        whole = [one for one in self.read.values() if isinstance(one, envelopes.Envelope)]
        same = Q(mark__in=[one.mark for one in whole]) | Q(code__in=[one.code for one in whole])
        return reading(SealedBallot.objects.filter(same, poll=self.poll_id).values_list("mark", "code"))

    def set_aside(self, used: Iterable[tuple[Any, ...]]) -> None:
        self.in_box = {part for row in used for part in row}

    def ensure_may_be_cast(self, choice: Choice) -> None:
        if isinstance(refusal := self.read[choice.value], DomainError):
            raise refusal
        if not (self.poll.is_sealed or self.poll.is_by_hand):
            raise NotSecretVote

    def write(self, elector: Voter, choice: Choice) -> Any:
        envelope = self.read[choice.value]
        assert isinstance(envelope, envelopes.Envelope)
        last = self.last.get(elector.pk)
        if last is not None and (last.code, last.mark) == (envelope.code, envelope.mark):
            return last
        if self.in_box & {envelope.mark, envelope.code}:
            raise EnvelopeCopied
        self.in_box |= {envelope.mark, envelope.code}
        ballot = SealedBallot(
            **self.next_row(elector, choice, envelope.code), mark=envelope.mark, sealed=envelope.octets
        )
        self.take(elector, ballot, {"code": envelope.code})
        return ballot

    def store(self) -> None:
        """Write the envelopes, and empty those whose place they take.

        Raises `RepeatedMeanwhile` when a copy is being cast by another process: asked once more it is seen.
        """
        newest = {ballot.elector_id: ballot for ballot in self.ballots}
        for ballot in self.ballots:
            if ballot is not newest[ballot.elector_id]:
                ballot.sealed = None
        if changing := {ballot.elector_id for ballot in self.ballots if ballot.version > 1}:
            self.poll.sealed_ballots.filter(elector__in=changing, sealed__isnull=False).update(sealed=None)
        SealedBallot.objects.bulk_create(self.ballots, ignore_conflicts=True)
        sent = {ballot.code: ballot.elector_id for ballot in self.ballots}
        found = self.poll.sealed_ballots.filter(code__in=sent).values_list("code", "elector")
        if dict(found) != sent:
            raise RepeatedMeanwhile


@question
def _cast_by() -> QuerySet[SealedBallot, tuple[Any, ...]]:
    rows = SealedBallot.objects.filter(poll=one("poll", SealedBallot.poll))
    own = rows.filter(elector__person__in=many("persons", Elector.person))
    return own.order_by("version").values_list(*Sealed._fields)


def _read(value: object) -> envelopes.Envelope | DomainError:
    try:
        return envelopes.read(value)
    except DomainError as refusal:
        return refusal
