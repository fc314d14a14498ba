"""What can't be taken in is set aside with its error, and tried again ever more rarely; everything else goes on."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet

from core import clock
from core.readings import Reading, one, question
from core.registries import SEARCHABLES
from search.backends import in_database
from search.batches import Unit, places
from search.models import SetAside

# The first time after FIRST, then four times as long each time, at most SELDOM; so many at once.
FIRST, TIMES, SELDOM, AT_ONCE = timedelta(seconds=10), 4, timedelta(hours=1), 8
log = logging.getLogger("ecabinet.search")


def first_due() -> Reading:
    """One row if it is time to try something again."""
    return _first_due(now=clock.real())


@question
def _first_due() -> QuerySet:
    return SetAside.objects.filter(again_at__lte=one("now", SetAside.again_at)).values_list("pk")[:1]


def due() -> list[Unit]:
    """What is to be tried again now; what nothing knows any more is forgotten."""
    rows = list(SetAside.objects.filter(again_at__lte=clock.real()).order_by("again_at")[:AT_ONCE])
    for row in rows:
        if row.kind not in SEARCHABLES:
            row.delete()
    return [Unit(row.kind, row.ref, row.page) for row in rows if row.kind in SEARCHABLES]


def told() -> list[tuple[str, int]]:
    """For administrators: each error that keeps something out of the index, and of how much."""
    rows = SetAside.objects.values_list("error").annotate(number=Count("pk"))
    return [(error, number) for error, number in rows.order_by("-number", "error")]


def take_in_each(units: list[Unit], again: list[Unit]) -> None:
    """Put all these into the index; those that can't be, alone, are set aside. Within the transaction of the notes."""
    asked = {unit.ref for unit in (*units, *again)}
    rows = SetAside.objects.filter(ref__in=asked) if asked else ()
    known = {Unit(row.kind, row.ref, row.page): row for row in rows}
    failed = _halve([unit for unit in units if unit not in known])
    for unit in dict.fromkeys([*(unit for unit in units if unit in known), *again]):
        failed |= _halve([unit])
        known.setdefault(unit, SetAside(kind=unit.kind, ref=unit.ref, page=unit.page))
        if unit not in failed and known[unit].pk:
            known[unit].delete()
    for unit, error in failed.items():
        _set_aside(unit, known.get(unit), error)


def _halve(units: list[Unit]) -> dict[Unit, str]:
    """What failed, and how: a batch that fails is taken by halves, until what is wrong with it stands alone."""
    if not units:
        return {}
    try:
        with transaction.atomic():
            _put_in(units)
        return {}
    except Exception as error:
        if transaction.get_rollback():  # the connection is lost: it is nobody's fault, and the notes stay
            raise
        if len(units) == 1:
            return {units[0]: _said(error)}
    middle = len(units) // 2
    return _halve(units[:middle]) | _halve(units[middle:])


def _put_in(units: Iterable[Unit]) -> None:
    kinds: dict[str, list[Unit]] = {}
    for unit in units:
        kinds.setdefault(unit.kind, []).append(unit)
    for kind, own in kinds.items():
        app, whole, pages = SEARCHABLES[kind], [unit.ref for unit in own if unit.page is None], places(own)
        if whole:
            found = app.entries_of(whole)
            in_database().replace(kind, {thing: list(found.get(thing, [])) for thing in whole})
        if pages and app.pages is not None:
            in_database().replace(kind, app.pages.entries_at(pages), pages)


def _set_aside(unit: Unit, row: SetAside | None, error: str) -> None:
    row = row or SetAside(kind=unit.kind, ref=unit.ref, page=unit.page, tries=0)
    row.tries, row.error = row.tries + 1, error
    row.again_at = clock.real() + min(FIRST * TIMES ** min(row.tries - 1, 9), SELDOM)
    row.save()
    log.error("search: %s %s page %s is set aside: %s", unit.kind, unit.ref, unit.page, error)


def _said(error: Exception) -> str:
    """What went wrong and where; the sentence of an error may quote a text, which is nothing for a log."""
    trace, where = error.__traceback__, ""
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(settings.BASE_DIR) and ".venv" not in path.parts:
            where = f"{path.relative_to(settings.BASE_DIR)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} {where}".strip()[:200]
