"""Positions before the sitting: what a member states of an item until its turn comes; every version stays."""

from typing import Any

from django.db import transaction

from accounts.selectors import users_of
from agendas import lines, positions, rules
from agendas.errors import KeepsOut, NotAMember, NotOfTheBlock, PositionsClosed
from agendas.events import BlockChanged, OwnPositionsTold, PositionStated, PositionWithdrawn, _PositionsTold
from agendas.models import Agenda, AgendaItem, AgendaLine, ItemPosition
from agendas.services.locking import ensure_published, lock_agenda_to_change, lock_item_to_change
from audit.services import record
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import ADDRESSES, ensure_step_allowed, step_taken
from meetings.models import RosterEntry
from notices.services import Recipient, notify
from realtime import streams
from realtime.services import announce_each

Kind, State = ItemPosition.Kind, AgendaItem.State
REMINDER = "agendas.positions_reminder"
# The step others watch: checks get (item, kind), follow-ups (item, whether it left the block).
STEP = "agendas.position_stated"


@transaction.atomic
def state_position(
    deed: Deed, item: AgendaItem, entry: RosterEntry, kind: str, reason: str = ""
) -> dict[str, Any]:
    """A member's position on a published item; an objection takes the item out of the block at once.

    Answers `{"item", "kind", "reason", "at", "number", "in_block"}`. Raises `UnknownPosition`,
    `ObjectionWithoutReason`, `NotAMember`, `PositionsClosed`, `KeepsOut`, `SittingIsOver`, and what others say to
    the step "agendas.position_stated" (an open vote over the block refuses).
    """
    item = lock_item_to_change(item.pk)
    args = {"item": str(item.pk), "kind": kind, "reason": reason}
    if (first := first_answer(deed, "agendas.state_position", args)) is not None:
        return first
    kind, plain = rules.ensure_position(kind, reason)
    _ensure_may_state(item, entry)
    ensure_step_allowed(STEP, item, kind)
    row, line = _write(deed, item, entry, kind, plain)
    if row is not None:
        _tell(PositionStated, item, row, line)
        _record(deed, "agenda.position_stated", item, version=row.number)
    standing = item.positions.get(entry=entry, replaced_at=None)
    answer = {
        "item": str(item.pk),
        **positions.own_facts(standing),
        "in_block": positions.is_in_block(item),
    }
    return keep_answer(deed, "agendas.state_position", args, answer)


@transaction.atomic
def withdraw_position(deed: Deed, item: AgendaItem, entry: RosterEntry) -> dict[str, Any]:
    """Take the own position back: the item waits for one again. Nothing to take back changes nothing.

    Answers `{"item", "kind": None, "in_block"}`. Raises as `state_position`.
    """
    item = lock_item_to_change(item.pk)
    args = {"item": str(item.pk)}
    if (first := first_answer(deed, "agendas.withdraw_position", args)) is not None:
        return first
    _ensure_may_state(item, entry)
    if item.positions.filter(entry=entry, replaced_at=None).exclude(kind=Kind.WITHDRAWN).exists():
        ensure_step_allowed(STEP, item, Kind.WITHDRAWN)
        row, line = _write(deed, item, entry, Kind.WITHDRAWN, "")
        if row is not None:
            _tell(PositionWithdrawn, item, row, line)
            _record(deed, "agenda.position_withdrawn", item, version=row.number)
    answer = {"item": str(item.pk), "kind": None, "in_block": positions.is_in_block(item)}
    return keep_answer(deed, "agendas.withdraw_position", args, answer)


@transaction.atomic
def remind_positions(deed: Deed, agenda: Agenda) -> int:
    """Write to the members who said nothing of an item that asks for a decision. Answers how many were written to.

    Raises `AgendaNotPublished`, `SittingIsOver`.
    """
    agenda = lock_agenda_to_change(agenda.pk)
    args = {"agenda": str(agenda.pk)}
    if (first := first_answer(deed, "agendas.remind_positions", args)) is not None:
        return int(first["reminded"])
    ensure_published(agenda)
    waits = positions.missing(agenda)
    entries = list(RosterEntry.objects.filter(pk__in=waits).select_related("person").order_by("order"))
    if entries:
        users = users_of([entry.person_id for entry in entries])
        notify(
            [
                Recipient(
                    user_id=users[entry.person_id].pk if entry.person_id in users else None,
                    person_id=entry.person_id,
                    address=entry.person.email,
                    own={"numbers": ", ".join(item.number for item in waits[entry.pk]), "name": entry.name},
                )
                for entry in entries
            ],
            REMINDER,
            {"sitting": str(agenda.sitting_id), "title": agenda.sitting.title},
            ADDRESSES["sitting"](agenda.sitting_id),
        )
        record(
            deed,
            "agenda.positions_reminded",
            chain=agenda.sitting.chain,
            sitting=str(agenda.sitting_id),
            names=[entry.name for entry in entries],
        )
    keep_answer(deed, "agendas.remind_positions", args, {"reminded": len(entries)})
    return len(entries)


@transaction.atomic
def take_item_apart(deed: Deed, item: AgendaItem, reason: str) -> dict[str, Any]:
    """Take an item nobody objects to out of the block: it is discussed and decided by itself.

    Answers `{"item", "in_block": False}`. Raises `NotOfTheBlock`, `ReasonMissing`, and what others say to the step
    "agendas.position_stated".
    """
    item = lock_item_to_change(item.pk)
    args = {"item": str(item.pk), "reason": reason}
    if (first := first_answer(deed, "agendas.take_item_apart", args)) is not None:
        return first
    reason = rules.ensure_reason(reason)[:300]
    if not positions.is_in_block(item):
        raise NotOfTheBlock(number=item.number)
    ensure_step_allowed(STEP, item, "")
    item.apart_at, item.apart_reason = item.agenda.sitting.body.now(), reason
    _save_apart(item)
    line = lines.add_line(item, AgendaLine.Kind.LEFT_BLOCK, reason=reason)
    step_taken(STEP, item, True)
    _tell(BlockChanged, item, None, line)
    _record(deed, "agenda.item_taken_apart", item, reason=reason)
    answer = {"item": str(item.pk), "in_block": False}
    return keep_answer(deed, "agendas.take_item_apart", args, answer)


@transaction.atomic
def put_item_back(deed: Deed, item: AgendaItem) -> dict[str, Any]:
    """Undo `take_item_apart`: the item is of the block again, unless somebody objects.

    Answers `{"item", "in_block"}`. Raises `NotOfTheBlock` for one that isn't apart, `PositionsClosed`.
    """
    item = lock_item_to_change(item.pk)
    args = {"item": str(item.pk)}
    if (first := first_answer(deed, "agendas.put_item_back", args)) is not None:
        return first
    _ensure_waiting(item)
    if item.apart_at is None:
        raise NotOfTheBlock(number=item.number)
    item.apart_at, item.apart_reason = None, ""
    _save_apart(item)
    is_in = positions.is_in_block(item)
    line = lines.add_line(item, AgendaLine.Kind.JOINED_BLOCK) if is_in else None
    step_taken(STEP, item, False)
    _tell(BlockChanged, item, None, line)
    _record(deed, "agenda.item_put_back", item)
    return keep_answer(deed, "agendas.put_item_back", args, {"item": str(item.pk), "in_block": is_in})


def drop_positions_of_the_removed(agenda: Agenda) -> None:
    """Who left the roster has no position any more: his objection holds nothing up, his silence isn't counted."""
    rows = ItemPosition.objects.filter(
        item__agenda=agenda, replaced_at=None, entry__removed_at__isnull=False
    ).exclude(kind=Kind.WITHDRAWN)
    for row in rows.select_related("item", "entry"):
        item = row.item
        item.agenda = agenda
        was_in = positions.is_in_block(item)
        row.replaced_at = agenda.sitting.body.now()
        row.save(update_fields=["replaced_at"])
        line = _line_of_change(item, was_in, None)
        row.kind = Kind.WITHDRAWN  # as it is told; the row keeps what was stated
        _tell(PositionWithdrawn, item, row, line)


def _write(
    deed: Deed, item: AgendaItem, entry: RosterEntry, kind: str, reason: str
) -> tuple[ItemPosition | None, AgendaLine | None]:
    """The next version and the line of what it changed in the block; None if it says what stands already."""
    last = item.positions.select_for_update().filter(entry=entry).order_by("-number").first()
    if last is not None and last.replaced_at is None and (last.kind, last.reason) == (kind, reason):
        return None, None
    was_in, now = positions.is_in_block(item), item.agenda.sitting.body.now()
    item.positions.filter(entry=entry, replaced_at=None).update(replaced_at=now)
    row = ItemPosition.objects.create(
        item=item,
        entry=entry,
        number=last.number + 1 if last else 1,
        kind=kind,
        reason=reason,
        stated_at=now,
        stated_by=deed.name[:200],
    )
    return row, _line_of_change(item, was_in, row)


def _line_of_change(item: AgendaItem, was_in: bool, row: ItemPosition | None) -> AgendaLine | None:
    """What a position did to the block, as a line; others follow in the same transaction."""
    is_in = positions.is_in_block(item)
    line = None
    if was_in != is_in:
        kind = AgendaLine.Kind.JOINED_BLOCK if is_in else AgendaLine.Kind.LEFT_BLOCK
        who = row.entry.post_title if row else ""
        line = lines.add_line(item, kind, who=who, reason=row.reason if row else "")
    step_taken(STEP, item, was_in and not is_in)
    return line


def _ensure_may_state(item: AgendaItem, entry: RosterEntry) -> None:
    is_member = entry.role == RosterEntry.Role.MEMBER and entry.removed_at is None
    if not is_member or entry.sitting_id != item.agenda.sitting_id:
        raise NotAMember
    ensure_published(item.agenda)
    _ensure_waiting(item)
    if item.recusals.filter(entry=entry).exists():
        raise KeepsOut(number=item.number)


def _ensure_waiting(item: AgendaItem) -> None:
    if item.state != State.WAITING or item.started_at is not None or item.published_at is None:
        raise PositionsClosed(number=item.number)


def _save_apart(item: AgendaItem) -> None:
    item.save(update_fields=["apart_at", "apart_reason"])


def _tell(
    event: type[_PositionsTold], item: AgendaItem, row: ItemPosition | None, line: AgendaLine | None
) -> None:
    stated = {str(row.entry_id): positions.position_facts(row)} if row else {}
    tellings = _tellings(event, item, positions.changed_part(item, stated), line)
    if row is not None:
        own = positions.own_facts(row) if row.kind != Kind.WITHDRAWN else None
        is_last = own is None and not positions.own_part(row.entry.person_id)
        told = OwnPositionsTold(None if is_last else {str(item.pk): own})
        tellings.append((told, [streams.person(row.entry.person_id)]))
    announce_each(tellings)


def _tellings(
    event: type[_PositionsTold], item: AgendaItem, part: dict[str, Any], line: AgendaLine | None
) -> list[tuple[Any, list[str]]]:
    told = {str(line.pk): lines.line_facts(line)} if line else {}
    return [(event(part, told), positions.streams_of(item.agenda.sitting))]


def _record(deed: Deed, verb: str, item: AgendaItem, **facts: Any) -> None:
    """The record says that a position was stated, never which: it is read by more people than the positions."""
    record(
        deed,
        verb,
        chain=item.agenda.sitting.chain,
        item=str(item.pk),
        number=item.number,
        **facts,
    )
