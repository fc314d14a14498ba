"""What a stream's document says of a poll: plain facts, built in one way for events and for snapshots.

While a poll is open nobody is told how anybody chose: not the presider, not the voter's own stream. The desk and
the chair see who has voted; counts and outcome reach them at the closing, everybody at the announcement, names
with choices the members, the chair and the desk. Of a secret vote nobody is ever told more than counts. A value that
is None removes the name.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from core import clock
from core.text import vi_date
from realtime import streams
from voting import by_hand, corrections, counts, rules
from voting.models import Ballot, BoxKey, Elector, Poll, SealedBallot

ITEM = "item"
INNER = (streams.CHAIR, streams.SECRETARIAT)
NAMED = (*INNER, streams.MEMBERS)
OUTER = (streams.MEMBERS, streams.OBSERVERS, streams.ROOM, ITEM)
# What of the ledgers is read with a poll: never the envelopes themselves.
LEDGERS = (
    "electors__ballots",
    Prefetch("electors__sealed_ballots", SealedBallot.objects.defer("sealed")),
)
# The way of a ballot a member gave by voice, which somebody of the desk wrote down.
SPOKEN = "spoken"
State = Poll.State
Facts = dict[str, Any]


def is_shown(poll: Poll, audience: str) -> bool:
    """A prepared poll is a draft of the desk and the chair; so is one that was dropped before its opening."""
    if poll.sitting.hides(poll.internal_part):  # what was put to those of an internal part stays with them
        return False
    return audience in INNER or poll.opened_at is not None


def poll_facts(poll: Poll, audience: str, item_id: Any = None) -> Facts:
    """The whole block of one poll for one audience; on an item's stream (`item_id`) it is about that item alone."""
    prefetch_related_objects([poll], *LEDGERS, "corrections")
    electors = [elector for elector in poll.electors.all() if elector.is_entitled]
    with_ballot = {elector.pk for elector in electors if last_cast(elector) is not None}
    inner, over = audience in INNER, poll.state == State.ANNULLED
    counted = poll.state == State.ANNOUNCED or (inner and poll.state == State.CLOSED)
    paper = poll.is_by_hand
    return {
        "id": str(poll.pk),
        "number": poll.number,
        "item": str(item_id or poll.item_id),
        "items": poll.item_ids if poll.is_block and audience != ITEM else None,
        "motion": poll.motion or None,
        "motion_order": poll.motion_order or None,
        "replaces": str(poll.replaces_id) if poll.replaces_id else None,
        "question": shown_question(poll),
        "question_en": shown_question_en(poll),
        "state": poll.state,
        "by": poll.by,
        "version": poll.version if inner else None,
        "paper": str(poll.paper_id) if poll.paper_id else None,
        "paper_version": str(poll.paper_version_id) if poll.paper_version_id else None,
        "paper_version_label": version_label(poll),
        "paper_version_label_en": version_label_en(poll),
        "opened_at": moment(poll.opened_at),
        "closed_at": moment(poll.closed_at),
        "announced_at": moment(poll.announced_at),
        "electors": len(electors) if poll.opened_at else None,
        "total": poll.total_members or None,
        "total_reason": poll.total_reason or None,
        "total_reason_en": poll.total_reason_en or None,
        "cast": len(with_ballot) if poll.opened_at and not paper else None,
        "voted": {str(one.seat_id): one.pk in with_ballot for one in electors}
        if inner and not over and not paper
        else None,
        "by_hand": by_hand_facts(poll, inner, counted) if paper else None,
        "counts": counts_facts(poll) if counted else None,
        "outcome": outcome_facts(poll) if counted else None,
        "votes": votes_facts(poll)
        if poll.state == State.ANNOUNCED and audience in NAMED and not (paper or poll.is_secret)
        else None,
        "is_secret": poll.is_secret or None,
        "box": box_facts(poll, audience),
        "spoken": spoken_seats(poll) if counted and audience in NAMED and not poll.is_secret else None,
        "proposal": proposal_facts(poll) if inner and poll.state == State.CLOSED else None,
        "tie_confirmed": poll.tally.get("tie_confirmed") if counted else None,
        "corrections": corrections_facts(poll, audience),
        "annulled_reason": poll.annulled_reason or None,
        "let_go_reason": poll.let_go_reason or None,
        "is_trial": poll.sitting.is_rehearsal or None,
    }


def shown_question(poll: Poll) -> str:
    """The question an event may carry: of a matter on paper copies only, nothing but the number."""
    if poll.is_block:
        return poll.question  # which says the numbers of its items and nothing else
    return f"Nội dung {poll.item.number}" if poll.item.paper_copies_only else poll.question


def shown_question_en(poll: Poll) -> str | None:
    """The twin of words that are the house's own; a question somebody wrote has none."""
    own = poll.item.paper_copies_only and not poll.is_block
    return f"Item {poll.item.number}" if own else None


def version_label(poll: Poll) -> str | None:
    """Which version of the paper the vote is on; the ledger keeps this one, screens in English show the twin."""
    version = poll.paper_version
    if version is None:
        return None
    if version.number == 1:
        return "Biểu quyết theo bản 1"
    at, is_that_day = _laid_at(poll)
    when = f"{at:%H:%M}" if is_that_day else f"{at:%H:%M}, {vi_date(at)}"
    return f"Dự thảo đã có bản {version.number} (lúc {when}); biểu quyết theo bản {version.number}"


def version_label_en(poll: Poll) -> str | None:
    """`version_label` in English."""
    version = poll.paper_version
    if version is None:
        return None
    if version.number == 1:
        return "The vote is on version 1"
    at, is_that_day = _laid_at(poll)
    when = f"{at:%H:%M}" if is_that_day else f"{at:%H:%M}, {at.day} {at:%B %Y}"
    return f"The draft has a version {version.number} (at {when}); the vote is on version {version.number}"


def _laid_at(poll: Poll) -> tuple[datetime, bool]:
    """When the version came, on the body's clock, and whether that was on the day of the sitting."""
    assert poll.paper_version is not None
    at = clock.local(poll.sitting.body.time_of(poll.paper_version.created_at))
    return at, at.date() == clock.local_day(poll.sitting.starts_at)


def counts_facts(poll: Poll) -> Facts | None:
    """The counts, under the values of the ballots and `not_cast`; `invalid` only where there are any."""
    return rules.counts_of(poll.tally) if poll.outcome else None


def by_hand_facts(poll: Poll, inner: bool, is_counted: bool) -> Facts:
    """The mark of a vote on paper. The desk and the chair also see how far the entering is, never a figure of it."""
    told = by_hand.counted(poll) if is_counted else {}
    ballots = {name: told.get(name) for name in ("tellers", "counted_at", "issued", "returned")}
    shown = {"mark": by_hand.mark(told, poll.by), "mark_en": by_hand.mark_en(told, poll.by), **ballots}
    if not inner:
        return shown
    rows = list(poll.paper_counts.all())
    last = counts.rounds_of(rows)[-1:]
    entering = last[0] if last and len(last[0]) < counts.TELLERS and poll.state == State.OPEN else []
    differs = counts.last_differences(rows) if poll.state == State.OPEN else ()
    return {
        **shown,
        "entered": [
            {"person": str(row.person_id), "name": row.name, "at": moment(row.entered_at)} for row in entering
        ],
        "differs": list(differs),
        "head": _head_post(poll),
        "recount_reason": poll.recount_reason or None,
    }


def spoken_seats(poll: Poll) -> list[str] | None:
    """Whose ballot that counts was given by voice and written down by somebody else."""
    last = ((elector, last_ballot(elector)) for elector in poll.electors.all())
    return sorted(str(one.seat_id) for one, ballot in last if ballot and ballot.way == SPOKEN) or None


def proposal_facts(poll: Poll) -> Facts | None:
    """Equal votes are put to who presides, with the article, before they are announced."""
    if not poll.outcome.get("kind", "").startswith("tie"):
        return None
    names = ("sentence", "sentence_en", "article", "article_en")
    return {name: poll.outcome[name] for name in names}


def corrections_facts(poll: Poll, audience: str) -> list[Facts] | None:
    """What stands beside the result, in its order: to desk and chair always, to others once the result is told."""
    if not poll.corrections.all() or not (audience in INNER or poll.state == State.ANNOUNCED):
        return None
    seats = {str(elector.pk): str(elector.seat_id) for elector in poll.electors.all()}
    named = audience in NAMED and not (poll.is_by_hand or poll.is_secret)
    told = []
    for row in sorted(poll.corrections.all(), key=lambda one: one.number):
        facts: Facts = {
            "number": row.number,
            "kind": row.kind,
            "reason": row.reason,
            "by": row.post_title or row.name,
            "at": moment(row.corrected_at),
        }
        if row.kind == corrections.Kind.RESULT:
            facts |= corrections.result_facts(row.outcome, row.tally)
            if named:
                facts["votes"] = {seats[elector]: value for elector, value in row.changes.items()}
        elif row.quorum:
            facts["quorum"] = row.quorum
        if audience in NAMED:
            facts["remarks"] = row.remarks
        told.append(facts)
    return told


def _head_post(poll: Poll) -> str | None:
    """The post of the head of the body where his own ballot, which decides on equal votes, is asked for."""
    if poll.is_secret:
        return None
    heads = (elector.post_title for elector in poll.electors.all() if elector.is_head and elector.is_entitled)
    return next(heads, None)


def box_facts(poll: Poll, audience: str) -> Facts | None:
    """The box of a secret vote: what tablets seal with, and after the closing the receipts in it, sorted.

    Receipts say that an envelope is in the box. In the order of their letters they say nothing of who or when.
    """
    key: BoxKey | None = getattr(poll, "box_key", None)
    if key is None:
        return None
    receipts = None
    if audience in NAMED and poll.closed_at and poll.state != State.ANNULLED:
        receipts = sorted(row.code for one in poll.electors.all() if (row := last_cast(one)) is not None)
    return {
        "fingerprint": key.fingerprint,
        "public_key": key.public_key if audience in NAMED and poll.state == State.OPEN else None,
        "opened_at": moment(key.opened_at),
        "is_lost": key.is_lost or None,
        "receipts": receipts,
    }


def outcome_facts(poll: Poll) -> Facts | None:
    """The outcome as it was announced."""
    return corrections.told_outcome(poll.outcome, poll.tally) if poll.outcome else None


def votes_facts(poll: Poll) -> Facts:
    """Who chose what, by seat; members without a ballot are left out."""
    last = {elector.seat_id: last_ballot(elector) for elector in poll.electors.all()}
    return {str(seat): ballot.value for seat, ballot in last.items() if ballot is not None}


def last_ballot(elector: Elector) -> Ballot | None:
    """The open ballot that counts: the highest version."""
    return max(elector.ballots.all(), key=lambda ballot: ballot.version, default=None)


def last_cast(elector: Elector) -> Ballot | SealedBallot | None:
    """What counts of the elector, an open ballot or an envelope: the highest version."""
    cast: list[Ballot | SealedBallot] = [*elector.ballots.all(), *elector.sealed_ballots.all()]
    return max(cast, key=lambda ballot: ballot.version, default=None)


def current_values(poll: Poll) -> dict[Any, str]:
    """`{elector id: value}` of the ballots that count: the highest version of each elector."""
    rows = poll.ballots.order_by("version").values_list("elector_id", "value")
    return dict(rows)


def receipt_facts(ballot: Any) -> Facts:
    """What a member's own stream and answer say of a ballot (its row, an envelope's, or the casting's `Entry` of it):
    that it is recorded, never which way.
    """
    return {"at": moment(ballot.cast_at), "code": ballot.code, "version": ballot.version}


def told_receipt(ballot: Any) -> Facts:
    """A receipt as the person's stream tells it: with the mark of one written down for him, or without that mark."""
    return {**receipt_facts(ballot), "spoken": True if ballot.way == SPOKEN else None}


def me_facts(electors: Iterable[Elector]) -> Facts:
    """The part of "me" about votes: where the person may vote, and the receipts."""
    is_elector, ballots = {}, {}
    for elector in electors:
        is_elector[str(elector.poll_id)] = True
        if (last := last_cast(elector)) is not None:
            ballots[str(elector.poll_id)] = receipt_facts(last) | (
                {"spoken": True} if last.way == SPOKEN else {}
            )
    return {"is_elector": is_elector, "ballots": ballots}


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC."""
    return at.astimezone(UTC).isoformat() if at else None
