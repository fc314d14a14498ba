"""Saying by name until when papers of a sitting come in time."""

from datetime import date

from django.db import transaction

from agendas.errors import DeadlineIncomplete, SittingIsOver
from agendas.models import PaperDeadline
from audit.services import record
from core.deed import Deed
from core.text import clean_line, vi_date
from meetings.models import Sitting


@transaction.atomic
def set_paper_deadline(
    deed: Deed, sitting: Sitting, *, due: date | None, set_by: str, reason: str
) -> PaperDeadline | None:
    """Set the last day in time for a sitting's papers, by whom and why; `due` None goes back to the rule set.

    Papers published before keep the label they got; the figures follow. Raises `DeadlineIncomplete` without a name, a
    reason or a day not after the sitting; `SittingIsOver`.
    """
    sitting = (
        Sitting.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=sitting.pk)
    )
    set_by, reason = clean_line(set_by)[:250], clean_line(reason)[:300]
    if sitting.is_over:
        raise SittingIsOver
    if not set_by or not reason or (due is not None and due > sitting.day):
        raise DeadlineIncomplete
    row = None
    if due is None:
        PaperDeadline.objects.filter(sitting=sitting).delete()
    else:
        said = {"due": due, "set_by": set_by, "reason": reason}
        by = {"at": sitting.body.now(), "recorded_by": deed.name[:200]}
        row, _made = PaperDeadline.objects.update_or_create(sitting=sitting, defaults={**said, **by})
    verb = "agenda.paper_deadline_set" if due else "agenda.paper_deadline_lifted"
    day = {"due": vi_date(due)} if due else {}
    record(deed, verb, chain=sitting.chain, set_by=set_by, reason=reason, **day)
    return row
