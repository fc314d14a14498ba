"""What the services of minutes share: locks, telling the streams, the record."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from audit.services import record
from core.deed import Deed
from core.errors import NotFound
from core.text import vi_date
from meetings.models import Sitting
from minutes import facts
from minutes.errors import MinutesApproved
from minutes.events import MinutesEdited, MinutesFilled, _MinutesTold
from minutes.models import Minutes, MinutesBlock
from realtime import streams
from realtime.models import Stream
from realtime.services import announce, announce_each


def lock_sitting(sitting_id: UUID) -> Sitting:
    """The sitting's row, locked, with body and secretariat joined."""
    rows = Sitting.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("body__secretariat", "presider").get(pk=sitting_id)


def lock_minutes(minutes_id: UUID) -> Minutes:
    """The minutes' row, locked, with sitting and body joined. Raises `NotFound`."""
    rows = Minutes.objects.select_for_update(of=("self",), no_key=True)
    minutes = rows.select_related("sitting__body__secretariat").filter(pk=minutes_id).first()
    if minutes is None:
        raise NotFound
    return minutes


def lock_block(block: MinutesBlock) -> tuple[Minutes, MinutesBlock]:
    """The minutes locked first, then the block read again. Raises `NotFound`, `MinutesApproved`."""
    minutes = lock_minutes(block.minutes_id)
    ensure_draft(minutes)
    fresh = minutes.blocks.filter(pk=block.pk).first()
    if fresh is None:
        raise NotFound
    fresh.minutes = minutes
    return minutes, fresh


def ensure_draft(minutes: Minutes) -> None:
    """Raise `MinutesApproved`."""
    if minutes.is_approved:
        raise MinutesApproved(on=vi_date(minutes.approved_on) if minutes.approved_on else "…")


def tell_desk(
    event: type[MinutesFilled] | type[MinutesEdited],
    minutes: Minutes,
    changed: Iterable[MinutesBlock],
    gone: Iterable[MinutesBlock] = (),
) -> None:
    """Tell the secretariat which blocks are different now."""
    told = facts.minutes_facts(minutes, streams.SECRETARIAT) or {}
    told["blocks"] = facts.blocks_facts(changed, gone)
    announce(event(told), [minutes.sitting.stream(streams.SECRETARIAT)])


def tell_readers(
    event: type[_MinutesTold],
    minutes: Minutes,
    changed: Iterable[MinutesBlock] = (),
    gone: Iterable[MinutesBlock] = (),
) -> None:
    """Tell the secretariat (with the blocks that changed on the way) and those who may read approved minutes."""
    desk = facts.minutes_facts(minutes, streams.SECRETARIAT) or {}
    desk["blocks"] = facts.blocks_facts(changed, gone)
    tellings: list[tuple[_MinutesTold, list[str]]] = [
        (event(desk), [minutes.sitting.stream(streams.SECRETARIAT)])
    ]
    for audience in facts.READERS:
        told = facts.minutes_facts(minutes, audience) or {}
        tellings.append((event(told), [minutes.sitting.stream(audience)]))
    announce_each(tellings)


def note(deed: Deed, verb: str, minutes: Minutes, *, part: int | None = None, **details: Any) -> None:
    """Write the deed into the sitting's own chain; what concerns an annex into the chain of its part."""
    sitting = minutes.sitting
    chain = sitting.chain if part is None else sitting.chain_of(part)
    record(deed, verb, chain=chain, sitting=sitting.title, **details)


def take_streams(names: Iterable[str]) -> None:
    """Lock streams that are told in more than one go, in name order, so that two changes told to the same streams
    never wait for each other in a circle.
    """
    rows = Stream.objects.select_for_update().filter(name__in=list(names)).order_by("name")
    list(rows.values_list("pk"))
