"""The papers of a dossier in work: bring in, replace, put in order, take out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from audit.services import record
from core.deed import Deed
from dossiers.audiences import of_organisation
from dossiers.errors import PaperCopiesOnly, PaperTaken
from dossiers.models import Dossier, DossierPaper
from dossiers.services.locking import lock_in_work, save_touched
from papers import services as papers
from papers.models import Paper, PaperVersion, StagedUpload
from realtime import streams


@transaction.atomic
def add_paper(
    deed: Deed,
    dossier: Dossier,
    staged: StagedUpload,
    *,
    title: str = "",
    kind: str = Paper.Kind.OTHER,
    **values: Any,
) -> DossierPaper:
    """Make a paper of a staged file, behind the others. Raises `DossierLocked`, `PaperCopiesOnly`, `UploadNotUsable`.

    Classification and urgency are the dossier's unless given.
    """
    dossier = _lock_for_files(dossier)
    values = {"classification": dossier.classification, "urgency": dossier.urgency, **values}
    paper = papers.attach_upload(
        deed, staged, title=title, kind=kind, organisation=dossier.organisation, **values
    )
    return _lay(deed, dossier, paper)


@transaction.atomic
def lay_paper(deed: Deed, dossier: Dossier, paper: Paper) -> DossierPaper:
    """Put a paper there is already into the dossier. Raises `DossierLocked`, `PaperCopiesOnly`, `PaperTaken`."""
    dossier = _lock_for_files(dossier)
    if DossierPaper.objects.filter(paper=paper).exists():
        raise PaperTaken(title=paper.title)
    return _lay(deed, dossier, paper)


@transaction.atomic
def add_paper_version(deed: Deed, row: DossierPaper, staged: StagedUpload, note: str = "") -> PaperVersion:
    """A newer version of a paper in the dossier. Raises `DossierLocked`, `UploadNotUsable`, `PaperWithdrawn`."""
    dossier = _lock_for_files(row.dossier)
    version = papers.add_version(deed, row.paper, staged, note)
    save_touched(deed, dossier)
    return version


@transaction.atomic
def edit_paper(deed: Deed, row: DossierPaper, values: dict[str, Any], version: int | None = None) -> Paper:
    """Title, kind, number and date of a paper in the dossier. Raises as `papers.edit_paper`, and `DossierLocked`."""
    dossier = lock_in_work(row.dossier)
    paper = papers.edit_paper(deed, row.paper, values, version)
    save_touched(deed, dossier)
    return paper


@transaction.atomic
def order_papers(deed: Deed, dossier: Dossier, ids: Sequence[UUID | str]) -> None:
    """Put the papers in this order; rows not named keep theirs behind. Raises `DossierLocked`."""
    dossier = lock_in_work(dossier)
    rows = list(dossier.dossier_papers.select_for_update().order_by("order"))
    wanted = {str(pk): place for place, pk in enumerate(ids)}
    rows.sort(key=lambda row: wanted.get(str(row.pk), len(wanted) + row.order))
    for order, row in enumerate(rows, start=1):
        row.order = order
    DossierPaper.objects.bulk_update(rows, ["order"])
    save_touched(deed, dossier)
    record(deed, "dossier.papers_ordered", dossier=str(dossier.pk), title=dossier.title)


@transaction.atomic
def remove_paper(deed: Deed, row: DossierPaper) -> None:
    """Take a paper out of a dossier in work; it stays on record as withdrawn. Raises `DossierLocked`."""
    dossier = lock_in_work(row.dossier)
    paper = row.paper
    DossierPaper.objects.filter(pk=row.pk).delete()
    papers.withdraw_paper(deed, paper, _("Bỏ khỏi hồ sơ trình"))
    save_touched(deed, dossier)
    record(deed, "dossier.paper_removed", dossier=str(dossier.pk), title=dossier.title, paper=paper.title)


def editors_of(dossier: Dossier) -> list[Group]:
    """The groups that work on the dossier: its ministry's officers, and the secretariat if it entered it."""
    names = [of_organisation(dossier.body_id, dossier.organisation_id)]
    if dossier.is_entered_by_secretariat:
        names.append(streams.body(dossier.body_id))
    return [Group.objects.get_or_create(name=name)[0] for name in names]


def _lock_for_files(dossier: Dossier) -> Dossier:
    dossier = lock_in_work(dossier)
    if dossier.paper_copies_only:
        raise PaperCopiesOnly
    return dossier


def _lay(deed: Deed, dossier: Dossier, paper: Paper) -> DossierPaper:
    last = dossier.dossier_papers.aggregate(last=Max("order"))["last"] or 0
    row = DossierPaper.objects.create(dossier=dossier, paper=paper, order=last + 1)
    papers.allow_editing([paper], editors_of(dossier))
    save_touched(deed, dossier)
    record(deed, "dossier.paper_added", dossier=str(dossier.pk), title=dossier.title, paper=paper.title)
    return row
