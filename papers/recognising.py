"""From pages that are pictures to pages that can be searched. May be killed at any moment and begun again.

Each page is kept with its own commit; a second run takes those that are still pictures. The PDF with words under its
pictures is made at the end from the PDF as it was, never from one that has words already.
"""

import logging
import time
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from core.jobs import progress
from core.models import Job
from core.registries import VERSION_RECOGNISED
from papers import conversion, recognition, sandbox, storing
from papers.events import RecognitionMoved, preparation_facts
from papers.kinds import KINDS
from papers.models import PaperFile, PaperPage, PaperVersion
from realtime.services import announce

log = logging.getLogger("ecabinet.papers")
TELL_EVERY_SECONDS = 1.0
Recognition = PaperVersion.Recognition
Source = PaperPage.TextSource


class Recogniser:
    """One run over the scanned pages of one version."""

    def __init__(self, job: Job, version: PaperVersion, tell: Sequence[str]) -> None:
        self.job, self.version, self.tell = job, version, list(tell)
        self.told_at = 0.0

    def run(self) -> None:
        """Page by page, then the PDF; nothing is asked of a version that is done."""
        if not self.version.is_being_recognised or not self.version.is_readable:
            return
        with translation.override("vi"):
            if recognition.tesseract() is None:
                self.fail(_("Máy chủ chưa cài chương trình nhận dạng chữ tiếng Việt (Tesseract)."))
                return
            with sandbox.work_folder() as work:
                pdf = storing.fetch(self.plain, work / "plain.pdf")
                self.save(recognition=Recognition.RUNNING)
                self.read_pages(pdf, work)
                self.finish(pdf, work)

    @property
    def plain(self) -> PaperFile:
        """The PDF without recognised words."""
        file = self.version.plain_pdf or self.version.pdf
        assert file is not None
        return file

    def read_pages(self, pdf: Path, work: Path) -> None:
        """Those that are still pictures; one that can't be read stays a picture and costs the others nothing."""
        rows = self.version.pages.filter(text_source=Source.SCANNED).order_by("number")
        for number in list(rows.values_list("number", flat=True)):
            try:
                found = recognition.recognise(pdf, work, number)
            except sandbox.SandboxFailure as failure:
                if failure.is_ours:
                    raise
                log.warning("page %s of a scan wasn't recognised: %s", number, failure)
                continue
            self.keep_page(number, found)

    def keep_page(self, number: int, found: recognition.Recognised) -> None:
        """The layer first, then the row: a row that says "recognised" has its layer. Both under the row's lock, so that
        the words a drawing finds in the file (`drawing.keep_words`) don't come to lie over them.
        """
        now = time.monotonic()
        is_due = now - self.told_at >= TELL_EVERY_SECONDS
        with transaction.atomic():
            list(self.version.pages.select_for_update().filter(number=number).values_list("pk"))
            storing.keep_page_words(self.version.pk, number, found.layer)
            rows = self.version.pages.filter(number=number, text_source=Source.SCANNED)
            rows.update(text=found.text, text_source=Source.RECOGNISED)
            self.save(is_told=is_due, recognised_pages=self.recognised().count())
        found.layer.unlink(missing_ok=True)
        self.told_at = now if is_due else self.told_at
        progress(self.job, self.version.recognised_pages, self.version.scanned_pages)

    def recognised(self) -> QuerySet[PaperPage]:
        """The pages that have recognised words."""
        return self.version.pages.filter(text_source=Source.RECOGNISED).order_by("number")

    def finish(self, pdf: Path, work: Path) -> None:
        """From this commit on the reader finds and marks the words."""
        layers = {
            number: self.layer(number, work) for number in self.recognised().values_list("number", flat=True)
        }
        left = self.version.scanned_pages - len(layers)
        if not layers:
            self.fail(
                _("Chưa nhận dạng được trang nào. Đề nghị tải lên tệp gốc có chữ hoặc bản quét rõ hơn.")
            )
            return
        made = conversion.with_pages_at_hand(recognition.lay(pdf, layers, work), work)
        plain = self.plain
        file = storing.keep_file(made, name=plain.name, mime=KINDS["pdf"].media_type)
        note = _("%(n)s trang chưa nhận dạng được.") % {"n": left} if left else ""
        with transaction.atomic():
            self.save(plain_pdf=plain, pdf=file, recognition=Recognition.DONE, recognition_note=note)
            for follow_up in VERSION_RECOGNISED.all("recognised"):
                follow_up(self.version)

    def layer(self, number: int, work: Path) -> Path:
        """The words of a page, from storage."""
        place, target = storing.page_words_path(self.version.pk, number), work / f"words-{number}.pdf"
        return storing.fetch_from(place, target)

    def give_up(self) -> None:
        """No more tries: say so; what was recognised is kept and the next press goes on after it."""
        if self.version.is_being_recognised:
            with translation.override("vi"):
                self.fail(_("Nhận dạng chữ bị gián đoạn. Đề nghị bấm “Nhận dạng chữ” để làm tiếp."))

    def fail(self, note: str) -> None:
        """Over, with a sentence for the desk."""
        self.save(recognition=Recognition.FAILED, recognition_note=note[:300])

    @transaction.atomic
    def save(self, *, is_told: bool = True, **values: object) -> None:
        """Change fields of the version and tell those who follow."""
        for name, value in values.items():
            setattr(self.version, name, value)
        self.version.save(update_fields=list(values))
        if is_told:
            announce(RecognitionMoved({str(self.version.pk): preparation_facts(self.version)}), self.tell)
