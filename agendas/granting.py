"""Letting audiences read papers: one grant per group and paper, however many readers a group has."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import Group

from agendas.models import AgendaItem, ItemInvitee
from meetings.models import Sitting
from papers.models import Paper, PaperGroupObjectPermission
from papers.services.granting import VIEW, allow_reading, permission
from realtime import audiences, streams

# Never the room: what hangs on the wall reads no papers.
READING = (streams.MEMBERS, streams.OBSERVERS, streams.CHAIR, streams.SECRETARIAT)


def grant_to_sitting(sitting: Sitting, papers: Iterable[Paper]) -> None:
    """Members with substitutes, standing invitees, chair and secretariat may read these papers."""
    allow_reading(list(papers), groups_named([sitting.stream(audience) for audience in READING]))


def grant_to_invitees(items: Iterable[AgendaItem], papers_of: dict[UUID, list[Paper]]) -> None:
    """The invitees of each item may read its papers; `papers_of` maps item ids to papers."""
    items = [item for item in items if papers_of.get(item.pk)]
    groups = {group.name: group for group in groups_named([item.stream for item in items])}
    view = permission(VIEW)
    PaperGroupObjectPermission.objects.bulk_create(
        [
            PaperGroupObjectPermission(permission=view, group=groups[item.stream], content_object=paper)
            for item in items
            for paper in papers_of[item.pk]
        ],
        ignore_conflicts=True,
    )


def admit_invitees(items: Iterable[AgendaItem]) -> None:
    """Make each item's audience exactly its invitees who can sign in; a sitting called off has none."""
    items = list(items)
    invited: dict[UUID, set[int]] = {item.pk: set() for item in items}
    rows = ItemInvitee.objects.filter(
        item__in=items, entry__removed_at=None, entry__person__user__is_active=True
    ).exclude(item__agenda__sitting__state=Sitting.State.CANCELLED)
    for item_id, user_id in rows.values_list("item_id", "entry__person__user__pk"):
        invited[item_id].add(user_id)
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
