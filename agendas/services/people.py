"""Who is invited to an item, and who keeps out of it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from agendas import granting, rules
from agendas.models import Agenda, AgendaItem, ItemInvitee, ItemRecusal
from agendas.services.locking import count_edit, lock_item_to_change
from audit.services import record
from core.deed import Deed
from meetings.errors import NotOnRoster
from meetings.models import RosterEntry


@transaction.atomic
def set_invitees(deed: Deed, item: AgendaItem, entry_ids: Iterable[UUID | str]) -> list[RosterEntry]:
    """The roster entries invited to this item, and nobody else; after publication they are let in at once.

    Members need no invitation. Raises `NotOnRoster`.
    """
    item = lock_item_to_change(item.pk)
    agenda = item.agenda
    wanted = _entries(item, entry_ids)
    present = set(item.invitees.values_list("entry_id", flat=True))
    if {entry.pk for entry in wanted} == present:
        return wanted
    item.invitees.exclude(entry__in=wanted).delete()
    ItemInvitee.objects.bulk_create(
        [ItemInvitee(item=item, entry=entry) for entry in wanted if entry.pk not in present]
    )
    if agenda.state == Agenda.State.PUBLISHED:
        granting.admit_invitees([item])
        # What was handed out in an internal part is for those who were named for it alone.
        granting.grant_invitees(item, item.item_papers.filter(internal_part=None).select_related("version"))
    else:
        count_edit(deed, agenda)
    record(
        deed,
        "agenda.invitees_set",
        chain=agenda.sitting.chain,
        item=str(item.pk),
        number=item.number,
        names=[entry.name for entry in wanted],
    )
    return wanted


@transaction.atomic
def set_recusal(deed: Deed, item: AgendaItem, reasons: Mapping[str, str]) -> list[ItemRecusal]:
    """Who keeps out of this item, each with the reason: `{roster entry id: reason}`; others no longer do.

    Raises `NotOnRoster`, `ReasonMissing`.
    """
    item = lock_item_to_change(item.pk)
    entries = _entries(item, reasons)
    plain = {entry.pk: rules.ensure_reason(reasons[str(entry.pk)])[:300] for entry in entries}
    item.recusals.all().delete()
    rows = ItemRecusal.objects.bulk_create(
        [ItemRecusal(item=item, entry=entry, reason=plain[entry.pk]) for entry in entries]
    )
    record(
        deed,
        "agenda.recusals_set",
        chain=item.agenda.sitting.chain,
        item=str(item.pk),
        number=item.number,
        names=[entry.name for entry in entries],
        persons=[str(entry.person_id) for entry in entries],
    )
    return rows


def _entries(item: AgendaItem, entry_ids: Iterable[UUID | str]) -> list[RosterEntry]:
    ids = {str(one) for one in entry_ids}
    rows = RosterEntry.objects.filter(pk__in=ids, sitting=item.agenda.sitting_id, removed_at=None)
    found = list(rows.order_by("order", "name"))
    if len(found) != len(ids):
        raise NotOnRoster
    return found
