"""A heavy file comes in pieces, goes on where it was cut, and ends as any other upload does (tus 1.0)."""

import base64
import hashlib
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core import clock
from papers import services
from papers.errors import PieceOutOfPlace, UploadNotUsable
from papers.models import PaperFile, PartialUpload, StagedUpload, UploadPart
from tests.papers import making, samples

pytestmark = pytest.mark.django_db
KIB = 1024
TUS = {"Tus-Resumable": "1.0.0"}


class Sender:
    """A browser that speaks the protocol."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)

    def begin(self, size: int, name: str = "Bản vẽ.pdf", **headers: str):
        """Ask for room."""
        metadata = f"filename {base64.b64encode(name.encode()).decode()}"
        asked = {**TUS, "Upload-Length": str(size), "Upload-Metadata": metadata, **headers}
        return self.client.post(reverse("papers:begin_upload"), headers=asked)

    def piece(self, address: str, offset: int, data: bytes, **headers: str):
        """Send the bytes from `offset` on."""
        return self.client.patch(
            address,
            data,
            content_type="application/offset+octet-stream",
            headers={**TUS, "Upload-Offset": str(offset), **headers},
        )

    def offset(self, address: str) -> int:
        """What the server says is safe."""
        return int(self.client.head(address, headers=TUS)["Upload-Offset"])

    def finish(self, address: str):
        """All is sent."""
        return self.client.post(f"{address}finish/", headers={"Accept": "application/json"})


@pytest.fixture
def sender() -> Sender:
    return Sender(making.uploader())


def test_pieces_put_together_are_examined_and_staged_like_any_upload(sender: Sender, tmp_path: Path) -> None:
    data = samples.pdf(tmp_path / "a.pdf", pages=9).read_bytes()
    begun = sender.begin(len(data))
    assert begun.status_code == 201 and begun["Upload-Expires"].endswith("GMT")
    address, half = begun["Location"], len(data) // 2
    first = sender.piece(address, 0, data[:half])
    assert (first.status_code, first["Upload-Offset"]) == (204, str(half))
    assert sender.finish(address).json()["error"]["code"] == "upload_not_complete"
    assert sender.offset(address) == half
    assert sender.piece(address, half, data[half:])["Upload-Offset"] == str(len(data))
    answer = sender.finish(address).json()
    assert (answer["name"], answer["kind"], answer["size"]) == ("Bản vẽ.pdf", "pdf", len(data))
    assert sender.finish(address).json() == answer
    staged = StagedUpload.objects.get()
    assert staged.file.sha256 == hashlib.sha256(data).hexdigest()
    assert not UploadPart.objects.exists() and not default_storage.exists("pieces/" + address.split("/")[-2])


def test_a_piece_out_of_place_or_damaged_counts_nothing(sender: Sender) -> None:
    address = sender.begin(10)["Location"]
    right = base64.b64encode(hashlib.sha1(b"abc").digest()).decode()
    wrong = base64.b64encode(hashlib.sha256(b"abd").digest()).decode()
    refused = [
        sender.piece(address, 3, b"abc"),
        sender.piece(address, 0, b"more than ten bytes"),
        sender.piece(address, 0, b"abc", **{"Upload-Checksum": f"sha256 {wrong}"}),
        sender.piece(address, 0, b"abc", **{"Upload-Checksum": f"md5 {wrong}"}),
        sender.piece(address, 0, b"abc", **{"Tus-Resumable": "0.2.2"}),
        sender.piece(address, 0, bytes(1024 * KIB + 1)),
    ]
    assert [answer.status_code for answer in refused] == [409, 409, 460, 460, 412, 413]
    assert sender.offset(address) == 0 and not UploadPart.objects.exists()
    assert sender.piece(address, 0, b"abc", **{"Upload-Checksum": f"sha1 {right}"}).status_code == 204


@pytest.mark.django_db(transaction=True)
def test_of_two_pieces_for_one_place_one_is_taken() -> None:
    upload = services.begin_upload(making.deed(), "a.pdf", 8 * KIB)
    taken: list[int] = []
    start = threading.Barrier(4)

    def send(letter: bytes) -> None:
        mine = PartialUpload.objects.get()
        start.wait()
        try:
            taken.append(services.append_piece(mine, 0, letter * KIB))
        except PieceOutOfPlace:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(letter,)) for letter in (b"a", b"b", b"c", b"d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == [KIB] and UploadPart.objects.count() == 1
    assert len(default_storage.listdir(f"pieces/{upload.pk}")[1]) == 1


def test_what_is_refused_is_forgotten_with_all_its_pieces(sender: Sender) -> None:
    data = b"MZ" + bytes(5000)
    address = sender.begin(len(data))["Location"]
    sender.piece(address, 0, data)
    answer = sender.finish(address)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "file_is_program")
    assert not PartialUpload.objects.exists() and not PaperFile.objects.exists()
    assert sender.finish(address).status_code == 404


def test_limits_are_told_before_the_first_byte(sender: Sender, settings: LazySettings) -> None:
    settings.HEAVY_UPLOAD_LIMIT_MIB, settings.HEAVY_UPLOADS_PER_OWNER_MIB = 2, 3
    too_large = sender.begin(2 * KIB * KIB + 1)
    assert (too_large.status_code, too_large.json()["error"]["code"]) == (413, "file_too_large")
    assert sender.begin(2 * KIB * KIB).status_code == 201
    too_much = sender.begin(2 * KIB * KIB)
    assert (too_much.status_code, too_much.json()["error"]["code"]) == (413, "too_much_on_its_way")
    assert sender.begin(0).json()["error"]["code"] == "file_empty"
    assert sender.begin(5, "../a.pdf").json()["error"]["code"] == "file_name_bad"
    assert sender.client.post(reverse("papers:begin_upload"), headers=TUS).status_code == 400
    can = sender.client.options(reverse("papers:begin_upload"))
    assert can["Tus-Extension"] == "creation,termination,checksum,expiration"
    assert can["Tus-Max-Size"] == str(2 * KIB * KIB)


def test_a_file_on_its_way_is_its_sender_s_alone(sender: Sender) -> None:
    address = sender.begin(10)["Location"]
    other = Sender(making.uploader())
    assert other.client.head(address, headers=TUS).status_code == 404
    assert other.piece(address, 0, b"abc").status_code == 404
    assert other.client.delete(address, headers=TUS).status_code == 404
    assert sender.client.delete(address, headers=TUS).status_code == 204
    assert not PartialUpload.objects.exists()


def test_what_got_no_piece_for_a_day_is_swept_away(sender: Sender) -> None:
    address = sender.begin(10)["Location"]
    sender.piece(address, 0, b"abc")
    assert services.sweep_partial_uploads() == 0
    with clock.drive(timedelta(hours=25)):
        assert services.sweep_partial_uploads() == 1
    assert not PartialUpload.objects.exists() and not default_storage.exists(
        "pieces/" + address.split("/")[-2]
    )


def test_a_used_file_isn_t_handed_out_twice(sender: Sender, tmp_path: Path) -> None:
    data = samples.pdf(tmp_path / "a.pdf").read_bytes()
    address = sender.begin(len(data))["Location"]
    sender.piece(address, 0, data)
    sender.finish(address)
    upload = PartialUpload.objects.get()
    deed = making.deed(upload.owner)
    services.attach_upload(deed, upload.staged, title="Bản vẽ")
    with pytest.raises(UploadNotUsable):
        services.finish_upload(deed, PartialUpload.objects.get())
