"""Who changes his mind before the answer came is taken at his last word, in whatever order his words arrive."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from realtime import commands
from tests.factories import polls

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def ballot(poll: Any, value: str, key: str, *replaces: str) -> dict[str, Any]:
    """One press on the vote sheet."""
    args = {"poll": str(poll.pk), "value": value}
    return {"id": key, "verb": "voting.cast_ballot", "key": key, "args": args, "replaces": list(replaces)}


@pytest.fixture
def poll() -> Any:
    return polls.opened(members=3)


def values(poll: Any) -> list[str]:
    return list(poll.ballots.order_by("elector__order", "version").values_list("value", flat=True))


def test_a_choice_that_arrives_after_the_one_that_took_its_place_is_not_carried_out(poll: Any) -> None:
    voter, (first, second) = polls.members_of(poll)[1], (str(uuid4()), str(uuid4()))
    assert "ok" in commands.answer(voter, ballot(poll, "against", second, first), "socket")
    late = commands.answer(voter, ballot(poll, "for_", first), "web")
    assert late["error"]["code"] == "replaced"
    assert values(poll) == ["against"]


def test_a_choice_that_was_recorded_before_stays_as_a_version_and_its_repeat_gets_its_answer(
    poll: Any,
) -> None:
    voter, (first, second) = polls.members_of(poll)[1], (str(uuid4()), str(uuid4()))
    answer = commands.answer(voter, ballot(poll, "for_", first), "socket")
    commands.answer(voter, ballot(poll, "against", second, first), "socket")
    assert commands.answer(voter, ballot(poll, "for_", first), "web")["ok"] == answer["ok"]
    assert values(poll) == ["for_", "against"]


@pytest.mark.parametrize("is_late", [False, True])
def test_in_one_batch_only_the_last_word_counts(poll: Any, is_late: bool) -> None:
    voter, other = polls.members_of(poll)[1:3]
    first, second = str(uuid4()), str(uuid4())
    words = [(voter, ballot(poll, "for_", first)), (voter, ballot(poll, "against", second, first))]
    words = words[::-1] if is_late else words
    third = (other, ballot(poll, "abstain", str(uuid4())))
    answers = commands.answer_together([*words, third], "socket")
    by_key = {answer["re"]: answer for answer in answers}
    assert by_key[first]["error"]["code"] == "replaced" and "ok" in by_key[second] and "ok" in answers[2]
    assert values(poll) == ["against", "abstain"]
    assert commands.answer(voter, ballot(poll, "for_", first), "web")["error"]["code"] == "replaced"


def test_nobody_takes_back_what_another_sent(poll: Any) -> None:
    voter, other = polls.members_of(poll)[1:3]
    key = str(uuid4())
    commands.answer(other, ballot(poll, "against", str(uuid4()), key), "socket")
    assert "ok" in commands.answer(voter, ballot(poll, "for_", key), "socket")


def test_a_refused_command_takes_nothing_back(poll: Any) -> None:
    voter, key = polls.members_of(poll)[1], str(uuid4())
    refused = commands.answer(voter, ballot(poll, "maybe", str(uuid4()), key), "socket")
    assert "error" in refused
    assert "ok" in commands.answer(voter, ballot(poll, "for_", key), "socket")


@pytest.mark.parametrize(
    "replaces", ["x", 7, {"a": 1}, ["x"], [7], [None], [str(UUID(int=1))] * 33], ids=lambda odd: str(odd)[:12]
)
def test_what_is_no_list_of_keys_is_malformed(poll: Any, replaces: Any) -> None:
    message = {**ballot(poll, "for_", str(uuid4())), "replaces": replaces}
    answer = commands.answer(polls.members_of(poll)[1], message, "socket")
    assert answer["error"]["code"] == "malformed"
