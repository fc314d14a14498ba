"""What saved searches must look at again: noted with the index, in its transaction, while anybody has saved one."""

from collections.abc import Callable, Mapping
from uuid import UUID

from search.models import SavedSearch, Touched

Things = Mapping[str, set[UUID]]


def note(changed: Things, opened: Callable[[], Things]) -> None:
    """Remember what changed, and what more people may see. Nothing is asked or written if nobody waits.

    One noted again gets another row: who is just looking at the old one takes only that one away.
    """
    if not SavedSearch.objects.filter(deleted_at=None).exists():
        return
    for things in (changed, opened()):
        for kind, ids in things.items():
            Touched.objects.filter(kind=kind, thing__in=list(ids)).delete()
            Touched.objects.bulk_create([Touched(kind=kind, thing=one) for one in ids], batch_size=500)
