"""One-line notes: between three sides only, on their own streams, nothing left once the sitting is closed."""

import json

import pytest
from django.urls import reverse

from agendas import services as agenda_services
from audit.models import AuditRecord
from meetings import services as meetings
from meetings.audiences import sync_audiences
from realtime import streams
from realtime.models import Event
from realtime.selectors import snapshot
from room import access, services
from room.errors import LineEmpty, LineTooLong, NobodyToRead, NotInThisTalk
from room.models import Line
from tests.factories import agendas, people, sittings
from tests.factories.people import members_of
from tests.replay import replaying
from tests.room.test_replay import deed_of, streams_of

pytestmark = pytest.mark.django_db
WORDS = "Đề nghị nói ngắn, còn ba phút"


@pytest.fixture
def agenda():
    made = agendas.in_session(items=1)
    agenda_services.start_item(deed_of(made), agendas.items_of(made)[0])
    return made


def people_of(agenda):
    body = agenda.sitting.body
    return {
        "desk": sittings.secretary_of(body),
        "presider": members_of(body)[0],
        "presenter": members_of(body)[2],
        "member": members_of(body)[3],
    }


def send(agenda, who, to, text=WORDS):
    user = people_of(agenda)[who]
    return services.send_line(sittings.deed_in(agenda.sitting.body, user), agenda.sitting, to, text)


def own(agenda):
    return [streams.person(user.person_id) for user in people_of(agenda).values()]


def test_a_note_stands_with_sender_and_receiver_and_nowhere_else(agenda):
    with replaying([*streams_of(agenda), *own(agenda)]) as replay:
        send(agenda, "desk", "presenter")
        send(agenda, "presenter", "presider", "Xin thêm hai phút")
        send(agenda, "presider", "desk", "Đồng ý")
    told = replay.told("room.line_sent")
    member = streams.person(people_of(agenda)["member"].person_id)
    assert member not in told and not told & set(streams_of(agenda))
    assert not snapshot(member)["doc"].get("lines")
    assert len(snapshot(streams.person(people_of(agenda)["presenter"].person_id))["doc"]["lines"]) == 2
    assert WORDS not in json.dumps(
        list(AuditRecord.objects.values_list("facts", flat=True)), ensure_ascii=False
    )


def test_a_member_has_no_part_in_it(agenda):
    with pytest.raises(NotInThisTalk):
        send(agenda, "member", "presider")
    with pytest.raises(NobodyToRead):
        send(agenda, "presider", "presider")
    with pytest.raises(NobodyToRead):
        send(agenda, "desk", "everybody")


def test_a_note_is_one_line(agenda):
    with pytest.raises(LineEmpty):
        send(agenda, "desk", "presider", " \n ")
    with pytest.raises(LineTooLong):
        send(agenda, "desk", "presider", "a" * 201)
    send(agenda, "desk", "presider", "một\nhai")
    assert "\n" not in Line.objects.get().text


def close(agenda):
    agenda_services.end_item(deed_of(agenda), agendas.items_of(agenda)[0], "agreed")
    with replaying(own(agenda)) as replay:
        meetings.close_sitting(deed_of(agenda), agenda.sitting)
    return replay


def test_closing_destroys_the_words_too(agenda):
    send(agenda, "desk", "presider")
    assert close(agenda).told("room.lines_put_away")
    assert not Line.objects.exists()
    assert WORDS not in json.dumps(list(Event.objects.values_list("body", flat=True)), ensure_ascii=False)


def test_kept_by_rule_they_are_read_by_both_and_by_the_auditor(agenda, settings):
    settings.SITTING_LINES_KEPT = True
    send(agenda, "desk", "presider")
    close(agenda)
    agenda.sitting.refresh_from_db()
    known = people_of(agenda)
    assert [line.text for line in access.lines_for(known["presider"], agenda.sitting)] == [WORDS]
    assert not access.lines_for(known["member"], agenda.sitting)
    auditor = people.staff(agenda.sitting.body, "auditor")
    assert len(access.lines_for(auditor, agenda.sitting)) == 1
    assert not snapshot(streams.person(known["presider"].person_id))["doc"].get("lines")


def test_kept_ones_stand_on_a_page_for_who_may_read_them(agenda, client, settings):
    settings.SITTING_LINES_KEPT = True
    send(agenda, "desk", "presider")
    close(agenda)
    known = people_of(agenda)
    address = reverse("room:lines", args=[agenda.sitting_id])
    auditor = people.staff(agenda.sitting.body, "auditor")
    for user in (known["presider"], auditor):
        client.force_login(user)
        assert WORDS in client.get(address).content.decode()
    client.force_login(known["member"])
    assert client.get(address).status_code == 403
    other = people.staff(agenda.sitting.body, "conduct")
    sync_audiences(agenda.sitting)
    client.force_login(other)
    html = client.get(address).content.decode()
    assert WORDS not in html and "Không có tin nhắn nào đồng chí được đọc" in html
