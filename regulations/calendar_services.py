"""The calendar of working days kept at the desk: a day off or a swap day that is still to come, with its source."""

from datetime import date

from django.db import transaction

from audit.services import record
from core import clock
from core.deed import Deed
from core.text import clean_line, vi_date
from regulations.errors import DayKnown, DayPast, NoSuchSwapDay, ReasonNeeded, SourceNeeded
from regulations.models import Holiday
from regulations.working_days import SATURDAY


@transaction.atomic
def add_holiday(deed: Deed, day: date, kind: str, name: str, source: str) -> Holiday:
    """Add a day off, or a weekend day worked in exchange; deadlines reckon with it from now on.

    `source` names the official notice. Raises `DayPast` for a day that isn't to come, `DayKnown`, `SourceNeeded`,
    `NoSuchSwapDay` for a worked day that is no weekend day.
    """
    _ensure_coming(day)
    name, source = clean_line(name)[:200], clean_line(source)[:300]
    if not name or not source:
        raise SourceNeeded(field="source" if name else "name")
    if kind == Holiday.Kind.WORKING and day.weekday() < SATURDAY:
        raise NoSuchSwapDay(day=vi_date(day), field="day")
    row, is_new = Holiday.objects.select_for_update().get_or_create(
        day=day, defaults={"kind": kind, "name": name, "source": source}
    )
    if not is_new:
        if (row.kind, row.name, row.source) == (kind, name, source):
            return row
        raise DayKnown(day=vi_date(day), name=row.name, field="day")
    record(
        deed, "holiday.added", day=vi_date(day), name=name, kind=str(Holiday.Kind(kind).label), source=source
    )
    return row


@transaction.atomic
def remove_holiday(deed: Deed, row: Holiday, reason: str) -> None:
    """Take a coming day out again; again it changes nothing. Raises `DayPast`, `ReasonNeeded`."""
    _ensure_coming(row.day)
    why = clean_line(reason)[:300]
    if not why:
        raise ReasonNeeded(field="reason")
    if not Holiday.objects.filter(pk=row.pk).delete()[0]:
        return
    record(deed, "holiday.removed", day=vi_date(row.day), name=row.name, reason=why)


def _ensure_coming(day: date) -> None:
    """What has passed was reckoned with; deadlines that ran then must come out the same for ever."""
    today = clock.local_day(clock.real())
    if day <= today:
        raise DayPast(today=vi_date(today), field="day")
