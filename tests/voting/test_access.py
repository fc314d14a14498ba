"""Who may open a poll, who may vote, and who doesn't even learn that there is one."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import BodyRole
from agendas.services import start_item
from meetings.audiences import sync_audiences
from realtime import commands
from tests import personas
from tests.access_of_voting import ROUTES
from tests.factories import agendas, paper_polls, people, polls, sittings
from voting.snapshots import polls_part

pytestmark = pytest.mark.django_db
Role = BodyRole.Role
COUNTED = {**paper_polls.COUNT.as_facts(), "tellers": list(paper_polls.TELLERS)}
CONDUCTED = (
    "open_poll",
    "open_paper_poll",
    "close_poll",
    "announce_result",
    "annul_poll",
    "reopen_paper_count",
)


def ask(user, verb, **args):
    answer = commands.answer(
        user, {"id": 1, "verb": f"voting.{verb}", "key": str(uuid4()), "args": args}, "socket"
    )
    return answer["error"]["code"] if "error" in answer else "ok"


def test_the_officer_who_conducts_plays_a_vote_by_commands():
    item = polls.sitting_with_item()
    officer = sittings.secretary_of(item.agenda.sitting.body)
    paper = str(item.item_papers.get().paper_id)
    assert ask(officer, "prepare_poll", item=str(item.pk), question=polls.QUESTION, paper=paper) == "ok"
    poll = item.polls.get()
    assert poll.paper_version.number == 1
    assert ask(officer, "open_poll", poll=str(poll.pk)) == "ok"
    assert ask(polls.members_of(poll)[1], "cast_ballot", poll=str(poll.pk), value="for_") == "ok"
    for verb in ("close_poll", "announce_result"):
        assert ask(officer, verb, poll=str(poll.pk)) == "ok"
    assert ask(officer, "annul_poll", poll=str(poll.pk), reason="Nhầm câu hỏi") == "ok"


def test_who_presides_may_open_and_close():
    poll = polls.prepared()
    chair = polls.members_of(poll)[0]
    assert chair.person_id == poll.sitting.presider_id
    assert ask(chair, "open_poll", poll=str(poll.pk)) == "ok"
    assert ask(chair, "close_poll", poll=str(poll.pk)) == "ok"


def test_a_member_may_not_conduct_and_a_stranger_finds_nothing():
    poll = polls.opened()
    member, stranger = polls.members_of(poll)[2], people.user()
    for verb in CONDUCTED:
        assert ask(member, verb, poll=str(poll.pk), reason="x") == "not_of_the_secretariat"
        assert ask(stranger, verb, poll=str(poll.pk), reason="x") == "not_found"
        assert ask(stranger, verb, poll=str(uuid4()), reason="x") == "not_found"


def test_a_prepared_poll_is_not_there_for_members():
    poll = polls.prepared()
    member = polls.members_of(poll)[2]
    assert ask(member, "open_poll", poll=str(poll.pk)) == "not_found"
    assert ask(member, "cast_ballot", poll=str(poll.pk), value="for_") == "not_found"


def test_what_is_no_id_is_not_found_and_never_a_fault():
    user = polls.members_of(polls.opened())[0]
    for wanted in ("", "not-a-uuid", None, 7, ["x"], {"a": 1}):
        for verb in (*CONDUCTED, "cast_ballot", "enter_paper_count"):
            assert ask(user, verb, poll=wanted, value="for_", reason="x") == "not_found"
        for verb in ("prepare_poll", "replace_paper_and_cancel_poll"):
            assert ask(user, verb, item=wanted, paper=wanted, question="x", reason="x") == "not_found"


def test_two_officers_play_a_vote_on_paper_by_commands():
    poll = polls.prepared()
    officers = paper_polls.officers_of(poll)
    assert ask(officers[0], "open_paper_poll", poll=str(poll.pk)) == "ok"
    for officer in officers:
        assert ask(officer, "enter_paper_count", poll=str(poll.pk), **COUNTED) == "ok"
    assert polls.fresh(poll.pk).state == "closed"
    assert ask(officers[1], "reopen_paper_count", poll=str(poll.pk), reason="Sót một phiếu") == "ok"


def test_only_those_who_conduct_enter_a_count_not_who_presides():
    poll = paper_polls.opened()
    body = poll.sitting.body
    chair, member = polls.members_of(poll)[0], polls.members_of(poll)[2]
    others = [people.staff(body, role) for role in (Role.MINUTES, Role.RECORDS_CLERK, Role.AUDITOR)]
    sync_audiences(poll.sitting)
    for user in (chair, member, *others):
        assert ask(user, "enter_paper_count", poll=str(poll.pk), **COUNTED) in {
            "not_of_the_secretariat",
            "not_found",
        }
    assert ask(people.user(), "enter_paper_count", poll=str(poll.pk), **COUNTED) == "not_found"
    assert not poll.paper_counts.exists()


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ({"issued": "5"}, "count_does_not_add_up"),
        ({"issued": None}, "count_does_not_add_up"),
        ({"for_": 10**30}, "count_does_not_add_up"),
        ({"against": [1]}, "count_does_not_add_up"),
        ({"head": "perhaps"}, "count_does_not_add_up"),
        ({"head": {"for_": 1}}, "count_does_not_add_up"),
        ({"tellers": "Nguyễn Thị Kiểm"}, "tellers_missing"),
        ({"tellers": [["x"], {}]}, "tellers_missing"),
        ({"counted_at": "yesterday"}, "count_time_unreadable"),
        ({"counted_at": 5}, "count_time_unreadable"),
        ({"counted_at": "2026-01-01T09:41:00"}, "count_time_unreadable"),
        ({"counted_at": "0001-01-01T00:00:00+14:00"}, "count_time_impossible"),
    ],
)
def test_a_malformed_count_is_refused_by_name(broken, code):
    poll = paper_polls.opened()
    officer = sittings.secretary_of(poll.sitting.body)
    assert ask(officer, "enter_paper_count", poll=str(poll.pk), **(COUNTED | broken)) == code
    assert not poll.paper_counts.exists()


def test_each_persona_reaches_the_printout_as_the_table_says():
    made = personas.cast()
    item = agendas.items_of(agendas.published(made.sitting, items=1))[0]
    got = {}
    for name in personas.NAMES:
        client = Client()
        if made.users[name] is not None:
            client.force_login(made[name])
        got[name] = client.get(reverse("voting:paper_vote", args=[item.pk])).status_code
    let_in = ROUTES["voting:paper_vote"][1]["GET"]
    sees_the_item = ROUTES["voting:my_ballot"][1]["GET"]
    hidden = {name: 403 if name in sees_the_item else 404 for name in personas.NAMES}
    assert got == hidden | dict.fromkeys(let_in, 200) | {"anonymous": 302}


def test_a_stranger_does_not_vote():
    poll = polls.opened()
    assert ask(people.user(), "cast_ballot", poll=str(poll.pk), value="for_") == "not_found"
    assert (
        ask(sittings.secretary_of(poll.sitting.body), "cast_ballot", poll=str(poll.pk), value="for_")
        == "not_entitled"
    )


def test_my_ballot_is_shown_to_its_voter_alone_and_kept_by_no_cache():
    poll = polls.opened()
    voter, other = polls.members_of(poll)[1:3]
    code = polls.cast(poll, voter, "against")["code"]
    address = reverse("voting:my_ballot", args=[poll.pk])

    def seen(user):
        client = Client()
        client.force_login(user)
        return client.get(address)

    mine = seen(voter)
    assert mine.json()["ballot"]["code"] == code and mine.json()["ballot"]["value"] == "against"
    assert mine["Cache-Control"] == "no-store"
    assert seen(other).json() == {"ballot": None}
    assert seen(sittings.secretary_of(poll.sitting.body)).json() == {"ballot": None}
    assert seen(people.user()).status_code == 404


def test_each_persona_reaches_the_ledger_as_the_table_says():
    made = personas.cast()
    got = {}
    for name in personas.NAMES:
        client = Client()
        if made.users[name] is not None:
            client.force_login(made[name])
        got[name] = client.get(reverse("voting:ledger", args=[made.sitting.pk])).status_code
    let_in = ROUTES["voting:ledger"][1]["GET"]
    sees_the_sitting = ROUTES["voting:my_ballot"][1]["GET"]
    hidden = {name: 403 if name in sees_the_sitting else 404 for name in personas.NAMES}
    assert got == hidden | dict.fromkeys(let_in, 200) | {"anonymous": 302}


def test_each_persona_reaches_my_ballot_as_the_table_says():
    made = personas.cast()
    agenda = agendas.open_now(agendas.published(made.sitting, items=1))
    item = agendas.items_of(agenda)[0]
    start_item(sittings.deed_in(made.body), item)
    poll = polls.opened(item)
    got = {}
    for name in personas.NAMES:
        client = Client()
        if made.users[name] is not None:
            client.force_login(made[name])
        got[name] = client.get(reverse("voting:my_ballot", args=[poll.pk])).status_code
    let_in = ROUTES["voting:my_ballot"][1]["GET"]
    expected = {name: 200 if name in let_in else 404 for name in personas.NAMES}
    assert got == expected | {"anonymous": 302}


def test_snapshots_read_the_polls_of_a_sitting_in_a_constant_number_of_queries(django_assert_num_queries):
    poll = polls.closed()
    stream = poll.sitting.stream("secretariat")
    with CaptureQueriesContext(connection) as one:
        polls_part("secretariat")(stream)
    for number in range(5):
        polls.prepared(polls.fresh_item(poll.item), question=f"Câu hỏi {number}")
    with django_assert_num_queries(len(one)):
        assert len(polls_part("secretariat")(stream)["polls"]) == 6
