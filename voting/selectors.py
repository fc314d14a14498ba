"""Reads of polls for a viewer. The documents of the streams come from `facts`; the minutes read for themselves."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from meetings.models import Sitting
from voting import facts
from voting.models import Ballot, Poll


def my_ballot(user: Any, poll: Poll) -> dict[str, Any] | None:
    """The user's own ballot that counts, with the choice: shown back to the voter and to nobody else.

    Of a secret vote only that the envelope is in the box: what is in it nobody knows any more, not even here.
    """
    if poll.is_secret:
        return my_sealed_ballot(user, poll)
    ballot = (
        Ballot.objects.filter(poll=poll, elector__person_id=user.person_id).order_by("-version").first()
        if user.person_id
        else None
    )
    if ballot is None:
        return None
    told = {"value": ballot.value, "label": ballot.get_value_display(), **facts.receipt_facts(ballot)}
    entry = ballot.elector.spoken_entries.filter(version=ballot.version).first()
    return {**told, "entered_by": entry.post_title or entry.name, "reason": entry.reason} if entry else told


def my_sealed_ballot(user: Any, poll: Poll) -> dict[str, Any] | None:
    """The user's own entry of a box."""
    own = poll.sealed_ballots.defer("sealed").filter(elector__person_id=user.person_id).order_by("-version")
    entry = own.first() if user.person_id else None
    return facts.receipt_facts(entry) if entry is not None else None


def sittings_to_recount(bodies: Iterable[UUID]) -> QuerySet[Sitting]:
    """The sittings of these bodies with an announced vote, newest first: whose ledgers an auditor can fetch."""
    rows = Sitting.objects.filter(
        body__in=list(bodies),
        polls__state=Poll.State.ANNOUNCED,
        polls__internal_part=None,
        is_rehearsal=False,
    )
    return rows.distinct().order_by("-starts_at")
