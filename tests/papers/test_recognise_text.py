"""A scan is told from a text, its words are recognised page by page, and are found, on their page and in the reader."""

import hashlib
from pathlib import Path

import pypdfium2
import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import AuditRecord
from core.jobs import TRIES, run, run_waiting
from core.models import Job
from core.registries import VERSION_RECOGNISED
from papers import recognising, recognition, sandbox, services
from papers.errors import (
    NothingToRecognise,
    PaperWithdrawn,
    RecognitionUnavailable,
    StillBeingPrepared,
)
from papers.models import Paper, PaperFile, PaperVersion
from papers.readers.pdf_pages import is_scan
from realtime import streams
from realtime.models import Event
from realtime.selectors import snapshot
from search import door
from tests.papers import making, samples
from tests.replay import hold

pytestmark = pytest.mark.django_db
TEXTS = [
    ["Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;", "Xét đề nghị của Bộ trưởng Bộ Nội vụ."],
    ["Điều 1. Thành lập trường mẫu giáo vùng cao biên giới.", "Kinh phí lấy từ ngân sách nhà nước."],
    ["Điều 2. Nghị quyết này có hiệu lực kể từ ngày ký."],
]


@pytest.fixture
def tesseract() -> None:
    """The real program; without it the test skips and says so."""
    if recognition.tesseract() is None:
        pytest.skip("Tesseract with Vietnamese is not installed")


def scanned(folder: Path, user: User, pages: int = 3, **values: object) -> Paper:
    """A paper that came as a scan, ready to be read."""
    samples.scan(folder / "scan.pdf", TEXTS[:pages])
    with (folder / "scan.pdf").open("rb") as stream:
        staged = services.stage_upload(making.deed(user), stream, "Nghị quyết quét.pdf")
    paper = services.attach_upload(making.deed(user), staged, **values)  # type: ignore[arg-type]
    run_waiting()
    paper.refresh_from_db()
    return paper


def recognised(paper: Paper, user: User) -> PaperVersion:
    """Its version after one press and the work that follows."""
    assert paper.current is not None
    services.recognise_text(making.deed(user), paper.current)
    run_waiting()
    return PaperVersion.objects.select_related("pdf", "original", "plain_pdf").get(pk=paper.current.pk)


def test_a_page_that_is_a_picture_of_a_text_is_flagged(tmp_path: Path) -> None:
    version = scanned(tmp_path, making.uploader()).current
    assert version is not None and version.preparation == "ready"
    assert set(version.pages.values_list("text_source", flat=True)) == {"scanned"}
    assert (version.scanned_pages, version.recognised_pages, version.pages_unsearchable) == (3, 0, 3)
    with_words = making.paper(tmp_path, making.uploader()).current
    assert with_words is not None and with_words.scanned_pages == 0


@pytest.mark.parametrize(
    ("text", "pictured", "has_ink", "expected"),
    [
        ("", 1.0, True, True),
        ("", 0.0, True, True),  # letters drawn as lines
        ("", 0.0, False, False),  # an empty sheet
        ("Số đến: 1234, ngày 3/10/2020", 0.98, True, True),  # the registry's stamp on a scan
        ("Hình 1. Bản đồ", 0.4, True, False),
        ("chữ " * 40, 1.0, True, False),  # a scan that was recognised before it came
    ],
)
def test_what_a_scan_is(text: str, pictured: float, *, has_ink: bool, expected: bool) -> None:
    assert is_scan(text, pictured, has_ink=has_ink) is expected


def test_recognised_words_are_found_without_tones_on_their_page(tmp_path: Path, tesseract: None) -> None:
    user = making.uploader()
    paper = scanned(tmp_path, user)
    assert not hits(user, "truong mau giao vung cao bien gioi")
    version = recognised(paper, user)
    assert (version.recognition, version.recognised_pages, version.recognition_note) == ("done", 3, "")
    page = version.pages.get(number=2)
    assert page.text_source == "recognised"
    assert "trường mẫu giáo vùng cao biên giới" in page.text
    (hit,) = hits(user, "truong mau giao vung cao bien gioi")
    assert hit.url.startswith(reverse("portal:paper", args=[paper.pk])) and "page=2" in hit.url
    assert "văn bản nhận dạng, có thể sai" in hit.place


def hits(user: User, words: str) -> list:
    """What a search brings this user."""
    return [hit for group in door.find(user, words).groups for hit in group.hits]


def test_the_reader_gets_the_picture_with_words_under_it_and_the_original_stays(
    tmp_path: Path, tesseract: None
) -> None:
    user = making.uploader()
    paper = scanned(tmp_path, user)
    before = (tmp_path / "scan.pdf").read_bytes()
    version = recognised(paper, user)
    assert version.pdf is not None and version.plain_pdf == version.original != version.pdf
    assert (
        bytes_of(version.original) == before and version.original.sha256 == hashlib.sha256(before).hexdigest()
    )
    client = Client()
    client.force_login(user)
    shown = client.head(reverse("papers:file", args=[version.pk, "file.pdf"]))
    assert shown["Cache-Control"] == "private, no-cache" and shown["ETag"] == f'"{version.pdf.sha256}"'
    document = pypdfium2.PdfDocument(bytes_of(version.pdf))
    words = document[1].get_textpage()
    assert "vùng cao biên giới" in words.get_text_bounded()
    left, bottom, _right, top = words.get_charbox(0)
    assert 50 < left < 75 and 740 < bottom < top < 790  # under the picture of its first letter
    plain = pypdfium2.PdfDocument(before)[1].render(scale=1).to_pil().tobytes()
    assert document[1].render(scale=1).to_pil().tobytes() == plain  # nothing of it is seen


def test_the_reader_is_told_which_pages_may_be_wrong(tmp_path: Path, tesseract: None) -> None:
    user = making.uploader()
    paper = scanned(tmp_path, user, pages=2)
    client = Client()
    client.force_login(user)
    address = reverse("papers:citations", args=[paper.current_id])
    assert client.get(address).json()["sources"] == {"scanned": [1, 2], "recognised": []}
    recognised(paper, user)
    assert client.get(address).json()["sources"] == {"scanned": [], "recognised": [1, 2]}


def test_a_turned_page_has_its_words_where_they_are_seen(tmp_path: Path, tesseract: None) -> None:
    user = making.uploader()
    samples.scan(tmp_path / "turned.pdf", TEXTS[:1], turned=90)
    with (tmp_path / "turned.pdf").open("rb") as stream:
        staged = services.stage_upload(making.deed(user), stream, "quet-ngang.pdf")
    paper = services.attach_upload(making.deed(user), staged)
    run_waiting()
    paper.refresh_from_db()
    version = recognised(paper, user)
    assert "Luật Tổ chức Chính phủ" in version.pages.get().text
    document = pypdfium2.PdfDocument(bytes_of(version.pdf))
    assert "Tổ chức" in document[0].get_textpage().get_text_bounded()


def bytes_of(file: PaperFile | None) -> bytes:
    """What lies in storage."""
    assert file is not None
    with default_storage.open(file.storage_path) as stream:
        return bytes(stream.read())


def test_a_run_that_died_goes_on_with_the_pages_that_are_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tesseract: None
) -> None:
    user = making.uploader()
    paper = scanned(tmp_path, user)
    read: list[int] = []
    honest = recognition.recognise

    def dies_after_one(pdf: Path, work: Path, number: int) -> recognition.Recognised:
        if number == 2 and len(read) == 1:
            read.append(0)
            raise KeyboardInterrupt
        read.append(number)
        return honest(pdf, work, number)

    monkeypatch.setattr(recognition, "recognise", dies_after_one)
    assert paper.current is not None
    services.recognise_text(making.deed(user), paper.current)
    with pytest.raises(KeyboardInterrupt):
        run_waiting()
    left = PaperVersion.objects.get()
    assert (left.recognition, left.recognised_pages, left.pages_unsearchable) == ("running", 1, 2)
    assert left.pdf == left.original
    row = Job.objects.get(kind="papers.recognise_text")
    Job.objects.filter(pk=row.pk).update(state="waiting")
    run(str(row.pk))
    done = PaperVersion.objects.get()
    assert read == [1, 0, 2, 3] and (done.recognition, done.recognised_pages) == ("done", 3)
    pdf = done.pdf
    run(str(row.pk))
    assert PaperVersion.objects.get().pdf == pdf


def test_a_page_nothing_can_read_costs_the_others_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tesseract: None
) -> None:
    user = making.uploader()
    paper = scanned(tmp_path, user)
    honest = recognition.recognise

    def fails_on_two(pdf: Path, work: Path, number: int) -> recognition.Recognised:
        if number == 2:
            raise sandbox.SandboxFailure(sandbox.TIMED_OUT)
        return honest(pdf, work, number)

    with monkeypatch.context() as patched:
        patched.setattr(recognition, "recognise", fails_on_two)
        version = recognised(paper, user)
    assert (version.recognition, version.pages_unsearchable) == ("done", 1)
    assert version.recognition_note == "1 trang chưa nhận dạng được."
    again = recognised(paper, user)
    assert (again.recognition_note, again.pages_unsearchable) == ("", 0)
    text = pypdfium2.PdfDocument(bytes_of(again.pdf))[0].get_textpage().get_text_bounded()
    assert text.count("Căn cứ") == 1


def test_after_the_last_try_the_desk_reads_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "tesseract", lambda: "/usr/bin/tesseract")
    user = making.uploader()
    paper = scanned(tmp_path, user, pages=1)

    def fall_over(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(recognising.Recogniser, "read_pages", fall_over)
    assert paper.current is not None
    services.recognise_text(making.deed(user), paper.current)
    row = Job.objects.get(kind="papers.recognise_text")
    for _attempt in range(TRIES):
        with pytest.raises(OSError, match="the disk is gone"):
            run(str(row.pk))
    version = PaperVersion.objects.get()
    assert version.recognition == "failed" and "làm tiếp" in version.recognition_note


def test_without_the_program_the_desk_reads_it_and_nothing_is_queued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "tesseract", lambda: None)
    user = making.uploader()
    paper = scanned(tmp_path, user, pages=1)
    assert paper.current is not None
    with pytest.raises(RecognitionUnavailable, match="Tesseract"):
        services.recognise_text(making.deed(user), paper.current)
    client = Client()
    client.force_login(user)
    answer = client.post(reverse("papers:recognise", args=[paper.current_id]), {"back": "/"})
    (message,) = get_messages(answer.wsgi_request)
    assert "chưa cài chương trình nhận dạng chữ tiếng Việt" in str(message)
    assert not Job.objects.filter(kind="papers.recognise_text").exists()


def test_what_cannot_be_recognised_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "tesseract", lambda: "/usr/bin/tesseract")
    user = making.uploader()
    deed = making.deed(user)
    words = making.paper(tmp_path, user, pages=1)
    assert words.current is not None
    with pytest.raises(NothingToRecognise):
        services.recognise_text(deed, words.current)
    waiting = services.attach_upload(deed, making.staged(tmp_path, user))
    assert waiting.current is not None
    with pytest.raises(StillBeingPrepared):
        services.recognise_text(deed, waiting.current)
    run_waiting()
    scan = scanned(tmp_path, user, pages=1)
    assert scan.current is not None
    services.withdraw_paper(deed, scan, "Nhầm tệp")
    with pytest.raises(PaperWithdrawn):
        services.recognise_text(deed, scan.current)


def test_those_who_wait_for_the_words_hear_of_it_once_they_are_there(
    tmp_path: Path, tesseract: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, int]] = []
    monkeypatch.setattr(
        VERSION_RECOGNISED,
        "all",
        lambda _: [lambda version: heard.append((version.recognition, version.pages_unsearchable))],
    )
    user = making.uploader()
    recognised(scanned(tmp_path, user, pages=1), user)
    assert heard == [("done", 0)]


def test_two_presses_are_one_and_stand_in_the_record_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "tesseract", lambda: "/usr/bin/tesseract")
    user = making.uploader()
    paper = scanned(tmp_path, user, pages=1)
    assert paper.current is not None
    for _press in range(2):
        services.recognise_text(making.deed(user), paper.current)
    assert Job.objects.filter(kind="papers.recognise_text").count() == 1
    assert AuditRecord.objects.filter(verb="paper.recognition_asked").count() == 1


def test_the_desks_page_asks_by_itself_until_the_words_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(recognition, "tesseract", lambda: "/usr/bin/tesseract")
    user = making.uploader()
    version = scanned(tmp_path, user, pages=2).current
    assert version is not None
    client.force_login(user)
    address = reverse("papers:scans", args=[version.pk]) + "?back=/x/"
    services.recognise_text(making.deed(user), version)
    waiting = client.get(address).content.decode()
    assert f'hx-get="{address}"' in waiting and "0/2" in waiting and "<form" not in waiting
    PaperVersion.objects.filter(pk=version.pk).update(
        recognition=PaperVersion.Recognition.FAILED, recognition_note="Đề nghị bấm lại."
    )
    over = client.get(address).content.decode()
    assert "hx-get" not in over and "Đề nghị bấm lại." in over
    assert f'form="recognise-{version.pk.hex}"' in over and f'id="recognise-{version.pk.hex}"' in over
    assert 'value="/x/"' in over


def test_only_who_works_on_the_paper_starts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "tesseract", lambda: "/usr/bin/tesseract")
    user, reader, stranger = making.uploader(), making.uploader(), making.uploader()
    paper = scanned(tmp_path, user, pages=1)
    assert paper.current is not None
    group = Group.objects.create(name="item:noi-dung")
    group.user_set.add(reader)
    services.lay_versions([(paper.current, group)])
    address = reverse("papers:recognise", args=[paper.current_id])
    for who, status in ((stranger, 404), (reader, 403), (user, 302)):
        client = Client()
        client.force_login(who)
        assert client.post(address, {"back": "https://elsewhere.example/"}).status_code == status
    assert PaperVersion.objects.get().recognition == "waiting"


def test_every_event_of_a_recognition_leads_to_the_fresh_snapshot(tmp_path: Path, tesseract: None) -> None:
    user = making.uploader()
    stream = streams.person(user.person_id)
    paper = scanned(tmp_path, user, pages=2, title="Tên không được lộ")
    document, since = snapshot(stream)["doc"], Event.objects.filter(stream=stream).count()
    recognised(paper, user)
    events = list(Event.objects.filter(stream=stream).order_by("seq"))[since:]
    assert {event.type for event in events} == {"paper.recognition_moved"}
    assert all("Tên không được lộ" not in str(event.body) for event in events)
    fresh = snapshot(stream)["doc"]
    hold(document, events, {**document, "preparing": fresh["preparing"]})
    assert fresh["preparing"][str(paper.current_id)]["recognition"] == "done"
