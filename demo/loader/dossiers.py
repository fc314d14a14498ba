"""Each ministry hands in its matter with the papers."""

from dataclasses import dataclass, field
from datetime import timedelta

from demo.content.agenda import ITEMS
from demo.content.past import PastSitting
from demo.loader.cast import GOVERNMENT, SUBMITTERS
from demo.loader.filing import Shelf
from demo.loader.stage import Stage, moment
from dossiers.models import Dossier
from papers.models import Paper

DRAFT_WITH_TWO_VERSIONS = "i1_du_thao_nghi_quyet"
_AUTHORS = {"i3_bao_cao_tham_dinh": "G15", "i4_y_kien_tai_chinh": "G12", "i5_y_kien_noi_vu": "G09"}
_FILED_AT = moment("2020-09-24", "10:00")


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
    """The nine matters of 02/10/2020; the state secret of item 7 has no file here."""
    for number, seed in enumerate(ITEMS):
        with stage.at(_FILED_AT + number * timedelta(minutes=10)):
            for name in seed.papers:
                deed = stage.deed(SUBMITTERS[seed.lead], GOVERNMENT)
                filed.shelf.file(deed, name, _AUTHORS.get(name, seed.lead))


def file_past(stage: Stage, filed: Filed, seed: PastSitting) -> None:
    """The matters of a closed sitting, handed in nine days before it."""
    with stage.at(moment(seed.day, seed.opens) - timedelta(days=9)):
        for item in seed.items:
            for name in item.papers:
                filed.shelf.file(stage.deed(SUBMITTERS[item.lead], seed.body), name, item.lead)
