"""An aide prepares the principal's words: both read them, nobody else; and no mandate carries a vote."""

import json
import uuid

import pytest
from django.urls import reverse

from accounts import services as accounts
from accounts.models import Mandate
from agendas import services
from agendas.errors import NoNotesHere, NoteTooLong
from agendas.models import AgendaItem, SpeakingNote
from audit.models import AuditRecord
from core.errors import EditedMeanwhile
from realtime import streams
from realtime.models import Event
from realtime.selectors import snapshot
from tests.factories import agendas, people, sittings
from tests.replay import replaying

pytestmark = pytest.mark.django_db
WORDS = "Đề nghị làm rõ nguồn kinh phí năm 2020."


@pytest.fixture
def agenda():
    return agendas.published(items=2)


@pytest.fixture
def body(agenda):
    return agenda.sitting.body


@pytest.fixture
def member(body):
    return people.members_of(body)[2]


@pytest.fixture
def aide(body, member, agenda):
    user = people.user()
    deed = sittings.deed_in(body, people.staff(body, "administrator"))
    for scope in (Mandate.Scope.PREPARE, Mandate.Scope.READ):
        accounts.give_mandate(
            deed, body, principal=member.person, agent=user.person, scope=scope, valid_from=people.FOUNDED
        )
    return user


@pytest.fixture
def item(agenda):
    return agendas.items_of(agenda)[0]


def entry(agenda, member):
    return sittings.entry_of(agenda.sitting, member)


def write(body, aide, agenda, member, item, text=WORDS, version=None):
    return services.write_speaking_note(
        sittings.deed_in(body, aide), item, entry(agenda, member), text, version
    )


def test_the_note_reaches_the_principals_own_devices_and_no_other_stream(body, agenda, member, aide, item):
    own, colleague = streams.person(member.person_id), streams.person(people.members_of(body)[1].person_id)
    with replaying([own, colleague, agenda.sitting.stream(streams.MEMBERS)]) as replay:
        write(body, aide, agenda, member, item)
    assert replay.told("agenda.speaking_note_written") == {own}
    assert snapshot(own)["doc"]["speaking_notes"][str(item.pk)]["text"] == WORDS
    with replaying([own]):
        write(body, aide, agenda, member, item, "", 1)
    assert snapshot(own)["doc"]["speaking_notes"] == {}
    others = Event.objects.exclude(stream=own).values_list("body", flat=True)
    assert WORDS not in json.dumps(list(others), ensure_ascii=False)
    facts = AuditRecord.objects.filter(verb="agenda.speaking_note_written").values_list("facts", flat=True)
    assert WORDS not in json.dumps(list(facts), ensure_ascii=False) and len(facts) == 2


def test_the_aide_writes_beside_each_item_and_reads_what_was_written(
    client, body, agenda, member, aide, item
):
    client.force_login(aide)
    page = reverse("agendas:speaking_notes", args=[agenda.sitting_id])
    assert item.title in client.get(page).content.decode()
    address = reverse("agendas:write_speaking_note", args=[item.pk])
    client.post(address, {"text": WORDS, "version": "0", "principal": str(member.person_id)})
    assert WORDS in client.get(page).content.decode()
    record = AuditRecord.objects.get(verb="agenda.speaking_note_written")
    assert "Theo ủy quyền của" in record.facts["deed"]["on_behalf_of"]
    sitting_page = client.get(reverse("portal:sitting", args=[agenda.sitting_id])).content.decode()
    assert page in sitting_page


def test_a_second_aide_who_looked_earlier_overwrites_nothing(client, body, agenda, member, aide, item):
    write(body, aide, agenda, member, item)
    with pytest.raises(EditedMeanwhile):
        write(body, aide, agenda, member, item, "khác", 0)
    client.force_login(aide)
    address = reverse("agendas:write_speaking_note", args=[item.pk])
    answer = client.post(address, {"text": "khác hẳn", "version": "0"})
    assert answer.status_code == 409 and "khác hẳn" in answer.content.decode()
    assert SpeakingNote.objects.get().text == WORDS


def test_the_notes_go_with_the_mandate(client, body, agenda, member, aide, item):
    write(body, aide, agenda, member, item)
    mandate = Mandate.objects.get(agent=aide.person, scope=Mandate.Scope.PREPARE)
    Mandate.objects.filter(pk=mandate.pk).update(valid_to=body.today())
    client.force_login(aide)
    for method, address in (
        ("get", reverse("agendas:speaking_notes", args=[agenda.sitting_id])),
        ("post", reverse("agendas:write_speaking_note", args=[item.pk])),
    ):
        answer = getattr(client, method)(address)
        assert answer.status_code == 403 and WORDS not in answer.content.decode()


def test_no_member_and_no_secretary_reads_another_ones_notes(client, body, agenda, member, aide, item):
    write(body, aide, agenda, member, item)
    for user in (people.members_of(body)[1], sittings.secretary_of(body), people.members_of(body)[0]):
        client.force_login(user)
        assert client.get(reverse("agendas:speaking_notes", args=[agenda.sitting_id])).status_code == 403
        assert WORDS not in client.get(reverse("portal:sitting", args=[agenda.sitting_id])).content.decode()


def test_nothing_is_written_on_paper_only_matters_nor_for_one_who_keeps_out(body, agenda, member, aide, item):
    services.set_recusal(
        sittings.deed_in(body), item, {str(entry(agenda, member).pk): "Có lợi ích liên quan"}
    )
    with pytest.raises(NoNotesHere):
        write(body, aide, agenda, member, item)
    second = agendas.items_of(agenda)[1]
    with pytest.raises(NoteTooLong):
        write(body, aide, agenda, member, second, "x" * 8001)
    AgendaItem.objects.filter(pk=second.pk).update(paper_copies_only=True)
    with pytest.raises(NoNotesHere):
        write(body, aide, agenda, member, second)


def test_a_principal_nobody_gave_is_no_way_in(client, body, agenda, member, aide, item):
    client.force_login(aide)
    address = reverse("agendas:write_speaking_note", args=[item.pk])
    for principal in (str(people.members_of(body)[1].person_id), str(uuid.uuid4()), "x"):
        assert client.post(address, {"text": "x", "principal": principal}).status_code == 403
    assert not SpeakingNote.objects.exists()
