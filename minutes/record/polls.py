"""A vote as the minutes print it: question, paper version, counts, outcome, who chose what."""

from uuid import UUID

from agendas.models import AgendaItem
from minutes.record.base import Facts, Record, moment, person
from minutes.record.reading import grouped
from voting import by_hand, corrections
from voting.facts import shown_question
from voting.models import Poll


def polls_by_item(record: Record) -> dict[UUID, list[Poll]]:
    """The votes told so far, in the order of their numbers."""
    return grouped(record.polls, "item_id")


def poll_facts(record: Record, poll: Poll) -> Facts:
    """Everything about one vote. Votes are named only once they were announced and still stand, secret ones never."""
    stands = poll.state == Poll.State.ANNOUNCED
    return {
        "number": poll.number,
        "item": poll.item.number,
        "question": shown_question(poll),
        "paper": None if poll.item.paper_copies_only else _paper(poll),
        "state": poll.state,
        "opened_at": moment(poll.opened_at),
        "closed_at": moment(poll.closed_at),
        "announced_at": moment(poll.announced_at),
        "total": poll.total_members,
        "quorum_present": poll.quorum_present,
        "tally": {**poll.tally} if poll.announced_at else None,
        "outcome": {**poll.outcome} if poll.announced_at else None,
        "annulled_reason": poll.annulled_reason,
        "by_hand": _by_hand(poll),
        "votes": _votes(record, poll) if stands and not (poll.is_by_hand or poll.is_secret) else [],
        **({"is_secret": True} if poll.is_secret else {}),
        **_bound(record, poll),
        **({"spoken": spoken} if stands and not poll.is_secret and (spoken := _spoken(record, poll)) else {}),
        **({"tie_confirmed": poll.tally["tie_confirmed"]} if "tie_confirmed" in poll.tally else {}),
        **({"corrections": corrected} if (corrected := _corrections(record, poll)) else {}),
    }


def _by_hand(poll: Poll) -> Facts | None:
    """How a vote on paper was counted, as far as its result was announced; None for a vote on devices."""
    if not poll.is_by_hand:
        return None
    told = by_hand.counted(poll) if poll.announced_at else {}
    kept = {name: told.get(name) for name in ("tellers", "counted_at", "issued", "returned")}
    return {"mark": by_hand.mark(told, poll.by), **kept}


def _spoken(record: Record, poll: Poll) -> list[Facts]:
    """Ballots given by voice, with who wrote them down."""
    electors = {row.pk: row for row in record.electors.get(poll.pk, [])}
    return [
        {**person(electors[row.elector_id]), "by": row.post_title or row.name, "reason": row.reason}
        for row in poll.spoken_entries.all()
    ]


def voted_with(record: Record, item: AgendaItem) -> Facts | None:
    """Of an item decided in a vote over several, where that vote is printed: at the first of them."""
    for poll in record.polls:
        if str(item.pk) in (poll.others or []) and poll.state == Poll.State.ANNOUNCED:
            sentence = corrections.standing_outcome(poll)["sentence"]
            return {"poll": poll.number, "item": poll.item.number, "sentence": sentence}
    return None


def _bound(record: Record, poll: Poll) -> Facts:
    """What ties a vote to others: the items it decides on, the motion it is about, the vote it is held instead of."""
    facts: Facts = {}
    if poll.is_block:
        numbers = {str(item.pk): item.number for item in record.items}
        facts["items"] = [numbers[item] for item in poll.item_ids if item in numbers]
    if poll.motion:
        facts["motion"] = poll.motion
    if poll.replaces_id:
        facts["replaces"] = next((one.number for one in record.polls if one.pk == poll.replaces_id), None)
    return facts


def _corrections(record: Record, poll: Poll) -> list[Facts]:
    """What stands beside the vote, in its order; whose choice was corrected is named as the choices are."""
    electors = {str(row.pk): row for row in record.electors.get(poll.pk, [])}
    named = not (poll.is_by_hand or poll.is_secret)
    return [
        {
            "number": row.number,
            "kind": row.kind,
            "reason": row.reason,
            "by": row.name,
            "post": row.post_title,
            "at": moment(row.corrected_at),
            "sentence": row.outcome.get("sentence"),
            "tally": row.tally,
            "quorum": row.quorum.get("sentence"),
            "remarks": row.remarks,
            "changes": [
                {**person(electors[elector]), "value": value} for elector, value in row.changes.items()
            ]
            if named
            else [],
        }
        for row in poll.corrections.all()
    ]


def _paper(poll: Poll) -> Facts | None:
    if poll.paper is None:
        return None
    version = poll.paper_version
    return {"title": poll.paper.title, "version": version.number if version else None}


def _votes(record: Record, poll: Poll) -> list[Facts]:
    """One row per member of the body, by precedence; `value` None: no ballot."""
    return [
        {**person(row), "value": record.choices.get(row.pk), "entitled": row.is_entitled}
        for row in record.electors.get(poll.pk, [])
    ]
