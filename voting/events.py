"""What is told of polls: merge patches on the documents of a sitting, of an item, and of a person."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from core.readings import Reading, one, question
from realtime.events import Payload, event
from voting.models import Ballot, Poll, SealedBallot


@dataclass(frozen=True)
class PollTold(Payload):
    """The whole block of one poll as one audience may see it."""

    poll: str
    facts: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """The block replaces itself name by name; None removes."""
        return {"polls": {self.poll: self.facts}}


@event("poll.prepared")
class PollPrepared(PollTold):
    """A question was written or changed: for the desk and the chair."""


@event("poll.dropped")
@dataclass(frozen=True)
class PollDropped(Payload):
    """A prepared question was taken off the table: for the desk and the chair, who alone knew of it."""

    poll: str
    is_last: bool

    def patch(self) -> dict[str, Any]:
        """The block goes; with the last one all of it."""
        return {"polls": None if self.is_last else {self.poll: None}}


@event("poll.opened")
class PollOpened(PollTold):
    """Voting began."""


@event("poll.closed")
class PollClosed(PollTold):
    """Voting ended; counts and outcome only for the desk and the chair."""


@event("box.opened")
class BoxOpened(PollTold):
    """The box of a secret vote was opened and counted; counts and outcome only for the desk and the chair."""


@event("box.lost")
class BoxLost(PollTold):
    """The key of a box is gone before it was opened: the vote must be held again."""


@event("result.announced")
class ResultAnnounced(PollTold):
    """The presider announced the result to everybody."""


@event("result.corrected")
class ResultCorrected(PollTold):
    """A correction stands beside an announced result, which stays as it was."""


@event("poll.touched")
class PollTouched(PollTold):
    """The attendance a poll was opened on was corrected: what that means is told, nothing of the poll changes."""


@event("poll.annulled")
class PollAnnulled(PollTold):
    """The poll or its result counts no longer."""


@event("poll.let_go")
class PollLetGo(PollTold):
    """An annulled motion isn't held again: the one after it may have its turn."""


@event("paper_count.entered")
class PaperCountEntered(PollTold):
    """One person has entered the count of a vote on paper, without any figure: for the desk and the chair."""


@event("paper_count.differed")
class PaperCountDiffered(PollTold):
    """The two entries differ; `by_hand.differs` says where, not how much: for the desk and the chair."""


@event("paper_count.reopened")
class PaperCountReopened(PollTold):
    """A count that wasn't announced yet is entered anew; the poll is open again."""


@event("ballots.cast")
@dataclass(frozen=True)
class BallotsCast(Payload):
    """n of N: how many have voted; `seats` (for the desk and the chair) says who, never how."""

    poll: UUID
    counted: Reading
    seats: tuple[str, ...] = ()

    def patch(self) -> dict[str, Any]:
        """Counted under the streams' locks, so that a later number never tells a smaller count."""
        facts: dict[str, Any] = {"cast": sum(count for (count,) in self.counted.rows())}
        if self.seats:
            facts["voted"] = dict.fromkeys(self.seats, True)
        return {"polls": {str(self.poll): facts}}


def count_cast(poll: Poll) -> Reading:
    """How many have voted, to be read: every voter has exactly one first version."""
    return (_sealed if poll.is_sealed else _open)(poll=poll.pk)


@question
def _open() -> QuerySet[Any, tuple[Any, ...]]:
    return _count_in(Ballot.objects.filter(poll=one("poll", Ballot.poll)))


@question
def _sealed() -> QuerySet[Any, tuple[Any, ...]]:
    return _count_in(SealedBallot.objects.filter(poll=one("poll", SealedBallot.poll)))


def _count_in(rows: QuerySet[Any]) -> QuerySet[Any, tuple[Any, ...]]:
    return rows.filter(version=1).order_by().values("poll").annotate(count=Count("pk")).values_list("count")


@event("elector.entitled")
@dataclass(frozen=True)
class ElectorEntitled(Payload):
    """The member may vote in this poll: on the person's own stream."""

    poll: str

    def patch(self) -> dict[str, Any]:
        """Merge patch on the person's document."""
        return {"me": {"is_elector": {self.poll: True}}}


@event("ballot.recorded")
@dataclass(frozen=True)
class BallotRecorded(Payload):
    """The member's ballot is recorded: time and code, without the choice; on the person's own stream."""

    poll: str
    receipt: dict[str, Any]

    def patch(self) -> dict[str, Any]:
        """Merge patch on the person's document."""
        return {"me": {"ballots": {self.poll: self.receipt}}}
