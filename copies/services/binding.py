"""Ordering a set of a sitting's papers as one PDF."""

from typing import Any

from django.db import transaction

from copies.contents import parts_for, versions_in
from copies.errors import MakingNow, NothingToBind
from copies.models import IssuedCopy
from copies.services.issuing import ensure_not_too_many, issue_copy
from core.deed import Deed
from core.jobs import enqueue
from core.models import Job
from meetings.models import Sitting
from papers.models import PaperVersion


@transaction.atomic
def order_set(deed: Deed, user: Any, sitting: Sitting, subject: str, way: str) -> IssuedCopy:
    """Let a job make one numbered PDF of everything `user`, the doer, may read in the sitting, in its order.

    What he may see is looked up again when the job makes it. The caller has checked that he may have a set of that
    kind. Pressed again while it is being made it is the same set; another raises `MakingNow`. Raises `NothingToBind`,
    `TooManyCopies`.
    """
    Sitting.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting.pk)
    waiting = IssuedCopy.objects.filter(user=user, sitting=sitting, file=None, failed=False)
    waiting = waiting.filter(job__state__in=(Job.State.WAITING, Job.State.RUNNING))
    for made in waiting:
        if (made.subject, made.way) != (subject, way):
            raise MakingNow
        return made
    ensure_not_too_many(user)
    parts = parts_for(user, sitting)
    versions = versions_in(parts)
    if not versions:
        raise NothingToBind
    pages = sum(PaperVersion.objects.filter(pk__in=versions).values_list("page_count", flat=True))
    copy = issue_copy(deed, way, sitting=sitting, subject=subject, versions=versions, pages=pages)
    copy.job = enqueue("copies.make", copy=copy.pk)
    copy.save(update_fields=["job"])
    return copy
