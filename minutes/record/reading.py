"""Reads the record of a sitting in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Prefetch

from accounts import selectors as people
from accounts.models import BodyRole, Person
from agendas.models import AbsentOpinion, AgendaItem, ItemInvitee, ItemPaper, ItemRecusal
from audit.models import AuditRecord
from meetings.models import RosterEntry, Sitting
from minutes.record.base import Course, Facts, Record
from room.models import Speech
from voting.models import Ballot, Elector, Poll

T = TypeVar("T")
COURSE_VERBS = (
    "sitting.chair_handed_over",
    "sitting.chair_returned",
    "sitting.suspended",
    "sitting.continued",
    "sitting.resumed",
    "sitting.closed",
    "result.announced",
    "poll.annulled",
    "room.speakers_reordered",
    "room.speaker_called",
)
# A vote enters the minutes with its announcement; one that was opened and annulled stays in them.
TOLD = (Poll.State.ANNOUNCED, Poll.State.ANNULLED)


def read(sitting: Sitting, earlier_chairs: list[Facts] | None = None) -> Record:
    """The whole record; `earlier_chairs` is what the opening block knew of those who presided before."""
    entries = list(
        sitting.roster.filter(removed_at=None)
        .select_related("seat", "substitute_for")
        .order_by("order", "name")
    )
    polls = list(
        Poll.objects.filter(sitting=sitting, state__in=TOLD, opened_at__isnull=False)
        .select_related("paper", "paper_version", "item")
        .prefetch_related("corrections", "spoken_entries")
        .order_by("number")
    )
    electors = Elector.objects.filter(poll__in=polls).order_by("order", "name")
    ballots = Ballot.objects.filter(poll__in=polls).order_by("version").values_list("elector_id", "value")
    return Record(
        sitting=sitting,
        entries=entries,
        attendance=grouped(sitting.attendance.order_by("number"), "entry_id"),
        items=items_of(sitting),
        speeches=grouped(_speeches(sitting), "item_id"),
        polls=polls,
        electors=grouped(electors, "poll_id"),
        choices=dict(ballots),
        course=_course(sitting),
        secretary=_secretary(sitting, entries),
        presider=Person.objects.get(pk=sitting.presider_id),
        earlier_chairs=earlier_chairs or [],
        parts=list(sitting.internal_parts.prefetch_related("persons").order_by("number")),
    )


def items_of(sitting: Sitting) -> list[AgendaItem]:
    """The published items in order, with papers, invitees, recusals, opinions of the absent, presenter, agency."""
    rows = AgendaItem.objects.filter(agenda__sitting=sitting, published_at__isnull=False)
    return list(
        rows.select_related("organisation", "presenter")
        .prefetch_related(
            Prefetch("item_papers", ItemPaper.objects.select_related("paper", "version")),
            "recalls",
            "lines",
            Prefetch("invitees", ItemInvitee.objects.select_related("entry").order_by("entry__order")),
            Prefetch("recusals", ItemRecusal.objects.select_related("entry").order_by("entry__order")),
            Prefetch(
                "absent_opinions",
                AbsentOpinion.objects.select_related("substitute__substitute_for").order_by("created_at"),
            ),
        )
        .order_by("order")
    )


def grouped(rows: Iterable[T], name: str) -> dict[UUID, list[T]]:
    """Rows under the value of one of their fields."""
    found: dict[Any, list[T]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return dict(found)


def _speeches(sitting: Sitting) -> Iterable[Speech]:
    spoken = Speech.objects.filter(sitting=sitting, started_at__isnull=False, item__isnull=False)
    return spoken.select_related("entry").order_by("started_at", "order")


def _course(sitting: Sitting) -> list[Course]:
    chains = {sitting.chain_of(part): part for part in (None, *_parts(sitting))}
    rows = AuditRecord.objects.filter(chain__in=chains, verb__in=COURSE_VERBS).order_by("id")
    body = sitting.body
    return [
        Course(row.verb, body.time_of(row.at), row.facts.get("facts", {}), chains[row.chain]) for row in rows
    ]


def _parts(sitting: Sitting) -> list[int]:
    return list(sitting.internal_parts.values_list("number", flat=True))


def _secretary(sitting: Sitting, entries: list[RosterEntry]) -> Facts | None:
    """Who keeps the minutes: the first of the roster's staff, else who has that role in the body that day."""
    staff = next((entry for entry in entries if entry.role == RosterEntry.Role.STAFF), None)
    if staff is not None:
        return {"name": staff.name, "post": staff.post_title}
    row = (
        BodyRole.objects.on(sitting.day)
        .filter(body_id=sitting.body_id, role=BodyRole.Role.MINUTES)
        .select_related("person")
        .order_by("valid_from", "created_at")
        .first()
    )
    if row is None:
        return None
    title = people.post_title_on(row.person_id, sitting.day, sitting.body)
    return {"name": row.person.full_name, "post": title}
