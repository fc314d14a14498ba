"""Reads of polls for a viewer, and the records the minutes print."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from meetings.models import Sitting
from voting import facts
from voting.models import Ballot, Poll


@dataclass(frozen=True, slots=True)
class NamedBallot:
    """One member in a poll; `value` is None for who cast no ballot. `cast_at` is of the ballot that counts."""

    name: str
    post: str
    where: str
    is_entitled: bool
    value: str | None
    label: str
    cast_at: datetime | None
    changes: int


@dataclass(frozen=True, slots=True)
class PollRecord:
    """One poll as the minutes print it: question, version, times, quorum, counts, names, outcome, arithmetic."""

    id: str
    number: int
    item_id: str
    item_number: str
    question: str
    version_label: str
    state: str
    opened_at: datetime | None
    closed_at: datetime | None
    announced_at: datetime | None
    quorum_present: int
    quorum_needed: int
    tally: dict[str, Any]
    outcome: dict[str, Any]
    annulled_reason: str
    ballots: tuple[NamedBallot, ...]


def polls_of(user: User, sitting: Sitting) -> list[Poll]:
    """The polls of a sitting this user may see, in order."""
    return list(Poll.objects.visible_to(user).filter(sitting=sitting).select_related("item", "paper_version"))


def my_ballot(user: User, poll: Poll) -> dict[str, Any] | None:
    """The user's own ballot that counts, with the choice: shown back to the voter and to nobody else."""
    ballot = (
        Ballot.objects.filter(poll=poll, elector__person_id=user.person_id).order_by("-version").first()
        if user.person_id
        else None
    )
    if ballot is None:
        return None
    return {"value": ballot.value, "label": ballot.get_value_display(), **facts.receipt_facts(ballot)}


def records_for(sitting: Sitting) -> list[PollRecord]:
    """The polls that were opened, in order, for the minutes: names and choices only of announced results.

    Four queries however many polls and members.
    """
    rows = (
        Poll.objects.filter(sitting=sitting, opened_at__isnull=False)
        .exclude(state=Poll.State.OPEN)
        .select_related("sitting__body", "item", "paper", "paper_version")
        .prefetch_related("electors__ballots")
        .order_by("number")
    )
    return [_record_of(poll) for poll in rows]


def _record_of(poll: Poll) -> PollRecord:
    named = _named(poll) if poll.state == Poll.State.ANNOUNCED else ()
    return PollRecord(
        id=str(poll.pk),
        number=poll.number,
        item_id=str(poll.item_id),
        item_number=poll.item.number,
        question=facts.shown_question(poll),
        version_label=facts.version_label(poll) or "",
        state=poll.state,
        opened_at=poll.opened_at,
        closed_at=poll.closed_at,
        announced_at=poll.announced_at,
        quorum_present=poll.quorum_present,
        quorum_needed=poll.quorum_needed,
        tally=poll.tally if named else {},
        outcome=poll.outcome if named else {},
        annulled_reason=poll.annulled_reason,
        ballots=named,
    )


def _named(poll: Poll) -> tuple[NamedBallot, ...]:
    made = []
    for elector in sorted(poll.electors.all(), key=lambda row: row.order):
        ledger = sorted(elector.ballots.all(), key=lambda row: row.version)
        last = ledger[-1] if ledger else None
        made.append(
            NamedBallot(
                name=elector.name,
                post=elector.post_title,
                where=elector.where,
                is_entitled=elector.is_entitled,
                value=last.value if last else None,
                label=str(last.get_value_display()) if last else "Không tham gia biểu quyết",
                cast_at=last.cast_at if last else None,
                changes=len(ledger) - 1 if ledger else 0,
            )
        )
    return tuple(made)
