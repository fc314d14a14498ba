"""What a hostile client may send: each gets its named refusal, nothing ends in a fault of ours."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from core.deed import WEB
from core.models import StoredAnswer
from core.text import whole_number
from realtime import audiences, commands
from tests.factories import people, polls

pytestmark = pytest.mark.django_db
STREAM = "sitting:00000000-0000-0000-0000-000000000009:members"


@pytest.fixture
def client_of_a_reader(client: Client) -> Client:
    user = people.user()
    audiences.add(STREAM, [user.pk])
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    "body",
    [b"[" * 30_000, b'{"id": 1, "verb": ' + b'{"a":' * 5_000, b"\xff\xfe", b"", b"null", b"NaN"],
    ids=["deep list", "deep object", "not UTF-8", "empty", "null", "NaN"],
)
def test_a_frame_of_any_shape_posted_is_refused_by_name(client_of_a_reader: Client, body: bytes) -> None:
    answer = client_of_a_reader.post("/realtime/command/", body, content_type="application/json")
    assert answer.json()["error"]["code"] == "malformed"
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize(
    "since",
    ["²", "٣", "9" * 5000, "1e3", "-1", "", " 1"],
    ids=["raised", "other digits", "long", "exponent", "negative", "empty", "space"],
)
def test_a_number_that_is_none_is_refused_not_a_fault(client_of_a_reader: Client, since: str) -> None:
    answer = client_of_a_reader.get(f"/realtime/events/{STREAM}", {"since": since})
    assert answer.status_code == 400
    assert whole_number(since) is None


def test_a_number_is_read_up_to_its_limit() -> None:
    assert [whole_number(text) for text in ("0", "007", "1000000000")] == [0, 7, 10**9]
    assert whole_number("1000000001") is None
    assert whole_number("11", limit=10) is None


@pytest.mark.parametrize("odd", ["\ud800", "a\x00b", ["\udfff"], {"\x00": 1}])
def test_text_that_cannot_be_stored_is_refused_wherever_it_stands(odd: object) -> None:
    user = people.user()
    for message in ({"id": odd, "verb": "x"}, {"id": 1, "verb": "x", "args": {"text": odd}}):
        answer = commands.answer(user, message, WEB)
        assert answer["error"]["code"] == "malformed"
        json.dumps(answer, ensure_ascii=False).encode()


def test_one_key_in_other_spellings_is_one_key() -> None:
    poll = polls.opened()
    voter: User = polls.members_of(poll)[1]
    key = str(uuid4())
    spellings = (key, key.upper(), "{" + key + "}", "urn:uuid:" + key, key.replace("-", ""))
    answers = [
        commands.answer(
            voter,
            {
                "id": 1,
                "verb": "voting.cast_ballot",
                "key": one,
                "args": {"poll": str(poll.pk), "value": "for_"},
            },
            WEB,
        )["ok"]
        for one in spellings
    ]
    assert len({json.dumps(answer, sort_keys=True) for answer in answers}) == 1
    assert StoredAnswer.objects.filter(actor_id=voter.pk, verb="voting.cast_ballot").count() == 1


@pytest.mark.parametrize(
    "key",
    ["-" * 40_000 + "c0ffee00c0ffee00c0ffee00c0ffee00", 12345678901234567890123456789012, ["x"], {"a": 1}],
    ids=["long", "number", "list", "object"],
)
def test_a_key_that_is_no_uuid_of_ours_is_refused(key: object) -> None:
    message = {"id": 1, "verb": "voting.cast_ballot", "key": key, "args": {}}
    assert commands.answer(people.user(), message, WEB)["error"]["code"] == "malformed"


def test_what_a_page_of_another_person_still_had_to_send_is_refused() -> None:
    poll = polls.opened()
    first, second = polls.members_of(poll)[1:3]
    ballot = {
        "id": 1,
        "verb": "voting.cast_ballot",
        "key": str(uuid4()),
        "args": {"poll": str(poll.pk), "value": "for_"},
        "as": str(first.person_id),
    }
    assert commands.answer(second, ballot, WEB)["error"]["code"] == "somebody_else"
    assert not poll.ballots.exists()
    assert commands.answer(first, ballot, WEB)["ok"]["version"] == 1
    for odd in (1, ["x"], {"a": 1}):
        assert commands.answer(first, {**ballot, "as": odd}, WEB)["error"]["code"] == "somebody_else"
