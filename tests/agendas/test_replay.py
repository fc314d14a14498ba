"""Every event of the agenda, replayed on every stream that may carry it."""

import pytest

from agendas import services
from meetings import services as meetings
from realtime import streams
from realtime.selectors import snapshot
from tests.factories import agendas, people, sittings
from tests.replay import replaying

pytestmark = pytest.mark.django_db


def streams_of(agenda):
    names = [agenda.sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]
    return [*names, *(streams.item(pk) for pk in agenda.items.values_list("pk", flat=True))]


def deed_of(agenda):
    return sittings.deed_in(agenda.sitting.body)


def room_of(agenda):
    return snapshot(agenda.sitting.stream("room"))["doc"]["room"]


def test_items_changed_is_told_to_the_desk_alone_while_the_agenda_is_a_draft():
    agenda = agendas.draft(items=2)
    first, second = agendas.items_of(agenda)
    with replaying(streams_of(agenda)) as replay:
        added = agendas.item(agenda, title="Nội dung mới")
        services.edit_item(deed_of(agenda), added, title="Nội dung khác", minutes_allowed=20)
        services.move_item(deed_of(agenda), added, 0)
        change = services.remove_item(deed_of(agenda), first)
        services.undo_change(deed_of(agenda), change)
        services.detach_paper(deed_of(agenda), second.item_papers.get())
    assert replay.told("agenda.items_changed") == {agenda.sitting.stream("secretariat")}


def test_approval_changed_is_told_to_the_desk():
    agenda = agendas.draft(items=1)
    with replaying(streams_of(agenda)) as replay:
        agendas.approve(agenda)
    assert replay.told("agenda.approval_changed") == {agenda.sitting.stream("secretariat")}
    with replaying(streams_of(agenda)):
        services.edit_item(deed_of(agenda), agendas.items_of(agenda)[0], minutes_allowed=5)


def test_published_is_told_to_every_audience():
    agenda = agendas.approved(items=2)
    with replaying(streams_of(agenda)) as replay:
        services.publish_agenda(deed_of(agenda), agenda)
    assert replay.told("agenda.published") == set(streams_of(agenda))


def test_late_item_inserted():
    agenda = agendas.published(items=3)
    with replaying(streams_of(agenda)) as replay:
        late = services.insert_late_item(
            deed_of(agenda),
            agenda,
            agendas.items_of(agenda)[0],
            "Theo yêu cầu của Thủ tướng Chính phủ",
            title="Nội dung gửi chậm",
            short_title="Gửi chậm",
            presenter=people.members_of(agenda.sitting.body)[1].person,
        )
    assert late.number == "1a"
    assert agenda.sitting.stream("members") in replay.told("agenda.late_item_inserted")


def test_item_withdrawn():
    agenda = agendas.published(items=2)
    with replaying(streams_of(agenda)) as replay:
        services.withdraw_item(deed_of(agenda), agendas.items_of(agenda)[0], "Theo đề nghị của Bộ Tài chính")
    assert agenda.sitting.stream("room") in replay.told("agenda.item_withdrawn")


def test_paper_replaced_and_handed_out():
    agenda = agendas.published(items=1)
    [item] = agendas.items_of(agenda)
    row = item.item_papers.get()
    agendas.version(row.paper, pages=15)
    with replaying(streams_of(agenda)) as replay:
        services.replace_paper(deed_of(agenda), row, "Tiếp thu ý kiến thành viên Chính phủ")
    assert streams.item(item.pk) in replay.told("agenda.paper_replaced")
    with replaying(streams_of(agenda)) as replay:
        services.hand_out_paper(deed_of(agenda), item, agendas.paper(), "Bổ sung số liệu")
    assert agenda.sitting.stream("members") in replay.told("agenda.paper_handed_out")


def test_item_started_ended_and_resumed_move_the_room_with_them():
    agenda = agendas.in_session(items=2)
    first, _second = agendas.items_of(agenda)
    with replaying(streams_of(agenda)) as replay:
        services.start_item(deed_of(agenda), first)
    assert replay.told("agenda.item_started") >= {streams.item(first.pk), agenda.sitting.stream("room")}
    assert room_of(agenda)["item"] == str(first.pk)
    with replaying(streams_of(agenda)) as replay:
        services.end_item(deed_of(agenda), first, "agreed")
    assert agenda.sitting.stream("members") in replay.told("agenda.item_ended")
    assert "item" not in room_of(agenda)
    with replaying(streams_of(agenda)) as replay:
        services.resume_item(deed_of(agenda), first, "Kết thúc nhầm")
    assert agenda.sitting.stream("members") in replay.told("agenda.item_resumed")
    with replaying(streams_of(agenda)):
        services.withdraw_item(deed_of(agenda), first, "Theo đề nghị của cơ quan trình")


def test_conclusion_recorded_is_for_desk_and_chair():
    agenda = agendas.in_session(items=1)
    [item] = agendas.items_of(agenda)
    with replaying(streams_of(agenda)) as replay:
        services.record_conclusion(deed_of(agenda), item, "Thống nhất thông qua Nghị quyết.")
    office, chair = agenda.sitting.stream("secretariat"), agenda.sitting.stream("chair")
    assert replay.told("agenda.conclusion_recorded") == {office, chair}


def test_script_written_is_for_the_chair_alone():
    agenda = agendas.draft(items=1)
    [item] = agendas.items_of(agenda)
    with replaying(streams_of(agenda)) as replay:
        services.write_script(
            deed_of(agenda), item, opening_words="Thưa các đồng chí", differences="", draft_conclusion=""
        )
    assert replay.told("agenda.script_written") == {agenda.sitting.stream("chair")}


def test_sitting_told_carries_the_course_to_the_invitees_of_an_item():
    agenda = agendas.draft(items=1)
    [item] = agendas.items_of(agenda)
    guest = people.user()
    deed = deed_of(agenda)
    entry = meetings.add_to_roster(deed, agenda.sitting, guest.person, "invitee", post_title="Chủ tịch")
    services.set_invitees(deed, item, [entry.pk])
    agenda.refresh_from_db()
    services.publish_agenda(deed, agendas.approve(agenda))
    entries = [row.pk for row in sittings.member_entries(agenda.sitting)]
    meetings.set_presence(deed, agenda.sitting, entries, "on_site")
    with replaying([streams.item(item.pk)]) as replay:
        meetings.open_sitting(deed, agenda.sitting)
    assert replay.told("agenda.sitting_told") == {streams.item(item.pk)}
