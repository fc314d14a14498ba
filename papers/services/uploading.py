"""A file comes in in two steps: staged (examined and stored), then attached to a paper as a version."""

import tempfile
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from audit.services import record
from core import clock
from core.deed import Deed
from core.jobs import enqueue
from core.registries import ensure_step_allowed
from core.text import clean_line
from papers import intake, rules, storing
from papers.errors import TooManyStaged, UploadNotUsable
from papers.events import VersionAdded, preparation_facts
from papers.models import Classification, Paper, PaperVersion, StagedUpload, Urgency
from papers.services.granting import grant_owner
from realtime import streams
from realtime.services import announce

KEPT_UNUSED = timedelta(days=2)
MOST_UNUSED = 100


def stage_upload(deed: Deed, source: IO[bytes], name: str) -> StagedUpload:
    """Take in one file. Raises a subclass of `UploadRefused`; a refused file leaves nothing behind.

    The examination may take seconds, so it is done before the transaction begins. An account nobody stands behind
    (a screen on the wall) brings no files.
    """
    name = intake.clean_name(name)
    ensure_few_unused(deed, name)
    base = Path(settings.MEDIA_ROOT) / "incoming"
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=base) as folder:
        path = Path(folder) / "upload"
        size = intake.save_stream(source, path, name=name)
        intake.ensure_size(size, name)
        examined = intake.examine(path, name)
        return keep_staged(deed, path, examined)


def ensure_few_unused(deed: Deed, name: str) -> None:
    """Raises `TooManyStaged`, and `UploadNotUsable` for an account nobody stands behind."""
    if deed.person_id is None:
        raise UploadNotUsable
    if StagedUpload.objects.filter(owner=deed.actor_id, attached_at=None).count() >= MOST_UNUSED:
        raise TooManyStaged(name=name, limit=MOST_UNUSED)


@transaction.atomic
def keep_staged(deed: Deed, path: Path, examined: intake.Examined) -> StagedUpload:
    """Store a file that `intake.examine` has passed, and record it as staged by the deed's actor.

    Raises `UploadNotUsable` for a deed without an account: a staged file has an owner.
    """
    if deed.actor_id is None:
        raise UploadNotUsable
    file = storing.keep_file(path, name=examined.name, mime=examined.kind.media_type, sha256=examined.sha256)
    staged = StagedUpload.objects.create(owner_id=deed.actor_id, file=file, name=examined.name)
    record(deed, "paper.upload_staged", name=examined.name, size=examined.size, sha256=examined.sha256)
    return staged


@transaction.atomic
def attach_upload(
    deed: Deed,
    staged: StagedUpload,
    *,
    title: str = "",
    kind: str = Paper.Kind.OTHER,
    classification: str = Classification.INTERNAL,
    urgency: str = Urgency.NORMAL,
    organisation: Any = None,
    document_number: str = "",
    document_date: Any = None,
    tell: Iterable[str] = (),
) -> Paper:
    """Make a paper of a staged file; its conversion is queued in the same transaction.

    `tell` are further streams that follow the conversion (a desk's). An empty title is taken from the file's name.
    Raises `UploadNotUsable`, `PaperIncomplete`, `ClassificationTooHigh`.
    """
    staged = _claim(deed, staged)
    rules.ensure_within_ceiling(classification, settings.CLASSIFICATION_CEILING, deed)
    title = clean_line(title)[:300] or rules.title_from_name(staged.name)
    rules.ensure_titled(title)
    paper = Paper.objects.create(
        title=title,
        kind=kind,
        classification=classification,
        urgency=urgency,
        organisation=organisation,
        owner_id=deed.actor_id,
        document_number=clean_line(document_number)[:60],
        document_date=document_date,
        edited_by=deed.name,
    )
    grant_owner(paper)
    version = _add(deed, paper, staged, "", tell)
    record(deed, "paper.attached", paper=str(paper.pk), title=title, version=version.number, name=staged.name)
    return paper


@transaction.atomic
def add_version(
    deed: Deed, paper: Paper, staged: StagedUpload, note: str = "", tell: Iterable[str] = ()
) -> PaperVersion:
    """A newer version of a paper; readers of an agenda keep the one that was laid before them.

    Raises `PaperWithdrawn`, `UploadNotUsable`, and what others say to the step "add_version".
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    rules.ensure_not_withdrawn(paper)
    ensure_step_allowed("add_version", paper)
    version = _add(deed, paper, _claim(deed, staged), clean_line(note)[:300], tell)
    record(
        deed,
        "paper.version_added",
        paper=str(paper.pk),
        title=paper.title,
        version=version.number,
        name=staged.name,
        note=version.note,
    )
    return version


@transaction.atomic
def discard_upload(deed: Deed, staged: StagedUpload) -> None:
    """Forget a staged file that isn't wanted. Raises `UploadNotUsable`."""
    staged = _claim(deed, staged)
    staged.delete()


def sweep_uploads() -> int:
    """Forget what was staged and never attached for two days. Returns how many."""
    old = StagedUpload.objects.filter(attached_at=None, created_at__lt=clock.real() - KEPT_UNUSED)
    return old.delete()[0]


def _claim(deed: Deed, staged: StagedUpload) -> StagedUpload:
    """Lock the staged file; only its owner, and only once."""
    row = StagedUpload.objects.select_for_update().select_related("file").filter(pk=staged.pk).first()
    if row is None or row.attached_at is not None or row.owner_id != deed.actor_id:
        raise UploadNotUsable
    return row


def _add(deed: Deed, paper: Paper, staged: StagedUpload, note: str, tell: Iterable[str]) -> PaperVersion:
    last = paper.versions.aggregate(last=Max("number"))["last"] or 0
    version = PaperVersion.objects.create(
        paper=paper,
        number=last + 1,
        original=staged.file,
        note=note,
        added_by=", ".join(part for part in (deed.name, deed.post) if part)[:200],
    )
    paper.current = version
    paper.touch(deed.name)
    paper.save(update_fields=["current", "version", "edited_at", "edited_by"])
    staged.attached_at = clock.real()
    staged.save(update_fields=["attached_at"])
    told = sorted({*tell, *([streams.person(deed.person_id)] if deed.person_id else [])})
    announce(VersionAdded({str(version.pk): preparation_facts(version)}), told)
    enqueue("papers.prepare_version", version=version.pk, tell=told)
    return version
