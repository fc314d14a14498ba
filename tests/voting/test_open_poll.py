"""A poll opens on a frozen electorate, with quorum, one at a time, on the version that lies before the sitting."""

import pytest

from accounts.deeds import deed_of
from agendas import services as agendas
from agendas.models import ItemRecusal
from core.errors import EditedMeanwhile
from meetings import services as meetings
from meetings.errors import QuorumMissing
from tests.factories import agendas as agenda_factory
from tests.factories import people, polls, sittings
from voting import errors, services
from voting.models import Poll

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def refused(error, poll):
    with pytest.raises(error) as refusal:
        services.open_poll(polls.secretary(poll.sitting), poll)
    assert polls.fresh(poll.pk).state != Poll.State.OPEN
    return refusal.value.message


def test_everybody_present_is_entitled_and_everybody_else_only_counts():
    poll = polls.opened(members=27, present=25)
    assert poll.total_members == 27
    assert poll.electors.filter(is_entitled=True).count() == 25
    assert [row.is_entitled for row in poll.electors.order_by("order")][-2:] == [False, False]
    assert (poll.quorum_present, poll.quorum_needed) == (25, 18)


def test_without_quorum_it_is_refused_with_the_arithmetic_and_the_article():
    item = polls.sitting_with_item(members=27, present=18)
    sitting = item.agenda.sitting
    poll = polls.prepared(item)
    meetings.set_presence(polls.secretary(sitting), sitting, [sittings.member_entries(sitting)[0].pk], "left")
    said = refused(QuorumMissing, poll)
    assert "có mặt 17/27 (cần ít nhất 18)" in said and "Căn cứ:" in said


def test_two_polls_at_once_are_refused_by_name():
    item = polls.sitting_with_item()
    polls.opened(item, question="Câu hỏi thứ nhất")
    assert "Câu hỏi thứ nhất" in refused(
        errors.AnotherPollOpen, polls.prepared(item, question="Câu hỏi thứ hai")
    )


def test_an_item_that_is_not_under_discussion_is_refused():
    item = polls.sitting_with_item(items=2)
    other = polls.fresh_item(agenda_factory.items_of(item.agenda)[1])
    refused(errors.ItemNotCurrent, polls.prepared(other))


def test_a_meeting_without_vote_takes_none():
    item = polls.sitting_with_item()
    sitting = item.agenda.sitting
    sitting.has_vote = False
    sitting.save()
    with pytest.raises(errors.SittingWithoutVote):
        services.prepare_poll(polls.secretary(sitting), polls.fresh_item(item), "Có đồng ý không?")


def test_a_member_who_keeps_out_of_the_item_is_counted_but_not_entitled():
    item = polls.sitting_with_item()
    entry = sittings.member_entries(item.agenda.sitting)[2]
    ItemRecusal.objects.create(item=item, entry=entry, reason="Có quyền lợi liên quan")
    poll = polls.opened(item)
    assert poll.total_members == 5 and poll.quorum_present == 5
    assert not poll.electors.get(person_id=entry.person_id).is_entitled


def test_who_arrives_after_the_opening_is_not_in_the_frozen_list():
    item = polls.sitting_with_item(members=5, present=4)
    poll = polls.opened(item)
    late = sittings.member_entries(poll.sitting)[4]
    meetings.set_presence(polls.secretary(poll.sitting), poll.sitting, [late.pk], "on_site")
    with pytest.raises(errors.NotEntitled):
        polls.cast(poll, people.members_of(poll.sitting.body)[4], "for_")


def test_an_elector_who_left_may_come_back_and_vote():
    poll = polls.opened(members=5)
    entry = sittings.member_entries(poll.sitting)[4]
    meetings.set_presence(polls.secretary(poll.sitting), poll.sitting, [entry.pk], "left")
    assert polls.cast(poll, polls.members_of(poll)[4], "for_")["code"]


def test_a_newer_version_since_the_preparation_is_refused_by_its_number():
    item = polls.sitting_with_item()
    poll = polls.prepared(item)
    row = item.item_papers.get()
    agenda_factory.version(row.paper)
    agendas.replace_paper(polls.secretary(poll.sitting), row, "Tiếp thu ý kiến Bộ Tài chính")
    said = refused(errors.PaperChanged, poll)
    assert "đã có bản 2" in said and "theo bản 1" in said
    again = services.prepare_poll(
        polls.secretary(poll.sitting), item, poll.question, row.paper, poll=poll, version=poll.version
    )
    services.open_poll(polls.secretary(poll.sitting), poll)
    assert polls.fresh(again["poll"]).paper_version.number == 2


def test_two_secretaries_rewriting_one_question_do_not_overwrite_each_other():
    poll = polls.prepared()
    deed = polls.secretary(poll.sitting)
    services.prepare_poll(deed, poll.item, "Câu hỏi mới", poll.paper, poll=poll, version=poll.version)
    with pytest.raises(EditedMeanwhile):
        services.prepare_poll(deed, poll.item, "Câu hỏi khác", poll.paper, poll=poll, version=poll.version)
    assert polls.fresh(poll.pk).question == "Câu hỏi mới"


@pytest.mark.parametrize("question", ["", "   ", "\u200b", "x" * 601])
def test_a_question_must_be_said_in_full(question):
    item = polls.sitting_with_item()
    with pytest.raises(errors.QuestionMissing) as refusal:
        services.prepare_poll(polls.secretary(item.agenda.sitting), item, question)
    assert refusal.value.field == "question"


def test_a_paper_of_another_item_is_refused():
    item = polls.sitting_with_item()
    with pytest.raises(errors.PaperNotOfItem):
        services.prepare_poll(
            polls.secretary(item.agenda.sitting), item, "Có đồng ý không?", agenda_factory.paper()
        )


def test_opening_twice_is_refused_and_the_same_request_again_gets_the_first_answer():
    poll = polls.prepared()
    deed = polls.secretary(poll.sitting, key="9f3f3a52-35a0-4c7c-8b8e-0d2ad80f0d01")
    first = services.open_poll(deed, poll)
    assert services.open_poll(deed, poll) == first
    with pytest.raises(errors.PollNotInState):
        services.open_poll(deed_of(sittings.secretary_of(poll.sitting.body), poll.sitting.body), poll)
    assert poll.electors.count() == 5
