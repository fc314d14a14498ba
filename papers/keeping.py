"""What took work and never changes is kept by the process for a while: a reader goes back and forth."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from django.db.models import Count, Sum
from django.db.models.functions import Length

from papers.models import PaperPage, PaperVersion

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The last `most` things made, by what they were made of. Rights are asked before, never kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows: OrderedDict[Hashable, Made] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[], Made], *, keep: bool = True) -> Made:
        """The thing of this key, made now if it isn't here; `keep=False` for what may still change."""
        with self._lock:
            if key in self._rows:
                self._rows.move_to_end(key)
                return self._rows[key]
        made = make()
        if keep:
            with self._lock:
                self._rows[key] = made
                while len(self._rows) > self._most:
                    self._rows.popitem(last=False)
        return made


def state_of_text(*versions: PaperVersion) -> tuple[Hashable, ...]:
    """What the text of these versions is kept under: a scan read anew has another one. One query."""
    rows = PaperPage.objects.filter(version__in=versions).values_list("version")
    sizes = {pk: (pages, size) for pk, pages, size in rows.annotate(n=Count("pk"), size=Sum(Length("text")))}
    return tuple((version.pk, sizes.get(version.pk)) for version in versions)
