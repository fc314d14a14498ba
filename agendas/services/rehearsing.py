"""Playing a sitting beforehand: a copy of it that leaves nothing behind."""

from typing import Any, TypeVar

from django.db import models, transaction

from agendas import facts, granting
from agendas.errors import NothingToRehearse, RehearsalOfARehearsal, RehearsedAlready
from agendas.models import Agenda, AgendaItem, ChairScript, ItemInvitee, ItemPaper, ItemRecusal
from agendas.services.freezing import freeze
from agendas.services.locking import lock_agenda
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import step_taken
from meetings.audiences import sync_audiences
from meetings.models import Presence, RosterEntry, Sitting
from meetings.services.base import note

Row = TypeVar("Row", bound=models.Model)
ANEW = ("created_at", "version", "edited_at")
STATES = (Sitting.State.CALLED, Sitting.State.OPEN, Sitting.State.SUSPENDED)


@transaction.atomic
def rehearse_sitting(deed: Deed, agenda: Agenda) -> dict[str, Any]:
    """Copy a called sitting into a rehearsal: roster, agenda, papers as they are pinned, scripts.

    The rehearsal begins now and is thrown away by `discard_rehearsal`. No letter, no notice, no mail goes out, and
    no matter of a ministry moves: the copies hang on no dossier. Answers `{"sitting"}`. Raises
    `NothingToRehearse`, `RehearsalOfARehearsal`, `RehearsedAlready`.
    """
    agenda = lock_agenda(agenda.pk)
    args = {"agenda": str(agenda.pk)}
    if (first := first_answer(deed, "agendas.rehearse_sitting", args)) is not None:
        return first
    source = agenda.sitting
    if source.is_rehearsal:
        raise RehearsalOfARehearsal
    if source.state not in STATES or agenda.state != Agenda.State.PUBLISHED:
        raise NothingToRehearse
    if source.rehearsals.exists():
        raise RehearsedAlready
    sitting = _sitting(deed, source)
    entries = _roster(source, sitting)
    copy = Agenda.objects.create(
        sitting=sitting,
        state=Agenda.State.PUBLISHED,
        published_at=sitting.shown_at,
        edited_by=deed.name[:200],
    )
    items = _items(agenda, copy, entries)
    sync_audiences(sitting)
    copied = facts.items_of(copy.pk)
    granting.grant_versions(sitting, copied, {one.pk: list(one.item_papers.all()) for one in copied})
    granting.admit_invitees(copied)
    freeze(deed, copy)
    step_taken("rehearse_sitting", source, sitting, items)
    note(deed, "sitting.rehearsed", sitting)
    return keep_answer(deed, "agendas.rehearse_sitting", args, {"sitting": str(sitting.pk)})


def _copy(row: Row, **changed: Any) -> Row:
    """A new row with the same values, not stored yet; when it was made and edited begins anew."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.attname not in ANEW
    }
    return type(row)(**{**values, **changed})


def _sitting(deed: Deed, source: Sitting) -> Sitting:
    """The same sitting, called and beginning now, as a rehearsal."""
    now = source.body.now()
    sitting = _copy(
        source,
        is_rehearsal=True,
        rehearsal_of_id=source.pk,
        state=Sitting.State.CALLED,
        starts_at=now,
        ends_at=source.ends_at and now + (source.ends_at - source.starts_at),
        shown_at=now,
        opened_at=None,
        closed_at=None,
        continues_at=None,
        handed_over_at=None,
        handed_until=None,
        handed_items={},
        invitation_sequence=0,
        resumed_reason="",
        edited_by=deed.name[:200],
    )
    sitting.save(force_insert=True)
    return sitting


def _roster(source: Sitting, sitting: Sitting) -> dict[Any, RosterEntry]:
    """`{entry of the source: its copy}`: the same people, invited to nothing, nobody present yet."""
    rows = list(source.roster.filter(removed_at=None))
    made: dict[Any, RosterEntry] = {
        row.pk: _copy(row, sitting_id=sitting.pk, substitute_for_id=None, invited_at=None) for row in rows
    }
    RosterEntry.objects.bulk_create(made.values())
    substitutes = []
    for row in rows:
        if row.substitute_for_id in made:
            made[row.pk].substitute_for = made[row.substitute_for_id]
            substitutes.append(made[row.pk])
    RosterEntry.objects.bulk_update(substitutes, ["substitute_for"])
    Presence.objects.bulk_create(Presence(entry=entry, since=sitting.body.now()) for entry in made.values())
    return made


def _items(agenda: Agenda, copy: Agenda, entries: dict[Any, RosterEntry]) -> dict[Any, AgendaItem]:
    """`{item of the source: its copy}` with papers, invitees, recusals and scripts; nothing discussed yet."""
    withdrawn = AgendaItem.State.WITHDRAWN
    made = {
        row.pk: _copy(
            row,
            agenda_id=copy.pk,
            dossier_id=None,
            state=withdrawn if row.state == withdrawn else AgendaItem.State.WAITING,
            started_at=None,
            ended_at=None,
            ending=row.ending if row.state == withdrawn else "",
            ending_note="",
            resumed_reason="",
            resubmit_on=None,
            conclusion="",
            conclusion_version=0,
        )
        for row in agenda.items.all()
    }
    AgendaItem.objects.bulk_create(made.values())
    ItemPaper.objects.bulk_create(
        _copy(row, item_id=made[row.item_id].pk)
        for row in ItemPaper.objects.filter(item__agenda=agenda, internal_part=None)
    )
    copies: Any
    for copies in (ItemInvitee, ItemRecusal):
        rows = copies.objects.filter(item__agenda=agenda, entry__in=entries)
        copies.objects.bulk_create(
            _copy(row, item_id=made[row.item_id].pk, entry_id=entries[row.entry_id].pk) for row in rows
        )
    ChairScript.objects.bulk_create(
        _copy(row, item_id=made[row.item_id].pk) for row in ChairScript.objects.filter(item__agenda=agenda)
    )
    return made
