"""Letting in a late paper, by name."""

from django.db import transaction

from agendas.models import ItemPaper
from audit.services import record
from copies.errors import AllowanceIncomplete, NotLate
from copies.in_time import State, papers_of
from copies.models import LateAllowance
from core.deed import Deed
from core.text import clean_line
from meetings.models import Sitting


@transaction.atomic
def allow_late_paper(deed: Deed, row: ItemPaper, *, allowed_by: str, reason: str) -> LateAllowance:
    """Enter who lets a late paper in, and why; entered again it says the newer. Raises `AllowanceIncomplete`,
    `NotLate`.
    """
    sitting = (
        Sitting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("body")
        .get(agenda__items__item_papers=row.pk)
    )
    allowed_by, reason = clean_line(allowed_by)[:250], clean_line(reason)[:300]
    if not allowed_by or not reason:
        raise AllowanceIncomplete
    state = next(
        (one.state for one in papers_of([sitting]) if one.row is not None and one.row.pk == row.pk), ""
    )
    if state not in (State.LATE, State.ALLOWED):
        raise NotLate
    allowance, _made = LateAllowance.objects.update_or_create(
        sitting=sitting,
        paper_id=row.paper_id,
        defaults={
            "allowed_by": allowed_by,
            "reason": reason,
            "at": sitting.body.now(),
            "recorded_by": deed.name[:200],
        },
    )
    record(
        deed,
        "copies.late_paper_allowed",
        chain=sitting.chain,
        item=str(row.item_id),
        number=row.item.number,
        paper=str(row.paper_id),
        allowed_by=allowed_by,
        reason=reason,
    )
    return allowance
