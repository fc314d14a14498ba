"""Where a paper is laid: in which sitting, of which body."""

from typing import Any

from accounts.models import Body
from agendas.models import AgendaItem, ItemPaper
from dossiers.models import DossierPaper
from meetings.models import Sitting
from papers.models import PaperVersion


def place_of(user: Any, version: PaperVersion) -> tuple[Sitting | None, Body | None]:
    """The newest sitting the user sees the paper in (a rehearsal only if there is no other), else the body its
    dossier was sent to, else nothing.
    """
    rows = ItemPaper.objects.filter(
        paper=version.paper_id, item__in=AgendaItem.objects.visible_to(user)
    ).select_related("item__agenda__sitting__body")
    row = rows.order_by("item__agenda__sitting__is_rehearsal", "-item__agenda__sitting__starts_at").first()
    if row is not None:
        sitting = row.item.agenda.sitting
        return sitting, sitting.body
    filed = DossierPaper.objects.filter(paper=version.paper_id).select_related("dossier__body").first()
    return None, filed.dossier.body if filed else None
