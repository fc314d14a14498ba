"""The minutes' part of the documents streams start from."""

from typing import Any

from meetings.facts import without_nulls
from minutes import facts
from minutes.models import Minutes
from realtime import streams


def part(stream: str) -> dict[str, Any]:
    """State and blocks for the desk; for readers the state once it is approved."""
    audience = stream.rsplit(":", 1)[1]
    minutes = Minutes.objects.filter(sitting__pk=streams.id_of(stream)).first()
    told = facts.minutes_facts(minutes, audience) if minutes else None
    if minutes is None or told is None:
        return {}
    if audience == streams.SECRETARIAT:
        told["blocks"] = facts.blocks_facts(minutes.blocks.filter(internal_part=None))
    document: dict[str, Any] = without_nulls({"minutes": told})
    return document
