"""What each audience of a sitting starts from; every part only as much as that audience may see."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from meetings import facts, inner, passes, selectors
from meetings.models import LostLink, Sitting
from realtime import streams

Part = Callable[[str], dict[str, Any]]


def part(with_desk: bool) -> Part:
    """The part for an audience: all see sitting and seats, the desk also replies and everybody invited."""

    def build(stream: str) -> dict[str, Any]:
        sitting = Sitting.objects.select_related("body", "presider").filter(pk=streams.id_of(stream)).first()
        if sitting is None:
            return {}
        entries = list(selectors.roster(sitting))
        document: dict[str, Any] = {
            "sitting": facts.sitting_facts(sitting),
            "seats": facts.seats_facts(entries, with_mode=with_desk),
        }
        if with_desk:
            document["invitees"] = facts.invitees_facts(entries)
        if not stream.endswith(f":{streams.ROOM}"):
            document["internal"] = facts.internal_facts(inner.part_now(sitting))
        return facts.without_nulls(document)

    return build


def link_part(stream: str) -> dict[str, Any]:
    """For those who run the sitting: the line that is broken now, if one is."""
    lost = LostLink.objects.filter(sitting__pk=streams.id_of(stream)).first()
    return {"link": facts.link_facts(lost)} if lost else {}


def passes_part(stream: str) -> dict[str, Any]:
    """For the desk: how many links and seat codes there are."""
    counts = passes.counts_of(UUID(str(streams.id_of(stream))))
    return {"passes": counts} if counts else {}


def neutral_part(stream: str) -> dict[str, Any]:
    """The wall's document while part of the sitting is internal."""
    sitting = Sitting.objects.filter(pk=streams.id_of(stream)).first()
    document: dict[str, Any] = facts.without_nulls(facts.neutral_facts(sitting)) if sitting else {}
    return document


def waiting_part(stream: str) -> dict[str, Any]:
    """For those who wait outside."""
    sitting = Sitting.objects.filter(pk=streams.id_of(stream)).first()
    return {"waiting": facts.waiting_facts(sitting)} if sitting else {}


AUDIENCE_PART, DESK_PART = part(with_desk=False), part(with_desk=True)
