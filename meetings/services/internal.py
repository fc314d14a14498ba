"""Internal parts: one press and only the named stay; one press and everybody is back, without what was said inside."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import selectors as people
from accounts.access import SECRETARIAT_ROLES
from accounts.models import Person
from audit.services import record
from core.deed import Deed
from core.registries import SITTING_STREAMS, ensure_step_allowed, step_taken
from meetings import events, facts, inner, membership, rules, selectors
from meetings.errors import InternalPartIsOn, NobodyNamed, NoInternalPart, NotNow, NotOnRoster
from meetings.models import InternalPart, InternalPartPerson, Sitting
from meetings.services import base
from realtime import streams
from realtime.events import difference
from realtime.selectors import snapshot
from realtime.services import announce_each, close_streams, forbid_resuming, open_streams


@transaction.atomic
def start_internal_part(
    deed: Deed,
    sitting: Sitting,
    persons: Iterable[UUID | str] | None = None,
    *,
    item_id: UUID | None = None,
    item_number: str = "",
) -> Sitting:
    """From now on only the named hear, read and write: `persons`, by default `usually_named`; the presider always.

    Everybody else loses streams, pages, downloads and papers within two seconds and waits outside; the wall goes
    neutral. Raises `NotNow`, `InternalPartIsOn`, `NobodyNamed`, `NotOnRoster`, and what others say to the step
    (an open vote).
    """
    sitting = base.lock(sitting.pk)
    wanted = None if persons is None else sorted({str(person) for person in persons})
    args = {"sitting": str(sitting.pk), "persons": wanted, "item": str(item_id or "")}
    if base.answered_before(deed, "meetings.start_internal_part", args):
        return sitting
    if sitting.internal_part is not None:
        raise InternalPartIsOn
    if sitting.state != Sitting.State.OPEN:
        raise NotNow(state=Sitting.State(sitting.state).label)
    ensure_step_allowed("start_internal_part", sitting)
    step_taken("start_internal_part", sitting)
    named = _named(sitting, usually_named(sitting, deed.person_id) if wanted is None else wanted)
    wall = sitting.stream(streams.ROOM)
    before = snapshot(wall)["doc"]
    part = InternalPart.objects.create(
        sitting=sitting,
        number=sitting.internal_parts.count() + 1,
        item_id=item_id,
        item_number=item_number[:20],
        started_at=sitting.body.now(),
        started_by=deed.name[:200],
    )
    for row in named:
        row.part, row.named_at = part, part.started_at
    InternalPartPerson.objects.bulk_create(named)
    sitting.internal_part = part.number
    _save(deed, sitting)
    neutral = difference(before, facts.without_nulls(facts.neutral_facts(sitting)))
    inside = {"internal": facts.internal_facts(part)}
    others = [name for name in base.streams_of(sitting) if name != wall]
    announce_each(
        [
            (events.InternalPartStarted(inside), others),
            (events.InternalPartStarted(neutral), [wall]),
        ]
    )
    close_streams([wall])
    told = {"part": part.number, **_recorded(named)}
    _note(deed, "sitting.internal_part_started", sitting, item=item_number, **told)
    return base.keep(deed, "meetings.start_internal_part", args, sitting)


@transaction.atomic
def admit_inside(deed: Deed, sitting: Sitting, persons: Iterable[UUID | str]) -> Sitting:
    """Name more persons for the part that is on: a member who comes late. Raises `NoInternalPart`, `NotOnRoster`."""
    sitting = base.lock(sitting.pk)
    wanted = sorted({str(person) for person in persons})
    args = {"sitting": str(sitting.pk), "persons": wanted}
    if base.answered_before(deed, "meetings.admit_inside", args):
        return sitting
    part = inner.part_now(sitting)
    if part is None:
        raise NoInternalPart
    known = {str(row.person_id) for row in part.persons.all()}
    rows = _rows(candidates(sitting), [person for person in wanted if person not in known])
    for row in rows:
        row.part, row.named_at = part, sitting.body.now()
    InternalPartPerson.objects.bulk_create(rows)
    base.sync_audiences(sitting)
    told = {"internal": facts.internal_facts(inner.part_now(sitting))}
    wall = sitting.stream(streams.ROOM)
    others = [name for name in base.streams_of(sitting) if name != wall]
    announce_each([(events.AdmittedInside(told), others)])
    base.note(deed, "sitting.admitted_inside", sitting, **_recorded(rows))
    return base.keep(deed, "meetings.admit_inside", args, sitting)


@transaction.atomic
def end_internal_part(deed: Deed, sitting: Sitting) -> Sitting:
    """Call everybody back. They start from a snapshot; what was told inside is sent to nobody any more.

    Raises `NoInternalPart`, and what others say to the step (a vote that isn't announced yet).
    """
    sitting = base.lock(sitting.pk)
    args = {"sitting": str(sitting.pk), "part": sitting.internal_part}
    if base.answered_before(deed, "meetings.end_internal_part", args):
        return sitting
    part = inner.part_now(sitting)
    if part is None:
        raise NoInternalPart
    ensure_step_allowed("end_internal_part", sitting)
    names = [*base.streams_of(sitting), *_more_streams(sitting)]
    before = {name: snapshot(name)["doc"] for name in names}
    part.ended_at, part.ended_by = sitting.body.now(), deed.name[:200]
    part.save(update_fields=["ended_at", "ended_by"])
    step_taken("end_internal_part", sitting)
    sitting.internal_part = None
    _save(deed, sitting)
    forbid_resuming(names)
    open_streams([sitting.stream(streams.ROOM)])
    announce_each(
        [
            (events.InternalPartEnded(difference(before[name], snapshot(name)["doc"])), [name])
            for name in names
        ]
    )
    step_taken("internal_part_is_over", sitting)
    _note(deed, "sitting.internal_part_ended", sitting, part=part.number)
    return base.keep(deed, "meetings.end_internal_part", args, sitting)


def usually_named(sitting: Sitting, presser: UUID | None) -> list[str]:
    """Who stays unless somebody else is chosen: members with the vote who are here, and who presses."""
    here = selectors.standing_members(sitting).filter(
        seat__can_vote=True, presence__where__in=rules.ATTENDING
    )
    persons = {str(person) for person in here.values_list("person_id", flat=True)}
    office = people.people_with_role(sitting.body, SECRETARIAT_ROLES, sitting.body.today())
    return sorted(persons | ({str(presser)} if presser in office else set()))


def candidates(sitting: Sitting) -> dict[str, tuple[str, str, int]]:
    """`{person id: (name, post, order)}` of those who can be named: the roster, the presider, the secretariat.

    Not who was a member and is none any more, also where he presided.
    """
    left = set(sitting.roster.filter(membership.gone(sitting)).values_list("person_id", flat=True))
    rows = [row for row in selectors.roster(sitting) if row.person_id not in left]
    found = {str(row.person_id): (row.name, row.post_title, row.order) for row in rows}
    day = sitting.body.today()
    office = people.people_with_role(sitting.body, SECRETARIAT_ROLES, day) | ({sitting.presider_id} - left)
    titles = people.post_titles_on(office, day, sitting.body)
    for row in Person.objects.filter(pk__in=office):
        found.setdefault(str(row.pk), (row.full_name, titles.get(row.pk, ""), 900))
    return found


def _named(sitting: Sitting, persons: Iterable[str]) -> list[InternalPartPerson]:
    wanted = set(persons)
    if not wanted:
        raise NobodyNamed
    known = candidates(sitting)
    return _rows(known, wanted | ({str(sitting.presider_id)} & set(known)))


def _rows(known: dict[str, tuple[str, str, int]], wanted: Iterable[str]) -> list[InternalPartPerson]:
    if not set(wanted) <= set(known):
        raise NotOnRoster
    rows = [
        InternalPartPerson(
            person_id=UUID(person), name=known[person][0], post_title=known[person][1], order=known[person][2]
        )
        for person in wanted
    ]
    return sorted(rows, key=lambda row: (row.order, row.name))


def _recorded(rows: Iterable[InternalPartPerson]) -> dict[str, list[str]]:
    """Who is named, as a sentence says it and as the record is counted again by."""
    return {"names": [row.name for row in rows], "persons": [str(row.person_id) for row in rows]}


def _save(deed: Deed, sitting: Sitting) -> None:
    sitting.touch(deed.name)
    sitting.save()
    base.sync_audiences(sitting)


def _more_streams(sitting: Sitting) -> list[str]:
    return [name for ask in SITTING_STREAMS.all("of") for name in ask(sitting)]


def _note(deed: Deed, verb: str, sitting: Sitting, **details: Any) -> None:
    """Beginning and end of the part stand in the sitting's own chain, which everybody who checks may read."""
    record(deed, verb, chain=sitting.chain_of(None), sitting=sitting.title, **details)
