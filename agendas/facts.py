"""The agenda's part of what an audience sees: the same facts in snapshots and in events.

A key without a value is told as null, which removes it; so a snapshot and the patches after it end alike.
A paper-copies-only item is told by number and a neutral title everywhere: its own title may be a secret.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from agendas import rules
from agendas.models import (
    AbsentOpinion,
    Agenda,
    AgendaItem,
    ChairScript,
    ItemPaper,
    PaperRecall,
    SpeakingNote,
)
from meetings.models import Sitting
from papers.models import Paper, PaperVersion
from realtime import streams

ITEM = "item"
TOLD_TO = (*streams.SITTING_AUDIENCES,)


def with_facts(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """The rows with everything their facts need, in three queries however many there are."""
    laid = ItemPaper.objects.select_related("paper__current", "version")
    return items.select_related("organisation", "presenter", "dossier").prefetch_related(
        Prefetch("item_papers", queryset=laid), "recalls"
    )


def items_of(agenda_id: UUID | None, ids: Iterable[UUID | str] | None = None) -> list[AgendaItem]:
    """The items of an agenda (or those named) in order, with their facts."""
    rows = AgendaItem.objects.filter(agenda=agenda_id)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return list(with_facts(rows).order_by("order"))


def is_shown(item: AgendaItem, audience: str) -> bool:
    """The desk sees drafts; everybody else what was published."""
    return audience == streams.SECRETARIAT or item.published_at is not None


def item_facts(item: AgendaItem, audience: str) -> dict[str, Any] | None:
    """One item as an audience may see it; None if it isn't for that audience."""
    if not is_shown(item, audience):
        return None
    title = shown_title(item)
    facts: dict[str, Any] = {
        "id": str(item.pk),
        "number": item.number or None,
        "order": item.order,
        "title": title,
        "short_title": title[:60] if item.paper_copies_only else (item.short_title or item.title[:60]),
        "kind": item.kind,
        "presenter": presenter_facts(item),
        "minutes": item.minutes_allowed,
        "state": item.state,
        "started_at": moment(item.started_at),
        "ended_at": moment(item.ended_at),
        "ending": None if ended_inside(item) else ending_facts(item),
        "is_late": item.is_late,
        "ended_inside": ended_inside(item) or None,
        "withdrawn_reason": None if ended_inside(item) else item.withdrawn_reason or None,
        "paper_copies_only": item.paper_copies_only,
    }
    if audience != streams.ROOM:
        points = rules.differences_in(item.dossier.disagreements) if item.dossier else 0
        facts["differences"] = points or None
        facts["papers"] = {str(row.paper_id): paper_facts(row) for row in item.item_papers.all()}
        shown = [row for row in item.recalls.all() if not is_of_the_inside(row)]
        facts["recalls"] = {str(row.pk): recall_facts(row) for row in shown} or None
    if audience == streams.SECRETARIAT:
        facts["published_at"] = moment(item.published_at)
        facts["version"] = item.version
    return facts


def shown_title(item: AgendaItem) -> str:
    """The title an event may carry. Not translated: it is content, and the same for every reader."""
    if not item.paper_copies_only:
        return item.title
    if item.organisation is None:
        return "Nội dung chỉ phát bản giấy"
    return f"Nội dung do {item.organisation.name} trình (chỉ phát bản giấy)"


def presenter_facts(item: AgendaItem) -> dict[str, str] | None:
    """Name and post of who presents."""
    if item.presenter is None:
        return None
    return {
        "person": str(item.presenter_id),
        "name": item.presenter.full_name,
        "post": item.presenter_title,
    }


def ended_inside(item: AgendaItem) -> bool:
    """Was it ended in an internal part that is over? Then nobody outside learns how."""
    return item.ended_in_part is not None and item.agenda.sitting.hides(item.ended_in_part)


def ending_facts(item: AgendaItem) -> dict[str, Any] | None:
    """How the item ended, without words: the screen says it in its reader's language."""
    if not item.ending:
        return None
    return {
        "kind": item.ending,
        "note": item.ending_note or None,
        "resubmit_on": item.resubmit_on.isoformat() if item.resubmit_on else None,
        "at": moment(item.ended_at),
    }


def paper_facts(row: ItemPaper) -> dict[str, Any] | None:
    """One paper of an item; a withdrawn one is gone, and one of an internal part that is over."""
    if row.paper.state == Paper.State.WITHDRAWN or is_of_the_inside(row):
        return None
    version = row.version or row.paper.current
    return {
        "id": str(row.paper_id),
        "order": row.order,
        "title": row.paper.title,
        "kind": row.paper.kind,
        "version": version.number if version else None,
        "version_id": str(version.pk) if version else None,
        "pages": version.page_count if version else None,
        "minutes_to_read": rules.minutes_to_read(version.page_count) if version else None,
        "is_late": row.is_late,
        "handed_out_at": moment(row.handed_out_at),
        "ready": bool(version and version.is_readable),
        "quick_view": bool(version and version.preparation == PaperVersion.Preparation.QUICK_VIEW),
    }


def is_of_the_inside(row: ItemPaper | PaperRecall) -> bool:
    """Was it handed out in an internal part that is over?"""
    return row.internal_part is not None and row.item.agenda.sitting.hides(row.internal_part)


def recall_facts(row: PaperRecall) -> dict[str, Any]:
    """A paper taken back: when, and which pages a device has to forget; neither its title nor the reason."""
    return {
        "paper": str(row.paper_id),
        "version_id": str(row.version_id) if row.version_id else None,
        "at": moment(row.recalled_at),
    }


def agenda_facts(agenda: Agenda | None, audience: str) -> dict[str, Any]:
    """Revision and time of publication; the desk also sees the state of the approval."""
    if agenda is None:
        return {}
    facts: dict[str, Any] = {"published_at": moment(agenda.published_at)}
    if audience != ITEM:  # a revision may be about an item its invitees never hear of
        facts["revision"] = agenda.published_revision or None
    if audience == streams.SECRETARIAT:
        approval = agenda.approvals.filter(revoked_at=None).order_by("-approved_at").first()
        facts["state"] = agenda.state
        facts["approved_by"] = approval.name if approval else None
        facts["approved_at"] = moment(approval.approved_at) if approval else None
    return facts


def script_facts(script: ChairScript | None) -> dict[str, Any] | None:
    """The presider's script of an item."""
    if script is None:
        return None
    return {
        "opening_words": script.opening_words,
        "differences": script.differences,
        "draft_conclusion": script.draft_conclusion,
        "version": script.version,
    }


def course_of(sitting: Sitting) -> dict[str, Any]:
    """What the invitees of an item follow of the sitting: no roster, no quorum."""
    return {
        "id": str(sitting.pk),
        "title": sitting.title,
        "short_title": sitting.short_title or None,
        "kind": sitting.kind,
        "state": sitting.state,
        "starts_at": moment(sitting.starts_at),
        "place": sitting.place,
        "opened_at": moment(sitting.opened_at),
        "closed_at": moment(sitting.closed_at),
        "continues_at": moment(sitting.continues_at),
        "has_vote": sitting.has_vote,
        "is_rehearsal": sitting.is_rehearsal,
    }


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC."""
    return at.astimezone(UTC).isoformat() if at else None


def speaking_note_facts(note: SpeakingNote) -> dict[str, Any] | None:
    """What the principal reads of it; nothing once the text was taken away."""
    return {"text": note.text, "by": note.edited_by, "version": note.version} if note.text else None


def absent_opinion_facts(row: AbsentOpinion) -> dict[str, Any] | None:
    """Whose opinion it is, by whom it was stated; nothing once the text was taken away."""
    absent = row.substitute.substitute_for
    if not row.text or absent is None:
        return None
    return {
        "text": row.text,
        "of": {"name": absent.name, "post": absent.post_title},
        "by": {"name": row.substitute.name, "post": row.substitute.post_title},
        "version": row.version,
    }
