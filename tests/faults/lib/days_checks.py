"""What must hold of a history of `days.py`: after every step the rights, in the end what the record says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from audit.models import AuditRecord
from realtime.selectors import followable
from regulations.loading import read
from tests.faults.lib.chain_replay import COUNTS, HERE, Replay, Vote
from voting.models import Poll, PollCorrection

if TYPE_CHECKING:
    from tests.faults.lib.days import Course

LAWS = {row["code"]: row["parameters"] for row in read("rule_sets.json")}


def rights(course: Course) -> list[str]:
    """Nobody follows, reads or finds what isn't his, and nobody misses what is."""
    scene, memory = course.scene, course.memory
    names = course.streams()
    follows = followable((user, name) for user in scene.users for name, _kind, _about in names)
    wanted = {(scene.user_of[person], name) for person, name in memory.follows(names)}
    found = _differences("follows", follows, wanted)
    laid = set(memory.papers)
    reads = {(user.pk, paper) for user in scene.users for paper in scene.papers_of(user) & laid}
    found += _differences(
        "reads", reads, {(scene.user_of[person], paper) for person, paper in memory.reads()}
    )
    return found + _inner_polls(course)


def _differences(verb: str, given: set[Any], wanted: set[Any]) -> list[str]:
    told = [f"user {user} {verb} {what} without a right" for user, what in given - wanted]
    return told + [f"user {user} no longer {verb} {what}" for user, what in wanted - given]


def _inner_polls(course: Course) -> list[str]:
    """Votes of internal parts show to those who were named, as long as they have any right to the sitting."""
    memory = course.memory
    if not memory.parts:
        return []
    user = course.rng.choice(course.scene.users)
    rows = Poll.objects.visible_to(user).filter(sitting=course.scene.sitting, internal_part__isnull=False)
    own = {
        number
        for number, named in enumerate(memory.parts, start=1)
        if user.person_id in named & memory.everybody().union(*memory.invitees.values())
    }
    return [
        f"user {user.pk} sees vote {poll.number} of an internal part"
        for poll in rows
        if poll.internal_part not in own
    ]


def recount(course: Course) -> list[str]:
    """Every vote that was opened, from the chains alone, against what is stored."""
    sitting = course.scene.sitting
    names = ["main", sitting.chain_of(None)]
    names += [sitting.chain_of(number) for number in range(1, len(course.memory.parts) + 1)]
    chains: dict[str, list[Any]] = {name: [] for name in names}
    rows = AuditRecord.objects.filter(chain__in=names).order_by("chain", "number")
    for chain, *row in rows.values_list("chain", "number", "canonical", "hash"):
        chains[chain].append(row)
    replay = Replay(LAWS, chains)
    polls = Poll.objects.filter(sitting=sitting, opened_at__isnull=False)
    found = list(replay.wrong)
    for poll in polls.prefetch_related("electors__ballots", "corrections"):
        vote = replay.votes[str(poll.pk)]
        course.happened["votes opened"] += 1
        course.happened["votes announced"] += int(poll.announced_at is not None)
        found += [f"vote {poll.number}: {words}" for words in _of_vote(course, poll, vote)]
    return found


def _of_vote(course: Course, poll: Poll, vote: Vote) -> list[str]:
    """What the record says of one vote and the tables don't."""
    stored: dict[str, Any] = {
        "N": poll.total_members,
        "present": poll.quorum_present,
        "needed": poll.quorum_needed,
        "quorum": True,
        "electorate": {
            str(one.person_id): (one.is_entitled, one.where in HERE, one.is_head)
            for one in poll.electors.all()
        },
    }
    told: dict[str, Any] = {
        "N": vote.total,
        "present": vote.present,
        "needed": vote.needed,
        "quorum": vote.has_quorum,
        "electorate": {
            person: (person in vote.entitled, one.place != "absent", one.is_head)
            for person, one in vote.people.items()
        },
    }
    if poll.closed_at is not None:
        stored["quorum at the closing"] = poll.tally["quorum_at_close"]
        told["quorum at the closing"] = vote.at_close
    if poll.announced_at is not None:
        stored["result"], told["result"] = _verdict(poll.outcome, poll.tally), vote.result
    corrections = sorted(poll.corrections.all(), key=lambda row: row.number)
    stored["corrections"], told["corrections"] = [_corrected(row) for row in corrections], vote.corrections
    found = [
        f"{what} {stored[what]} stored, {told[what]} by the record"
        for what in stored
        if stored[what] != told[what]
    ]
    return found + _ballots(course, poll, vote)


def _verdict(outcome: dict[str, Any], tally: dict[str, Any]) -> dict[str, Any]:
    names = (*COUNTS, "total", "electors", "pm_vote")
    return {"kind": outcome["kind"], **{name: tally[name] for name in names}}


def _corrected(row: PollCorrection) -> dict[str, Any]:
    if row.kind == PollCorrection.Kind.RESULT:
        return _verdict(row.outcome, row.tally)
    return {**{name: row.quorum[name] for name in ("present", "needed", "ok")}, "changes": row.changes}


def _ballots(course: Course, poll: Poll, vote: Vote) -> list[str]:
    """A ballot is of somebody the record lets vote, and who was told that it is recorded; none is lost."""
    heard = {str(person) for told, person in course.ballots if told == poll.pk}
    cast = {str(one.person_id) for one in poll.electors.all() if one.ballots.all()}
    found = [f"ballot of {person}, who isn't entitled" for person in cast - vote.entitled]
    return found + [f"{person} was heard, or is kept, alone" for person in cast ^ heard]
