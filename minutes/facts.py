"""What a stream's document says of the minutes: numbers and states, never a text."""

from collections.abc import Iterable
from typing import Any

from minutes.models import Minutes, MinutesBlock
from realtime import streams

Facts = dict[str, Any]
# Members learn of minutes when they are approved; whoever reads with them learns with them.
READERS = (streams.MEMBERS, streams.CHAIR)


def minutes_facts(minutes: Minutes, audience: str) -> Facts | None:
    """The block without its parts; None for an audience that is told nothing yet."""
    if audience != streams.SECRETARIAT and not minutes.is_approved:
        return None
    return {
        "id": str(minutes.pk),
        "state": minutes.state,
        "number": minutes.number or None,
        "approved_on": minutes.approved_on.isoformat() if minutes.approved_on else None,
        "paper": str(minutes.paper_id) if minutes.paper_id else None,
    }


def block_facts(block: MinutesBlock) -> Facts:
    """One block: which, where, which version, whether the figures moved under an own text."""
    return {
        "key": block.key,
        "order": block.order,
        "version": block.version,
        "is_own_text": block.is_own_text,
        "has_moved": block.has_moved,
    }


def blocks_facts(blocks: Iterable[MinutesBlock], gone: Iterable[MinutesBlock] = ()) -> Facts:
    """Blocks by id; one that is gone is None. Those of an annex are told to nobody: their readers are other people."""
    told: Facts = {str(block.pk): block_facts(block) for block in blocks if block.internal_part is None}
    return told | {str(block.pk): None for block in gone if block.internal_part is None}
