"""Working days: Monday to Friday without public holidays, with official swap days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Days off, and weekend days that are worked instead of a swapped weekday."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    @classmethod
    def of(cls, off: Iterable[date] = (), worked: Iterable[date] = ()) -> WorkingCalendar:
        """Build from any two collections of dates."""
        return cls(frozenset(off), frozenset(worked))

    def covers(self, day: date) -> bool:
        """Whether holidays of that year are known at all."""
        return any(known.year == day.year for known in self.off)


def is_working_day(day: date, calendar: WorkingCalendar) -> bool:
    """Whether offices work that day; a swap day wins over the weekend."""
    if day in calendar.worked:
        return True
    return day.weekday() < SATURDAY and day not in calendar.off


def add_working_days(day: date, count: int, calendar: WorkingCalendar) -> date:
    """The working day `count` working days after `day` (before it when negative); 0 gives `day` itself."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, calendar)
    return day


def working_days_between(start: date, end: date, calendar: WorkingCalendar) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before.

    The inverse of `add_working_days` for working days: adding the result to `start` gives `end`.
    """
    if end < start:
        return -sum(is_working_day(day, calendar) for day in _days(end, start - ONE_DAY))
    return sum(is_working_day(day, calendar) for day in _days(start + ONE_DAY, end))


def _days(first: date, last: date) -> Iterable[date]:
    """Every date from first to last, both included."""
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))
