"""Bytes of papers: to readers only, in pieces, with headers that hold without any proxy."""

import hashlib
import json
import re
import uuid
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from papers import files, services
from papers.models import Paper, PaperFile, PaperOpening, PaperVersion
from realtime.audiences import bump_epoch
from realtime.standing import get_watch
from tests.papers import making, samples

pytestmark = pytest.mark.django_db
served = pytest.mark.django_db(transaction=True)  # answered in another thread, on another connection
MIB = 1024 * 1024


@pytest.fixture
def owner() -> User:
    return making.uploader()


@pytest.fixture
def version(tmp_path: Path, owner: User) -> PaperVersion:
    """A ready version of three pages."""
    made = making.paper(tmp_path, owner, "Tờ trình.pdf")
    return PaperVersion.objects.select_related("paper", "pdf", "original").get(pk=made.current_id)


def signed_in(user: User) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(user)
    return client


def address(version: PaperVersion, name: str = "file.pdf") -> str:
    """The immutable address of a file of a version."""
    return reverse("papers:file", args=[version.pk, name])


async def body_of(response) -> bytes:
    """A streamed answer as bytes."""
    return b"".join([piece async for piece in response])


async def fetch(user: User, path: str, **headers: str):
    """What this person's browser gets, the body as `.whole`."""
    client = AsyncClient()
    await client.aforce_login(user)
    response = await client.get(path, headers=headers)
    response.whole = await body_of(response) if response.streaming else response.content
    return response


@served
async def test_a_reader_gets_the_whole_file_with_every_header(version: PaperVersion, owner: User) -> None:
    response = await fetch(owner, address(version))
    assert response.status_code == 200
    assert hashlib.sha256(response.whole).hexdigest() == version.pdf.sha256
    expected = {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=31536000, immutable",
        "Accept-Ranges": "bytes",
        "ETag": f'"{version.pdf.sha256}"',
        "Content-Length": str(version.pdf.size),
    }
    assert {name: response[name] for name in expected} == expected
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Content-Disposition"] == "inline; filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh.pdf"


@served
async def test_ranges_put_together_are_the_file(version: PaperVersion, owner: User) -> None:
    size, whole = version.pdf.size, b""
    for start in range(0, size, 5000):
        response = await fetch(owner, address(version), Range=f"bytes={start}-{start + 4999}")
        assert response.status_code == 206
        assert response["Content-Range"] == f"bytes {start}-{min(start + 4999, size - 1)}/{size}"
        whole += response.whole
    assert hashlib.sha256(whole).hexdigest() == version.pdf.sha256


@served
async def test_the_end_beyond_the_end_and_the_unchanged(version: PaperVersion, owner: User) -> None:
    size, etag = version.pdf.size, f'"{version.pdf.sha256}"'
    last = await fetch(owner, address(version), Range="bytes=-10")
    assert (last.status_code, last["Content-Range"]) == (206, f"bytes {size - 10}-{size - 1}/{size}")
    beyond = await fetch(owner, address(version), Range=f"bytes={size}-")
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{size}")
    assert (await fetch(owner, address(version), **{"If-None-Match": etag})).status_code == 304
    other = await fetch(owner, address(version), Range="bytes=0-9", **{"If-Range": '"other"'})
    assert other.status_code == 200 and len(other.whole) == size
    odd = await fetch(owner, address(version), Range="bytes=0-1,5-6")
    assert odd.status_code == 200


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, 4 * MIB - 1),
        ("bytes=1000-", 1000, 1000 + 4 * MIB - 1),
        ("bytes=1000-99999999", 1000, 10 * MIB - 1),
        ("bytes=1000-9000000", 1000, 9_000_000),
        ("bytes=-6291456", 4 * MIB, 10 * MIB - 1),
        ("bytes=5-5", 5, 5),
    ],
)
def test_an_open_range_answers_four_mebibytes_at_most_a_bounded_one_all(
    asked: str, start: int, end: int
) -> None:
    assert files.parse_range(asked, 10 * MIB) == files.Span(start, end)


@served
async def test_a_long_file_is_read_piece_by_piece(tmp_path: Path, settings) -> None:
    path = Path(settings.MEDIA_ROOT) / "long"
    path.write_bytes(bytes(range(256)) * 4096 * 3)
    pieces = [piece async for piece in files.open_range("long", files.Span(100, 3 * MIB - 1))]
    assert max(map(len, pieces)) <= files.PIECE
    assert b"".join(pieces) == path.read_bytes()[100:]


async def test_each_piece_waits_for_the_reader_and_the_transport_is_let_go(settings) -> None:
    class Reader:
        waited, closed = 0, False

        async def __call__(self) -> None:
            self.waited += 1

        def close(self) -> None:
            self.closed = True

    (Path(settings.MEDIA_ROOT) / "long").write_bytes(bytes(MIB))
    reader = Reader()
    stream = files.open_range("long", files.Span(0, MIB - 1), reader)
    await anext(stream)
    assert (reader.waited, reader.closed) == (1, False)
    await stream.aclose()
    assert reader.closed
    reader = Reader()
    assert len([piece async for piece in files.open_range("long", files.Span(0, MIB - 1), reader)]) == 4
    assert (reader.waited, reader.closed) == (4, True)


def test_office_files_are_handed_out_as_attachments_only(tmp_path: Path, owner: User) -> None:
    version = making.paper(tmp_path, owner, "a.docx").current
    assert version is not None
    client = signed_in(owner)
    original, shown = (client.head(address(version, name)) for name in ("original", "file.pdf"))
    assert original["Content-Disposition"].startswith("attachment;")
    assert shown["Content-Disposition"].startswith("inline;")
    assert "wordprocessingml" in original["Content-Type"]


def test_what_is_secret_is_kept_by_no_browser() -> None:
    file = PaperFile(sha256="a" * 64, size=10, mime="application/pdf", name="a.pdf", storage_path="x")
    from django.test import RequestFactory

    answer = files.answer(RequestFactory().head("/"), file, "secret")
    assert answer["Cache-Control"] == "no-store"


def test_an_invisible_paper_answers_exactly_like_a_missing_one(version: PaperVersion) -> None:
    client = signed_in(making.uploader())
    missing = uuid.uuid4()

    def shown(path: str) -> tuple[int, str, dict[str, str]]:
        response = client.get(path)
        nonce = re.compile(r'nonce="[^"]*"|nonce-[A-Za-z0-9+/=_-]+|[A-Za-z0-9]{64}')
        kept = {name: nonce.sub("", value) for name, value in response.headers.items()}
        text = (
            nonce.sub("", response.content.decode())
            .replace(str(version.pk), "ID")
            .replace(str(missing), "ID")
        )
        kept.pop("Content-Length", None)
        assert kept.pop("Expires"), "the same moment on both, but a second may begin between the two"
        return response.status_code, text, kept

    for name, more in (
        ("file", ["file.pdf"]),
        ("file", ["original"]),
        ("contents", []),
        ("page_text", [1]),
        ("picture", [1, "thumbnail"]),
    ):
        invisible = shown(reverse(f"papers:{name}", args=[version.pk, *more]))
        absent = shown(reverse(f"papers:{name}", args=[missing, *more]))
        assert invisible == absent and invisible[0] == 404


def test_a_reader_who_is_granted_by_group_reads_and_loses_it_with_the_group(version: PaperVersion) -> None:
    reader = making.uploader()
    group = Group.objects.create(name="item:thu")
    services.lay_versions([(version, group)])
    client = signed_in(reader)
    assert client.head(address(version)).status_code == 404
    group.user_set.add(reader)
    assert client.head(address(version)).status_code == 200
    group.user_set.remove(reader)
    assert client.head(address(version)).status_code == 404


def test_an_id_of_another_spelling_is_no_page(owner: User) -> None:
    picture = f"/papers/{'-' * 36}/pages/1/thumbnail.webp"
    assert signed_in(owner).get(picture).status_code == 404


@served
async def test_whoever_takes_a_part_of_a_file_has_opened_it(version: PaperVersion, owner: User) -> None:
    await fetch(owner, address(version), range="bytes=1-")
    first = await PaperOpening.objects.aget(version=version, user=owner)
    await fetch(owner, address(version), range="bytes=-100")
    assert (await PaperOpening.objects.aget(version=version, user=owner)).last_at == first.last_at


def test_pages_come_with_sizes_texts_and_pictures(version: PaperVersion, owner: User) -> None:
    client = signed_in(owner)
    contents = client.get(reverse("papers:contents", args=[version.pk])).json()
    assert (contents["state"], contents["pages"], len(contents["sizes"])) == ("ready", 3, 3)
    assert contents["outline"][0]["title"] == "Phần 1"
    text = client.get(reverse("papers:page_text", args=[version.pk, 2])).json()
    assert samples.SENTENCE in text["text"] and "Trang 2" in text["text"]
    for size in ("thumbnail", "preview"):
        picture = client.get(reverse("papers:picture", args=[version.pk, 1, size]))
        assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")
        assert (
            picture["X-Content-Type-Options"] == "nosniff" and "sandbox" in picture["Content-Security-Policy"]
        )
    assert client.get(reverse("papers:picture", args=[version.pk, 99, "preview"])).status_code == 404


@served
async def test_a_slow_reader_holds_no_connection_to_the_database(owner: User, settings) -> None:
    def is_connected() -> bool:
        return connection.connection is not None

    (Path(settings.MEDIA_ROOT) / "long").write_bytes(bytes(MIB))
    await sync_to_async(owner.refresh_from_db)()  # as the request that let him in
    assert await sync_to_async(is_connected)()
    stream = files.open_range("long", files.Span(0, MIB - 1))
    await anext(stream)
    assert not await sync_to_async(is_connected)()
    await stream.aclose()


@served
async def test_a_download_ends_with_the_right_it_began_by(owner: User, settings) -> None:
    class Reader:
        is_cut = False

        async def __call__(self) -> None:
            """Takes everything."""

        def close(self) -> None:
            """The end."""

        def cut(self) -> None:
            self.is_cut = True

    (Path(settings.MEDIA_ROOT) / "long").write_bytes(bytes(MIB))
    reader, claim = Reader(), (owner.pk, owner.epoch, None)
    stream = files.open_range("long", files.Span(0, MIB - 1), reader, claim)
    assert len(await anext(stream)) == files.PIECE
    assert len(await anext(stream)) == files.PIECE
    await sync_to_async(bump_epoch)([owner.pk])
    await get_watch().look()
    assert [piece async for piece in stream] == []
    assert reader.is_cut
    assert get_watch().admissions == set()


@served
async def test_a_download_whose_right_stands_is_whole_and_leaves_no_trace(owner: User, settings) -> None:
    (Path(settings.MEDIA_ROOT) / "long").write_bytes(bytes(MIB))
    stream = files.open_range("long", files.Span(0, MIB - 1), None, (owner.pk, owner.epoch, None))
    await anext(stream)
    await get_watch().look()
    assert sum([len(piece) async for piece in stream]) == MIB - files.PIECE
    assert get_watch().admissions == set()


@served
async def test_opening_is_remembered_and_the_page_follows_the_reader(
    version: PaperVersion, owner: User
) -> None:
    await fetch(owner, address(version), Range="bytes=0-200")
    client = AsyncClient()
    await client.aforce_login(owner)
    answer = await client.post(reverse("papers:opened", args=[version.pk]), {"page": "99"})
    assert json.loads(answer.content) == {"page": 3}
    assert (await PaperOpening.objects.aget()).last_page == 3


def test_a_fetch_costs_the_same_queries_however_many_papers_and_readers_there_are(
    tmp_path: Path, version: PaperVersion, owner: User
) -> None:
    client = signed_in(owner)

    def cost() -> int:
        client.head(address(version))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.head(address(version)).status_code == 200
        return len(queries)

    before = cost()
    groups = [Group.objects.create(name=f"item:{n}") for n in range(20)]
    more = [Paper.objects.create(title=f"Tài liệu {n}") for n in range(20)]
    services.allow_reading([version.paper, *more], groups)
    for group in groups:
        group.user_set.add(owner)
    assert cost() == before


def test_an_upload_by_the_page_is_answered_with_what_it_is(tmp_path: Path, owner: User) -> None:
    client = signed_in(owner)
    data = samples.word(tmp_path / "a.docx").read_bytes()
    answer = client.post(
        reverse("papers:stage"),
        {"file": SimpleUploadedFile("a.docx", data, "text/html"), "name": "Tờ trình.docx"},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["kind"], answer.json()["size"]) == (
        "Tờ trình.docx",
        "docx",
        len(data),
    )
    discarded = client.post(reverse("papers:discard", args=[answer.json()["upload"]]))
    assert discarded.status_code == 200


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"MZ" + bytes(100), "file_is_program"),
        ("../../a.pdf", b"%PDF-1.7", "file_name_bad"),
        ("a.pdf", b"%PDF-1.7 nothing", "file_broken"),
    ],
)
def test_a_refused_upload_is_answered_with_a_sentence_and_a_code(
    owner: User, name: str, data: bytes, code: str
) -> None:
    answer = signed_in(owner).post(
        reverse("papers:stage"),
        {"file": SimpleUploadedFile("a.pdf", data), "name": name},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == code and "Đề nghị" in answer.json()["title"]


def test_an_upload_over_the_limit_is_refused(owner: User, settings) -> None:
    settings.UPLOAD_LIMIT_MIB = 1
    answer = signed_in(owner).post(
        reverse("papers:stage"),
        {"file": SimpleUploadedFile("a.pdf", b"%PDF-" + bytes(2 * MIB))},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 422 and answer.json()["error"]["code"] == "file_too_large"
