"""Work on papers outside a request."""

from collections.abc import Sequence

from core.jobs import job
from core.models import Job
from core.registries import JOBS_GIVEN_UP
from papers.models import PaperVersion
from papers.preparing import Preparer


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
