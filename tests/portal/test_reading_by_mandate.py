"""An aide reads for a member as long as the mandate holds, and does nothing else in his place."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts import services as accounts
from accounts.models import Mandate
from annotations import services as notes
from core import clock
from core.registries import SOCKET_COMMANDS, SWEEPS
from meetings import services as meetings
from portal import selectors
from realtime import streams
from realtime.selectors import may_follow, snapshot
from room.errors import NotInTheRoom
from tests.factories import agendas, people, polls, sittings
from voting.errors import NotEntitled

pytestmark = pytest.mark.django_db
READ, PREPARE = Mandate.Scope.READ, Mandate.Scope.PREPARE


def signed_in(user):
    """A browser of this user."""
    client = Client()
    client.force_login(user)
    return client


def aided(of, scope=READ, **values):
    """The third member of a sitting's body and an aide with a mandate; `(member, aide, mandate)`."""
    member, aide = people.members_of(of.body)[2], people.user()
    deed = sittings.deed_in(of.body)
    values = {"valid_from": people.FOUNDED, **values}
    made = accounts.give_mandate(
        deed, of.body, principal=member.person, agent=aide.person, scope=scope, **values
    )
    return member, aide, made


def addresses(agenda):
    """What the aide opens: the sitting and a paper of it."""
    paper = agenda.items.first().item_papers.get().paper_id
    return [reverse("portal:sitting", args=[agenda.sitting_id]), reverse("portal:paper", args=[paper])]


def statuses(user, agenda):
    """How the pages answer the user."""
    return [signed_in(user).get(address).status_code for address in addresses(agenda)]


def test_an_aide_sees_the_sitting_its_agenda_and_its_papers_and_reads_for_whom():
    agenda = agendas.published(items=2)
    member, aide, _mandate = aided(agenda.sitting)
    assert statuses(aide, agenda) == [200, 200]
    block = selectors.home_of(aide)["sitting"]
    post = member.person.seats.get().post_title
    assert block["reads_for"] == f"Đọc giúp {post}" and len(block["items"]) == 2
    assert f"Đọc giúp {post}" in signed_in(aide).get("/").content.decode()
    assert f"Đọc giúp {post}" in signed_in(aide).get(addresses(agenda)[0]).content.decode()


def test_a_mandate_to_prepare_alone_shows_no_papers():
    agenda = agendas.published(items=1)
    _member, aide, _mandate = aided(agenda.sitting, PREPARE)
    assert statuses(aide, agenda) == [404, 404]


def test_a_mandate_to_read_alone_answers_no_invitation():
    agenda = agendas.published(items=1)
    _member, aide, _mandate = aided(agenda.sitting)
    assert selectors.home_of(aide)["sitting"]["reply_url"] == ""
    assert signed_in(aide).get(reverse("meetings:reply", args=[agenda.sitting_id])).status_code == 404


def test_the_aide_of_somebody_outside_the_sitting_sees_nothing():
    agenda = agendas.published(items=1)
    stranger, aide = people.user(), people.user()
    accounts.give_mandate(
        sittings.deed_in(agenda.sitting.body),
        agenda.sitting.body,
        principal=stranger.person,
        agent=aide.person,
        scope=READ,
        valid_from=people.FOUNDED,
    )
    assert statuses(aide, agenda) == [404, 404]


def test_revoking_a_mandate_closes_pages_and_sockets_at_once():
    agenda = agendas.published(items=1)
    body = agenda.sitting.body
    _member, aide, mandate = aided(agenda.sitting)
    stream = agenda.sitting.stream(streams.OBSERVERS)
    assert may_follow(aide, stream)
    aide.refresh_from_db()
    epoch = aide.epoch
    accounts.end_mandate(sittings.deed_in(body), mandate, body.today())
    aide.refresh_from_db()
    assert statuses(aide, agenda) == [404, 404]
    assert not may_follow(aide, stream) and aide.epoch > epoch


def test_a_mandate_that_ends_by_its_date_is_felt_without_a_button():
    agenda = agendas.published(items=1)
    _member, aide, _mandate = aided(agenda.sitting, valid_to=agenda.sitting.body.today() + timedelta(days=2))
    assert statuses(aide, agenda) == [200, 200]
    with clock.drive(timedelta(days=2)):
        for sweep in SWEEPS.all("minute"):
            sweep()
        assert statuses(aide, agenda) == [404, 404]


def test_a_mandate_that_begins_later_lets_in_on_its_day():
    agenda = agendas.published(items=1)
    begins = agenda.sitting.body.today() + timedelta(days=2)
    _member, aide, _mandate = aided(agenda.sitting, valid_from=begins)
    assert statuses(aide, agenda) == [404, 404]
    with clock.drive(timedelta(days=2)):
        for sweep in SWEEPS.all("minute"):
            sweep()
        assert statuses(aide, agenda) == [200, 200]


def test_an_aide_has_no_vote_and_gets_no_sheet():
    poll = polls.opened()
    _member, aide, _mandate = aided(poll.sitting)
    assert not snapshot(streams.person(aide.person_id))["doc"].get("me", {}).get("is_elector")
    with pytest.raises(NotEntitled):
        SOCKET_COMMANDS["voting.cast_ballot"](
            aide, {"poll": str(poll.pk), "choice": "for"}, key="k", way="web"
        )
    assert not poll.ballots.exists()


def test_an_aide_is_told_no_names_with_choices_and_not_the_ministers_ballot():
    poll = polls.announced()
    member, aide, _mandate = aided(poll.sitting)
    told = [snapshot(name)["doc"] for name in selectors.streams_for(aide, poll.sitting)]
    facts = next(doc["polls"][str(poll.pk)] for doc in told if doc.get("polls"))
    assert not facts.get("votes") and not facts.get("voted") and facts["outcome"]
    answer = signed_in(aide).get(reverse("voting:my_ballot", args=[poll.pk]))
    assert str(member.person_id) not in answer.content.decode()
    assert "for_" not in answer.content.decode()


def test_an_aide_raises_no_hand_and_the_page_offers_none():
    item = polls.sitting_with_item()
    _member, aide, _mandate = aided(item.agenda.sitting)
    page = signed_in(aide).get(addresses(item.agenda)[0]).context["page"]
    assert page["can"] == {"speak": False, "state": False, "present": False, "take_chair_back": False}
    with pytest.raises(NotInTheRoom):
        SOCKET_COMMANDS["room.ask_to_speak"](
            aide, {"sitting": str(item.agenda.sitting_id)}, key="k", way="web"
        )


def test_an_aide_reads_nothing_the_minister_noted():
    agenda = agendas.published(items=1)
    member, aide, _mandate = aided(agenda.sitting)
    item = agenda.items.get()
    deed = sittings.deed_in(agenda.sitting.body, member)
    notes.save_note(deed, uuid4(), "agenda_item", item.pk, "Hỏi rõ nguồn vốn", 0)
    page = signed_in(aide).get(addresses(agenda)[0])
    assert page.context["page"]["notes"] == {} and "Hỏi rõ nguồn vốn" not in page.content.decode()


def test_an_aide_counts_for_no_quorum_and_stands_on_no_roster():
    sitting = sittings.called_sitting()
    _member, aide, _mandate = aided(sitting)
    meetings.fill_roster(sittings.deed_in(sitting.body), sitting)
    assert not sitting.roster.filter(person=aide.person).exists()
