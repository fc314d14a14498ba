"""Reads for the desk, always for a viewer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from agendas import access, checks, facts
from agendas.models import AbsentOpinion, Agenda, AgendaApproval, AgendaChange, AgendaItem, ItemPaper
from agendas.positions import block_of
from meetings.models import RosterEntry

__all__ = ["block_of"]

State = Agenda.State


@dataclass
class Row:
    """One line of the programme."""

    item: AgendaItem
    lacks: list[checks.Blocker]
    papers: list[ItemPaper]
    starts_at: datetime

    @property
    def pages(self) -> int:
        """Pages of all its papers."""
        versions = [row.version or row.paper.current for row in self.papers]
        return sum(version.page_count for version in versions if version)


@dataclass
class Workspace:
    """The agenda page: the programme, what it lacks, and what may be done now."""

    agenda: Agenda
    rows: list[Row]
    blockers: list[dict[str, Any]]
    approval: AgendaApproval | None
    change: AgendaChange | None
    may_change: bool
    is_head: bool

    @property
    def is_published(self) -> bool:
        """Did it go out?"""
        return self.agenda.state == State.PUBLISHED

    @property
    def may_record_approval(self) -> bool:
        """Is there a draft to be approved, and may this user record that it was signed?"""
        return self.may_change and not self.is_published and self.approval is None

    @property
    def minutes(self) -> int:
        """Minutes of all items that weren't withdrawn."""
        counted = (row.item for row in self.rows if row.item.state != AgendaItem.State.WITHDRAWN)
        return sum(item.minutes_allowed for item in counted)


def workspace(user: Any, agenda: Agenda) -> Workspace:
    """Everything on the agenda page, in a fixed number of queries."""
    items = facts.items_of(agenda.pk)
    published = agenda.state == State.PUBLISHED
    blockers = [] if published else checks.publication_blockers(agenda, items)
    lacks: dict[Any, list[checks.Blocker]] = {}
    for blocker in blockers:
        lacks.setdefault(blocker.item, []).append(blocker)
    return Workspace(
        agenda=agenda,
        rows=_timed(agenda, items, lacks),
        blockers=[{"sentence": one.sentence, "url": address_of(one, agenda)} for one in blockers],
        approval=agenda.approvals.filter(revoked_at=None).order_by("-approved_at").first(),
        change=None if published else last_change(agenda),
        may_change=access.can_change(user, agenda.sitting),
        is_head=access.is_head(user, agenda.sitting),
    )


def _timed(agenda: Agenda, items: list[AgendaItem], lacks: dict[Any, list[checks.Blocker]]) -> list[Row]:
    """The rows with the time each is planned for; a withdrawn item takes none."""
    rows, at = [], agenda.sitting.starts_at
    for item in items:
        rows.append(Row(item, lacks.get(item.pk, []), list(item.item_papers.all()), at))
        if item.state != AgendaItem.State.WITHDRAWN:
            at += timedelta(minutes=item.minutes_allowed)
    return rows


def last_change(agenda: Agenda) -> AgendaChange | None:
    """The newest change of the draft, if it still can be undone."""
    change = agenda.changes.order_by("-created_at").first()
    return change if change is not None and change.undone_at is None else None


def address_of(blocker: checks.Blocker, agenda: Agenda) -> str:
    """Where a line of the check list is put right."""
    if blocker.item is not None:
        anchor = "#papers" if blocker.place == checks.PAPERS else ""
        return reverse("agendas:item", args=[blocker.item]) + anchor
    names = {checks.SITTING: "meetings:edit", checks.ROSTER: "meetings:roster"}
    if blocker.place in names:
        return reverse(names[blocker.place], args=[agenda.sitting_id])
    return "#approval" if blocker.place == checks.APPROVAL else "#add-item"


def upload_address(item: AgendaItem) -> str:
    """Where a file is uploaded for the item's dossier; empty where there is none."""
    if item.dossier_id is None:
        return ""
    return reverse("dossiers:papers", args=[item.dossier_id])


def invitable(item: AgendaItem) -> list[dict[str, Any]]:
    """Invitees of the roster, with whether each is invited to this item."""
    invited = set(item.invitees.values_list("entry_id", flat=True))
    rows = item.agenda.sitting.roster.filter(role=RosterEntry.Role.INVITEE, removed_at=None)
    return [{"entry": entry, "checked": entry.pk in invited} for entry in rows.order_by("order", "name")]


def recusable(item: AgendaItem) -> list[dict[str, Any]]:
    """Members of the roster, with the reason of those who keep out of this item."""
    reasons = dict(item.recusals.values_list("entry_id", "reason"))
    rows = item.agenda.sitting.roster.filter(role=RosterEntry.Role.MEMBER, removed_at=None)
    return [{"entry": entry, "reason": reasons.get(entry.pk, "")} for entry in rows.order_by("order")]


def substitutes_of(item: AgendaItem) -> list[tuple[RosterEntry, AbsentOpinion | None]]:
    """Everybody who attends in the place of an absent member, with the opinion stated on this item."""
    rows = item.agenda.sitting.roster.filter(role=RosterEntry.Role.SUBSTITUTE, removed_at=None)
    stated = {row.substitute_id: row for row in item.absent_opinions.all()}
    return [
        (entry, stated.get(entry.pk)) for entry in rows.select_related("substitute_for").order_by("order")
    ]
