"""Dossiers made the way the product makes them."""

from dataclasses import dataclass
from pathlib import Path

from accounts.deeds import deed_of
from accounts.models import Body, BodyRole, Organisation, User
from core.deed import Deed
from dossiers import services
from dossiers.models import Dossier, DossierPaper
from papers.models import Paper
from tests.factories import agendas, people
from tests.papers import making as papers


@dataclass
class House:
    """A body, a ministry with its officer, and the secretariat's officer."""

    body: Body
    ministry: Organisation
    officer: User
    secretary: User

    def deed(self, user: User | None = None) -> Deed:
        """A deed in the body, by the ministry's officer unless told otherwise."""
        return deed_of(user or self.officer, self.body)


def house() -> House:
    """The smallest house in which a dossier can go its way."""
    body = people.government(3)
    ministry = people.organisation("Bộ Thông tin và Truyền thông", "BTTTT")
    officer = people.staff(body, BodyRole.Role.SUBMITTER, "Lê Thị Trình", organisation=ministry)
    secretary = people.staff(body, BodyRole.Role.CONDUCT, "Phạm Văn Thẩm")
    return House(body, ministry, officer, secretary)


def draft(
    of: House, title: str = "Dự thảo Nghị quyết về dịch vụ công trực tuyến", **values: object
) -> Dossier:
    """A dossier in work."""
    return services.create_dossier(of.deed(), of.body, of.ministry, title=title, **values)  # type: ignore[arg-type]


def with_paper(
    dossier: Dossier, of: House, kind: str = Paper.Kind.SUBMISSION, title: str = "Tờ trình"
) -> DossierPaper:
    """A ready paper laid into the dossier, without the work of converting one."""
    paper = agendas.paper(title)
    Paper.objects.filter(pk=paper.pk).update(kind=kind)
    paper.refresh_from_db()
    return services.lay_paper(of.deed(), dossier, paper)


def uploaded(
    dossier: Dossier, of: House, folder: Path, name: str = "to-trinh.pdf", **values: object
) -> DossierPaper:
    """A paper that really comes in as a file."""
    staged = papers.staged(folder, of.officer, name)
    return services.add_paper(of.deed(), dossier, staged, **values)  # type: ignore[arg-type]


def complete(of: House, **values: object) -> Dossier:
    """A dossier that lacks nothing."""
    dossier = draft(of, summary="Xin thông qua.", **values)
    for kind, title in (
        ("submission", "Tờ trình"),
        ("draft_text", "Dự thảo"),
        ("opinions", "Tổng hợp ý kiến"),
    ):
        with_paper(dossier, of, kind, title)
    dossier.refresh_from_db()
    return dossier


def submitted(of: House) -> Dossier:
    """A complete dossier on the secretariat's desk."""
    return services.submit_dossier(of.deed(), complete(of))
