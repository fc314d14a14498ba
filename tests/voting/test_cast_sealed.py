"""An envelope goes into the box once, tells nobody what is in it, and a newer one takes its place until the closing."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.deeds import deed_of
from accounts.models import User
from audit.models import AuditRecord
from audit.selectors import sentence_of, verify_chain
from core.deed import SOCKET, by_system
from core.errors import DomainError, KeyReused
from core.models import StoredAnswer
from realtime import commands, streams
from realtime.models import Event
from realtime.selectors import snapshot
from tests.factories import people, polls
from voting import envelopes, errors, selectors, services
from voting.models import Ballot

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
KEY = "9f3f3a52-35a0-4c7c-8b8e-0d2ad80f0d0{}"


def message(poll: Any, sealed: object, key: str = "", number: int = 1) -> dict[str, Any]:
    args = {"poll": str(poll.pk), "sealed": sealed}
    return {"id": str(number), "verb": "voting.cast_sealed", "key": key or str(uuid4()), "args": args}


def test_the_receipt_is_the_hash_the_tablet_works_out_too_and_the_choice_is_nowhere() -> None:
    poll = polls.opened_secret()
    user = polls.members_of(poll)[2]
    envelope = polls.sealed(poll, user, "against")
    answer = polls.cast_sealed(poll, user, "", envelope=envelope)
    assert answer["code"] == envelopes.read(envelope).code
    assert set(answer) == {"poll", "code", "at", "version"}
    mine = selectors.my_ballot(user, poll)
    assert mine == {name: answer[name] for name in ("code", "at", "version")}
    assert selectors.my_ballot(polls.members_of(poll)[3], poll) is None
    assert not Ballot.objects.exists()


def test_a_newer_envelope_takes_the_place_of_the_older_whose_contents_are_gone() -> None:
    poll = polls.opened_secret()
    user = polls.members_of(poll)[1]
    first, second = polls.cast_sealed(poll, user, "for_"), polls.cast_sealed(poll, user, "abstain")
    assert (first["version"], second["version"]) == (1, 2) and first["code"] != second["code"]
    rows = poll.sealed_ballots.order_by("version").values_list("version", "sealed")
    assert [(version, sealed is None) for version, sealed in rows] == [(1, True), (2, False)]
    services.close_poll(polls.secretary(poll.sitting), poll)
    polls.keeper().open_closed()
    tally = polls.fresh(poll.pk).tally
    assert (tally["for_"], tally["abstain"], tally["not_cast"]) == (0, 1, 4)


def test_the_same_request_twice_is_one_envelope_and_one_answer_even_after_the_closing() -> None:
    poll = polls.opened_secret()
    user = polls.members_of(poll)[1]
    envelope = polls.sealed(poll, user, "for_")
    first = polls.cast_sealed(poll, user, "", KEY.format(1), envelope)
    assert polls.cast_sealed(poll, user, "", KEY.format(1), envelope) == first
    assert polls.cast_sealed(poll, user, "", KEY.format(2), envelope) == first
    with pytest.raises(KeyReused):
        polls.cast_sealed(poll, user, "against", KEY.format(1))
    services.close_poll(polls.secretary(poll.sitting), poll)
    assert polls.cast_sealed(poll, user, "", KEY.format(1), envelope) == first
    with pytest.raises(errors.AlreadyClosed):
        polls.cast_sealed(poll, user, "against")
    assert poll.sealed_ballots.count() == 1


@pytest.mark.parametrize("change", [lambda e: e, lambda e: e[:65] + bytes(48), lambda e: e[:-1] + b"\0"])
def test_a_copy_of_anybodys_envelope_or_of_its_one_time_point_is_refused(change: Any) -> None:
    poll = polls.opened_secret()
    victim, thief = polls.members_of(poll)[1:3]
    envelope = polls.sealed(poll, victim, "for_")
    polls.cast_sealed(poll, victim, "", envelope=envelope)
    copy = envelopes.packed(change(envelopes.unpacked(envelope)))
    with pytest.raises(errors.EnvelopeCopied):
        polls.cast_sealed(poll, thief, "", envelope=copy)
    polls.cast_sealed(poll, victim, "against")
    for who in (
        victim,
        thief,
    ):  # replaced long ago, it stays used: nobody's newer choice is undone by replaying it
        with pytest.raises(errors.EnvelopeCopied):
            polls.cast_sealed(poll, who, "", envelope=envelope)


@pytest.mark.parametrize(
    "text",
    ["", "for_", "A" * 151, "A" * 150, "A" * 152, "=" * 151, "A" * 100_000, "ế" * 151, "A" * 150 + "B"],
    ids=str,
)
def test_what_is_not_an_envelope_of_the_one_length_is_refused(text: str) -> None:
    poll = polls.opened_secret()
    if text == "A" * 151:
        text = text[:-1] + "+"
    with pytest.raises(errors.EnvelopeMalformed):
        polls.cast_sealed(poll, polls.members_of(poll)[1], "", envelope=text or " ")
    assert not poll.sealed_ballots.exists()


def test_all_envelopes_are_equally_long() -> None:
    poll = polls.opened_secret()
    user = polls.members_of(poll)[1]
    values = [*Ballot.Value.values, "", "x" * 32]
    assert {len(polls.sealed(poll, user, value)) for value in values} == {151}


def test_a_secret_vote_takes_envelopes_only_and_a_vote_by_name_open_ballots_only() -> None:
    poll = polls.opened_secret()
    user = polls.members_of(poll)[1]
    with pytest.raises(errors.SecretVote):
        polls.cast(poll, user, "for_")
    envelope = polls.sealed(poll, user, "for_")
    services.annul_poll(polls.secretary(poll.sitting), poll, "Nhầm")
    open_poll = polls.opened(polls.fresh_item(poll.item), question="Câu hỏi khác")
    with pytest.raises(errors.NotSecretVote):
        polls.cast_sealed(open_poll, user, "", envelope=envelope)


def test_who_is_not_entitled_puts_nothing_into_the_box() -> None:
    poll = polls.opened_secret(members=6, present=5)
    with pytest.raises(errors.NotEntitled):
        polls.cast_sealed(poll, polls.members_of(poll)[5], "for_")


def test_many_at_once_get_the_answers_they_would_get_alone() -> None:
    poll = polls.opened_secret(members=6)
    first, second, third, fourth, *_rest = polls.members_of(poll)
    stranger, key = people.user(), str(uuid4())
    mine = polls.sealed(poll, first, "for_")
    sent = [
        (first, message(poll, mine, key, 1)),
        (second, message(poll, "perhaps", number=2)),
        (second, message(poll, mine, number=3)),
        (stranger, message(poll, polls.sealed(poll, stranger, "for_"), number=4)),
        (first, message(poll, mine, key, 5)),
        (third, message(poll, polls.sealed(poll, third, "abstain"), number=6)),
        (fourth, message(poll, ["for_"], number=7)),
    ]
    replies = commands.answer_together(sent, SOCKET)
    assert [reply.get("error", {}).get("code", "ok") for reply in replies] == [
        "ok", "envelope_malformed", "envelope_copied", "not_found", "ok", "ok", "envelope_malformed",
    ]  # fmt: skip
    assert replies[0]["ok"] == replies[4]["ok"]
    assert poll.sealed_ballots.count() == 2
    assert AuditRecord.objects.filter(verb="ballots.cast").count() == 1
    assert verify_chain(poll.sitting.chain).is_whole


def test_ten_times_the_envelopes_cost_no_more_queries() -> None:
    poll = polls.opened_secret(members=24)
    voters = list(
        User.objects.filter(pk__in=[one.pk for one in polls.members_of(poll)]).select_related("person")
    )
    costs = []
    for some in (voters[:2], voters[2:22]):
        sent = [(user, message(poll, polls.sealed(poll, user, "for_"))) for user in some]
        with CaptureQueriesContext(connection) as queries:
            replies = commands.answer_together(sent, SOCKET)
        assert all("ok" in reply for reply in replies)
        costs.append(len(queries))
    assert costs[1] <= costs[0]


def test_one_refusal_does_not_spoil_the_batch() -> None:
    poll = polls.opened_secret(members=6, present=5)
    users = polls.members_of(poll)
    choices = [
        services.Choice(deed_of(user, poll.sitting.body), polls.sealed(poll, user, "for_")) for user in users
    ]
    answers = services.cast_sealed(by_system("thử"), poll, choices)
    refused = [answer for answer in answers if isinstance(answer, DomainError)]
    assert [type(one) for one in refused] == [errors.NotEntitled]
    assert poll.sealed_ballots.count() == 5


def test_nobody_is_told_how_anybody_chose_while_it_is_open_nor_after(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    poll = polls.opened_secret(members=6)
    users = polls.members_of(poll)
    values = ["for_", "against", "abstain", "against", "for_"]
    for place, value in enumerate(values):
        sent = message(poll, polls.sealed(poll, users[place], value), KEY.format(place))
        assert "ok" in commands.answer(users[place], sent, SOCKET)
    assert not _told_with_a_choice(poll, users)
    for name in (poll.sitting.stream(audience) for audience in streams.SITTING_AUDIENCES):
        facts = snapshot(name)["doc"]["polls"][str(poll.pk)]
        assert (facts["cast"], facts["electors"]) == (5, 6)
        assert not {"counts", "outcome", "votes"} & set(facts)
    desk = polls.secretary(poll.sitting)
    services.close_poll(desk, poll)
    polls.keeper().open_closed()
    services.announce_result(desk, polls.fresh(poll.pk), confirmed=True)
    own = [streams.person(user.person_id) for user in users]
    assert not _with_a_choice([snapshot(name)["doc"] for name in own])
    assert not _with_a_choice(StoredAnswer.objects.values_list("answer", flat=True))
    for text in _told_with_a_choice(poll, users):  # the counts of all, the strip in the order of the options
        assert '"votes": {' not in text and '"votes": [{' not in text
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("ecabinet")]
    assert lines and not any(value in line for line in lines for value in ("against", "abstain"))


def _told_with_a_choice(poll: Any, users: list[User]) -> list[str]:
    """Every document, event, record and stored answer that names a choice."""
    names = [poll.sitting.stream(audience) for audience in streams.SITTING_AUDIENCES]
    names += [streams.item(poll.item_id), *(streams.person(user.person_id) for user in users)]
    told: list[Any] = [snapshot(name)["doc"] for name in names]
    told += list(Event.objects.values_list("body", flat=True))
    told += [model_to_dict(row, exclude=["canonical"]) for row in AuditRecord.objects.all()]
    told += [sentence_of(row) for row in AuditRecord.objects.filter(chain=poll.sitting.chain)]
    told += list(StoredAnswer.objects.values_list("answer", flat=True))
    return _with_a_choice(told)


def _with_a_choice(told: Iterable[Any]) -> list[str]:
    texts = [json.dumps(one, default=str, ensure_ascii=False) for one in told]
    return [text for text in texts if any(f'"{value}"' in text for value in Ballot.Value.values)]


def test_a_page_that_starts_anew_shows_the_receipt_and_never_the_choice() -> None:
    poll = polls.opened_secret()
    user = polls.members_of(poll)[1]
    code = polls.cast_sealed(poll, user, "against")["code"]
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("voting:my_ballot", args=[poll.pk]))
    assert answer.json()["ballot"]["code"] == code
    assert set(answer.json()["ballot"]) == {"at", "code", "version"}
