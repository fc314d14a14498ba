"""All my marks in a sitting: the page, its files, and taking a file in."""

import copy
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agendas.models import ItemPaper
from annotations import services
from annotations.models import Mark
from meetings.models import Sitting
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


@pytest.mark.parametrize("content", [b"", b"{", b"[1, null]", b"\xff\xfe", b'{"items": 3}', b"[" * 100_000])
def test_what_is_no_such_file_is_said_in_words(scene, content):
    client, address, _other = scene
    answer = client.post(address + "bring/", {"file": SimpleUploadedFile("m.json", content)}, follow=True)
    assert answer.status_code == 200
    assert 'class="notice"' in answer.content.decode()


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
