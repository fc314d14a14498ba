"""Private notes: the client's id, the version, and nobody else."""

import uuid

import pytest

from annotations import access
from annotations.errors import NoteEditedElsewhere, NoteTooLong, UnknownTarget
from annotations.models import Note
from annotations.services import save_note
from audit.models import AuditRecord
from core.errors import NotFound
from realtime.commands import answer
from tests.factories import agendas, people, sittings
from tests.factories.people import members_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    agenda = agendas.published(items=1)
    member = members_of(agenda.sitting.body)[2]
    return agendas.items_of(agenda)[0], member, sittings.deed_in(agenda.sitting.body, member)


def write(scene, text, version=None, note_id=None):
    item, _member, deed = scene
    return save_note(deed, note_id or uuid.uuid4(), "agenda_item", item.pk, text, version)


def test_a_note_sent_twice_is_one_note(scene):
    note_id = uuid.uuid4()
    first = write(scene, "Hỏi Bộ Tài chính về nguồn vốn", 0, note_id)
    assert write(scene, "Hỏi Bộ Tài chính về nguồn vốn", 0, note_id) == first
    assert first["version"] == 1
    assert Note.objects.count() == 1


def test_another_device_never_overwrites_silently(scene):
    note_id = uuid.uuid4()
    write(scene, "bản một", 0, note_id)
    write(scene, "bản hai", 1, note_id)
    with pytest.raises(NoteEditedElsewhere) as refusal:
        write(scene, "bản ba", 1, note_id)
    assert refusal.value.facts["text"] == "bản hai"
    with pytest.raises(NoteEditedElsewhere):
        write(scene, "từ máy khác")
    assert Note.objects.get().text == "bản hai"


def test_anothers_note_is_as_good_as_missing(scene):
    item, _member, _deed = scene
    note = write(scene, "riêng tôi")
    other = members_of(item.agenda.sitting.body)[3]
    with pytest.raises(NotFound):
        access.get_own_note(other, note["id"])
    with pytest.raises(NotFound):
        save_note(sittings.deed_in(item.agenda.sitting.body, other), note["id"], "agenda_item", item.pk, "x")


def test_nothing_of_a_note_enters_the_record(scene):
    before = AuditRecord.objects.count()
    write(scene, "điều không ai cần biết")
    assert AuditRecord.objects.count() == before


def test_a_long_note_is_refused_in_words(scene):
    with pytest.raises(NoteTooLong) as refusal:
        write(scene, "a" * 20_001)
    assert "20001" in refusal.value.message


def test_the_command_checks_what_the_note_is_on(scene):
    item, member, _deed = scene
    args = {"id": str(uuid.uuid4()), "target": str(item.pk), "text": "Hỏi thêm"}
    said = answer(member, {"id": 1, "verb": "annotations.save_note", "args": args}, "socket")
    assert said["ok"]["text"] == "Hỏi thêm"
    stranger = people.user()
    said = answer(stranger, {"id": 2, "verb": "annotations.save_note", "args": args}, "socket")
    assert said["error"]["code"] == "not_found"
    with pytest.raises(UnknownTarget):
        access.ensure_target(member, "ballot", item.pk)
