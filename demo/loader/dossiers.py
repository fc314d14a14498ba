"""Each ministry hands in its matter with the papers."""

from dataclasses import dataclass, field
from datetime import timedelta

from demo.content.agenda import ITEMS, Item
from demo.content.past import PastSitting
from demo.loader.cast import SUBMITTERS
from demo.loader.filing import Shelf
from demo.loader.stage import Stage, moment
from dossiers import services as dossiers
from dossiers.models import Dossier
from papers.models import Paper

DRAFT_WITH_TWO_VERSIONS = "i1_du_thao_nghi_quyet"
_FILED_AT = moment("2020-09-24", "09:00")
_VERIFIED_AT = moment("2020-09-24", "13:00")


@dataclass
class Filed:
    """What has been handed in: papers by name, dossiers by item number or by (past sitting, item number)."""

    shelf: Shelf
    dossiers: dict[int | tuple[str, int], Dossier] = field(default_factory=dict)

    @property
    def papers(self) -> dict[str, Paper]:
        """The papers by the names of `content/papers`."""
        return self.shelf.papers

    def add_second_draft(self) -> None:
        """The ministry sends the draft of item 1 as put right after the comments."""
        deed = self.shelf.stage.deed(SUBMITTERS["G14"])
        note = "Chỉnh lý khoản 3 Mục I và khoản 2 Mục III theo ý kiến các bộ"
        self.shelf.add_second_draft(deed, DRAFT_WITH_TWO_VERSIONS, note)


def file_october(stage: Stage, filed: Filed) -> None:
    """The nine matters of 02/10/2020, handed in and verified; the state secret of item 7 has no file here.

    A report for information comes without a submission letter and so without a dossier.
    """
    for number, seed in enumerate(ITEMS):
        deed = stage.deed(SUBMITTERS[seed.lead])
        with stage.at(_FILED_AT + number * timedelta(minutes=10)):
            dossier = None if seed.kind == "information" else _begin(stage, seed)
            for name in seed.papers:
                filed.shelf.file(deed, name, seed.lead, dossier)
            if dossier is None:
                continue
            filed.dossiers[seed.number] = dossiers.submit_dossier(deed, dossier)
        with stage.at(_VERIFIED_AT + number * timedelta(minutes=5)):
            dossiers.verify_dossier(stage.deed("operator"), dossier, "Hồ sơ đủ điều kiện trình Chính phủ.")


def _begin(stage: Stage, seed: Item) -> Dossier:
    return dossiers.create_dossier(
        stage.deed(SUBMITTERS[seed.lead]),
        stage.body(),
        stage.cast.organisations[seed.lead],
        title=seed.title,
        summary=f"{seed.title}. Đề nghị Chính phủ: {seed.asked[0].lower()}{seed.asked[1:]}.",
        disagreements="\n".join(seed.disagreements),
        paper_copies_only=not seed.papers,
        cooperating=[stage.cast.organisations[code] for code in seed.together_with],
    )


def begin_next_matter(stage: Stage) -> Dossier:
    """A matter a ministry is still working on: its check list says in words what is missing."""
    with stage.at(moment("2020-09-28", "15:10")):
        return dossiers.create_dossier(
            stage.deed(SUBMITTERS["G14"]),
            stage.body(),
            stage.cast.organisations["G14"],
            title="Thuê dịch vụ công nghệ thông tin thay cho đầu tư hệ thống",
            summary="Đề nghị ưu tiên thuê dịch vụ công nghệ thông tin trong cơ quan nhà nước.",
            cooperating=[stage.cast.organisations["G12"]],
        )


def file_past(stage: Stage, filed: Filed, seed: PastSitting) -> None:
    """The matters of a closed sitting, handed in nine days before it."""
    with stage.at(moment(seed.day, seed.opens) - timedelta(days=9)):
        for item in seed.items:
            for name in item.papers:
                filed.shelf.file(stage.deed(SUBMITTERS[item.lead], seed.body), name, item.lead)
