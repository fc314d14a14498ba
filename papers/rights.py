"""Who may see papers, as a condition of SQL that follows from the groups somebody is in: what search asks for each hit.

`PaperVersion.objects.visible_to` asks the same of any user; a test holds the two together.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from papers.models import PaperGroupObjectPermission, PaperLaying, PaperUserObjectPermission


def is_of_readers(group: str) -> bool:
    """Is the group one of those who read a paper, and don't work on it? As `PaperQuerySet.worked_on_by` asks it."""
    return group.startswith(("item:", "inner:")) or (
        group.startswith("sitting:") and not group.endswith(":secretariat")
    )


class Rights:
    """Who may see papers and versions, where it is known in which groups he is: as `visible_to`, for the database
    half of the work. `each`: asked of a few rows one by one, where next to nothing is left of it.
    """

    def __init__(self, user_id: int, audiences: Iterable[str], *, each: bool = False) -> None:
        self.user_id, self.audiences, self.each = user_id, list(audiences), each

    def to_read(self) -> Q:
        """A version: laid before an audience of his, of a paper granted to him; or he works on the paper."""
        laid = PaperLaying.objects.filter(group__name__in=self.audiences)
        at_work = [name for name in self.audiences if not is_of_readers(name)]
        return (self._has("pk", laid, "version") & self._granted(self.audiences)) | self._granted(at_work)

    def _granted(self, groups: list[str]) -> Q:
        view = {"permission__codename": "view_paper"}
        by_group = PaperGroupObjectPermission.objects.filter(group__name__in=groups, **view)
        own = PaperUserObjectPermission.objects.filter(user=self.user_id, **view)
        return self._has("paper", by_group, "content_object") | self._has("paper", own, "content_object")

    def _has(self, name: str, rows: QuerySet, column: str) -> Q:
        if self.each:
            return Q(Exists(rows.filter(**{column: OuterRef(name)})))
        return Q(**{f"{name}__in": rows.values(column)})
