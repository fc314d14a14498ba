"""A substitute states the absent member's opinion: shown and minuted as an opinion, in no count."""

import pytest
from django.urls import reverse

from accounts.models import User
from agendas import services
from agendas.errors import KeepsOut, NotASubstitute, OpinionNotHere
from agendas.models import AbsentOpinion, AgendaItem
from core.deed import WEB
from core.errors import EditedMeanwhile
from meetings import services as meetings
from meetings.models import RosterEntry
from minutes.record.items import item_facts
from minutes.record.reading import read
from minutes.words import _absent_opinion
from realtime import commands, streams
from realtime.selectors import snapshot
from tests.factories import people, polls, sittings
from tests.replay import replaying
from voting import services as voting
from voting.models import Elector

pytestmark = pytest.mark.django_db
WORDS = "Bộ nhất trí với phương án 1."


@pytest.fixture
def item():
    return polls.sitting_with_item(5, present=4)


@pytest.fixture
def substitute(item):
    """A deputy in the place of the fifth member, in the room."""
    sitting = item.agenda.sitting
    absent = people.members_of(sitting.body)[4]
    meetings.reply_to_invitation(
        sittings.deed_in(sitting.body, absent),
        sittings.entry_of(sitting, absent),
        RosterEntry.Mode.SUBSTITUTED,
        reason="Đi công tác",
        substitute=people.user().person,
        substitute_post="Thứ trưởng",
    )
    entry = sitting.roster.get(role=RosterEntry.Role.SUBSTITUTE)
    meetings.set_presence(polls.secretary(sitting), sitting, [entry.pk], "on_site")
    return entry


def note(item, substitute, text=WORDS, version=None):
    return services.record_absent_opinion(
        polls.secretary(item.agenda.sitting), item, substitute, text, version
    )


def test_members_chair_and_desk_are_told_whose_opinion_it_is_and_by_whom(item, substitute):
    sitting = item.agenda.sitting
    inner = {sitting.stream(one) for one in (streams.MEMBERS, streams.CHAIR, streams.SECRETARIAT)}
    every = [*inner, sitting.stream(streams.ROOM), sitting.stream(streams.OBSERVERS)]
    with replaying(every) as replay:
        note(item, substitute)
    assert replay.told("agenda.absent_opinion_recorded") == inner
    doc = snapshot(sitting.stream(streams.MEMBERS))["doc"]
    told = doc["opinions"][str(item.pk)][str(substitute.pk)]
    assert told["text"] == WORDS and told["of"]["post"] == substitute.substitute_for.post_title
    with replaying(every):
        note(item, substitute, "", 1)


def test_it_is_never_a_ballot_and_in_no_count(item, substitute):
    note(item, substitute)
    poll = polls.opened(item)
    assert not Elector.objects.filter(poll=poll, person=substitute.person_id).exists()
    voting.close_poll(polls.secretary(poll.sitting), poll)
    tally = polls.fresh(poll.pk).tally
    assert (tally["for_"], tally["abstain"], tally["not_cast"], tally["total"]) == (0, 0, 5, 5)


def test_only_a_substitute_of_this_sitting_and_nothing_on_paper_only_matters(item, substitute):
    member = sittings.member_entries(item.agenda.sitting)[0]
    with pytest.raises(NotASubstitute):
        note(item, member)
    note(item, substitute)
    with pytest.raises(EditedMeanwhile):
        note(item, substitute, "khác", 0)
    AgendaItem.objects.filter(pk=item.pk).update(paper_copies_only=True)
    with pytest.raises(OpinionNotHere):
        note(item, substitute, "khác", 1)


def ask(user, item, text=WORDS, version=0, key="7d0c3a52-8a4e-4f0e-9d5b-3f8f3f2a1c11"):
    args = {"item": str(item.pk), "text": text, "version": version}
    body = {"id": "1", "verb": "agendas.record_absent_opinion", "key": key, "args": args}
    return commands.answer(user, body, WEB)


def test_the_substitute_types_it_himself_and_a_repeat_gets_the_first_answer(item, substitute):
    user = User.objects.get(person=substitute.person_id)
    first = ask(user, item)
    assert first["ok"] == {
        "item": str(item.pk),
        "substitute": str(substitute.pk),
        "text": WORDS,
        "version": 1,
    }
    assert ask(user, item) == first
    assert AbsentOpinion.objects.get(item=item).version == 1


def test_nobody_else_states_it_from_a_tablet(item, substitute):
    members = people.members_of(item.agenda.sitting.body)
    absent, present = members[4], members[0]
    for user in (absent, present):
        assert ask(user, item)["error"]["code"] == "not_a_substitute"
    assert not AbsentOpinion.objects.exists()


def test_no_opinion_on_an_item_the_absent_member_keeps_out_of(item, substitute):
    item.recusals.create(entry=substitute.substitute_for)
    with pytest.raises(KeepsOut):
        note(item, substitute)


def test_the_tablet_of_a_substitute_knows_for_whom_he_attends(client, item, substitute):
    client.force_login(User.objects.get(person=substitute.person_id))
    page = client.get(reverse("portal:sitting", args=[item.agenda.sitting_id])).context["page"]
    assert page["me"]["substitute_for"] == substitute.substitute_for.post_title
    assert page["me"]["entry"] == str(substitute.pk)


def test_the_desk_writes_it_on_the_page_of_the_item(client, item, substitute):
    client.force_login(sittings.secretary_of(item.agenda.sitting.body))
    page = reverse("agendas:item", args=[item.pk])
    assert "là ý kiến, không phải phiếu biểu quyết" in client.get(page).content.decode()
    address = reverse("agendas:record_absent_opinion", args=[item.pk])
    client.post(address, {"substitute": str(substitute.pk), "text": WORDS, "version": "0"})
    assert WORDS in client.get(page).content.decode()
    answer = client.post(address, {"substitute": "x", "text": WORDS}, follow=True).content.decode()
    assert "Chỉ người dự họp thay" in answer


def test_the_minutes_print_it_apart_from_speeches_and_votes(item, substitute):
    note(item, substitute)
    record = read(item.agenda.sitting)
    told = item_facts(record, record.items[0])["absent_opinions"]
    assert [row["text"] for row in told] == [WORDS]
    said = _absent_opinion(told[0])
    assert "(vắng mặt), do" in said and said.endswith(f"nêu: {WORDS}")
