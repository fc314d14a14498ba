"""Items in an open sitting: started, ended in one of seven ways, resumed within ten minutes."""

from datetime import timedelta

import pytest

from agendas import services
from agendas.errors import (
    AlreadyEnded,
    AnotherItemCurrent,
    EndingDoesNotFit,
    ItemWithoutEnding,
    SittingNotOpen,
    TooLateToResume,
)
from agendas.models import AgendaItem
from core import clock
from core.errors import DomainError, EditedMeanwhile, NotAllowed, NotFound, WrongStep
from meetings import services as meetings
from meetings.errors import ReasonMissing
from realtime.commands import answer
from tests.factories import agendas, people, sittings
from tests.factories.people import members_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    return agendas.in_session(items=2)


def deed_of(agenda):
    return sittings.deed_in(agenda.sitting.body)


def test_one_item_at_a_time(agenda):
    first, second = agendas.items_of(agenda)
    assert services.start_item(deed_of(agenda), first)["state"] == "current"
    assert services.start_item(deed_of(agenda), first)["state"] == "current"
    with pytest.raises(AnotherItemCurrent) as refusal:
        services.start_item(deed_of(agenda), second)
    assert "Nội dung 1" in refusal.value.message


def test_nothing_starts_before_the_sitting_opens():
    agenda = agendas.published(items=1)
    with pytest.raises(SittingNotOpen):
        services.start_item(deed_of(agenda), agendas.items_of(agenda)[0])


@pytest.mark.parametrize(
    ("ending", "more", "state"),
    [
        ("agreed", {}, "ended"),
        ("opinions_given", {}, "ended"),
        ("not_adopted", {"resubmit_on": True}, "ended"),
        ("postponed", {}, "ended"),
        ("noted", {}, "ended"),
        ("withdrawn", {"note": "Theo đề nghị của Bộ Tài chính"}, "withdrawn"),
    ],
)
def test_six_endings_without_a_vote(agenda, ending, more, state):
    item = agendas.items_of(agenda)[0]
    services.start_item(deed_of(agenda), item)
    if "resubmit_on" in more:
        more = {"resubmit_on": agenda.sitting.body.today() + timedelta(days=28)}
    said = services.end_item(deed_of(agenda), item, ending, **more)
    assert (said["ending"], said["state"]) == (ending, state)


def test_adopted_by_vote_needs_an_announced_vote(agenda):
    item = agendas.items_of(agenda)[0]
    services.start_item(deed_of(agenda), item)
    with pytest.raises(DomainError):
        services.end_item(deed_of(agenda), item, "adopted_by_vote")
    item.refresh_from_db()
    assert item.ending == ""


def test_endings_that_dont_fit_are_refused_in_words(agenda):
    item = agendas.items_of(agenda)[0]
    services.start_item(deed_of(agenda), item)
    for ending, words in (("", "bảy cách"), ("not_adopted", "ngày trình lại")):
        with pytest.raises(EndingDoesNotFit) as refusal:
            services.end_item(deed_of(agenda), item, ending)
        assert words in refusal.value.message
    with pytest.raises(ReasonMissing):
        services.end_item(deed_of(agenda), item, "withdrawn")
    AgendaItem.objects.filter(pk=item.pk).update(kind="information")
    with pytest.raises(EndingDoesNotFit) as refusal:
        services.end_item(deed_of(agenda), item, "adopted_by_vote")
    assert "Ghi nhận báo cáo" in refusal.value.message


def test_ending_twice_is_refused_with_how_it_ended(agenda):
    item = agendas.items_of(agenda)[0]
    services.end_item(deed_of(agenda), item, "postponed")
    with pytest.raises(AlreadyEnded) as refusal:
        services.end_item(deed_of(agenda), item, "agreed")
    assert "Chuyển sang phiên họp sau" in refusal.value.message


def test_a_wrong_ending_is_taken_back_within_ten_minutes_with_a_reason(agenda):
    item = agendas.items_of(agenda)[0]
    services.start_item(deed_of(agenda), item)
    services.end_item(deed_of(agenda), item, "agreed")
    with pytest.raises(ReasonMissing):
        services.resume_item(deed_of(agenda), item, "")
    services.resume_item(deed_of(agenda), item, "Kết thúc nhầm")
    item.refresh_from_db()
    assert (item.state, item.ending, item.resumed_reason) == ("current", "", "Kết thúc nhầm")
    services.end_item(deed_of(agenda), item, "agreed")
    with clock.drive(timedelta(minutes=11)), pytest.raises(TooLateToResume):
        services.resume_item(deed_of(agenda), item, "Kết thúc nhầm")


def test_what_never_ended_cant_be_resumed(agenda):
    with pytest.raises(WrongStep):
        services.resume_item(deed_of(agenda), agendas.items_of(agenda)[0], "Nhầm")


def test_the_sitting_closes_only_when_every_item_has_an_ending(agenda):
    first, second = agendas.items_of(agenda)
    services.end_item(deed_of(agenda), first, "agreed")
    with pytest.raises(ItemWithoutEnding) as refusal:
        meetings.close_sitting(deed_of(agenda), agenda.sitting)
    assert "(2)" in refusal.value.message
    services.withdraw_item(deed_of(agenda), second, "Theo đề nghị của cơ quan trình")
    assert meetings.close_sitting(deed_of(agenda), agenda.sitting).state == "closed"


def test_a_conclusion_written_by_two_is_never_overwritten(agenda):
    item = agendas.items_of(agenda)[0]
    assert services.record_conclusion(deed_of(agenda), item, "Thống nhất.", version=0)["version"] == 1
    with pytest.raises(EditedMeanwhile):
        services.record_conclusion(deed_of(agenda), item, "Ý khác.", version=0)
    item.refresh_from_db()
    assert item.conclusion == "Thống nhất."


def test_the_presider_and_the_desk_conduct_and_nobody_else(agenda):
    item = agendas.items_of(agenda)[0]
    message = {"id": 1, "verb": "agendas.start_item", "args": {"item": str(item.pk)}}
    member = members_of(agenda.sitting.body)[3]
    assert answer(member, message, "socket")["error"]["code"] == "not_of_the_secretariat"
    assert answer(people.user(), message, "socket")["error"]["code"] == NotFound.code
    presider = members_of(agenda.sitting.body)[0]
    assert answer(presider, message, "socket")["ok"]["state"] == "current"
    assert NotAllowed.http_status == 403


def test_a_bad_day_or_a_bad_argument_is_a_sentence(agenda):
    item = agendas.items_of(agenda)[0]
    who = sittings.secretary_of(agenda.sitting.body)
    args = {"item": str(item.pk), "ending": "not_adopted", "resubmit_on": "30/10/2020"}
    said = answer(who, {"id": 1, "verb": "agendas.end_item", "args": args}, "socket")
    assert "Đề nghị chọn lại ngày" in said["error"]["message"]
    said = answer(who, {"id": 1, "verb": "agendas.end_item", "args": {"item": 7}}, "socket")
    assert said["error"]["code"] == "malformed"


def test_the_same_command_again_gets_the_same_answer(agenda):
    item = agendas.items_of(agenda)[0]
    deed = deed_of(agenda).with_key("0b6c2a3e-2c1f-4a38-9d0b-7c2f6f1f0a11")
    first = services.end_item(deed, item, "agreed")
    assert services.end_item(deed, item, "agreed") == first


def test_an_item_ended_out_of_turn_leaves_the_floor_alone(agenda):
    from room import services as room
    from room.models import Speech

    first, second = agendas.items_of(agenda)
    services.start_item(deed_of(agenda), first)
    member = members_of(agenda.sitting.body)[2]
    entry = sittings.entry_of(agenda.sitting, member)
    room.ask_to_speak(sittings.deed_in(agenda.sitting.body, member), agenda.sitting, entry)
    services.end_item(deed_of(agenda), second, "postponed")
    assert Speech.objects.get().state == "waiting"


def with_dossier(agenda, item):
    """The matter the item was made of, on the agenda."""
    from dossiers.models import Dossier
    from tests.factories import people as factory

    item.dossier = Dossier.objects.create(
        body=agenda.sitting.body,
        title="Đề án",
        organisation=factory.organisation(),
        state=Dossier.State.SCHEDULED,
    )
    item.save(update_fields=["dossier"])
    return item.dossier


def minutes_of(agenda):
    """Everything the minutes say now."""
    from minutes.models import MinutesBlock

    rows = MinutesBlock.objects.filter(minutes__sitting=agenda.sitting_id)
    return "\n".join(block.text for block in rows.order_by("order"))


@pytest.mark.parametrize("in_its_turn", [True, False])
def test_dossier_and_minutes_follow_every_ending_and_every_resuming_at_once(agenda, in_its_turn):
    item, deed = agendas.items_of(agenda)[0], deed_of(agenda)
    dossier = with_dossier(agenda, item)
    if in_its_turn:
        services.start_item(deed, item)
    services.end_item(deed, item, "agreed")
    dossier.refresh_from_db()
    assert dossier.state == "concluded"
    assert "Thống nhất, không biểu quyết" in minutes_of(agenda)
    services.resume_item(deed, item, "Kết thúc nhầm")
    dossier.refresh_from_db()
    assert dossier.state == "scheduled"
    assert "Thống nhất, không biểu quyết" not in minutes_of(agenda)


def test_dossier_and_minutes_follow_an_item_withdrawn_before_its_turn(agenda):
    item, deed = agendas.items_of(agenda)[1], deed_of(agenda)
    dossier = with_dossier(agenda, item)
    services.withdraw_item(deed, item, "Theo đề nghị của cơ quan trình")
    dossier.refresh_from_db()
    assert dossier.state == "verified"
    assert "Theo đề nghị của cơ quan trình" in minutes_of(agenda)


def test_an_ending_is_told_without_words_so_that_each_screen_says_it_in_its_language(agenda):
    from agendas.snapshots import sitting_part

    first, second = agendas.items_of(agenda)
    by = agenda.sitting.body.today() + timedelta(days=28)
    services.end_item(deed_of(agenda), first, "not_adopted", resubmit_on=by)
    services.end_item(deed_of(agenda), second, "withdrawn", note="Theo đề nghị của Bộ Tài chính")
    told = sitting_part(agenda.sitting.stream("room"))["items"]
    ending = told[str(first.pk)]["ending"]
    assert (ending["kind"], ending["resubmit_on"], "text" in ending) == ("not_adopted", by.isoformat(), False)
    assert told[str(second.pk)]["ending"]["kind"] == "withdrawn"
    assert told[str(second.pk)]["withdrawn_reason"] == "Theo đề nghị của Bộ Tài chính"


def test_the_dossier_follows_its_item():
    from dossiers.models import Dossier
    from tests.factories import people as factory

    sitting = sittings.called_sitting()
    dossier = Dossier.objects.create(
        body=sitting.body,
        title="Đề án",
        organisation=factory.organisation(),
        state=Dossier.State.VERIFIED,
    )
    agenda = agendas.draft(sitting, items=1)
    item = agendas.item(agenda, dossier=dossier)
    agenda.refresh_from_db()
    services.publish_agenda(deed_of(agenda), agendas.approve(agenda))
    dossier.refresh_from_db()
    assert dossier.state == "scheduled"
    services.withdraw_item(deed_of(agenda), item, "Theo đề nghị của cơ quan trình")
    dossier.refresh_from_db()
    assert dossier.state == "verified"
