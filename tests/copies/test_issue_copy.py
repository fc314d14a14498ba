"""Numbered copies: without gaps, one per opening, recorded, and told again from a leaked file."""

import json
import uuid
from datetime import timedelta
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.db.models import F
from django.test import Client
from django.urls import reverse

from accounts.deeds import deed_of
from audit.models import AuditRecord
from copies import making as makes
from copies import services
from copies.errors import TooManyCopies
from copies.models import IssuedCopy
from core import clock
from core.jobs import run_waiting
from core.models import Job
from papers import sandbox
from papers.models import PaperFile, PaperOpening
from papers.readers import bars, tracing
from tests.copies import making
from tests.factories import people

pytestmark = pytest.mark.django_db
Way = IssuedCopy.Way


@pytest.fixture
def agenda(tmp_path):
    return making.published(tmp_path)


@pytest.fixture
def reader(agenda):
    return people.members_of(agenda.sitting.body)[2]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def taken(agenda, reader, **data):
    """A stamped copy fetched by its reader, as bytes."""
    client = signed_in(reader)
    answer = client.post(reverse("copies:take", args=[making.version_of(agenda).pk]), data)
    copy = IssuedCopy.objects.exclude(way=Way.SCREEN).get()
    return answer, copy


def test_numbers_have_no_gap_in_a_body_and_year(agenda, reader):
    deed, version = deed_of(reader, agenda.sitting.body), making.version_of(agenda)
    rows = [
        services.issue_copy(deed, Way.DOWNLOAD, version=version, sitting=agenda.sitting) for _each in range(3)
    ]
    assert [row.number for row in rows] == [1, 2, 3]
    assert len({row.trace for row in rows}) == 3 and all(bars.is_trace(row.trace) for row in rows)


def test_the_record_says_who_and_which_number_and_no_title(agenda, reader):
    copy = services.open_copy(reader, making.version_of(agenda))
    told = AuditRecord.objects.get(verb="copies.issued")
    text = json.dumps(told.facts, ensure_ascii=False)
    assert copy.trace in text and reader.person.full_name in text
    assert making.version_of(agenda).paper.title not in text


def test_looking_again_within_minutes_is_the_same_copy(agenda, reader, settings):
    version = making.version_of(agenda)
    first = services.open_copy(reader, version)
    assert services.open_copy(reader, version).pk == first.pk
    with clock.drive(timedelta(minutes=settings.COPY_SCREEN_MINUTES + 1)):
        second = services.open_copy(reader, version)
    assert (second.number, PaperOpening.objects.count()) == (first.number + 1, 1)


def test_the_screen_gets_name_unit_time_and_number(agenda, reader):
    answer = signed_in(reader).post(reverse("copies:opened", args=[making.version_of(agenda).pk])).json()
    copy = IssuedCopy.objects.get()
    assert copy.name in answer["tile"] and copy.unit in answer["tile"] and "Bản số 1/" in answer["tile"]
    assert answer["bars"] == bars.modules(copy.trace)
    assert (answer["trace"], answer["number"]) == (copy.trace_shown, copy.label)


def test_a_download_carries_its_trace_in_every_place(agenda, reader, tmp_path):
    answer, copy = taken(agenda, reader)
    assert answer.status_code == 302 and answer["Location"] == reverse("copies:file", args=[copy.pk])
    path = Path(copy.file.storage_path)
    found = tracing.find(str(tmp_path / "storage" / path), "pdf")
    assert {(one["trace"], one["where"]) for one in found} >= {(copy.trace, "metadata"), (copy.trace, "text")}
    document = pypdfium2.PdfDocument(tmp_path / "storage" / path)
    for page in document:
        assert copy.trace_shown in page.get_textpage().get_text_bounded()
    document[1].render(scale=200 / 72).to_pil().save(tmp_path / "scan.png")
    assert [one["trace"] for one in tracing.find(str(tmp_path / "scan.png"), "png")] == [copy.trace]


def test_a_file_saved_anew_without_its_description_still_leads_back(agenda, reader, tmp_path):
    _answer, copy = taken(agenda, reader)
    leaked = tmp_path / "leaked.pdf"
    with pikepdf.open(tmp_path / "storage" / copy.file.storage_path) as document:
        del document.pages[0]
        for name in list(document.docinfo):
            del document.docinfo[name]
        if "/Metadata" in document.Root:
            del document.Root.Metadata
        document.save(leaked, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert {one["trace"] for one in tracing.find(str(leaked), "pdf")} == {copy.trace}


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_stamped_as_it_is_seen(tmp_path, turned, agenda, reader):
    copy = services.issue_copy(
        deed_of(reader), Way.DOWNLOAD, version=making.version_of(agenda), sitting=agenda.sitting
    )
    source = tmp_path / "turned.pdf"
    with pikepdf.open(tmp_path / "storage" / copy.version.pdf.storage_path) as document:
        for page in document.pages:
            page.obj.Rotate = turned
        document.save(source)
    with makes.sandbox.work_folder() as work:
        inside = work / "paper.pdf"
        inside.write_bytes(source.read_bytes())
        out = makes.stamp(copy, inside, work, lambda done, total: None, makes.LIMITS)
        picture = pypdfium2.PdfDocument(out)[0].render(scale=200 / 72).to_pil()
    foot = picture.crop((0, int(picture.height * 0.94), picture.width, picture.height))
    foot.save(tmp_path / "foot.png")
    assert [one["trace"] for one in tracing.find(str(tmp_path / "foot.png"), "png")] == [copy.trace]


def test_the_stored_original_is_never_changed(agenda, reader, tmp_path):
    version = making.version_of(agenda)
    place = tmp_path / "storage" / version.pdf.storage_path
    before = place.read_bytes()
    taken(agenda, reader)
    assert place.read_bytes() == before


def test_a_large_paper_is_stamped_by_a_job(agenda, reader, settings):
    settings.COPY_AT_ONCE_PAGES = 1
    answer, copy = taken(agenda, reader, way="print")
    page = reverse("copies:copy", args=[copy.pk])
    assert answer["Location"] == page and copy.file is None
    assert "Đang chờ tạo" in signed_in(reader).get(page).content.decode()
    run_waiting()
    copy.refresh_from_db()
    assert copy.file is not None and copy.way == Way.PRINT
    assert "Mở để in" in signed_in(reader).get(page).content.decode()


def test_a_repeated_press_is_the_same_copy_and_an_opening(agenda, reader, settings):
    client, version = signed_in(reader), making.version_of(agenda)
    address, key = reverse("copies:take", args=[version.pk]), str(uuid.uuid4())
    answers = [client.post(address, {"key": key})["Location"] for _press in range(2)]
    assert answers[0] == answers[1] and IssuedCopy.objects.count() == 1
    assert PaperOpening.objects.get(version=version).user == reader
    assert client.post(address)["Location"] == answers[0]
    assert client.post(address, {"way": "print"})["Location"] != answers[0]
    settings.COPY_AGAIN_SECONDS = 0
    assert client.post(address, {"key": key})["Location"] == answers[0]
    assert client.post(address)["Location"] != answers[0]
    assert IssuedCopy.objects.count() == 3


def test_a_key_is_its_senders_alone_has_one_spelling_and_belongs_to_one_request(agenda, reader, settings):
    settings.COPY_AGAIN_SECONDS = 0
    address, key = reverse("copies:take", args=[making.version_of(agenda).pk]), str(uuid.uuid4())
    first = signed_in(reader).post(address, {"key": key})["Location"]
    assert signed_in(reader).post(address, {"key": key.upper()})["Location"] == first
    other = people.members_of(agenda.sitting.body)[1]
    assert signed_in(other).post(address, {"key": key})["Location"] != first
    assert set(IssuedCopy.objects.values_list("user", flat=True)) == {reader.pk, other.pk}
    told = signed_in(reader).post(
        address, {"key": key, "way": "print"}, headers={"Accept": "application/json"}
    )
    assert told.status_code == 409 and told.json()["type"].endswith("key_reused")
    odd = [signed_in(reader).post(address, {"key": "x" * 60})["Location"] for _each in range(2)]
    assert odd[0] != odd[1] and IssuedCopy.objects.count() == 4


def test_one_person_takes_so_many_an_hour(agenda, reader, settings):
    settings.COPIES_PER_HOUR, settings.COPY_AGAIN_SECONDS = 2, 0
    client, address = signed_in(reader), reverse("copies:take", args=[making.version_of(agenda).pk])
    answers = [client.post(address, headers={"Accept": "application/json"}) for _press in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "2 bản trong một giờ" in answers[2].json()["title"]
    with pytest.raises(TooManyCopies):
        deed = deed_of(reader, agenda.sitting.body)
        services.order_set(deed, reader, agenda.sitting, IssuedCopy.Subject.BOUND_SET, "print")
    IssuedCopy.objects.update(seen_at=F("seen_at") - timedelta(minutes=61))
    assert client.post(address).status_code == 302


def test_two_that_stamp_one_copy_at_once_leave_one_file(agenda, reader):
    copy = services.open_copy(reader, making.version_of(agenda))
    both = [
        IssuedCopy.objects.select_related("version__pdf", "version__paper").get(pk=copy.pk) for _one in "ab"
    ]
    files = PaperFile.objects.count()
    for one in both:
        makes.make_paper(one)
    assert both[0].file == both[1].file and PaperFile.objects.count() == files + 1
    kept = set(PaperFile.objects.values_list("storage_path", flat=True))
    lying = [path for path in Path(default_storage.location).glob("files/*/*") if path.is_file()]
    assert {str(path.relative_to(default_storage.location)) for path in lying} <= kept


def test_a_copy_is_its_readers_alone_and_ends_with_the_right(agenda, reader):
    _answer, copy = taken(agenda, reader)
    address = reverse("copies:file", args=[copy.pk])
    other = people.members_of(agenda.sitting.body)[1]
    assert signed_in(other).get(address).status_code == 404
    assert signed_in(reader).head(address).status_code == 200
    reader.groups.clear()
    assert signed_in(reader).head(address).status_code == 404


def test_readers_get_no_original(agenda, reader):
    version = making.version_of(agenda)
    original = reverse("papers:file", args=[version.pk, "original"])
    assert signed_in(reader).head(original).status_code == 403
    assert signed_in(version.paper.owner).head(original).status_code == 200


def test_a_class_that_demands_it_is_stamped_on_screen_too(agenda, reader, settings):
    settings.STAMPED_INLINE = ["internal"]
    version = making.version_of(agenda)
    client = signed_in(reader)
    answer = client.head(reverse("papers:file", args=[version.pk, "file.pdf"]))
    assert answer["Location"] == reverse("copies:inline", args=[version.pk])
    assert client.head(answer["Location"]).status_code == 200
    copy = IssuedCopy.objects.get()
    assert copy.way == Way.SCREEN and copy.file is not None
    assert (
        signed_in(version.paper.owner).head(reverse("papers:file", args=[version.pk, "file.pdf"])).status_code
        == 200
    )


def test_a_large_paper_is_stamped_for_the_screen_by_a_job_that_says_how_far_it_is(agenda, reader, settings):
    settings.STAMPED_INLINE, settings.COPY_AT_ONCE_PAGES = ["internal"], 2
    address = reverse("copies:inline", args=[making.version_of(agenda).pk])
    client = signed_in(reader)
    for _each in range(2):  # a reader's program asks again and again; one job works
        answer = client.get(address)
        assert (answer.status_code, answer["Retry-After"], answer["X-Copy-Progress"]) == (409, "2", "0/3")
        assert (
            answer.json()["error"]["code"] == "copy_being_stamped" and answer["Cache-Control"] == "no-store"
        )
    assert client.head(address).status_code == 409
    job = Job.objects.get(kind="copies.make")
    Job.objects.filter(pk=job.pk).update(done=2, total=3)
    assert client.head(address)["X-Copy-Progress"] == "2/3"
    run_waiting()
    answer = client.get(address)
    assert answer.status_code == 200 and IssuedCopy.objects.get().file is not None
    with default_storage.open(IssuedCopy.objects.get().file.storage_path) as stream:
        pages = pypdfium2.PdfDocument(stream.read())
    assert IssuedCopy.objects.get().trace_shown in pages[2].get_textpage().get_text_bounded()


def test_what_cant_be_stamped_at_once_goes_to_the_job_and_what_failed_says_so(
    agenda, reader, settings, monkeypatch
):
    settings.STAMPED_INLINE = ["internal"]

    def too_slow(*_told: object, **_more: object) -> None:
        raise sandbox.SandboxFailure(sandbox.TIMED_OUT)

    monkeypatch.setattr(makes, "stamp", too_slow)
    address = reverse("copies:inline", args=[making.version_of(agenda).pk])
    client = signed_in(reader)
    assert client.head(address).status_code == 409
    assert Job.objects.filter(kind="copies.make", state="waiting").count() == 1
    IssuedCopy.objects.update(failed=True)
    answer = client.get(address, headers={"Accept": "application/json"})
    assert answer.status_code == 409 and "Retry-After" not in answer
    IssuedCopy.objects.update(seen_at=F("seen_at") - timedelta(minutes=3))
    assert "Retry-After" in client.get(
        address, headers={"Accept": "application/json"}
    )  # another one is being made


def test_the_bytes_go_after_days_and_number_and_trace_stay(agenda, reader, settings, tmp_path):
    _answer, copy = taken(agenda, reader)
    place = tmp_path / "storage" / copy.file.storage_path
    assert place.exists()
    with clock.drive(timedelta(days=settings.COPY_FILE_DAYS + 1)):
        assert makes.sweep_copies() == 1
    copy.refresh_from_db()
    assert copy.file is None and copy.trace and not place.exists()
