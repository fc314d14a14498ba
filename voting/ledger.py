"""The ledger of a sitting's votes, as a file anybody can count again without this product.

Only what has been announced has its ballots in it; an annulled vote stands with its reason, a vote whose result is
still to be announced not at all. `tools/recount.py` counts it again and was written from docs/recount.md alone.
"""

from collections.abc import Iterable
from typing import Any

from meetings.models import Sitting
from regulations.selectors import parameters_for
from voting.facts import LEDGERS, last_cast, moment, shown_question, version_label
from voting.models import Elector, PaperCount, Poll, PollCorrection
from voting.rules import counts_of

FORMAT = "ecabinet-ledger/1"
SHOWN = (Poll.State.ANNOUNCED, Poll.State.ANNULLED)


def ledger_of(sitting: Sitting, user: Any = None) -> dict[str, Any]:
    """Every announced or annulled poll with its rule, its electorate and all versions of its ballots.

    Those of an internal part only for a user who was named for it.
    """
    polls = (
        Poll.objects.filter(sitting=sitting, state__in=SHOWN)
        .outside_or(user)
        .select_related("item", "paper_version", "sitting__body", "box_key", "replaces")
        .prefetch_related(
            *LEDGERS,
            "electors__spoken_entries",
            "poll_items__item",
            "paper_counts",
            "secret_ballots",
            "corrections",
        )
    )
    return {
        "format": FORMAT,
        "sitting": {
            "id": str(sitting.pk),
            "title": sitting.title,
            "body": sitting.body.name,
            "rehearsal": sitting.is_rehearsal,
        },
        "polls": [poll_of(poll) for poll in polls.order_by("number")],
    }


def poll_of(poll: Poll) -> dict[str, Any]:
    """One poll; without ballots and result when it was annulled."""
    told = {
        "number": poll.number,
        "item": poll.item.number,
        "question": shown_question(poll),
        "version": version_label(poll),
        "state": poll.state,
        "by": poll.by,
        "opened_at": moment(poll.opened_at),
        "closed_at": moment(poll.closed_at),
        **bound_of(poll),
    }
    if poll.state == Poll.State.ANNULLED:
        return {**told, "annulled_reason": poll.annulled_reason}
    electors = list(poll.electors.all())
    return {
        **told,
        "rule": rule_of(poll),
        "members": poll.total_members,
        "present": poll.quorum_present,
        "electors": [elector_of(elector) for elector in electors],
        **(box_of(poll, electors) if poll.is_sealed else {"ballots": ballots_of(electors)}),
        **({"counts_by_hand": [count_of(row) for row in poll.paper_counts.all()]} if poll.is_by_hand else {}),
        "announced": {
            "counts": counts_of(poll.tally),
            "kind": poll.outcome["kind"],
            "adopted": poll.outcome["adopted"],
            "needed": poll.outcome["needed"],
            "quorum_needed": poll.quorum_needed,
        },
        "corrections": [correction_of(row) for row in poll.corrections.all()],
    }


def bound_of(poll: Poll) -> dict[str, Any]:
    """What ties the vote to others, where anything does."""
    told: dict[str, Any] = {"motion": poll.motion} if poll.motion else {}
    if poll.is_block:
        told["items"] = [row.item.number for row in poll.poll_items.all()]
    if poll.replaces is not None:
        told["replaces"] = poll.replaces.number
    return told


def correction_of(row: PollCorrection) -> dict[str, Any]:
    """What stands beside the announced result: the choices, figures or whereabouts put right, and what follows."""
    told = {
        "number": row.number,
        "kind": row.kind,
        "reason": row.reason,
        "name": row.name,
        "post": row.post_title,
        "at": moment(row.corrected_at),
        "changes": row.changes,
    }
    if row.kind == PollCorrection.Kind.ATTENDANCE:
        return {**told, "quorum": {name: row.quorum[name] for name in ("present", "needed", "ok")}}
    outcome = {name: row.outcome[name] for name in ("kind", "adopted", "needed")}
    return {**told, "result": {"counts": counts_of(row.tally), **outcome}}


def rule_of(poll: Poll) -> dict[str, Any]:
    """The numbers of the rule set the poll was held under."""
    parameters = parameters_for(poll.rule_set)
    return {
        "code": poll.rule_set,
        "quorum_numerator": parameters.quorum_numerator,
        "quorum_denominator": parameters.quorum_denominator,
        "tie_reading": parameters.tie_reading,
        "counts_remote": parameters.quorum_count_remote,
    }


def elector_of(elector: Elector) -> dict[str, Any]:
    """A member of the body at the opening."""
    return {
        "id": str(elector.pk),
        "order": elector.order,
        "post": elector.post_title,
        "name": elector.name,
        "head": elector.is_head,
        "entitled": elector.is_entitled,
        "where": elector.where,
    }


def count_of(row: PaperCount) -> dict[str, Any]:
    """One person's entry of a count by hand; the last round is the one that counts."""
    return {
        "round": row.round,
        "by": str(row.person_id),
        "name": row.name,
        "post": row.post_title,
        "issued": row.issued,
        "returned": row.returned,
        "for_": row.votes_for,
        "against": row.against,
        "abstain": row.abstain,
        "invalid": row.invalid,
        "head": row.head_value,
        "tellers": row.tellers,
        "counted_at": moment(row.counted_at),
        "entered_at": moment(row.entered_at),
    }


def box_of(poll: Poll, electors: Iterable[Elector]) -> dict[str, Any]:
    """A secret poll: who put envelopes into the box, its receipts, and what came out, in an order of chance."""
    cast = [(elector, last) for elector in electors if (last := last_cast(elector)) is not None]
    return {
        "secret": True,
        "key": poll.box_key.fingerprint,
        "roll": [
            {"elector": str(elector.pk), "version": last.version, "at": moment(last.cast_at), "way": last.way}
            for elector, last in cast
        ],
        "receipts": sorted(last.code for _elector, last in cast),
        "values": [ballot.value for ballot in sorted(poll.secret_ballots.all(), key=lambda one: one.pk)],
    }


def entered_by(elector: Elector, version: int) -> dict[str, Any]:
    """Of a ballot given by voice, who wrote it down and why."""
    for row in elector.spoken_entries.all():
        if row.version == version:
            return {"entered_by": {"name": row.name, "post": row.post_title, "reason": row.reason}}
    return {}


def ballots_of(electors: Iterable[Elector]) -> list[dict[str, Any]]:
    """All versions in the order they were cast; the highest of an elector counts."""
    rows = [(elector, ballot) for elector in electors for ballot in elector.ballots.all()]
    return [
        {
            "elector": str(elector.pk),
            "version": ballot.version,
            "value": ballot.value,
            "code": ballot.code,
            "at": moment(ballot.cast_at),
            "way": ballot.way,
            **entered_by(elector, ballot.version),
        }
        for elector, ballot in sorted(rows, key=lambda pair: (pair[1].cast_at, pair[1].pk))
    ]
