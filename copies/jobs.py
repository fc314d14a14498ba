"""Making copies outside a request."""

from copies.binding import make_set
from copies.making import make_paper
from copies.models import IssuedCopy
from copies.selectors import may_have
from core.jobs import job, progress
from core.models import Job
from core.registries import JOBS_GIVEN_UP


@job("copies.make")
def make(row: Job, copy: str) -> None:
    """Make the bytes of a copy; idempotent."""
    related = ("version__pdf", "version__paper", "sitting__body", "user")
    found = IssuedCopy.objects.select_related(*related).filter(pk=copy).first()
    if found is None or found.file_id is not None:
        return
    if not may_have(found.user, found):  # the chair went to another while it waited
        IssuedCopy.objects.filter(pk=copy).update(failed=True)
        return
    make = make_paper if found.subject == IssuedCopy.Subject.PAPER else make_set
    make(found, lambda done, total: progress(row, done, total))


@JOBS_GIVEN_UP.under("copies.make")
def say_failed(row: Job, copy: str) -> None:
    """After the last try its page says that it couldn't be made."""
    IssuedCopy.objects.filter(pk=copy, file=None).update(failed=True)
