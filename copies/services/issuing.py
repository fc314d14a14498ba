"""Numbered copies: one for each opening, print and download of each reader."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.deeds import deed_of
from accounts.models import Body
from audit.models import MAIN_CHAIN
from audit.services import record
from copies.errors import TooManyCopies
from copies.marking import new_trace
from copies.models import IssuedCopy
from copies.places import place_of
from core import clock
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.jobs import enqueue
from core.models import Job
from meetings.models import Sitting
from papers.models import PaperVersion
from papers.services import note_opening
from registers.services import next_number

Way, Subject = IssuedCopy.Way, IssuedCopy.Subject

# So long a copy that couldn't be made is the answer; then another is tried.
FAILED_FOR = timedelta(minutes=2)


@transaction.atomic
def issue_copy(
    deed: Deed,
    way: str,
    *,
    version: PaperVersion | None = None,
    sitting: Sitting | None = None,
    body: Body | None = None,
    subject: str = Subject.PAPER,
    versions: Iterable[UUID | str] = (),
    pages: int = 0,
) -> IssuedCopy:
    """Give out the next copy of a body and year to the doer, with a trace nobody can guess.

    The record keeps number, trace, to whom and which way, never a title. The caller has checked that the doer may
    read it.
    """
    assert deed.actor_id is not None, "nobody gets a copy without an account"
    body = body or (sitting.body if sitting else None)
    at = body.now() if body else clock.real()
    year = clock.local(at).year
    inside = list(versions) or ([version.pk] if version else [])
    copy = IssuedCopy.objects.create(
        body=body,
        year=year,
        number=next_number(f"copies:{body.pk if body else ''}", year),
        trace=new_trace(),
        subject=subject,
        way=way,
        version=version,
        sitting=sitting,
        user_id=deed.actor_id,
        name=deed.name[:200],
        unit=(deed.on_behalf_of or deed.post)[:300],
        at=at,
        seen_at=clock.real(),
        versions=[str(one) for one in inside],
        pages=version.page_count if version else pages,
    )
    record(
        deed,
        "copies.issued",
        chain=sitting.chain_of(None) if sitting else MAIN_CHAIN,
        copy=str(copy.pk),
        number=copy.label,
        trace=copy.trace,
        unit=copy.unit,
        way=way,
        subject=subject,
        versions=copy.versions,
    )
    return copy


@transaction.atomic
def open_copy(user: Any, version: PaperVersion) -> IssuedCopy:
    """The copy on screen of this opening: within `COPY_SCREEN_MINUTES` of looking at it, the same one as before.

    Also notes that the version was opened. The caller has checked that the user may read it.
    """
    note_opening(
        user, version
    )  # its row is locked: of two openings at once the second finds the copy of the first
    return copy_on_screen(user, version)


def copy_on_screen(user: Any, version: PaperVersion) -> IssuedCopy:
    """The copy on screen of an opening that was just noted in this transaction."""
    now = clock.real()
    rows = IssuedCopy.objects.filter(
        user=user,
        version=version,
        way=Way.SCREEN,
        seen_at__gte=now - timedelta(minutes=settings.COPY_SCREEN_MINUTES),
    )
    last = rows.order_by("-seen_at").first()
    if last is not None and last.failed and last.seen_at >= now - FAILED_FOR:
        return last  # it says so, and isn't kept alive by being asked for
    if last is not None and not last.failed:
        last.seen_at = now
        last.save(update_fields=["seen_at"])
        return last
    sitting, body = place_of(user, version)
    return issue_copy(deed_of(user, body), Way.SCREEN, version=version, sitting=sitting, body=body)


@transaction.atomic
def take_copy(deed: Deed, user: Any, version: PaperVersion, way: str) -> IssuedCopy:
    """A copy of a paper to take along, for the doer `user`; it is read by that, so the opening is noted.

    Asked for again under the same key, or within `COPY_AGAIN_SECONDS`, it is the first one. The caller has checked that
    the user may read it. Raises `TooManyCopies`.
    """
    args = {"version": str(version.pk), "way": way}
    note_opening(user, version)  # its row is locked, as in `open_copy`
    if (first := first_answer(deed, "copies.take_copy", args)) is not None:
        return IssuedCopy.objects.get(pk=first["copy"])
    since = clock.real() - timedelta(seconds=settings.COPY_AGAIN_SECONDS)
    rows = IssuedCopy.objects.filter(user=user, version=version, way=way, failed=False, seen_at__gte=since)
    copy = rows.order_by("-seen_at").first()
    if copy is None:
        ensure_not_too_many(user)
        sitting, body = place_of(user, version)
        copy = issue_copy(deed, way, version=version, sitting=sitting, body=body)
    keep_answer(deed, "copies.take_copy", args, {"copy": str(copy.pk)})
    return copy


def ensure_not_too_many(user: Any) -> None:
    """Of copies and sets to take along. Raises `TooManyCopies`."""
    since = clock.real() - timedelta(hours=1)
    taken = IssuedCopy.objects.filter(user=user, seen_at__gte=since).exclude(way=Way.SCREEN)
    if taken.count() >= settings.COPIES_PER_HOUR:
        raise TooManyCopies(most=settings.COPIES_PER_HOUR)


@transaction.atomic
def have_made(copy: IssuedCopy) -> None:
    """Let a job make the bytes of a copy, once however many requests ask for it at a time."""
    row = IssuedCopy.objects.select_for_update().get(pk=copy.pk)
    # Done and yet without bytes: they were thrown away by age.
    is_idle = row.job is None or row.job.state == Job.State.DONE
    if row.file_id is None and is_idle and not row.failed:
        row.job = enqueue("copies.make", copy=row.pk)
        row.save(update_fields=["job"])
