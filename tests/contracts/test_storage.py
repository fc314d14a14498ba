"""What the house asks of its storage, of the folder and of an object store alike: the same suite over both."""

import base64
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

from papers import files, services, storing
from papers.models import PartialUpload
from tests.papers import making, samples

KIB, MIB = 1024, 1024 * 1024
KEYS = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def object_store() -> Iterator[str]:
    """An S3 server on loopback; its address."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "objects"])
def store(request: pytest.FixtureRequest, settings: LazySettings, tmp_path: Path) -> str:
    """The kind of storage papers lie in for this test."""
    settings.MEDIA_ROOT = tmp_path
    kept: dict[str, Any] = {"BACKEND": "core.storage.DurableFiles", "OPTIONS": {"location": str(tmp_path)}}
    if request.param == "objects":
        address, bucket = request.getfixturevalue("object_store"), f"papers-{os.urandom(4).hex()}"
        boto3.client("s3", endpoint_url=address, **KEYS).create_bucket(Bucket=bucket)
        options = {"bucket_name": bucket, "endpoint_url": address, "region_name": "us-east-1"}
        keys = {"access_key": "test", "secret_key": "test"}
        kept = {"BACKEND": "core.object_storage.ObjectFiles", "OPTIONS": {**options, **keys}}
    settings.STORAGES = {**settings.STORAGES, "default": kept}
    return str(request.param)


@pytest.mark.django_db
def test_bytes_are_kept_once_under_their_hash_and_come_back_whole(store: str, tmp_path: Path) -> None:
    path = samples.pdf(tmp_path / "a.pdf")
    first, second = (
        storing.keep_file(path, name=name, mime="application/pdf") for name in ("Tờ trình.pdf", "b.pdf")
    )
    assert first.storage_path == second.storage_path
    assert storing.fetch(first, tmp_path / "back").read_bytes() == path.read_bytes()


@pytest.mark.django_db(transaction=True)
async def test_a_range_is_read_without_the_rest(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = os.urandom(5 * MIB)
    kept = default_storage.save("files/aa/long", ContentFile(data))
    pieces = [piece async for piece in files.open_range(kept, files.Span(3 * MIB, 3 * MIB + 99))]
    assert b"".join(pieces) == data[3 * MIB : 3 * MIB + 100]
    if store == "objects":
        from core.object_storage import PIECE

        with default_storage.open(kept) as stream:
            stream.seek(4 * MIB)
            stream.read(10)
            assert stream.file.raw.tell() <= 4 * MIB + PIECE  # type: ignore[attr-defined]


def test_pictures_of_pages_are_replaced_in_place(store: str, tmp_path: Path) -> None:
    from uuid import uuid4

    version, small, large = uuid4(), tmp_path / "small.webp", tmp_path / "large.webp"
    places = set()
    for words in (b"first", b"second"):
        small.write_bytes(words)
        large.write_bytes(words * 2)
        places.add(storing.keep_page_pictures(version, 1, small, large))
        assert not small.exists() and not large.exists()
    assert places == {storing.page_picture_path(version, "thumbnail", 1)}
    for size, words in (("thumbnail", b"second"), ("preview", b"secondsecond")):
        with default_storage.open(storing.page_picture_path(version, size, 1), "rb") as stream:
            assert stream.read() == words


def test_a_name_that_is_taken_gets_another_and_deletion_is_final(store: str) -> None:
    first, second = (default_storage.save("pieces/x/Tờ trình", ContentFile(text)) for text in (b"a", b"b"))
    assert first != second
    default_storage.delete(first)
    assert not default_storage.exists(first) and default_storage.exists(second)
    with pytest.raises(FileNotFoundError):
        default_storage.open(first)
    storing.forget_folder("pieces/x")
    storing.forget_folder("pieces/x")
    assert not default_storage.exists(second)


@pytest.mark.django_db
def test_a_heavy_file_is_put_together_from_its_pieces(store: str, tmp_path: Path) -> None:
    data = samples.pdf(tmp_path / "a.pdf", pages=9).read_bytes()
    deed = making.deed()
    upload = services.begin_upload(deed, "Bản vẽ.pdf", len(data))
    for at in range(0, len(data), 8 * KIB):
        services.append_piece(PartialUpload.objects.get(), at, data[at : at + 8 * KIB])
    staged = services.finish_upload(deed, PartialUpload.objects.get())
    assert staged.file.sha256 == hashlib.sha256(data).hexdigest() and upload.name == staged.name
    with default_storage.open(staged.file.storage_path) as stream:
        assert base64.b64encode(stream.read()) == base64.b64encode(data)


def test_sound_stays_on_the_disk_where_it_can_be_appended_to(store: str, tmp_path: Path) -> None:
    place = Path(default_storage.path("recordings/a"))
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"sound")
    with default_storage.open("recordings/a") as stream:
        assert place == tmp_path / "recordings" / "a" and stream.read() == b"sound"
