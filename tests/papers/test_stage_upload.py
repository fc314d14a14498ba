"""A file comes in whole and examined, or not at all."""

import io
import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage

from accounts.deeds import deed_of
from accounts.models import User
from audit.models import AuditRecord
from core import clock
from papers import services
from papers.errors import EmptyFile, FileTooLarge, TooManyStaged, UploadNotUsable, UploadRefused
from papers.models import PaperFile, StagedUpload
from tests.papers import making, samples

pytestmark = pytest.mark.django_db


def test_a_staged_file_is_stored_by_its_hash_and_recorded(tmp_path: Path) -> None:
    staged = making.staged(tmp_path, name=unicodedata.normalize("NFD", "Tờ trình.pdf"))
    assert staged.name == "Tờ trình.pdf"
    assert staged.file.mime == "application/pdf"
    with default_storage.open(staged.file.storage_path) as stream:
        assert stream.read() == (tmp_path / "source.pdf").read_bytes()
    assert AuditRecord.objects.get(verb="paper.upload_staged").facts["facts"]["name"] == "Tờ trình.pdf"


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    user = making.uploader()
    data = samples.pdf(tmp_path / "a.pdf").read_bytes()
    first, second = (
        services.stage_upload(making.deed(user), io.BytesIO(data), name) for name in ("a.pdf", "b.pdf")
    )
    assert first.file.storage_path == second.file.storage_path
    assert {first.file.name, second.file.name} == {"a.pdf", "b.pdf"}


def test_a_refused_file_leaves_nothing_behind(settings: LazySettings) -> None:
    with pytest.raises(UploadRefused):
        services.stage_upload(making.deed(), io.BytesIO(b"MZ" + bytes(100)), "a.pdf")
    with pytest.raises(EmptyFile):
        services.stage_upload(making.deed(), io.BytesIO(b""), "a.pdf")
    settings.UPLOAD_LIMIT_MIB = 1
    with pytest.raises(FileTooLarge):
        services.stage_upload(making.deed(), io.BytesIO(bytes(2 * 1024 * 1024)), "a.pdf")
    assert not PaperFile.objects.exists() and not StagedUpload.objects.exists()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_staged_file_can_be_forgotten_by_its_owner_only(tmp_path: Path) -> None:
    owner, stranger = making.uploader(), making.uploader()
    staged = making.staged(tmp_path, owner)
    with pytest.raises(UploadNotUsable):
        services.discard_upload(making.deed(stranger), staged)
    services.discard_upload(making.deed(owner), staged)
    assert not StagedUpload.objects.exists()


def test_what_nobody_attached_for_two_days_is_forgotten(tmp_path: Path) -> None:
    making.staged(tmp_path)
    assert services.sweep_uploads() == 0
    with clock.drive(timedelta(days=3)):
        assert services.sweep_uploads() == 1


def test_nobody_fills_the_disk_with_files_put_to_no_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papers.services.uploading.MOST_UNUSED", 2)
    user, data = making.uploader(), samples.pdf(tmp_path / "a.pdf").read_bytes()
    first = services.stage_upload(making.deed(user), io.BytesIO(data), "a.pdf")
    services.stage_upload(making.deed(user), io.BytesIO(data), "b.pdf")
    with pytest.raises(TooManyStaged, match=r"“c\.pdf”"):
        services.stage_upload(making.deed(user), io.BytesIO(data), "c.pdf")
    services.discard_upload(making.deed(user), first)
    services.stage_upload(making.deed(user), io.BytesIO(data), "c.pdf")


def test_a_screen_on_the_wall_brings_no_files(tmp_path: Path) -> None:
    screen = User.objects.create(username="man-hinh-1")
    data = samples.pdf(tmp_path / "a.pdf").read_bytes()
    with pytest.raises(UploadNotUsable):
        services.stage_upload(deed_of(screen), io.BytesIO(data), "a.pdf")
    assert not PaperFile.objects.exists()
