"""Work on papers outside a request."""

from collections.abc import Sequence

from core.jobs import job
from core.models import Job
from core.registries import JOBS_GIVEN_UP
from papers import drawing
from papers.models import PaperVersion
from papers.preparing import Preparer
from papers.recognising import Recogniser


@job("papers.prepare_version")
def prepare_version(row: Job, version: str, tell: Sequence[str] = ()) -> None:
    """Convert a version and read its pages; idempotent, goes on where a killed run stopped."""
    found = PaperVersion.objects.select_related("paper", "original", "pdf").filter(pk=version).first()
    if found is not None:
        Preparer(row, found, tell).run()


@JOBS_GIVEN_UP.under("papers.prepare_version")
def say_unprepared(row: Job, version: str, tell: Sequence[str] = ()) -> None:
    """After the last try: the paper says that it couldn't be made readable, and what to do."""
    found = PaperVersion.objects.select_related("paper", "original", "pdf").filter(pk=version).first()
    if found is not None:
        Preparer(row, found, tell).give_up()


@job("papers.draw_pages")
def draw_pages(row: Job, version: str, after: int = 0) -> None:
    """Draw the pictures of the pages that have none yet; idempotent, goes on where a killed run stopped."""
    for found in PaperVersion.objects.select_related("pdf", "plain_pdf").filter(pk=version):
        drawing.draw(row, found, after)


@job("papers.draw_tiles")
def draw_tiles(row: Job, version: str) -> None:
    """Cut the huge pages readers ask for; idempotent."""
    for found in PaperVersion.objects.select_related("pdf", "plain_pdf").filter(pk=version):
        drawing.draw_asked(row, found)


@job("papers.recognise_text")
def recognise_text(row: Job, version: str, tell: Sequence[str] = ()) -> None:
    """Recognise the words of scanned pages, one by one; idempotent, goes on where a killed run stopped."""
    found = PaperVersion.objects.select_related("paper", "original", "pdf", "plain_pdf").filter(pk=version)
    for one in found:
        Recogniser(row, one, tell).run()


@JOBS_GIVEN_UP.under("papers.recognise_text")
def say_unrecognised(row: Job, version: str, tell: Sequence[str] = ()) -> None:
    """After the last try: the desk reads that it didn't come about, and may press again."""
    found = PaperVersion.objects.select_related("paper", "original", "pdf", "plain_pdf").filter(pk=version)
    for one in found:
        Recogniser(row, one, tell).give_up()
