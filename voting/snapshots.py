"""What each audience starts from: the polls of the sitting or item; a person: own entitlement and receipts."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch

from core.registries import SNAPSHOT_PARTS
from meetings.facts import without_nulls
from meetings.models import RosterEntry, Sitting
from realtime import streams
from voting import facts
from voting.models import Elector, Poll, SealedBallot

RUNNING = (Sitting.State.OPEN, Sitting.State.SUSPENDED)


def polls_part(audience: str) -> Callable[[str], dict[str, Any]]:
    """The part of one audience."""

    def build(stream: str) -> dict[str, Any]:
        owner = streams.id_of(stream)
        item = owner if audience == facts.ITEM else None
        rows = Poll.objects.about(owner) if item else Poll.objects.filter(sitting__pk=owner)
        polls = (
            rows.order_by("number")
            .select_related("sitting__body", "item", "paper_version", "box_key")
            .prefetch_related(*facts.LEDGERS, "paper_counts", "corrections")
        )
        shown = [poll for poll in polls if facts.is_shown(poll, audience)]
        if not shown:
            return {}
        return {
            "polls": without_nulls({str(poll.pk): facts.poll_facts(poll, audience, item) for poll in shown})
        }

    return build


for _audience in streams.SITTING_AUDIENCES:
    SNAPSHOT_PARTS.add(f"sitting:{_audience}", polls_part(_audience))
SNAPSHOT_PARTS.add("item", polls_part(facts.ITEM))


@SNAPSHOT_PARTS.under("person")
def my_ballots(stream: str) -> dict[str, Any]:
    """Where the person may vote in sittings that are on, the receipts, and for whom a substitute sits there."""
    person_id = streams.id_of(stream)
    electors = Elector.objects.filter(
        person_id=person_id, is_entitled=True, poll__sitting__state__in=RUNNING
    ).prefetch_related("ballots", Prefetch("sealed_ballots", SealedBallot.objects.defer("sealed")))
    me = {name: part for name, part in facts.me_facts(electors).items() if part}
    me |= sits_for(person=person_id, sitting__state__in=RUNNING)
    return {"me": me} if me else {}


def sits_for(**where: Any) -> dict[str, str]:
    """`{"substitute_for": the post}` of a substitute's place on a roster; empty for who is none."""
    rows = RosterEntry.objects.filter(role=RosterEntry.Role.SUBSTITUTE, removed_at=None, **where)
    entry = rows.select_related("substitute_for").first()
    if entry is None or entry.substitute_for is None:
        return {}
    return {"substitute_for": entry.substitute_for.post_title}
