"""Letting audiences read papers: one grant per group and paper, however many readers a group has."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.contrib.auth.models import Group
from django.db.models import Q

from agendas import outside
from agendas.models import AgendaItem, ItemInvitee, ItemPaper
from meetings import inner
from meetings.models import Sitting
from papers.models import Paper
from papers.services import lay_versions, take_back_versions
from realtime import audiences, streams

# Never the room: what hangs on the wall reads no papers.
READING = (streams.MEMBERS, streams.OBSERVERS, streams.CHAIR, streams.SECRETARIAT)


def grant_versions(
    sitting: Sitting, items: Iterable[AgendaItem], rows_of: Mapping[UUID, Iterable[ItemPaper]]
) -> None:
    """Lay the pinned versions (`rows_of` maps item ids to papers) before the sitting and each item's invitees.

    Of the sitting: members with substitutes, standing invitees, chair and secretariat.
    """
    items = list(items)
    if sitting.internal_part is not None:  # only those who are inside
        inside = streams.inner(sitting.pk, sitting.internal_part)
        lay_versions(
            (row.version, group)
            for group in groups_named([inside])
            for item in items
            for row in rows_of.get(item.pk, ())
            if row.version is not None
        )
        return
    wide = [sitting.stream(audience) for audience in READING]
    groups = {group.name: group for group in groups_named([*wide, *(item.stream for item in items)])}
    lay_versions(
        (row.version, groups[name])
        for item in items
        for row in rows_of.get(item.pk, ())
        if row.version is not None
        for name in (*wide, item.stream)
    )


def grant_invitees(item: AgendaItem, rows: Iterable[ItemPaper]) -> None:
    """Lay the pinned versions before the item's invitees alone, also while part of the sitting is internal: who of them
    is out then isn't in their group.
    """
    groups = groups_named([item.stream])
    lay_versions((row.version, group) for row in rows if row.version is not None for group in groups)


def take_back(sitting: Sitting, paper: Paper) -> None:
    """Nobody reads this paper through the sitting any more, in no version; the secretariat keeps it."""
    items = AgendaItem.objects.filter(agenda__sitting=sitting).values_list("pk", flat=True)
    parts = sitting.internal_parts.values_list("number", flat=True)
    names = [streams.item(pk) for pk in items] + [streams.inner(sitting.pk, number) for number in parts]
    groups = Group.objects.filter(Q(name__startswith=f"sitting:{sitting.pk}:") | Q(name__in=names)).exclude(
        name=sitting.stream(streams.SECRETARIAT)
    )
    take_back_versions(paper, groups)


def admit_invitees(items: Iterable[AgendaItem]) -> None:
    """Make each item's audience exactly its invitees who can sign in; a sitting called off has none.

    Where invitees are called in one by one, only those who were, until their item ends; during an internal part only
    those of them who are named for it.
    """
    items = list(items)
    invited: dict[UUID, set[int]] = {item.pk: set() for item in items}
    rows = ItemInvitee.objects.filter(
        item__in=items, entry__removed_at=None, entry__person__user__is_active=True
    ).exclude(item__agenda__sitting__state=Sitting.State.CANCELLED)
    rows = rows.exclude(outside.shut_out())
    named: dict[UUID, set[UUID] | None] = {}
    for row in rows.select_related("entry__person__user", "entry__sitting"):
        entry = row.entry
        if entry.sitting_id not in named:
            named[entry.sitting_id] = inner.named_now(entry.sitting)
        inside = named[entry.sitting_id]
        if inside is None or entry.person_id in inside:
            invited[row.item_id].add(entry.person.user.pk)
    known = set(
        Group.objects.filter(name__in=[item.stream for item in items], user__isnull=False).values_list(
            "name", flat=True
        )
    )
    for item in items:
        if invited[item.pk] or item.stream in known:
            audiences.replace(item.stream, invited[item.pk])


def groups_named(names: Iterable[str]) -> list[Group]:
    """The groups of these audiences, made where missing, in two queries."""
    wanted = list(names)
    Group.objects.bulk_create([Group(name=name) for name in wanted], ignore_conflicts=True)
    return list(Group.objects.filter(name__in=wanted))
