"""What is known of a paper, its course, and its end."""

from typing import Any

from django.conf import settings
from django.db import transaction

from audit.services import record
from core.deed import Deed
from core.registries import ensure_step_allowed
from core.states import ensure_step
from core.text import clean_line
from papers import rules
from papers.models import Paper
from papers.states import PAPER_STEPS

EDITABLE = ("title", "kind", "classification", "urgency", "document_number", "document_date")


@transaction.atomic
def edit_paper(deed: Deed, paper: Paper, values: dict[str, Any], version: int | None = None) -> Paper:
    """Change title, kind, classification, urgency, number or date (only names in `EDITABLE` count).

    Raises `EditedMeanwhile` if `version` isn't the one in the table, `PaperWithdrawn`, `PaperIncomplete`,
    `ClassificationTooHigh`.
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    paper.ensure_version(version)
    rules.ensure_not_withdrawn(paper)
    wanted = {name: values[name] for name in EDITABLE if name in values}
    for name in ("title", "document_number"):
        if name in wanted:
            wanted[name] = clean_line(wanted[name])
    rules.ensure_titled(wanted.get("title", paper.title))
    rules.ensure_within_ceiling(
        wanted.get("classification", paper.classification), settings.CLASSIFICATION_CEILING, deed
    )
    changed = [name for name, value in wanted.items() if getattr(paper, name) != value]
    if not changed:
        return paper
    for name in changed:
        setattr(paper, name, wanted[name])
    paper.touch(deed.name)
    paper.save()
    record(deed, "paper.edited", paper=str(paper.pk), title=paper.title, changed=changed)
    return paper


@transaction.atomic
def move_paper(deed: Deed, paper: Paper, state: str) -> Paper:
    """Take a paper one step on its course (draft, submitted, published). Raises `WrongStep`."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if paper.state == state:
        return paper
    labels = Paper.State
    ensure_step(PAPER_STEPS, paper.state, state)
    paper.state = labels(state)
    paper.touch(deed.name)
    paper.save(update_fields=["state", "version", "edited_at", "edited_by"])
    record(deed, "paper.moved", paper=str(paper.pk), title=paper.title, state=state)
    return paper


@transaction.atomic
def withdraw_paper(deed: Deed, paper: Paper, reason: str) -> Paper:
    """Take a paper back; it stays on record, struck through, with the reason.

    Raises `PaperWithdrawn`, `ReasonMissing`, and what others say to the step "withdraw_paper" (an open poll on it).
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    rules.ensure_not_withdrawn(paper)
    reason = clean_line(reason)[:300]
    rules.ensure_reason(reason)
    ensure_step_allowed("withdraw_paper", paper)
    paper.state = Paper.State.WITHDRAWN
    paper.withdrawn_reason = reason
    paper.touch(deed.name)
    paper.save(update_fields=["state", "withdrawn_reason", "version", "edited_at", "edited_by"])
    record(deed, "paper.withdrawn", paper=str(paper.pk), title=paper.title, reason=reason)
    return paper
