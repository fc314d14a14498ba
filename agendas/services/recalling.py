"""Taking a laid paper back from its readers; the record keeps that it was there."""

from typing import Any

from django.db import transaction

from agendas import facts, granting, lines, rules
from agendas.events import PaperWasRecalled
from agendas.models import AgendaItem, AgendaLine, ItemPaper, PaperRecall
from agendas.services.freezing import freeze
from agendas.services.locking import ensure_published, lock_item
from agendas.telling import tell_items
from audit.services import record
from core.deed import Deed
from core.errors import NotFound
from core.idempotency import first_answer, keep_answer
from core.registries import ensure_step_allowed, step_taken
from core.text import clean_line


@transaction.atomic
def recall_paper(deed: Deed, row: ItemPaper, reason: str) -> dict[str, Any]:
    """Take a paper that was handed out or laid by mistake back from everybody who reads; the desk keeps it.

    Rights end with the transaction, open pages and running downloads within two seconds; also after the sitting.
    Answers `{"item", "paper", "recalled_at"}`. Raises `AgendaNotPublished`, `ReasonMissing`, `NotFound` for one that
    isn't laid any more, and what others say to the step "recall_paper" (an open vote on it refuses).
    """
    item = lock_item(row.item_id)
    args = {"row": str(row.pk), "reason": reason}
    if (first := first_answer(deed, "agendas.recall_paper", args)) is not None:
        return first
    agenda = item.agenda
    ensure_published(agenda)
    reason = rules.ensure_reason(reason)[:300]
    laid = item.item_papers.select_for_update(of=("self",)).select_related("paper").filter(pk=row.pk).first()
    if laid is None:
        raise NotFound
    laid.item = item
    ensure_step_allowed("recall_paper", laid)
    recall = PaperRecall.objects.create(
        item=item,
        paper=laid.paper,
        version_id=laid.version_id,
        order=laid.order,
        handed_out_at=laid.handed_out_at,
        recalled_at=agenda.sitting.body.now(),
        recalled_by=deed.name[:200],
        reason=reason,
        internal_part=laid.internal_part,
    )
    ItemPaper.objects.filter(pk=laid.pk).delete()
    granting.take_back(agenda.sitting, laid.paper)
    step_taken("recall_paper", item, laid.paper)
    _tell(deed, item, laid)
    record(
        deed,
        "agenda.paper_recalled",
        chain=_chain_of(item, laid),
        item=str(item.pk),
        number=item.number,
        paper=str(laid.paper_id),
        title=clean_line(laid.paper.title),
        reason=reason,
    )
    answer = {
        "item": str(item.pk),
        "paper": str(laid.paper_id),
        "recalled_at": facts.moment(recall.recalled_at),
    }
    return keep_answer(deed, "agendas.recall_paper", args, answer)


def _tell(deed: Deed, item: AgendaItem, laid: ItemPaper) -> None:
    """A new revision, a line, and the readers' pages; of a paper of an internal part only to those who are in it."""
    agenda, said = item.agenda, []
    if agenda.sitting.hides(laid.internal_part):
        return
    if laid.internal_part is None:
        freeze(deed, agenda, f"{item.number}: thu hồi tài liệu")
        named = lines.forget_title(item, laid.paper.title)
        said = [*named, lines.add_line(item, AgendaLine.Kind.PAPER_RECALLED)]
    gone = {str(item.pk): [str(laid.paper_id)]}
    tell_items(PaperWasRecalled, agenda, [item.pk], papers_gone=gone, with_agenda=True, said=said)


def _chain_of(item: AgendaItem, laid: ItemPaper) -> str:
    """What was handed out inside is recorded inside, whenever it is taken back."""
    sitting = item.agenda.sitting
    return sitting.chain if laid.internal_part is None else sitting.chain_of(laid.internal_part)
