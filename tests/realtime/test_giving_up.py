"""A command a device doesn't send any more: the server says whether it counts, and a copy on its way does nothing."""

from typing import Any
from uuid import uuid4

import pytest

from realtime import commands
from tests.factories import polls

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def ballot(poll: Any, key: str) -> dict[str, Any]:
    return {
        "id": "1",
        "verb": "voting.cast_ballot",
        "key": key,
        "args": {"poll": str(poll.pk), "value": "for_"},
    }


def give_up(poll: Any, key: str) -> dict[str, Any]:
    return {"id": "2", "verb": "realtime.give_up", "args": {"poll": str(poll.pk), "key": key}}


def test_a_ballot_that_never_arrived_is_given_up_for_good() -> None:
    poll, key = polls.opened(members=3), str(uuid4())
    voter = polls.members_of(poll)[1]
    for _ in range(2):
        assert commands.answer(voter, give_up(poll, key), "socket")["ok"] == {"given_up": True}
    assert commands.answer(voter, ballot(poll, key), "web")["error"]["code"] == "replaced"
    assert not poll.ballots.exists()


def test_a_ballot_that_was_recorded_gives_its_answer() -> None:
    poll, key = polls.opened(members=3), str(uuid4())
    voter, other = polls.members_of(poll)[1:3]
    answer = commands.answer(voter, ballot(poll, key), "socket")["ok"]
    assert commands.answer(voter, give_up(poll, key), "socket")["ok"] == {"answered": answer}
    assert commands.answer(other, give_up(poll, key), "socket")["ok"] == {"given_up": True}
    assert commands.answer(voter, ballot(poll, key), "web")["ok"] == answer


@pytest.mark.parametrize("key", ["", None, "not-a-key", 7])
def test_without_a_key_it_is_no_command(key: Any) -> None:
    poll = polls.opened(members=3)
    voter = polls.members_of(poll)[1]
    assert commands.answer(voter, give_up(poll, key), "socket")["error"]["code"] == "malformed"
