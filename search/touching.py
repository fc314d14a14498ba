"""What saved searches must look at again: noted with the index, in its transaction, while anybody has saved one."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from search.batches import Unit
from search.models import SavedSearch, Touched

SEVERAL = 500


def note(changed: Iterable[Unit], opened: Callable[[], Mapping[str, set[UUID]]]) -> None:
    """Remember what changed, a page by itself, and what more people may see. Nothing is asked or written if nobody
    waits.

    One noted again gets another row: who is just looking at the old one takes only that one away.
    """
    if not SavedSearch.objects.filter(deleted_at=None).exists():
        return
    wider = (Unit(kind, thing) for kind, things in opened().items() for thing in sorted(things))
    units = list(dict.fromkeys([*changed, *wider]))
    for start in range(0, len(units), SEVERAL):
        some = units[start : start + SEVERAL]
        _take_away_older(set(some))
        Touched.objects.bulk_create([Touched(kind=one.kind, ref=one.ref, page=one.page) for one in some])


def _take_away_older(units: set[Unit]) -> None:
    rows = Touched.objects.filter(ref__in={unit.ref for unit in units})
    noted = rows.values_list("pk", "kind", "ref", "page")
    older = [pk for pk, kind, ref, page in noted if Unit(kind, ref, page) in units]
    for start in range(0, len(older), SEVERAL):
        Touched.objects.filter(pk__in=older[start : start + SEVERAL]).delete()
