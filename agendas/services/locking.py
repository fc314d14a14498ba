"""What every change of an agenda does first and last."""

from uuid import UUID

from agendas.errors import AgendaNotPublished, AgendaPublished, SittingIsOver, SittingNotOpen
from agendas.events import ApprovalChanged, ItemsChanged
from agendas.models import Agenda, AgendaChange, AgendaItem
from agendas.telling import tell_items
from audit.services import record
from core.deed import Deed
from core.errors import NotFound
from meetings.models import Sitting
from realtime import streams
from realtime.services import announce

State = Agenda.State


def agenda_of(sitting: Sitting) -> Agenda:
    """The sitting's agenda, made at first use."""
    return Agenda.objects.get_or_create(sitting=sitting)[0]


def lock_agenda(agenda_id: UUID) -> Agenda:
    """The agenda under lock, its sitting locked before it: closing a sitting and ending an item wait in turn."""
    sitting_id = Agenda.objects.filter(pk=agenda_id).values_list("sitting_id", flat=True).first()
    sitting = (
        Sitting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("body", "presider")
        .filter(pk=sitting_id or UUID(int=0))
        .first()
    )
    agenda = Agenda.objects.select_for_update(no_key=True).filter(pk=agenda_id).first()
    if sitting is None or agenda is None:
        raise NotFound
    agenda.sitting = sitting
    return agenda


def lock_item(item_id: UUID) -> AgendaItem:
    """An item under lock, its agenda and sitting locked before it."""
    agenda_id = AgendaItem.objects.filter(pk=item_id).values_list("agenda_id", flat=True).first()
    if agenda_id is None:
        raise NotFound
    agenda = lock_agenda(agenda_id)
    item = AgendaItem.objects.select_for_update(no_key=True).filter(pk=item_id).first()
    if item is None:
        raise NotFound
    item.agenda = agenda
    return item


def lock_agenda_to_change(agenda_id: UUID) -> Agenda:
    """As `lock_agenda`. Raises `SittingIsOver` once nothing about the agenda may change any more."""
    agenda = lock_agenda(agenda_id)
    _ensure_not_over(agenda.sitting)
    return agenda


def lock_item_to_change(item_id: UUID) -> AgendaItem:
    """As `lock_item`. Raises `SittingIsOver` once nothing about the agenda may change any more."""
    item = lock_item(item_id)
    _ensure_not_over(item.agenda.sitting)
    return item


def _ensure_not_over(sitting: Sitting) -> None:
    if sitting.is_over:
        raise SittingIsOver


def ensure_unpublished(agenda: Agenda) -> None:
    """Raise `AgendaPublished` after publication."""
    if agenda.state == State.PUBLISHED:
        raise AgendaPublished


def ensure_published(agenda: Agenda) -> None:
    """Raise `AgendaNotPublished` before publication."""
    if agenda.state != State.PUBLISHED:
        raise AgendaNotPublished


def ensure_sitting_open(sitting: Sitting) -> None:
    """Raise `SittingNotOpen` unless the sitting is being held."""
    if sitting.state != Sitting.State.OPEN:
        raise SittingNotOpen


def count_edit(deed: Deed, agenda: Agenda) -> None:
    """One more version of the draft; an approval of an earlier one is void, and the desk is told."""
    agenda.touch(deed.name)
    void = agenda.state == State.APPROVED
    if void:
        agenda.state = State.DRAFT
        agenda.approvals.filter(revoked_at=None).update(revoked_at=agenda.sitting.body.now())
    agenda.save(update_fields=["version", "edited_at", "edited_by", "state"])
    if void:
        announce(
            ApprovalChanged(state=agenda.state, approved_by=None, approved_at=None),
            [streams.sitting(agenda.sitting_id, streams.SECRETARIAT)],
        )
        record(deed, "agenda.approval_voided", chain=agenda.sitting.chain, sitting=str(agenda.sitting_id))


def keep_change(
    deed: Deed, kind: str, item: AgendaItem, before: dict[str, object] | None = None
) -> AgendaChange:
    """Remember what stood before, so that the change can be undone while nothing newer touched the item."""
    return AgendaChange.objects.create(
        agenda_id=item.agenda_id,
        item_id_then=item.pk,
        item_version=item.version,
        kind=kind,
        before=before or {},
        by=deed.name,
    )


def renumber(agenda: Agenda, order: list[UUID] | None = None) -> list[UUID]:
    """Write places (10, 20, …) in the order given, and numbers while unpublished; gives back what changed.

    After publication only places move: a number, once published, stays.
    """
    rows = {row.pk: row for row in agenda.items.all().order_by("order")}
    wanted = [rows[pk] for pk in (order or rows)]
    numbered = agenda.state != State.PUBLISHED
    changed: list[AgendaItem] = []
    for place, row in enumerate(wanted):
        was = (row.order, row.number)
        row.order = (place + 1) * 10
        if numbered:
            row.number = str(place + 1)
        if was != (row.order, row.number):
            changed.append(row)
    if changed:
        if numbered:  # numbers are unique at every moment, so they are all put down before any is taken up
            agenda.items.filter(pk__in=[row.pk for row in changed]).update(number="")
        AgendaItem.objects.bulk_update(changed, ["order", "number"])
    return [row.pk for row in changed]


def tell_changed(agenda: Agenda, ids: list[UUID], **more: object) -> None:
    """Announce the present facts of these items."""
    tell_items(ItemsChanged, agenda, ids, **more)  # type: ignore[arg-type]
