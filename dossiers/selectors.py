"""Reads of dossiers for screens, always for a viewer or a stream."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from core import clock
from dossiers.events import dossier_facts
from dossiers.models import Dossier, DossierPaper
from dossiers.rules import LaidPaper, Point, check_list
from papers.models import Paper, PaperVersion

FOLLOWED_FOR = timedelta(days=30)
State = Dossier.State


def dossiers_for(user: Any, state: str = "", body_id: UUID | None = None) -> QuerySet[Dossier]:
    """The dossiers a user may see, newest first, with the number of papers."""
    rows = Dossier.objects.visible_to(user).select_related("organisation", "body")
    if state in State.values:
        rows = rows.filter(state=state)
    if body_id is not None:
        rows = rows.filter(body=body_id)
    return rows.annotate(papers=Count("dossier_papers")).order_by("-edited_at")


def counts_by_state(user: Any) -> dict[str, int]:
    """`{state: how many}` of what the user may see."""
    rows = Dossier.objects.visible_to(user).values_list("state").annotate(n=Count("pk")).order_by()
    return dict(rows)


def waiting_for_check(user: Any) -> QuerySet[Dossier]:
    """Handed in and not yet checked, the most urgent and oldest first."""
    return dossiers_for(user, State.SUBMITTED).order_by("submitted_at")


@dataclass(frozen=True)
class PaperRow:
    """One paper of a dossier as the page shows it."""

    row: DossierPaper
    paper: Paper
    current: PaperVersion | None
    versions: int

    @property
    def is_on_its_way(self) -> bool:
        """Is it still being converted or read?"""
        waiting = (PaperVersion.Preparation.WAITING, PaperVersion.Preparation.CONVERTING)
        return self.current is not None and self.current.preparation in waiting

    @property
    def dialog(self) -> str:
        """The id of the dialog that asks before the paper is taken out."""
        return f"remove-{self.row.pk}"

    @property
    def part_done(self) -> int:
        """How much has been read, in percent."""
        version = self.current
        if version is None or not version.page_count:
            return 0
        return round(100 * version.pages_done / version.page_count)


def papers_of(dossier: Dossier) -> list[PaperRow]:
    """The papers in order, with version counts; two queries for any number."""
    rows = list(
        dossier.dossier_papers.select_related("paper__current__original", "paper__organisation").order_by(
            "order"
        )
    )
    versions = dict(
        PaperVersion.objects.filter(paper__in=[row.paper_id for row in rows])
        .values_list("paper")
        .annotate(n=Count("pk"))
    )
    return [PaperRow(row, row.paper, row.paper.current, versions.get(row.paper_id, 0)) for row in rows]


def check_list_of(dossier: Dossier, rows: list[PaperRow] | None = None) -> list[Point]:
    """The check list of a dossier as it lies there."""
    laid = [
        LaidPaper(
            title=row.paper.title,
            kind=row.paper.kind,
            preparation=row.current.preparation if row.current else PaperVersion.Preparation.WAITING,
            pages=row.current.page_count if row.current else 0,
            unsearchable=row.current.pages_unsearchable if row.current else 0,
            is_being_recognised=bool(row.current and row.current.is_being_recognised),
        )
        for row in (papers_of(dossier) if rows is None else rows)
    ]
    return check_list(summary=dossier.summary, paper_copies_only=dossier.paper_copies_only, papers=laid)


def places_of(dossier: Dossier) -> list[tuple[str, str]]:
    """Where it is discussed: `[(item number, title of the sitting)]`, by the items that were made of it."""
    items = dossier.items.select_related("agenda__sitting").order_by("agenda__sitting__starts_at")  # type: ignore[attr-defined]
    return [(item.number, item.agenda.sitting.title) for item in items]


def desk_snapshot(body_id: UUID | str) -> dict[str, Any]:
    """The part of a secretariat's document that the events of dossiers patch."""
    rows = Dossier.objects.filter(
        body_id=UUID(str(body_id)), edited_at__gte=clock.real() - FOLLOWED_FOR
    ).exclude(state=State.DRAFT)
    return {"dossiers": {str(row.pk): dossier_facts(row) for row in rows}}
