"""Ballots that come while a commit is under way are one batch, with the answers each would get alone."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from audit.models import AuditRecord
from core.deed import SOCKET
from core.registries import TOGETHER_COMMANDS
from realtime import audiences, commands, streams
from tests.factories import people, polls
from voting.models import Ballot

pytestmark = pytest.mark.django_db


def message(poll: Any, value: object = "for_", key: str = "", number: int = 1) -> dict[str, Any]:
    args = {"poll": str(poll.pk), "value": value}
    return {"id": str(number), "verb": "voting.cast_ballot", "key": key or str(uuid4()), "args": args}


@pytest.mark.both_databases
def test_each_gets_the_answer_he_would_get_alone() -> None:
    poll = polls.opened(members=6)
    first, second, third, gone, *_rest = polls.members_of(poll)
    audiences.remove(poll.sitting.stream(streams.MEMBERS), [gone.pk])
    stranger = people.user()
    key = str(uuid4())
    sent = [
        (first, message(poll, "for_", key, 1)),
        (second, message(poll, "perhaps", number=2)),
        (stranger, message(poll, number=3)),
        (gone, message(poll, number=4)),
        (third, {**message(poll, number=5), "key": "no key"}),
        (first, message(poll, "for_", key, 6)),
        (first, message(poll, "against", key, 7)),
        (third, message(poll, "abstain", number=8)),
        (third, {"id": "9", "verb": "voting.cast_ballot", "key": str(uuid4()), "args": {"poll": "x"}}),
    ]
    replies = commands.answer_together(sent, SOCKET)
    assert [reply["re"] for reply in replies] == [str(number) for number in range(1, 10)]
    assert [reply.get("error", {}).get("code", "ok") for reply in replies] == [
        "ok", "unknown_choice", "not_found", "not_found", "malformed", "ok", "key_reused", "ok", "not_found",
    ]  # fmt: skip
    assert replies[0]["ok"] == replies[5]["ok"]
    cast = Ballot.objects.filter(poll=poll).order_by("elector__order").values_list("elector__person", "value")
    assert sorted(cast, key=str) == sorted([(first.person_id, "for_"), (third.person_id, "abstain")], key=str)
    again = commands.answer_together([(first, message(poll, "for_", key)), (second, message(poll))], SOCKET)
    assert again[0]["ok"] == replies[0]["ok"]


def test_ten_times_the_ballots_cost_no_more_queries() -> None:
    poll = polls.opened(members=24)
    voters = list(
        User.objects.filter(pk__in=[one.pk for one in polls.members_of(poll)]).select_related("person")
    )
    commands.answer_together([(voters[23], message(poll))], SOCKET)  # after which the poll's sitting is known
    costs = []
    for some in (voters[:2], voters[2:22]):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            replies = commands.answer_together([(user, message(poll)) for user in some], SOCKET)
        assert all("ok" in reply for reply in replies)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_a_batch_that_fails_is_answered_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall_over(_sent: object) -> None:
        raise RuntimeError("together")

    monkeypatch.setitem(TOGETHER_COMMANDS._entries, "voting.cast_ballot", fall_over)
    poll = polls.opened(members=3)
    replies = commands.answer_together([(user, message(poll)) for user in polls.members_of(poll)], SOCKET)
    assert all("code" in reply["ok"] for reply in replies)
    assert Ballot.objects.filter(poll=poll).count() == len(replies)


@pytest.mark.both_databases
def test_the_record_names_who_voted_alone_and_the_product_for_many() -> None:
    poll = polls.opened(members=5)
    first, *others = polls.members_of(poll)
    commands.answer_together([(first, message(poll))], SOCKET)
    commands.answer_together([(user, message(poll)) for user in others], SOCKET)
    alone, many = AuditRecord.objects.filter(verb="ballots.cast").order_by("number")
    elector = poll.electors.get(person=first.person_id)
    assert (alone.actor_id, many.actor_id) == (first.pk, None)
    assert alone.facts["deed"] == {
        "actor": first.pk,
        "person": str(first.person_id),
        "name": elector.name,
        "post": elector.post_title,
        "seat": str(elector.seat_id),
        "way": SOCKET,
    }
    assert len(many.facts["facts"]["ballots"]) == len(others)
