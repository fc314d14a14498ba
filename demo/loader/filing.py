"""Papers come in as a ministry's office hands them in: staged, attached, made readable."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from core.deed import Deed
from core.models import Job
from demo.content import markup
from demo.content.markup import Script
from demo.loader.ahead import ReadPaper
from demo.loader.stage import Stage
from dossiers import services as dossiers
from dossiers.models import Dossier
from papers import extraction, storing
from papers import services as papers
from papers.kinds import KINDS
from papers.models import Paper, PaperVersion
from papers.preparing import Preparer

_KINDS = (
    ("to_trinh", Paper.Kind.SUBMISSION),
    ("du_thao", Paper.Kind.DRAFT_TEXT),
    ("tham_dinh", Paper.Kind.APPRAISAL),
    ("phu_luc", Paper.Kind.ANNEX),
    ("tong_hop", Paper.Kind.OPINIONS),
    ("tiep_thu", Paper.Kind.OPINIONS),
    ("phieu_trinh", Paper.Kind.NOTE),
    ("trinh_chieu", Paper.Kind.SLIDES),
    ("mo_hinh", Paper.Kind.SLIDES),
    ("bao_cao", Paper.Kind.REPORT),
    ("danh_gia", Paper.Kind.REPORT),
)


class PaperUnreadable(Exception):
    """A paper of the demonstration could not be made readable; the message names it."""


@dataclass
class Shelf:
    """The papers filed so far, by the names of `content/papers` (without the version)."""

    stage: Stage
    read: dict[str, ReadPaper]
    papers: dict[str, Paper] = field(default_factory=dict)

    def file(self, deed: Deed, name: str, organisation: str, dossier: Dossier | None = None) -> Paper:
        """Hand in a paper, into a dossier or by itself; of a paper with versions, the first one."""
        written = name if name in markup.names() else f"{name}.v1"
        script, read = markup.load(written), self.read[written]
        staged = papers.keep_staged(deed, read.file, read.examined)
        facts: dict[str, Any] = {
            "title": script.head["title"],
            "kind": next((kind for part, kind in _KINDS if part in name), Paper.Kind.OTHER),
            "document_number": _number(script),
            "document_date": _day(script),
        }
        if dossier is None:
            where = self.stage.cast.organisations[organisation]
            paper = papers.attach_upload(deed, staged, organisation=where, **facts)
        else:
            paper = dossiers.add_paper(deed, dossier, staged, **facts).paper
        make_readable(paper.versions.get(number=1), read)
        paper.refresh_from_db()
        self.papers[name] = paper
        return paper

    def add_second_draft(self, deed: Deed, name: str, note: str) -> PaperVersion:
        """Hand in version 2 of a paper."""
        read = self.read[f"{name}.v2"]
        staged = papers.keep_staged(deed, read.file, read.examined)
        version = papers.add_version(deed, self.papers[name], staged, note=note)
        make_readable(version, read)
        return version


class _ReadAhead(Preparer):
    """The product's own preparation, with pages that were read before the transaction began."""

    def __init__(self, job: Job, version: PaperVersion, read: ReadPaper) -> None:
        super().__init__(job, version, [])
        self._read = read

    def read_pages(self, work: Path) -> None:
        for answer in self._read.answers:
            if not isinstance(answer, extraction.Page):
                self.save(None, page_count=answer.pages, outline=answer.outline)
        self.keep_rows(
            [self.row_of(answer) for answer in self._read.answers if isinstance(answer, extraction.Page)]
        )


def make_readable(version: PaperVersion, read: ReadPaper) -> None:
    """Lay the committed PDF twin of an office file beside it and keep the pages read ahead.

    Raises PaperUnreadable. The queued job finds its work done.
    """
    if read.twin is not None:
        name = f"{Path(version.original.name).stem}.pdf"
        version.pdf = storing.keep_file(read.twin, name=name, mime=KINDS["pdf"].media_type)
        version.save(update_fields=["pdf"])
    job = Job.objects.filter(kind="papers.prepare_version", ids__version=str(version.pk)).latest("created_at")
    _ReadAhead(job, version, read).run()
    if version.preparation != PaperVersion.Preparation.READY:
        raise PaperUnreadable(f"{version.original.name}: {version.preparation_note}")


def _number(script: Script) -> str:
    number = script.head.get("number", "")
    return "" if number.startswith("/") else number


def _day(script: Script) -> date | None:
    day = script.head.get("date", "")
    return date.fromisoformat(day) if day.count("-") == 2 and "draft" not in script.head else None
