"""How long a pack may be kept, and what goes into one: decisions from plain values."""

from datetime import datetime, time, timedelta

from core import clock
from papers.models import classifications_up_to


def last_moment(starts_at: datetime, clock_offset: timedelta, days_after: int) -> datetime:
    """The end of the day so many days after the sitting, by the true clock; `starts_at` is on the body's."""
    day = clock.local(starts_at).date() + timedelta(days=days_after + 1)
    return datetime.combine(day, time(), tzinfo=clock.local(starts_at).tzinfo) - clock_offset


def lease(now: datetime, last: datetime, hours: int) -> datetime:
    """Until when a device that was in contact `now` may keep its pack."""
    return min(now + timedelta(hours=hours), last)


def kept_up_from(starts_at: datetime, clock_offset: timedelta, hour: int) -> datetime:
    """From when an allowed pack is taken by itself, by the true clock: that hour of the day before the sitting."""
    evening = clock.local(starts_at) - timedelta(days=1)
    return evening.replace(hour=hour, minute=0, second=0, microsecond=0) - clock_offset


def may_be_kept(classification: str, ceiling: str) -> bool:
    """Is a paper of this level allowed on a device at all?"""
    return classification in classifications_up_to(ceiling)
