"""S1 at small size: what the tables keep of a secret vote gives no ballot to its voter, and of a naive one all."""

import random
import uuid
from typing import Any

import pytest
from django.db import connection, transaction

from tests.factories import polls
from voting import services
from voting.models import SecretBallot
from voting.services import unsealing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
MEMBERS, POLLS = 12, 4


class Marked(str):
    """A choice as it leaves its envelope, with the voter only the test knows of."""

    person: uuid.UUID


@pytest.fixture
def truth(monkeypatch: pytest.MonkeyPatch) -> dict[uuid.UUID, uuid.UUID]:
    """`{row of the box: person}`, overheard inside the keeper, where alone it exists for a moment."""
    known: dict[uuid.UUID, uuid.UUID] = {}
    opening, keeping = unsealing.envelopes.open_envelope, SecretBallot.objects.bulk_create

    def opened(octets: bytes, key: Any, poll_id: uuid.UUID, person: uuid.UUID) -> str:
        value = Marked(opening(octets, key, poll_id, person))
        value.person = person
        return value

    def kept(rows: list[SecretBallot]) -> Any:
        known.update({row.pk: row.value.person for row in rows})  # type: ignore[attr-defined]
        return keeping(rows)

    monkeypatch.setattr(unsealing.envelopes, "open_envelope", opened)
    monkeypatch.setattr(SecretBallot.objects, "bulk_create", kept)
    return known


def rows(table: str, what: str, poll: uuid.UUID) -> list[tuple[uuid.UUID, int]]:
    """The rows of a poll in the order of the table's file, each with its hidden transaction (0 on SQLite)."""
    hidden = "xmin::text::bigint" if connection.vendor == "postgresql" else "0"
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {what}, {hidden} FROM {table} WHERE poll_id = %s ORDER BY {place}", [_as_stored(poll)]
        )
        return [(uuid.UUID(str(one)), transaction_id) for one, transaction_id in cursor.fetchall()]


def _as_stored(one: uuid.UUID) -> str:
    return str(one) if connection.vendor == "postgresql" else one.hex


def guesses(
    voters: list[tuple[uuid.UUID, int]], ballots: list[tuple[uuid.UUID, int]]
) -> list[set[tuple[Any, Any]]]:
    """By the same transaction where that says something, by place, and by transaction and place."""
    alone = {number: who for who, number in voters if sum(number == other for _who, other in voters) == 1}
    return [
        {(ballot, alone[number]) for ballot, number in ballots if number in alone},
        {(ballot, voter) for (ballot, _), (voter, _) in zip(ballots, voters, strict=True)},
        {
            (ballot, voter)
            for (ballot, _), (voter, _) in zip(
                sorted(ballots, key=lambda row: row[1]), sorted(voters, key=lambda row: row[1]), strict=True
            )
        },
    ]


def test_place_and_transaction_give_no_ballot_of_an_opened_box_to_its_voter(
    truth: dict[uuid.UUID, uuid.UUID],
) -> None:
    rng, right = random.Random(5), [0, 0, 0]
    item = polls.sitting_with_item(members=MEMBERS)
    for number in range(POLLS):
        poll = polls.opened_secret(polls.fresh_item(item), question=f"Câu hỏi {number}")
        people = {elector.pk: elector.person_id for elector in poll.electors.all()}
        users = polls.members_of(poll)
        for user in rng.sample(users, MEMBERS):
            polls.cast_sealed(poll, user, rng.choice(["for_", "against", "abstain"]))
        at_close = rows("voting_sealedballot", "elector_id", poll.pk)
        services.close_poll(polls.secretary(poll.sitting), poll)
        polls.keeper().turn()
        ballots = rows("voting_secretballot", "id", poll.pk)
        assert len({number for _ballot, number in ballots}) == 1
        assert [one for one, _number in ballots] == sorted(one for one, _number in ballots)
        for place, found in enumerate(guesses(at_close, ballots)):
            right[place] += sum(truth[ballot] == people[voter] for ballot, voter in found)
    # Of 48 ballots a guess is right 4 times; 16 is beyond one run in a million.
    assert right[0] == 0 and max(right) < 16, right


def test_the_same_guesses_link_a_naive_vote() -> None:
    """Voter and ballot in one transaction, ballots with random ids: what everybody would build first."""
    poll, truth = uuid.uuid4(), {}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE naive_roll (poll_id text, voter text)")
        cursor.execute("CREATE TEMPORARY TABLE naive_ballot (poll_id text, id text PRIMARY KEY)")
        for _member in range(MEMBERS):
            voter, ballot = uuid.uuid4(), uuid.uuid4()
            with transaction.atomic():
                cursor.execute("INSERT INTO naive_roll VALUES (%s, %s)", [_as_stored(poll), str(voter)])
                cursor.execute("INSERT INTO naive_ballot VALUES (%s, %s)", [_as_stored(poll), str(ballot)])
            truth[ballot] = voter
    found = guesses(rows("naive_roll", "voter", poll), rows("naive_ballot", "id", poll))
    right = [sum(truth[ballot] == voter for ballot, voter in pairs) for pairs in found]
    by_transaction = MEMBERS if connection.vendor == "postgresql" else 0  # SQLite's rows don't name theirs
    assert right == [by_transaction, MEMBERS, MEMBERS]
