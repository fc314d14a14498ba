"""A ballot given by voice: the secretary writes down what a member says whose device failed."""

from typing import Any
from uuid import UUID

from django.db import transaction

from agendas.rules import ensure_reason
from audit.services import record
from core.deed import Deed
from core.errors import DomainError
from core.idempotency import first_answer, keep_answer
from meetings.facts import where_of
from meetings.membership import gone
from meetings.rules import ATTENDING
from voting import facts
from voting.errors import NeverSpoken, SpeakerNotThere
from voting.locks import lock_poll
from voting.models import Elector, Poll, SpokenEntry
from voting.services.casting import Batch, Choice, cast_batch, ensure_open

Answer = dict[str, Any]


@transaction.atomic
def enter_spoken_ballot(deed: Deed, poll: Poll, seat: str, value: str, reason: str) -> Answer:
    """Write down the ballot a member present gives by voice, while the vote is open and by name.

    It is a version in the ledger like any other, marked `spoken` with who wrote it down; the member sees it on his own
    stream at once and may change it himself. Answers the member's receipt. Raises `NeverSpoken` in a secret vote,
    `SpeakerNotThere`, `ReasonMissing`, `UnknownChoice`, and as `cast_ballot` where the vote isn't open.
    """
    poll = lock_poll(poll.pk, to_cast=True)
    args = [str(poll.pk), seat, value, reason]
    if (first := first_answer(deed, "voting.enter_spoken_ballot", args)) is not None:
        return first
    if poll.is_secret:
        raise NeverSpoken
    ensure_open(poll, poll.sitting.body.now())
    reason = ensure_reason(reason)[:300]
    elector = _ensure_there(poll, seat)
    voter = Deed(
        deed.actor_id, elector.person_id, elector.name, elector.post_title, elector.seat_id, way=facts.SPOKEN
    )
    (answer,) = cast_batch(deed, poll, [Choice(voter, value)], Batch)
    if isinstance(answer, DomainError):
        raise answer
    if not elector.ballots.filter(version=answer["version"], way=facts.SPOKEN).exists():
        return keep_answer(deed, "voting.enter_spoken_ballot", args, answer)  # he had cast the same himself
    entry, is_new = SpokenEntry.objects.get_or_create(
        elector=elector,
        version=answer["version"],
        defaults={
            "poll": poll,
            "name": deed.name,
            "post_title": deed.post,
            "reason": reason,
            "entered_at": poll.sitting.body.now(),
        },
    )
    if is_new:
        _record(deed, poll, elector, entry)
    return keep_answer(deed, "voting.enter_spoken_ballot", args, answer)


def _ensure_there(poll: Poll, seat: str) -> Elector:
    """The elector of this seat, if he is in the room or online now, and a member still."""
    try:
        rows = poll.electors.filter(seat_id=UUID(seat), is_entitled=True).select_related("entry__presence")
        rows = rows.exclude(entry__in=poll.sitting.roster.filter(gone(poll.sitting)))
    except ValueError:
        raise SpeakerNotThere from None
    elector = rows.first()
    if elector is None or elector.entry is None or where_of(elector.entry) not in ATTENDING:
        raise SpeakerNotThere
    return elector


def _record(deed: Deed, poll: Poll, elector: Elector, entry: SpokenEntry) -> None:
    """Who wrote it down for whom and why, without the choice."""
    record(
        deed,
        "ballot.spoken",
        chain=poll.chain,
        poll=str(poll.pk),
        item=poll.item.number,
        question=facts.shown_question(poll),
        name=deed.name,
        voter=elector.post_title or elector.name,
        elector=str(elector.pk),
        version=entry.version,
        reason=entry.reason,
    )
