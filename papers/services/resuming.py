"""A heavy file comes in pieces and goes on where it was cut (tus 1.0, https://tus.io/protocols/resumable-upload).

Each piece is an object of its own in storage, written before the row that counts it: the offset told to the sender is
durable, and no piece is ever half there. Whole, the file goes through the same examination as any other.
"""

import hashlib
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q, Sum

from core import clock
from core.deed import Deed
from papers import intake, storing
from papers.errors import (
    HeavyFileTooLarge,
    PieceDamaged,
    PieceOutOfPlace,
    PieceTooLarge,
    TooMuchOnItsWay,
    UploadNotComplete,
    UploadNotUsable,
    UploadRefused,
    UploadUnderCheck,
)
from papers.models import PartialUpload, StagedUpload, UploadPart
from papers.services.uploading import ensure_few_unused, keep_staged

PIECE_LIMIT = 1024 * 1024
CHECKSUMS = ("sha1", "sha256")
# An examination that has taken longer was that of a killed server.
CHECK_LASTS = timedelta(minutes=10)


@transaction.atomic
def begin_upload(deed: Deed, name: str, size: int) -> PartialUpload:
    """Make room for a file of `size` bytes.

    Raises a refusal of the name, `EmptyFile`, `HeavyFileTooLarge`, `TooMuchOnItsWay`, `TooManyStaged`.
    """
    if deed.actor_id is None:
        raise UploadNotUsable
    name = intake.clean_name(name)
    ensure_few_unused(deed, name)
    intake.ensure_size(max(size, 0), name, settings.HEAVY_UPLOAD_LIMIT_MIB, HeavyFileTooLarge)
    on_its_way = PartialUpload.objects.filter(owner=deed.actor_id, staged=None)
    taken = on_its_way.aggregate(sum=Sum("size"))["sum"] or 0
    limit = settings.HEAVY_UPLOADS_PER_OWNER_MIB
    if taken + size > limit * intake.MIB:
        raise TooMuchOnItsWay(name=name, limit=limit)
    return PartialUpload.objects.create(owner_id=deed.actor_id, name=name, size=size, expires_at=_expiry())


def append_piece(upload: PartialUpload, offset: int, data: bytes, checksum: str = "") -> int:
    """Add the bytes that begin at `offset`; the new offset. `checksum` is "sha256 <hex>" or "sha1 <hex>".

    Of two pieces for the same place one is taken. Raises `PieceOutOfPlace`, `PieceDamaged`, `PieceTooLarge`,
    `UploadUnderCheck`.
    """
    if upload.checking_since is not None:
        raise UploadUnderCheck(name=upload.name)
    if len(data) > PIECE_LIMIT:
        raise PieceTooLarge(name=upload.name)
    if offset != upload.offset or offset + len(data) > upload.size:
        raise PieceOutOfPlace(name=upload.name)
    ensure_undamaged(data, checksum, upload.name)
    if not data:
        return offset
    place = default_storage.save(f"{folder_of(upload)}/{offset:015}-{uuid.uuid4().hex}", ContentFile(data))
    try:
        _count(upload, offset, len(data), place)
    except BaseException:
        default_storage.delete(place)
        raise
    return offset + len(data)


@transaction.atomic
def _count(upload: PartialUpload, offset: int, length: int, place: str) -> None:
    """The piece belongs to the file from this commit on, if nobody was quicker."""
    row = PartialUpload.objects.filter(pk=upload.pk, offset=offset, checking_since=None, staged=None)
    if not row.update(offset=F("offset") + length, expires_at=_expiry()):
        raise PieceOutOfPlace(name=upload.name)
    UploadPart.objects.create(upload=upload, start=offset, length=length, storage_path=place)


def ensure_undamaged(data: bytes, checksum: str, name: str) -> None:
    """Compare with what the sender counted. Raises `PieceDamaged`."""
    if not checksum:
        return
    algorithm, _space, expected = checksum.partition(" ")
    if algorithm not in CHECKSUMS or hashlib.new(algorithm, data).hexdigest() != expected:
        raise PieceDamaged(name=name)


def finish_upload(deed: Deed, upload: PartialUpload) -> StagedUpload:
    """Put the pieces together, examine the file and stage it; asked again, the same answer.

    Raises `UploadNotComplete`, `UploadUnderCheck`, and every `UploadRefused`, after which nothing of it is kept.
    """
    if upload.staged_id is not None:
        return _staged(upload)
    if upload.offset != upload.size:
        raise UploadNotComplete(name=upload.name)
    with _checking(upload), _whole(upload) as path:
        examined = intake.examine(path, upload.name, settings.HEAVY_UPLOAD_LIMIT_MIB)
        storing.place(path, examined.sha256)  # gigabytes, so before the transaction
        with transaction.atomic():
            staged = keep_staged(deed, path, examined)
            PartialUpload.objects.filter(pk=upload.pk).update(staged=staged, checking_since=None)
            UploadPart.objects.filter(upload=upload).delete()
    _forget_bytes(upload)
    return staged


def _staged(upload: PartialUpload) -> StagedUpload:
    staged = upload.staged
    if staged is None or staged.attached_at is not None:
        raise UploadNotUsable
    return staged


@contextmanager
def _checking(upload: PartialUpload) -> Iterator[None]:
    """One at a time; a refused file goes with all its pieces, one that failed otherwise waits for the next try."""
    now = clock.real()
    free = PartialUpload.objects.filter(pk=upload.pk, staged=None).filter(
        Q(checking_since=None) | Q(checking_since__lt=now - CHECK_LASTS)
    )
    if not free.update(checking_since=now, expires_at=_expiry()):
        raise UploadUnderCheck(name=upload.name)
    try:
        yield
    except UploadRefused as refusal:
        if refusal.http_status != 503:  # the machine's fault, not the file's
            drop_upload(upload)
        raise
    finally:
        PartialUpload.objects.filter(pk=upload.pk).update(checking_since=None)


@contextmanager
def _whole(upload: PartialUpload) -> Iterator[Path]:
    """The file put together in a folder of ours, piece by piece. Raises `PieceDamaged`."""
    base = Path(settings.MEDIA_ROOT) / "incoming"
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=base) as folder:
        path, at = Path(folder) / "upload", 0
        with path.open("wb") as target:
            for part in upload.parts.order_by("start").iterator():
                with default_storage.open(part.storage_path) as source:
                    data = source.read()
                if part.start != at or len(data) != part.length:
                    raise PieceDamaged(name=upload.name)
                target.write(data)
                at += len(data)
        if at != upload.size:
            raise PieceDamaged(name=upload.name)
        yield path


def drop_upload(upload: PartialUpload) -> None:
    """Forget a file on its way, with every piece of it (tus: termination)."""
    PartialUpload.objects.filter(pk=upload.pk).delete()
    _forget_bytes(upload)


def sweep_partial_uploads() -> int:
    """Drop what got no piece for a day (setting HEAVY_UPLOAD_HOURS). Returns how many."""
    old = list(PartialUpload.objects.filter(expires_at__lt=clock.real())[:50])
    for upload in old:
        drop_upload(upload)
    return len(old)


def folder_of(upload: PartialUpload) -> str:
    """Where its pieces lie."""
    return f"pieces/{upload.pk}"


def _forget_bytes(upload: PartialUpload) -> None:
    storing.forget_folder(folder_of(upload))


def _expiry() -> datetime:
    return clock.real() + timedelta(hours=settings.HEAVY_UPLOAD_HOURS)
