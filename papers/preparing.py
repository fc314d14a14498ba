"""From the file as it came to pages that can be read. May be killed at any moment and begun again.

What is done stays done: the PDF is stored before the first page is read, the pages are written as they come (a second's
worth in one commit), and a second run goes on after the last page there is. Pictures that nobody needs in order to read
are drawn afterwards, by a job of their own (`papers.drawing`).
"""

import time
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core.jobs import enqueue, progress
from core.models import Job
from core.registries import VERSION_READY
from papers import conversion, drawing, extraction, sandbox, storing
from papers.events import PreparationProgressed, VersionReady, preparation_facts
from papers.kinds import KINDS, Kind
from papers.models import PaperPage, PaperVersion
from realtime.events import Payload
from realtime.services import announce

TELL_EVERY_SECONDS = 1.0
BATCH = 200
FOUND = ["width", "height", "text", "text_source", "thumbnail_path", "dots_wide"]
Preparation = PaperVersion.Preparation


def kind_of(version: PaperVersion) -> Kind:
    """The kind of the file as it came."""
    return next(kind for kind in KINDS.values() if kind.media_type == version.original.mime)


def source_of(page: extraction.Page) -> str:
    """Where the words of a page just read come from."""
    source = PaperPage.TextSource
    if not page.is_readable:
        return source.UNREADABLE
    return source.SCANNED if page.is_scan else source.EXTRACTED


class Preparer:
    """One run over one version."""

    def __init__(self, job: Job, version: PaperVersion, tell: Sequence[str]) -> None:
        self.job, self.version, self.tell = job, version, list(tell)
        self.told_at = 0.0

    def run(self) -> None:
        """Convert, read, finish; what can't be made readable is said so and stays to be fetched as it came."""
        if self.version.is_readable or self.version.preparation == Preparation.FAILED:
            return
        try:
            with sandbox.work_folder() as work, translation.override("vi"):
                self.ensure_pdf(work)
                self.read_pages(work)
            self.finish(Preparation.QUICK_VIEW if self.is_quick_view else Preparation.READY)
        except (conversion.ConversionFailed, extraction.ExtractionFailed):
            self.give_up()
        except sandbox.SandboxFailure as failure:
            if failure.reason != sandbox.NOT_ISOLATED:
                raise
            self.fail(
                _("Máy chủ chưa bật được vùng cách ly để chuyển đổi tệp. Đề nghị báo quản trị hệ thống.")
            )

    @property
    def is_quick_view(self) -> bool:
        """Was the PDF made without LibreOffice?"""
        return bool(self.version.preparation_note)

    def ensure_pdf(self, work: Path) -> None:
        """The PDF, from storage if an earlier run got that far."""
        target = work / "paper.pdf"
        if self.version.pdf is not None:
            storing.fetch(self.version.pdf, target)
            return
        kind = kind_of(self.version)
        self.save(PreparationProgressed, preparation=Preparation.CONVERTING)
        source = storing.fetch(self.version.original, work / f"source.{kind.extensions[0]}")
        made = conversion.convert(source, kind, work, lambda done, total: progress(self.job, done, total))
        read = conversion.with_pages_at_hand(made.pdf, work)
        if kind.name == "pdf" and read == made.pdf:
            file = self.version.original
        else:
            name = f"{Path(self.version.original.name).stem}.pdf"
            file = storing.keep_file(read, name=name, mime=KINDS["pdf"].media_type)
        note = _("Bản xem nhanh: %(why)s.") % {"why": made.why} if made.is_quick_view else ""
        self.save(None, pdf=file, preparation_note=note)
        if read != target:
            read.replace(target)

    def read_pages(self, work: Path) -> None:
        """From the first page that is missing, in batches."""
        start = self.first_missing()
        rows: list[PaperPage] = []
        try:
            for answer in extraction.read(work / "paper.pdf", work, start):
                if isinstance(answer, extraction.Contents):
                    self.save(
                        PreparationProgressed,
                        page_count=answer.pages,
                        outline=answer.outline,
                        pages_done=start,
                    )
                    self.told_at = time.monotonic()
                    progress(self.job, start, answer.pages)
                else:
                    rows.append(self.row_of(answer))
                if len(rows) >= BATCH or time.monotonic() - self.told_at >= TELL_EVERY_SECONDS:
                    self.keep_rows(rows)
                    rows = []
        finally:
            self.keep_rows(rows)  # what was read before a failure stays read

    def first_missing(self) -> int:
        """How many pages from the first on are there without a gap."""
        numbers = set(self.version.pages.values_list("number", flat=True))
        return next(index for index in range(len(numbers) + 1) if index + 1 not in numbers)

    def keep_rows(self, rows: Sequence[PaperPage]) -> None:
        """Write the pages read since the last time."""
        if not rows:
            return
        now = time.monotonic()
        is_due = now - self.told_at >= TELL_EVERY_SECONDS
        with transaction.atomic():
            PaperPage.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["version", "number"], update_fields=FOUND
            )
            self.save(PreparationProgressed if is_due else None, pages_done=rows[-1].number)
        self.told_at = now if is_due else self.told_at
        progress(self.job, rows[-1].number, self.version.page_count)

    def row_of(self, page: extraction.Page) -> PaperPage:
        """What is known of a page. Its pictures are stored first: a row that names one has it."""
        return PaperPage(
            version=self.version,
            number=page.number,
            width=page.width,
            height=page.height,
            text=page.text,
            text_source=source_of(page),
            dots_wide=page.dots_wide,
            thumbnail_path=storing.keep_page_pictures(
                self.version.pk, page.number, page.thumbnail, page.preview
            ),
        )

    def finish(self, state: str) -> None:
        """Readable from this commit on; everybody who waits for it does so in the same transaction."""
        with transaction.atomic():
            scans = self.version.pages.filter(text_source=PaperPage.TextSource.SCANNED).count()
            self.save(
                VersionReady, preparation=state, pages_done=self.version.page_count, scanned_pages=scans
            )
            if drawing.is_wanted(self.version):
                enqueue("papers.draw_pages", version=self.version.pk)
            for follow_up in VERSION_READY.all("ready"):
                follow_up(self.version)

    def give_up(self) -> None:
        """No more tries: say so, and what helps; a version that became readable meanwhile stays readable."""
        if self.version.is_readable or self.version.preparation == Preparation.FAILED:
            return
        with translation.override("vi"):
            self.fail(_("Chưa đọc được nội dung tệp. Đề nghị xuất tệp sang PDF rồi tải lên thành bản mới."))

    def fail(self, note: str) -> None:
        """Not readable; the file as it came stays."""
        self.save(VersionReady, preparation=Preparation.FAILED, preparation_note=note[:300])

    @transaction.atomic
    def save(self, payload: type[Payload] | None, **values: object) -> None:
        """Change fields of the version and tell those who follow."""
        for name, value in values.items():
            setattr(self.version, name, value)
        self.version.save(update_fields=list(values))
        if payload is not None:
            announce(payload({str(self.version.pk): preparation_facts(self.version)}), self.tell)  # type: ignore[call-arg]
