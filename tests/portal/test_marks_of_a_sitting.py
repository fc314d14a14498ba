"""All my marks in a sitting: the page, its files, and taking a file in."""

import copy
import io
import json
import uuid

import docx
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agendas.models import ItemPaper
from annotations import services
from annotations.models import Mark, MarkImport
from annotations.services import importing
from core.jobs import run, run_waiting
from core.models import Job
from meetings.models import Sitting
from papers.models import PaperGroupObjectPermission
from portal.marks import marks_in
from tests.factories import agendas, people, sittings
from tests.factories.people import members_of
from tests.factories.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(client):
    agenda = agendas.published(items=1, papers=3)
    version = agendas.items_of(agenda)[0].item_papers.first().version
    member, other = members_of(agenda.sitting.body)[2:4]
    deed = sittings.deed_in(agenda.sitting.body, member)
    target = {"page": 2, "quote": "bố trí kinh phí"}
    services.save_mark(deed, uuid.uuid4(), version, "question", target, "Nguồn nào?")
    client.force_login(member)
    return client, f"/sitting/{agenda.sitting_id}/marks/", other


def test_the_page_shows_my_marks_and_nobody_elses(scene):
    client, address, other = scene
    assert "Nguồn nào?" in client.get(address).content.decode()
    client.force_login(other)
    assert "Nguồn nào?" not in client.get(address).content.decode()


def test_a_note_on_a_whole_page_says_so_in_the_list_and_in_its_files(scene):
    client, address, _other = scene
    mark = Mark.objects.get()
    deed = sittings.deed_in(ItemPaper.objects.get(version=mark.made_on).item.agenda.sitting.body, mark.owner)
    services.save_mark(deed, uuid.uuid4(), mark.made_on, "note", {"page": 4}, "Bản đồ đã cũ")
    assert "Trang 4, cả trang" in client.get(address).content.decode()
    assert "Trang 2, cả trang" not in client.get(address).content.decode()
    written = docx.Document(io.BytesIO(client.get(address + "marks.docx").content))
    assert "Trang 4, cả trang – Ghi chú" in [paragraph.text for paragraph in written.paragraphs]
    printed = pypdf.PdfReader(io.BytesIO(client.get(address + "marks.pdf").content))
    assert "Trang 4, cả trang" in " ".join(page.extract_text() for page in printed.pages)
    selectors = [one["target"]["selector"] for one in client.get(address + "marks.json").json()["items"]]
    assert [[one["value"] for one in found if "value" in one] for found in selectors] == [
        ["page=2"],
        ["page=4"],
    ]


@pytest.mark.parametrize("name", ["marks.pdf", "marks.docx", "marks.json"])
def test_its_files_are_to_keep_and_of_their_own_type(scene, name):
    client, address, _other = scene
    answer = client.get(address + name)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_went_out_comes_in_once(scene):
    client, address, _other = scene
    text = client.get(address + "marks.json").content
    Mark.objects.all().delete()
    for _time in range(2):
        client.post(address + "bring/", {"file": SimpleUploadedFile("m.json", text)})
    assert Mark.objects.get().body == "Nguồn nào?"


def test_marks_on_papers_one_may_not_read_are_left(scene):
    client, address, _other = scene
    found = json.loads(client.get(address + "marks.json").content)
    found["items"][0]["id"] = f"urn:uuid:{uuid.uuid4()}"
    found["items"][0]["target"]["source"] = f"urn:uuid:{agendas.paper().versions.get().pk}"
    client.post(address + "bring/", {"file": SimpleUploadedFile("m.json", json.dumps(found).encode())})
    assert Mark.objects.count() == 1


@pytest.mark.both_databases
@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
@pytest.mark.parametrize("where", ["body", "quote"])
def test_text_no_database_can_hold_is_left_out_and_the_rest_is_taken(scene, text, where):
    client, address, _other = scene
    good = json.loads(client.get(address + "marks.json").content)["items"][0]
    good["id"], bad = f"urn:uuid:{uuid.uuid4()}", copy.deepcopy(good)
    bad["id"] = f"urn:uuid:{uuid.uuid4()}"
    if where == "body":
        bad["body"] = {"value": text}
    else:
        bad["target"]["selector"][1]["exact"] = text
    file = SimpleUploadedFile("m.json", json.dumps({"items": [bad, good]}).encode())
    answer = client.post(address + "bring/", {"file": file}, follow=True)
    assert answer.status_code == 200 and "Đã nhận 1 ghi chú." in answer.content.decode()
    assert Mark.objects.count() == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1, null]", b"\xff\xfe", b'{"items": 3}', b"[" * 100_000, b'[{"x": NaN}]', b"[1e400]"],
)
def test_what_is_no_such_file_is_said_in_words(scene, content):
    client, address, _other = scene
    answer = client.post(address + "bring/", {"file": SimpleUploadedFile("m.json", content)}, follow=True)
    assert answer.status_code == 200
    assert 'class="notice"' in answer.content.decode()


def test_a_mark_larger_than_any_made_here_is_left_out(scene):
    client, address, _other = scene
    (good,) = json.loads(client.get(address + "marks.json").content)["items"]
    Mark.objects.all().delete()
    huge = json.loads(json.dumps(good))
    huge["id"] = f"urn:uuid:{uuid.uuid4()}"
    huge["body"] = [{"type": "TextualBody", "value": "x" * 70_000}]
    file = SimpleUploadedFile("m.json", json.dumps({"items": [huge, good]}).encode())
    client.post(address + "bring/", {"file": file})
    assert [mark.body for mark in Mark.objects.all()] == ["Nguồn nào?"]


def test_of_a_version_one_may_not_read_nothing_is_told(scene):
    client, address, _other = scene
    PaperGroupObjectPermission.objects.all().delete()
    answer = client.get(address).content.decode()
    assert "Nguồn nào?" not in answer and "Chưa xác định" not in answer


def test_who_isnt_of_the_sitting_finds_nothing(scene):
    client, address, _other = scene
    client.force_login(people.user())
    assert client.get(address, headers={"Accept": "application/json"}).status_code == 404


def test_the_list_costs_the_same_for_one_paper_and_for_many(scene):
    client, address, other = scene
    client.force_login(other)
    sitting = Sitting.objects.get(pk=address.split("/")[2])
    rows = list(ItemPaper.objects.filter(item__agenda__sitting=sitting).select_related("version"))
    target = {"page": 1, "quote": "bố trí kinh phí"}

    def mark(version):
        services.save_mark(sittings.deed_in(sitting.body, other), uuid.uuid4(), version, "highlight", target)

    mark(rows[0].version)
    cost = queries_of(lambda: marks_in(other, sitting))
    for row in rows[1:]:
        mark(row.version)
    assert len(marks_in(other, sitting)) == len(rows) == 3
    assert queries_of(lambda: marks_in(other, sitting)) == cost


def many(client, address, count):
    """A file of that many notes, from one that went out."""
    found = json.loads(client.get(address + "marks.json").content)
    one = found["items"][0]
    found["items"] = [{**copy.deepcopy(one), "id": f"urn:uuid:{uuid.uuid4()}"} for _number in range(count)]
    return found


def bring(client, address, found):
    file = SimpleUploadedFile("m.json", json.dumps(found).encode())
    return client.post(address + "bring/", {"file": file}, follow=True).content.decode()


def test_a_file_of_thousands_is_taken_by_a_job_whose_progress_the_page_shows(scene, monkeypatch):
    client, address, _other = scene
    found = many(client, address, 230)
    found["items"][7]["target"]["source"] = f"urn:uuid:{agendas.paper().versions.get().pk}"
    page = bring(client, address, found)
    assert "Đang nhận ghi chú: 0/230" in page and 'data-again="2000"' in page
    monkeypatch.setattr(importing, "TURN_SECONDS", -1)
    job = Job.objects.get(kind=importing.JOB)
    run(str(job.pk))
    assert "Đang nhận ghi chú: 50/230" in client.get(address).content.decode()
    run_waiting()
    page = client.get(address).content.decode()
    assert "Đã nhận 229 ghi chú." in page and "1 ghi chú không thuộc tài liệu" in page
    assert "data-again" not in page
    assert Mark.objects.count() == 230 and MarkImport.objects.get().annotations == []


def test_a_job_that_died_goes_on_where_it_was_and_the_last_try_says_so(scene):
    client, address, _other = scene
    bring(client, address, many(client, address, 120))
    row = MarkImport.objects.get()
    importing._take(row, 50)
    importing.say_failed(None, row=str(row.pk))
    assert "Chưa nhận được hết tệp" in client.get(address).content.decode()
    MarkImport.objects.all().delete()
    found = many(client, address, 120)
    bring(client, address, found)
    run_waiting()
    before = Mark.objects.count()
    bring(client, address, found)
    run_waiting()
    assert Mark.objects.count() == before


def test_a_mark_that_is_here_already_stays_as_it_is(scene):
    client, address, _other = scene
    found = json.loads(client.get(address + "marks.json").content)
    found["items"][0]["body"]["value"] = "Lời khác"
    assert "Đã nhận 1 ghi chú." in bring(client, address, found)
    assert Mark.objects.get().body == "Nguồn nào?"
