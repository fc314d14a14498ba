"""An internal part: only the named hear it, and nobody else ever learns what was said, then or later."""

import json
import re

import pytest
from django.urls import reverse

from accounts.models import BodyRole
from agendas import services as agendas
from agendas.models import AgendaItem, ItemPaper
from audit.models import AuditRecord
from audit.selectors import verify_chains
from core.errors import DomainError, NotFound
from meetings import services
from meetings.access import get_sitting
from meetings.errors import InternalPartIsOn, NobodyNamed, NoInternalPart
from meetings.models import InternalPart, RosterEntry
from minutes.annex import annex_document, annex_for
from minutes.concluding import drafted
from minutes.document import document_of
from minutes.models import Minutes
from minutes.selectors import sheet_for
from minutes.services import fill_minutes
from papers.access import get_paper, get_version_to_read
from papers.models import Paper
from portal.views.record import records_of
from realtime import audiences, streams
from realtime.models import Event
from realtime.selectors import events_since, may_follow, snapshot
from room import services as room
from room.access import get_entry_to_speak, lines_for
from room.errors import NotInTheRoom, NotInThisTalk
from tests.factories import agendas as making
from tests.factories import people, polls, sittings
from tests.replay import replaying
from voting import services as voting
from voting.errors import PollStillOpen, VoteNotAnnounced
from voting.models import Poll, TrialVote

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SECRET = "Nhân sự dự kiến của Trung tâm"
WORD = "Văn phòng thực hiện theo chỉ đạo của người chủ trì"


@pytest.fixture
def house():
    """A sitting in session with everybody who must go out: substitute, observer, invitee, aide, another officer."""
    agenda = making.in_session(items=2, body=people.government(5))
    sitting = agenda.sitting
    deed = sittings.deed_in(sitting.body)
    item, other = making.items_of(agenda)
    outside = {name: people.user() for name in ("observer", "invitee", "aide")}
    services.add_to_roster(deed, sitting, outside["observer"].person, RosterEntry.Role.STANDING_INVITEE)
    entry = services.add_to_roster(deed, sitting, outside["invitee"].person, RosterEntry.Role.INVITEE)
    agendas.set_invitees(deed, item, [entry.pk])
    people.mandate(sitting.body, people.members_of(sitting.body)[1], outside["aide"])
    outside["clerk"] = people.staff(sitting.body, BodyRole.Role.MINUTES)
    outside["auditor"] = people.staff(sitting.body, BodyRole.Role.AUDITOR)
    from meetings.audiences import sync_audiences

    sync_audiences(sitting)
    agendas.start_item(deed, item)
    sitting.refresh_from_db()
    item.refresh_from_db()
    return {"sitting": sitting, "deed": deed, "item": item, "other": other, "outside": outside}


def common(sitting, item=None):
    """The streams of the sitting, and of one item."""
    names = [sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]
    return [*names, *([item.stream] if item else [])]


def go_inside(house):
    """One press."""
    house["sitting"] = services.start_internal_part(house["deed"], house["sitting"])
    return house["sitting"]


def live_inside(house):
    """Somebody speaks, a vote is held and announced, a paper is handed out, the item is concluded."""
    sitting, deed, item = house["sitting"], house["deed"], house["item"]
    speaker = sittings.member_entries(sitting)[2]
    asked = room.ask_to_speak(deed, sitting, speaker)
    room.call_speaker(deed, speaker.speeches.get(pk=asked["speech"]))
    paper = making.paper(title=f"{SECRET}, danh sách")
    agendas.hand_out_paper(deed, item, paper, "Phát tại phần họp nội bộ")
    made = voting.prepare_poll(deed, item, f"Thông qua {SECRET}")
    poll = Poll.objects.get(pk=made["poll"])
    voting.open_poll(deed, poll)
    polls.cast(poll, people.members_of(sitting.body)[1], "for_")
    voting.close_poll(deed, polls.fresh(poll.pk))
    voting.announce_result(deed, polls.fresh(poll.pk))
    agendas.record_conclusion(deed, item, f"Đồng ý với {SECRET}")
    agendas.end_item(deed, item, AgendaItem.Ending.OPINIONS_GIVEN, note=SECRET)
    return {"paper": paper, "poll": polls.fresh(poll.pk), "speaker": speaker}


def test_one_press_leaves_the_members_present_the_presider_and_who_pressed(house):
    sitting = go_inside(house)
    part = sitting.internal_parts.get()
    named = set(part.persons.values_list("person_id", flat=True))
    members = {row.person_id for row in sittings.member_entries(sitting)}
    assert named == members | {sitting.presider_id, house["deed"].person_id}
    for name, user in house["outside"].items():
        assert not any(may_follow(user, stream) for stream in common(sitting, house["item"])), name
        with pytest.raises(NotFound):
            get_sitting(user, sitting.pk)
        with pytest.raises(NotFound):
            get_paper(user, house["item"].item_papers.get().paper_id)
    waiting = {
        name
        for name in house["outside"]
        if audiences.is_in(house["outside"][name], streams.waiting(sitting.pk))
    }
    assert waiting == {"observer", "invitee", "aide", "clerk"}
    member = people.members_of(sitting.body)[1]
    assert may_follow(member, sitting.stream(streams.MEMBERS))


def test_everybody_excluded_is_put_out_by_epoch_and_nobody_who_stays(house):
    member = people.members_of(house["sitting"].body)[1]
    before = {user.pk: user.epoch for user in [member, *house["outside"].values()]}
    go_inside(house)
    for user in (member, house["outside"]["observer"], house["outside"]["clerk"]):
        user.refresh_from_db()
    assert member.epoch == before[member.pk]
    assert house["outside"]["observer"].epoch > before[house["outside"]["observer"].pk]
    assert house["outside"]["clerk"].epoch > before[house["outside"]["clerk"].pk]


def test_the_wall_goes_neutral_and_hears_nothing_of_the_inside(house):
    wall = house["sitting"].stream(streams.ROOM)
    sitting = go_inside(house)
    head = snapshot(wall)
    assert set(head["doc"]) == {"sitting", "internal"}
    live_inside(house)
    assert snapshot(wall) == head
    services.end_internal_part(house["deed"], sitting)
    assert "items" in snapshot(wall)["doc"] and "internal" not in snapshot(wall)["doc"]


def test_snapshot_and_event_agree_at_both_ends(house):
    names = common(house["sitting"], house["item"])
    with replaying(names) as told:
        go_inside(house)
    assert told.told("sitting.internal_part_started") == set(common(house["sitting"]))
    late = sittings.secretary_of(house["sitting"].body)
    with replaying([name for name in names if not name.endswith(":room")]) as told:
        services.admit_inside(house["deed"], house["sitting"], [house["outside"]["clerk"].person_id])
    assert told.told("sitting.admitted_inside")
    assert late
    live_inside(house)
    with replaying(names) as told:
        services.end_internal_part(house["deed"], house["sitting"])
    assert set(names) <= told.told("sitting.internal_part_ended")


def test_nothing_of_the_inside_reaches_anybody_later_by_resume_snapshot_pages_record_or_export(house, client):
    sitting = house["sitting"]
    names = common(sitting, house["item"])
    before = {name: snapshot(name)["n"] for name in names}
    go_inside(house)
    inside = live_inside(house)
    services.end_internal_part(house["deed"], house["sitting"])
    for name in names:
        words = json.dumps(
            [snapshot(name)["doc"], [event.body for event in events_since(name, before[name])]]
        )
        told = json.loads(words)
        text = json.dumps(told, ensure_ascii=False)
        assert SECRET not in text, name
        assert str(inside["poll"].pk) not in json.dumps(snapshot(name)["doc"]), name
        assert str(inside["paper"].pk) not in json.dumps(snapshot(name)["doc"]), name
    assert any(SECRET in json.dumps(event.body, ensure_ascii=False) for event in Event.objects.all())
    item = snapshot(sitting.stream(streams.MEMBERS))["doc"]["items"][str(house["item"].pk)]
    assert (item["state"] == "ended" and item["ended_inside"] and "ending" not in item) or item[
        "ending"
    ] is None
    outside = house["outside"]
    for name in ("observer", "clerk", "aide", "auditor"):
        client.force_login(outside[name])
        for stream in names:
            for route in ("events", "snapshot"):
                answer = client.get(f"/realtime/{route}/{stream}?since={before[stream]}")
                assert SECRET not in answer.content.decode(), (name, stream, route)
        answer = client.get(reverse("portal:search"), {"q": SECRET})
        assert str(inside["paper"].pk) not in answer.content.decode()
        answer = client.get(reverse("portal:paper", args=[inside["paper"].pk]))
        assert answer.status_code == 404
    said = records_of([sitting.body_id], outside["auditor"])
    assert not said.filter(verb__in=["poll.opened", "agenda.item_ended", "ballots.cast", "room.speech_asked"])
    client.force_login(outside["auditor"])
    page = client.get(reverse("portal:record")).content.decode()
    assert SECRET not in page and "phần họp nội bộ" in page
    ledger = client.get(reverse("voting:ledger", args=[sitting.pk]))
    assert json.loads(ledger.content)["polls"] == []
    assert all(verdict.is_whole for verdict in verify_chains())
    assert AuditRecord.objects.filter(chain=sitting.chain_of(1), verb="poll.opened").exists()


def test_those_who_were_inside_read_its_paper_and_its_votes_afterwards(house):
    go_inside(house)
    inside = live_inside(house)
    sitting = services.end_internal_part(house["deed"], house["sitting"])
    member = people.members_of(sitting.body)[1]
    assert get_paper(member, inside["paper"].pk)
    # To read what was handed out inside is no working on it: neither its drafts nor the file as it came.
    assert not Paper.objects.worked_on_by(member).filter(pk=inside["paper"].pk).exists()
    assert Poll.objects.visible_to(member).filter(pk=inside["poll"].pk).exists()
    assert inside["poll"].number == 101
    assert not Poll.objects.visible_to(house["outside"]["clerk"]).filter(pk=inside["poll"].pk).exists()


def test_they_come_back_by_a_snapshot_never_by_what_they_missed(house, client):
    stream = house["sitting"].stream(streams.OBSERVERS)
    since = snapshot(stream)["n"]
    go_inside(house)
    live_inside(house)
    sitting = services.end_internal_part(house["deed"], house["sitting"])
    observer = house["outside"]["observer"]
    observer.refresh_from_db()
    assert may_follow(observer, stream) and get_sitting(observer, sitting.pk)
    client.force_login(observer)
    answer = client.get(f"/realtime/events/{stream}?since={since}").json()
    assert "snapshot" in answer and "events" not in answer
    agendas.start_item(house["deed"], house["other"])
    head = snapshot(stream)["n"]
    answer = client.get(f"/realtime/events/{stream}?since={head - 1}").json()
    assert len(answer["events"]) == 1


def test_outside_the_page_is_one_sentence_and_the_browser_forgets(house, client):
    sitting = go_inside(house)
    for name in ("observer", "invitee", "clerk"):
        client.force_login(house["outside"][name])
        answer = client.get(reverse("portal:sitting", args=[sitting.pk]))
        assert answer.status_code == 200
        assert answer["Clear-Site-Data"] == '"cache"'
        words = answer.content.decode()
        assert "Kính mời đại biểu tạm chờ đến khi được mời trở lại" in words
        assert house["item"].title not in words
    client.force_login(house["outside"]["clerk"])
    assert (
        "Kính mời đại biểu tạm chờ"
        in client.get(reverse("portal:control", args=[sitting.pk])).content.decode()
    )
    client.force_login(people.user())
    assert client.get(reverse("portal:sitting", args=[sitting.pk])).status_code == 404


def test_only_who_is_inside_may_vote_inside(house):
    sitting = house["sitting"]
    entries = sittings.member_entries(sitting)
    house["sitting"] = services.start_internal_part(
        house["deed"], sitting, [row.person_id for row in entries[:4]] + [house["deed"].person_id]
    )
    made = voting.prepare_poll(house["deed"], house["item"], "Thông qua")
    answer = voting.open_poll(house["deed"], Poll.objects.get(pk=made["poll"]))
    assert answer["electors"] == 4 and answer["total"] == 5


def test_a_late_member_is_called_in_and_the_list_says_so(house):
    sitting = house["sitting"]
    entries = sittings.member_entries(sitting)
    sitting = services.start_internal_part(house["deed"], sitting, [row.person_id for row in entries[:4]])
    late = people.members_of(sitting.body)[4]
    assert not may_follow(late, sitting.stream(streams.MEMBERS))
    services.admit_inside(house["deed"], sitting, [late.person_id])
    assert may_follow(late, sitting.stream(streams.MEMBERS))
    assert sitting.internal_parts.get().persons.filter(person=late.person_id).exists()


def test_the_same_press_twice_is_one_part(house):
    deed = house["deed"].with_key("k-1")
    services.start_internal_part(deed, house["sitting"])
    services.start_internal_part(deed, house["sitting"])
    assert InternalPart.objects.count() == 1
    with pytest.raises(InternalPartIsOn):
        services.start_internal_part(house["deed"], house["sitting"])


def test_what_must_come_first(house):
    sitting, deed = house["sitting"], house["deed"]
    with pytest.raises(NoInternalPart):
        services.end_internal_part(deed, sitting)
    with pytest.raises(NobodyNamed):
        services.start_internal_part(deed, sitting, [])
    made = voting.prepare_poll(deed, house["item"], "Thông qua")
    poll = Poll.objects.get(pk=made["poll"])
    voting.open_poll(deed, poll)
    with pytest.raises(PollStillOpen):
        services.start_internal_part(deed, sitting)
    voting.close_poll(deed, polls.fresh(poll.pk))
    voting.announce_result(deed, polls.fresh(poll.pk))
    sitting = services.start_internal_part(deed, sitting)
    with pytest.raises(DomainError):
        services.close_sitting(deed, sitting)
    made = voting.prepare_poll(deed, house["item"], "Thông qua lần hai")
    inside = Poll.objects.get(pk=made["poll"])
    voting.open_poll(deed, inside)
    with pytest.raises(PollStillOpen):
        services.end_internal_part(deed, sitting)
    voting.close_poll(deed, polls.fresh(inside.pk))
    with pytest.raises(VoteNotAnnounced):
        services.end_internal_part(deed, sitting)
    voting.announce_result(deed, polls.fresh(inside.pk))
    assert services.end_internal_part(deed, sitting).internal_part is None


def test_the_list_of_who_stays_is_chosen_on_a_page(house, client):
    sitting = house["sitting"]
    client.force_login(sittings.secretary_of(sitting.body))
    address = reverse("meetings:internal_part", args=[sitting.pk])
    words = client.get(address).content.decode()
    assert "Bắt đầu phần họp nội bộ" in words
    assert len(re.findall(r'name="person" value="[^"]+" checked', words)) == 6
    chosen = [str(row.person_id) for row in sittings.member_entries(sitting)]
    secretary = str(sittings.secretary_of(sitting.body).person_id)
    client.post(address, {"person": [*chosen, secretary, str(house["outside"]["clerk"].person_id)]})
    assert InternalPart.objects.get().persons.count() == 7
    assert "Đang chờ bên ngoài" in client.get(address).content.decode()
    client.post(reverse("meetings:end_internal_part", args=[sitting.pk]))
    assert InternalPart.objects.get().ended_at is not None


def test_its_minutes_are_an_annex_of_their_own_for_those_who_were_named(house, client):
    sitting, item = house["sitting"], house["item"]
    house["sitting"] = services.start_internal_part(
        house["deed"], sitting, item_id=item.pk, item_number=item.number
    )
    live_inside(house)
    sitting = services.end_internal_part(house["deed"], house["sitting"])
    minutes = Minutes.objects.get(sitting=sitting)
    fill_minutes(house["deed"], sitting)
    printed = document_of(sheet_for(minutes))
    assert SECRET not in str(printed)
    assert "phần họp nội bộ; diễn biến và kết quả ghi tại phụ lục riêng" in str(printed)
    annex = annex_document(annex_for(minutes, 1))
    assert str(annex).count(SECRET) >= 4 and "Người dự (6)" in str(annex)
    pages = [
        reverse(f"minutes:{name}", args=[sitting.pk, 1]) for name in ("annex", "annex_pdf", "annex_docx")
    ]
    for name in ("observer", "clerk", "aide", "auditor", "invitee"):
        client.force_login(house["outside"][name])
        assert {client.get(page).status_code for page in pages} == {404}, name
    client.force_login(house["outside"]["clerk"])
    for page in (reverse("minutes:edit", args=[sitting.pk]), reverse("minutes:pdf", args=[sitting.pk])):
        assert SECRET not in client.get(page).content.decode(errors="replace")
    block = minutes.blocks.filter(internal_part=1, text__contains=SECRET).first()
    assert client.get(reverse("minutes:block", args=[block.pk])).status_code == 404
    assert client.post(reverse("minutes:edit_block", args=[block.pk]), {"text": "x"}).status_code == 404
    client.force_login(people.members_of(sitting.body)[1])
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert SECRET in client.get(pages[0]).content.decode()


def test_what_the_desk_did_inside_on_the_presiders_word_stands_in_the_annex_alone(house):
    sitting, deed, other = go_inside(house), house["deed"], house["other"]
    inside = live_inside(house)["poll"].number
    sitting = services.end_internal_part(deed, sitting)
    agendas.start_item(deed, other)
    poll = Poll.objects.get(pk=voting.prepare_poll(deed, other, "Thông qua")["poll"])
    voting.open_poll(deed, poll)
    voting.close_poll(deed, polls.fresh(poll.pk))
    voting.announce_result(deed, polls.fresh(poll.pk))
    agendas.end_item(deed, other, AgendaItem.Ending.OPINIONS_GIVEN)
    services.close_sitting(deed, sitting)
    fill_minutes(deed, sitting)
    minutes = Minutes.objects.get(sitting=sitting)
    annex, whole = (
        re.findall(rf"{WORD}: [^.]+", str(made))
        for made in (annex_document(annex_for(minutes, 1)), document_of(sheet_for(minutes)))
    )
    outside = polls.fresh(poll.pk).number
    assert annex == [f"{WORD}: công bố kết quả biểu quyết số {inside}"]
    assert len(whole) == 1 and inside != outside
    assert whole[0].startswith(f"{WORD}: công bố kết quả biểu quyết số {outside}; bế mạc lúc")


def test_an_annex_says_nothing_of_the_desk_where_it_did_nothing_for_the_presider(house):
    sitting = services.end_internal_part(house["deed"], go_inside(house))
    fill_minutes(house["deed"], sitting)
    assert WORD not in str(annex_document(annex_for(Minutes.objects.get(sitting=sitting), 1)))


def test_a_paper_laid_before_is_replaced_when_the_part_is_over_and_then_for_everybody(house):
    deed, item = house["deed"], house["item"]
    row = agendas.hand_out_paper(deed, item, making.paper(), "Phát bổ sung")
    old, sitting = row.version, go_inside(house)
    new = making.version(row.paper)
    readers = [people.members_of(sitting.body)[1], house["outside"]["observer"]]
    with pytest.raises(InternalPartIsOn):
        agendas.replace_paper(deed, row, "Bản đã sửa")
    assert get_version_to_read(readers[0], row.paper) == old
    services.end_internal_part(deed, sitting)
    row = ItemPaper.objects.get(pk=row.pk)
    assert agendas.replace_paper(deed, row, "Bản đã sửa")["version_id"] == str(new.pk)
    for user in readers:
        assert get_version_to_read(user, row.paper) == new


def test_a_paper_handed_out_inside_is_recalled_without_a_word_to_those_outside(house):
    sitting, deed, item = go_inside(house), house["deed"], house["item"]
    wrong, late = (making.paper(title=f"{SECRET}, bản {number}") for number in (1, 2))
    rows = [agendas.hand_out_paper(deed, item, paper, "Phát tại phần họp nội bộ") for paper in (wrong, late)]
    member = people.members_of(sitting.body)[1]
    assert get_paper(member, wrong.pk)
    agendas.recall_paper(deed, rows[0], "Phát nhầm")
    with pytest.raises(NotFound):
        get_paper(member, wrong.pk)
    services.end_internal_part(deed, sitting)
    with replaying(common(sitting, item)) as replay:
        agendas.recall_paper(deed, rows[1], "Phát nhầm")
    assert not replay.told("agenda.paper_recalled")
    with pytest.raises(NotFound):
        get_paper(member, late.pk)
    for name in common(sitting, item):
        told = json.dumps(snapshot(name)["doc"], ensure_ascii=False)
        assert not any(str(paper.pk) in told for paper in (wrong, late)) and "paper_recalled" not in told
    recalled = AuditRecord.objects.filter(verb="agenda.paper_recalled")
    assert {row.chain for row in recalled} == {sitting.chain_of(1)}


def test_a_note_inside_goes_to_nobody_who_is_outside(house):
    sitting, deed = house["sitting"], house["deed"]
    clerk = people.staff(sitting.body, BodyRole.Role.CONDUCT)
    presenter = streams.person(house["item"].presenter_id)
    services.start_internal_part(deed, sitting)
    sitting.refresh_from_db()
    presider = sittings.deed_in(sitting.body, people.members_of(sitting.body)[0])
    room.send_line(presider, sitting, "desk", SECRET)
    held = snapshot(streams.person(clerk.person_id))["doc"].get("lines")
    assert not held and not snapshot(presenter)["doc"].get("lines")
    with pytest.raises(NotInThisTalk):
        room.send_line(sittings.deed_in(sitting.body, clerk), sitting, "presider", SECRET)
    services.end_internal_part(deed, sitting)
    sitting.refresh_from_db()
    assert not lines_for(house["outside"]["auditor"], sitting)
    assert len(lines_for(people.members_of(sitting.body)[0], sitting)) == 1


def test_a_trial_ends_when_the_part_starts_and_none_is_started_inside(house):
    voting.start_trial_vote(house["deed"], house["sitting"])
    sitting = go_inside(house)
    assert not TrialVote.objects.get(sitting=sitting).is_running
    with pytest.raises(InternalPartIsOn):
        voting.start_trial_vote(house["deed"], sitting)


def test_nothing_is_put_on_the_wall_inside_and_no_opinion_of_an_absent_member_recorded(house):
    sitting = go_inside(house)
    with pytest.raises(InternalPartIsOn):
        room.set_display(house["deed"], sitting, "item", item_id=house["other"].pk)
    absent = sittings.member_entries(sitting)[3]
    with pytest.raises(InternalPartIsOn):
        agendas.record_absent_opinion(house["deed"], house["item"], absent, SECRET)


def test_the_device_of_a_conference_point_asks_for_nobody_inside(house):
    sitting, entry = house["sitting"], sittings.member_entries(house["sitting"])[1]
    point = room.add_point(house["deed"], sitting, "Điểm cầu Hải Phòng", [entry.pk])
    waiting, _secret = room.request_display_code()
    device = room.pair_display(house["deed"], sitting, waiting.code, point).user
    assert get_entry_to_speak(device, sitting.pk, str(entry.pk)) == entry
    go_inside(house)
    with pytest.raises(NotInTheRoom):
        get_entry_to_speak(device, sitting.pk, str(entry.pk))


def test_one_vote_over_several_items_inside_stays_inside(house):
    sitting, deed = go_inside(house), house["deed"]
    AgendaItem.objects.filter(agenda=house["item"].agenda).update(kind=AgendaItem.Kind.DECISION)
    items = [AgendaItem.objects.get(pk=house[name].pk) for name in ("item", "other")]
    made = voting.prepare_block_poll(deed, items)
    poll = Poll.objects.get(pk=made["poll"])
    voting.open_poll(deed, poll)
    polls.cast(poll, people.members_of(sitting.body)[1], "for_")
    voting.close_poll(deed, polls.fresh(poll.pk))
    voting.announce_result(deed, polls.fresh(poll.pk))
    services.end_internal_part(deed, sitting)
    for name in [*common(sitting, items[0]), items[1].stream]:
        assert str(poll.pk) not in json.dumps(snapshot(name)["doc"]), name
    with replaying(common(sitting, items[0])) as replay:
        voting.annul_poll(deed, polls.fresh(poll.pk), "Kiểm phiếu sai")
    assert not replay.told("poll.annulled")
    assert AuditRecord.objects.get(verb="poll.annulled").chain == sitting.chain_of(1)
    assert voting.prepare_block_poll(deed, items)["number"] == 1  # nothing outside tells that there was one
    assert Poll.objects.get(internal_part=None).replaces is None


def test_a_notice_of_conclusion_names_no_conclusion_of_the_inside(house):
    go_inside(house)
    agendas.record_conclusion(house["deed"], house["item"], f"Đồng ý với {SECRET}")
    services.end_internal_part(house["deed"], house["sitting"])
    assert SECRET not in drafted(house["sitting"])
