"""A paper taken back: its readers' rights end, the record keeps it, and nothing told names it any more."""

import uuid

import pytest
from asgiref.sync import sync_to_async
from django.urls import reverse

from agendas import services
from agendas.models import AgendaLine, ItemPaper, PaperRecall
from audit.models import AuditRecord
from core.errors import NotFound
from meetings.errors import ReasonMissing
from papers.access import get_paper, get_version
from papers.selectors import VERSION
from realtime.commands import answer
from realtime.selectors import snapshot
from realtime.standing import Watch
from room import services as room
from room.models import RoomState
from tests.agendas.test_replay import streams_of
from tests.factories import agendas, people, sittings
from tests.replay import replaying
from voting import services as voting
from voting.errors import PollStillOpen
from voting.models import Poll

pytestmark = pytest.mark.django_db
WRONG = "Bản số liệu chưa được phép công bố"


def handed_out(agenda):
    """A paper laid by mistake in an open sitting."""
    paper = agendas.paper(WRONG)
    item = agendas.items_of(agenda)[0]
    return services.hand_out_paper(sittings.deed_in(agenda.sitting.body), item, paper, "Số liệu mới")


def recall(agenda, row, reason="Phát nhầm tài liệu", key=""):
    return services.recall_paper(sittings.deed_in(agenda.sitting.body, key=key), row, reason)


def test_its_readers_read_it_no_longer_and_the_desk_keeps_it():
    agenda = agendas.in_session(items=1)
    row = handed_out(agenda)
    readers = people.members_of(agenda.sitting.body)
    assert all(get_version(reader, row.version_id) for reader in readers)
    recall(agenda, row)
    for reader in readers:
        with pytest.raises(NotFound):
            get_version(reader, row.version_id)
        with pytest.raises(NotFound):
            get_paper(reader, row.paper_id)
    assert get_version(sittings.secretary_of(agenda.sitting.body), row.version_id)


def test_nothing_told_names_it_any_more_and_the_record_keeps_time_and_reason():
    agenda = agendas.in_session(items=1)
    row = handed_out(agenda)
    recall(agenda, row, "Phát nhầm tài liệu")
    for stream in streams_of(agenda):
        assert WRONG not in str(snapshot(stream)["doc"])
    kept = PaperRecall.objects.get()
    assert (kept.paper_id, kept.version_id, kept.reason) == (
        row.paper_id,
        row.version_id,
        "Phát nhầm tài liệu",
    )
    [told] = snapshot(agenda.sitting.stream("members"))["doc"]["items"][str(kept.item_id)]["recalls"].values()
    assert told["version_id"] == str(row.version_id)
    assert AgendaLine.objects.get(kind="paper_recalled").item_id == kept.item_id
    assert WRONG in str(AuditRecord.objects.get(verb="agenda.paper_recalled").facts)


def test_recalled_is_told_to_every_audience_and_replays():
    agenda = agendas.in_session(items=2)
    row = handed_out(agenda)
    with replaying(streams_of(agenda)) as replay:
        recall(agenda, row)
    assert agenda.sitting.stream("members") in replay.told("agenda.paper_recalled")
    with replaying(streams_of(agenda)):
        services.hand_out_paper(
            sittings.deed_in(agenda.sitting.body), agendas.items_of(agenda)[1], row.paper, "Đúng nội dung"
        )


def test_it_can_be_handed_out_again_and_is_read_again():
    agenda = agendas.in_session(items=1)
    row = handed_out(agenda)
    recall(agenda, row)
    again = services.hand_out_paper(
        sittings.deed_in(agenda.sitting.body), row.item, row.paper, "Đã được phép công bố"
    )
    assert get_version(people.members_of(agenda.sitting.body)[2], again.version_id)


def test_a_repeat_gets_the_first_answer_and_a_reason_is_needed():
    agenda = agendas.in_session(items=1)
    row = handed_out(agenda)
    with pytest.raises(ReasonMissing):
        recall(agenda, row, " ")
    key = str(uuid.uuid4())
    assert recall(agenda, row, key=key) == recall(agenda, row, key=key)
    assert PaperRecall.objects.count() == 1


def test_what_is_presented_from_it_is_presented_no_longer():
    agenda = agendas.in_session(items=1)
    row = handed_out(agenda)
    deed = sittings.deed_in(agenda.sitting.body)
    services.start_item(deed, row.item)
    room.show_page(deed, agenda.sitting, row.paper_id, 1)
    with replaying(streams_of(agenda)):
        recall(agenda, row)
    assert RoomState.objects.get(sitting=agenda.sitting).paper is None


def test_an_open_vote_on_it_refuses():
    agenda = agendas.in_session(items=1)
    row = handed_out(agenda)
    deed = sittings.deed_in(agenda.sitting.body)
    services.start_item(deed, row.item)
    told = voting.prepare_poll(deed, row.item, "Thông qua báo cáo", paper=row.paper)
    voting.open_poll(deed, Poll.objects.get(pk=told["poll"]))
    with pytest.raises(PollStillOpen):
        recall(agenda, row)
    assert ItemPaper.objects.filter(pk=row.pk).exists()


def test_who_conducts_recalls_by_a_command_or_at_the_desk_and_nobody_else(client):
    agenda = agendas.in_session(items=1)
    row = handed_out(agenda)
    args = {"item": str(row.item_id), "paper": str(row.paper_id), "reason": "Phát nhầm"}
    asked = {"id": "1", "verb": "agendas.recall_paper", "args": args}
    member, officer = people.members_of(agenda.sitting.body)[2], sittings.secretary_of(agenda.sitting.body)
    assert "error" in answer(member, asked, "socket")
    assert answer(officer, asked, "socket")["ok"]["paper"] == str(row.paper_id)
    services.hand_out_paper(sittings.deed_in(agenda.sitting.body), row.item, row.paper, "Đúng")
    client.force_login(officer)
    page = client.get(reverse("agendas:item", args=[row.item_id])).content.decode()
    assert "Phát tại phiên họp lúc" in page
    client.post(reverse("agendas:recall_paper", args=[row.item_id, row.paper_id]), {"reason": "Phát nhầm"})
    assert PaperRecall.objects.count() == 2


@pytest.mark.django_db(transaction=True)
async def test_a_running_download_ends_and_the_others_go_on():
    agenda = await sync_to_async(agendas.in_session)(items=1)
    row = await sync_to_async(handed_out)(agenda)
    other = await sync_to_async(lambda: agendas.items_of(agenda)[0].item_papers.order_by("order").first())()
    reader = (await sync_to_async(people.members_of)(agenda.sitting.body))[2]
    watch, ended = Watch(), []

    def closing(name):
        return lambda: ended.append(name)

    claim = (reader.pk, reader.epoch, None)
    watch.admit(claim, closing("recalled"), about=(VERSION, row.version_id))
    watch.admit(claim, closing("other"), about=(VERSION, other.version_id))
    watch.admit(claim, closing("socket"))
    await watch.look()
    assert ended == []
    await sync_to_async(recall)(agenda, row)
    await watch.look()
    assert ended == ["recalled"]
