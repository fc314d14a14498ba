"""Which drafts wait for the head of a body to approve them: what he finds on his own device."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Seat
from agendas.models import Agenda, AgendaApproval, AgendaItem, ItemPaper
from meetings.models import Sitting


def agendas_awaiting_approval(user: Any) -> list[Agenda]:
    """Drafts of the bodies the user heads that lack nothing their own rows could show but the approval.

    Sittings of the past and drafts still being put together are left out; nearest sitting first. A fixed number
    of queries.
    """
    if not getattr(user, "person_id", None):
        return []
    headed = Seat.objects.filter(person_id=user.person_id, is_head=True).select_related("body")
    bodies = {seat.body_id for seat in headed if seat.is_valid_on(seat.body.today())}
    if not bodies:
        return []
    rows = _complete().filter(sitting__body__in=bodies).select_related("sitting__body")
    return [agenda for agenda in rows if agenda.sitting.day >= agenda.sitting.body.today()]


def _complete() -> QuerySet[Agenda]:
    """Drafts with items, each with presenter, short title and papers, that nobody approved as they are now."""
    items = AgendaItem.objects.filter(agenda=OuterRef("pk"))
    without_papers = Q(paper_copies_only=False) & ~Exists(ItemPaper.objects.filter(item=OuterRef("pk")))
    unfinished = items.filter(Q(presenter=None) | Q(short_title="") | without_papers)
    approved = AgendaApproval.objects.filter(
        agenda=OuterRef("pk"), revoked_at=None, agenda_version=OuterRef("version")
    )
    planned = (Sitting.State.DRAFT, Sitting.State.CALLED)
    rows = Agenda.objects.filter(Exists(items), state=Agenda.State.DRAFT, sitting__state__in=planned)
    return rows.filter(~Exists(unfinished), ~Exists(approved)).order_by("sitting__starts_at", "pk")
