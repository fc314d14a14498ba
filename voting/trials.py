"""What is told of a trial vote: plain facts, built in one way for events and for snapshots.

To a tablet it looks like a poll, so that what is tried is what will be used: one may press (`me.is_elector`), and has
a receipt (`me.ballots`). It is in none of the polls of the document, and no choice of it is kept anywhere.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.registries import SNAPSHOT_PARTS
from meetings import selectors as meetings
from meetings.facts import without_nulls
from meetings.models import RosterEntry, Sitting
from realtime import streams
from realtime.events import Payload, event
from voting.facts import INNER, Facts, moment
from voting.models import TrialAnswer, TrialVote

TOLD = (streams.MEMBERS, *INNER)
COMING = (Sitting.State.CALLED, Sitting.State.OPEN, Sitting.State.SUSPENDED)


def members_of(sitting: Sitting) -> QuerySet[RosterEntry]:
    """Whose tablets are tried: every member who may vote, present or not yet."""
    return meetings.members(sitting).filter(seat__can_vote=True)


def trial_facts(trial: TrialVote | None, audience: str) -> Facts | None:
    """The block of one audience; None where there is nothing (any more) for it. Desk and chair keep who answered."""
    if trial is None or not (trial.is_running or audience in INNER):
        return None
    answered = set(trial.answers.values_list("entry_id", flat=True))
    entries = list(members_of(trial.sitting))
    return {
        "id": str(trial.pk),
        "state": "open" if trial.is_running else "closed",
        "opened_at": moment(trial.started_at),
        "closed_at": moment(trial.ended_at),
        "cast": sum(entry.pk in answered for entry in entries),
        "electors": len(entries),
        "voted": {str(entry.seat_id): entry.pk in answered for entry in entries}
        if audience in INNER
        else None,
    }


@dataclass(frozen=True, slots=True)
class TrialTold(Payload):
    """The trial as one audience may see it; None takes it away."""

    trial: Facts | None

    def patch(self) -> dict[str, Any]:
        """The block replaces itself."""
        return {"trial": self.trial}


@event("trial_vote.started")
class TrialStarted(TrialTold):
    """The desk tries the vote sheet."""


@event("trial_vote.answered")
class TrialAnswered(TrialTold):
    """How many answered; for desk and chair also who."""


@event("trial_vote.ended")
class TrialEnded(TrialTold):
    """It is over; the sheet goes from the tablets."""


@event("trial_vote.asked")
@dataclass(frozen=True, slots=True)
class TrialAsked(Payload):
    """The member may press on the trial's sheet; the one before it is gone."""

    trial: str
    before: str = ""

    def patch(self) -> dict[str, Any]:
        """As with a poll, and nothing left of the last trial."""
        gone: dict[str, Any] = {self.before: None} if self.before else {}
        return {"me": {"is_elector": {**gone, self.trial: True}, "ballots": gone}}


@event("trial_vote.recorded")
@dataclass(frozen=True, slots=True)
class TrialRecorded(Payload):
    """The member's press arrived: time and code, as with a ballot."""

    trial: str
    receipt: Facts

    def patch(self) -> dict[str, Any]:
        """A receipt like a ballot's."""
        return {"me": {"ballots": {self.trial: self.receipt}}}


def receipt_facts(answer: TrialAnswer) -> Facts:
    """What a ballot's receipt says too."""
    return {"at": moment(answer.answered_at), "code": answer.code, "version": answer.version}


def trial_part(stream: str) -> Facts:
    """The part of an audience's snapshot."""
    trial = TrialVote.objects.select_related("sitting").filter(sitting_id=streams.id_of(stream)).first()
    told = trial_facts(trial, streams.kind_of(stream).partition(":")[2])
    return {"trial": without_nulls(told)} if told else {}


def my_trials(stream: str) -> Facts:
    """The part of a person's snapshot: the trials of coming and running sittings the person is a member of."""
    entries = RosterEntry.objects.filter(
        person_id=streams.id_of(stream),
        role=RosterEntry.Role.MEMBER,
        removed_at=None,
        seat__can_vote=True,
        sitting__state__in=COMING,
    )
    trials = TrialVote.objects.filter(sitting__in=entries.values("sitting")).values_list("pk", flat=True)
    asked = {str(pk): True for pk in trials}
    if not asked:
        return {}
    answers = TrialAnswer.objects.filter(trial__in=list(trials), entry__in=entries)
    return {
        "me": {"is_elector": asked, "ballots": {str(row.trial_id): receipt_facts(row) for row in answers}}
    }


for _audience in TOLD:
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", trial_part)
SNAPSHOT_PARTS.add("person", my_trials)


def silent_names(trial: TrialVote) -> list[str]:
    """The posts of the members who didn't answer."""
    answered = trial.answers.values("entry_id")
    return [row.post_title or row.name for row in members_of(trial.sitting).exclude(pk__in=answered)]


def sentence_of(trial: TrialVote) -> str:
    """How many answered, in words."""
    total = members_of(trial.sitting).count()
    answered = trial.answers.filter(entry__in=members_of(trial.sitting)).count()
    return _("%(answered)s/%(total)s thiết bị đã trả lời") % {"answered": answered, "total": total}
