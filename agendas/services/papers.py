"""Papers of items: laying them out in the draft, replacing and handing out after publication."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from agendas import granting, lines, rules
from agendas.checks import paper_problem
from agendas.errors import (
    NoNewVersion,
    PaperAlreadyLaid,
    PaperCopiesOnly,
    PaperNotReady,
    PaperOfAnotherMatter,
)
from agendas.events import PaperHandedOut, PaperReplaced
from agendas.lateness import is_late_now
from agendas.models import Agenda, AgendaItem, AgendaLine, ItemPaper
from agendas.services.freezing import freeze
from agendas.services.locking import ensure_published, ensure_unpublished, lock_item_to_change, tell_changed
from agendas.telling import tell_items
from audit.services import record
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import ensure_step_allowed
from core.text import clean_line
from papers.models import Paper


@transaction.atomic
def attach_paper(deed: Deed, item: AgendaItem, paper: Paper) -> ItemPaper:
    """Lay a paper for an item of the draft, behind the others. An approval stays: it is of items, not of files.

    Raises `AgendaPublished` (use `hand_out_paper`), `PaperCopiesOnly`, `PaperAlreadyLaid`,
    `PaperOfAnotherMatter`.
    """
    item = lock_item_to_change(item.pk)
    ensure_unpublished(item.agenda)
    row = lay(item, paper)
    tell_changed(item.agenda, [item.pk])
    _record(deed, "agenda.paper_attached", item, paper)
    return row


def lay(item: AgendaItem, paper: Paper, **values: Any) -> ItemPaper:
    """The row of a paper laid for an item, after the rules that hold before and after publication."""
    if item.paper_copies_only:
        raise PaperCopiesOnly
    elsewhere = (
        ItemPaper.objects.filter(paper=paper, item__agenda=item.agenda_id).select_related("item").first()
    )
    if elsewhere is not None and elsewhere.item_id == item.pk:
        raise PaperAlreadyLaid(title=paper.title)
    if elsewhere is not None:
        raise PaperOfAnotherMatter(title=paper.title, number=elsewhere.item.number)
    last = item.item_papers.aggregate(last=Max("order"))["last"] or 0
    return ItemPaper.objects.create(item=item, paper=paper, order=last + 1, **values)


@transaction.atomic
def detach_paper(deed: Deed, row: ItemPaper) -> None:
    """Take a paper off an item of the draft; the paper itself stays in its dossier. Raises `AgendaPublished`."""
    item = lock_item_to_change(row.item_id)
    ensure_unpublished(item.agenda)
    paper = row.paper
    ItemPaper.objects.filter(pk=row.pk).delete()
    tell_changed(item.agenda, [item.pk], papers_gone={str(item.pk): [str(paper.pk)]})
    _record(deed, "agenda.paper_detached", item, paper)


@transaction.atomic
def replace_paper(deed: Deed, row: ItemPaper, reason: str) -> dict[str, Any]:
    """After publication, lay the paper's newest version instead of the pinned one.

    Answers `{"paper", "version", "version_id", "is_late"}`. Raises `AgendaNotPublished`, `NoNewVersion`,
    `PaperNotReady`, `ReasonMissing`, and whatever others say to the step "replace_paper" (an open poll refuses).
    """
    item = lock_item_to_change(row.item_id)
    row = item.item_papers.select_for_update(of=("self",)).select_related("paper", "version").get(pk=row.pk)
    args = {"row": str(row.pk), "reason": reason}
    if (first := first_answer(deed, "agendas.replace_paper", args)) is not None:
        return first
    agenda = item.agenda
    ensure_published(agenda)
    reason = rules.ensure_reason(reason)
    new, old = row.paper.current, row.version
    if new is None or (old is not None and new.number <= old.number):
        raise NoNewVersion(title=row.paper.title, number=old.number if old else 0)
    ensure_readable(row.paper)
    row.item = item
    ensure_step_allowed("replace_paper", row)
    row.version = new
    if is_late_now(agenda.sitting):
        row.is_late, row.late_reason = True, reason[:300]
    row.save(update_fields=["version", "is_late", "late_reason"])
    publish_papers([item], {item.pk: [row]}, agenda)
    note = f"{item.number}: {row.paper.title}, bản {new.number}"
    freeze(deed, agenda, note)
    line = lines.add_line(item, AgendaLine.Kind.PAPER_REPLACED, title=row.paper.title, reason=reason)
    tell_items(PaperReplaced, agenda, [item.pk], with_agenda=True, said=[line])
    _record(deed, "agenda.paper_replaced", item, row.paper, version=new.number, reason=reason)
    answer = {
        "paper": str(row.paper_id),
        "version": new.number,
        "version_id": str(new.pk),
        "is_late": row.is_late,
    }
    return keep_answer(deed, "agendas.replace_paper", args, answer)


@transaction.atomic
def hand_out_paper(deed: Deed, item: AgendaItem, paper: Paper, reason: str) -> ItemPaper:
    """Lay a further paper for a published item: its audiences may read it at once.

    It is marked late when the day for sending papers is over. Raises `AgendaNotPublished`, `PaperNotReady`,
    `PaperAlreadyLaid`, `PaperCopiesOnly`, `ReasonMissing`.
    """
    item = lock_item_to_change(item.pk)
    agenda = item.agenda
    ensure_published(agenda)
    reason = rules.ensure_reason(reason)
    ensure_readable(paper)
    sitting = agenda.sitting
    row = lay(
        item,
        paper,
        version=paper.current,
        is_late=is_late_now(sitting),
        late_reason=reason[:300],
        handed_out_at=sitting.body.now(),
        internal_part=sitting.internal_part,
    )
    publish_papers([item], {item.pk: [row]}, agenda)
    line = None
    if sitting.internal_part is None:  # a revision, and a line of the agenda, are read by those outside too
        freeze(deed, agenda, f"{item.number}: {paper.title}")
        line = lines.add_line(item, AgendaLine.Kind.PAPER_HANDED_OUT, title=paper.title, reason=reason)
    tell_items(PaperHandedOut, agenda, [item.pk], with_agenda=True, said=[line] if line else [])
    _record(deed, "agenda.paper_handed_out", item, paper, reason=reason)
    return row


def publish_papers(items: list[AgendaItem], rows_of: dict[Any, list[ItemPaper]], agenda: Agenda) -> None:
    """Mark papers published and lay their pinned versions before the sitting's audiences and the items' invitees."""
    rows = [row for laid in rows_of.values() for row in laid]
    Paper.objects.filter(pk__in=[row.paper_id for row in rows]).update(state=Paper.State.PUBLISHED)
    granting.grant_versions(agenda.sitting, items, rows_of)


def ensure_readable(paper: Paper) -> None:
    """Raise `PaperNotReady` unless the newest version can be opened."""
    if paper_problem(paper) is not None:
        raise PaperNotReady(title=paper.title)


def _record(deed: Deed, verb: str, item: AgendaItem, paper: Paper, **facts: Any) -> None:
    record(
        deed,
        verb,
        chain=item.agenda.sitting.chain,
        item=str(item.pk),
        number=item.number,
        paper=str(paper.pk),
        title=clean_line(paper.title),
        **facts,
    )
