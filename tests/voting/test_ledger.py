"""The exported ledger is counted again by a program that shares no line with the product, and tampering is found."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import BodyRole
from tests.factories import paper_polls, people, polls
from voting import services
from voting.ledger import ledger_of

pytestmark = pytest.mark.django_db
RECOUNT = Path(__file__).resolve().parents[2] / "tools" / "recount.py"


def recount(ledger: dict[str, Any], folder: Path) -> tuple[int, str]:
    """Exit status and words of the program, run as a stranger would run it."""
    file = folder / "ledger.json"
    file.write_text(json.dumps(ledger), encoding="utf-8")
    command = [sys.executable, "-I", str(RECOUNT), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def announced() -> Any:
    """A vote of nine with a change of mind, a vote against, an abstention and two who didn't vote."""
    poll = polls.opened(members=9)
    voters = polls.members_of(poll)
    for user, value in zip(
        voters, ["for_", "for_", "for_", "for_", "against", "abstain", "against"], strict=False
    ):
        polls.cast(poll, user, value)
    polls.cast(poll, voters[6], "for_")
    desk = polls.secretary(poll.sitting)
    services.close_poll(desk, poll)
    services.announce_result(desk, poll)
    return polls.fresh(poll.pk)


def test_the_recount_finds_what_was_announced(announced: Any, tmp_path: Path) -> None:
    status, words = recount(ledger_of(announced.sitting), tmp_path)
    assert status == 0, words
    assert "for 5 · against 1 · abstain 1 · not cast 2 · of 9, 5 needed: adopted" in words


def _without_a_ballot(poll: dict[str, Any]) -> None:
    del poll["ballots"][0]


def _another_choice(poll: dict[str, Any]) -> None:
    poll["ballots"][0]["value"] = "against"


def _twice(poll: dict[str, Any]) -> None:
    poll["ballots"].append(poll["ballots"][0] | {"code": "AAAA-11"})


def _late(poll: dict[str, Any]) -> None:
    poll["ballots"][0]["at"] = "2099-01-01T00:00:00+00:00"


def _same_code(poll: dict[str, Any]) -> None:
    poll["ballots"][1]["code"] = poll["ballots"][0]["code"]


def _not_entitled(poll: dict[str, Any]) -> None:
    poll["electors"][0]["entitled"] = False


def _another_result(poll: dict[str, Any]) -> None:
    poll["announced"]["counts"]["for_"] += 1


def _fewer_present(poll: dict[str, Any]) -> None:
    poll["present"] = 1


def _stuffed(poll: dict[str, Any]) -> None:
    poll["values"].append("for_")


def _a_choice_turned(poll: dict[str, Any]) -> None:
    poll["values"][poll["values"].index("against")] = "for_"


def _on_the_roll_twice(poll: dict[str, Any]) -> None:
    poll["roll"][1] = poll["roll"][0]


def _one_receipt_for_two(poll: dict[str, Any]) -> None:
    poll["receipts"][1] = poll["receipts"][0]


def _entitlement_gone(poll: dict[str, Any]) -> None:
    poll["electors"][0]["entitled"] = False


def _a_strange_value(poll: dict[str, Any]) -> None:
    poll["values"][0] = "perhaps"


def _names_shown(poll: dict[str, Any]) -> None:
    poll["ballots"] = []


def _late_envelope(poll: dict[str, Any]) -> None:
    poll["roll"][0]["at"] = "2099-01-01T00:00:00+00:00"


SECRET_TAMPERINGS = (
    _stuffed, _a_choice_turned, _on_the_roll_twice, _one_receipt_for_two, _entitlement_gone, _a_strange_value,
    _names_shown, _late_envelope, _another_result, _fewer_present,
)  # fmt: skip
TAMPERINGS = (
    _without_a_ballot, _another_choice, _twice, _late, _same_code, _not_entitled, _another_result, _fewer_present,
)  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda one: one.__name__)
def test_whatever_is_altered_differs(
    announced: Any, tmp_path: Path, tamper: Callable[[dict[str, Any]], None]
) -> None:
    ledger = copy.deepcopy(ledger_of(announced.sitting))
    tamper(ledger["polls"][0])
    status, words = recount(ledger, tmp_path)
    assert status == 1 and "DIFFERS" in words


def _entry_altered(poll: dict[str, Any]) -> None:
    poll["counts_by_hand"][-1]["for_"] += 1


def _entered_by_one(poll: dict[str, Any]) -> None:
    poll["counts_by_hand"][-1]["by"] = poll["counts_by_hand"][-2]["by"]


def _round_gone(poll: dict[str, Any]) -> None:
    del poll["counts_by_hand"][:2]


def _entry_gone(poll: dict[str, Any]) -> None:
    del poll["counts_by_hand"][-1]


def _more_than_handed_out(poll: dict[str, Any]) -> None:
    for entry in poll["counts_by_hand"][-2:]:
        entry["issued"] = 4


def _more_than_may_vote(poll: dict[str, Any]) -> None:
    poll["electors"][0]["entitled"] = False


def _both_altered(poll: dict[str, Any]) -> None:
    for entry in poll["counts_by_hand"][-2:]:
        entry["for_"], entry["against"] = entry["for_"] + 1, entry["against"] - 1


def _head_out_of_nowhere(poll: dict[str, Any]) -> None:
    for entry in poll["counts_by_hand"][-2:]:
        entry["head"] = "abstain"


PAPER_TAMPERINGS = (
    _entry_altered, _entered_by_one, _round_gone, _entry_gone, _more_than_handed_out, _more_than_may_vote,
    _both_altered, _head_out_of_nowhere, _another_result, _fewer_present,
)  # fmt: skip


@pytest.fixture
def by_paper() -> Any:
    """A vote on paper: entered differently first, then alike; one ballot was invalid."""
    poll = paper_polls.opened(members=5)
    count = replace(paper_polls.COUNT, abstain=0, invalid=1, head="for_")
    first, second = paper_polls.two_of_the_desk(poll)
    paper_polls.enter(first, poll, count)
    paper_polls.enter(second, poll, count, for_=2, against=2)
    return paper_polls.announced_again(poll, count)


def test_a_vote_on_paper_is_counted_again_from_its_entries(by_paper: Any, tmp_path: Path) -> None:
    ledger = ledger_of(by_paper.sitting)
    assert [row["round"] for row in ledger["polls"][0]["counts_by_hand"]] == [1, 1, 2, 2]
    status, words = recount(ledger, tmp_path)
    assert status == 0, words
    names = " and ".join(by_paper.tally["by_hand"]["entered_by"])
    assert f"by paper ballots, entered twice independently by {names}" in words
    assert "for 3 · against 1 · abstain 0 · invalid 1 · not cast 0 · of 5, 3 needed: adopted" in words


@pytest.mark.parametrize("tamper", PAPER_TAMPERINGS, ids=lambda one: one.__name__)
def test_whatever_is_altered_in_a_count_by_hand_differs(
    by_paper: Any, tmp_path: Path, tamper: Callable[[dict[str, Any]], None]
) -> None:
    ledger = copy.deepcopy(ledger_of(by_paper.sitting))
    tamper(ledger["polls"][0])
    status, words = recount(ledger, tmp_path)
    assert status == 1 and "DIFFERS" in words


@pytest.fixture
def secret() -> Any:
    """A secret vote of nine with a change of mind, an envelope without a choice and two who didn't vote."""
    poll = polls.opened_secret(members=9)
    voters = polls.members_of(poll)
    for user, value in zip(
        voters, ["for_", "for_", "for_", "against", "for_", "abstain", "perhaps"], strict=False
    ):
        polls.cast_sealed(poll, user, value)
    polls.cast_sealed(poll, voters[3], "for_")
    polls.cast_sealed(poll, voters[2], "against")
    desk = polls.secretary(poll.sitting)
    services.close_poll(desk, poll)
    polls.keeper().open_closed()
    services.announce_result(desk, poll)
    return polls.fresh(poll.pk)


def test_a_secret_vote_is_counted_again_from_roll_receipts_and_values(secret: Any, tmp_path: Path) -> None:
    ledger = ledger_of(secret.sitting)
    status, words = recount(ledger, tmp_path)
    assert status == 0, words
    assert "for 4 · against 1 · abstain 1 · invalid 1 · not cast 2 · of 9, 5 needed: not_adopted" in words
    (told,) = ledger["polls"]
    assert told["secret"] and "ballots" not in told
    assert told["receipts"] == sorted(told["receipts"]) and not set(told["roll"][0]) & {"code", "value"}
    assert len(told["roll"]) == len(told["receipts"]) == len(told["values"]) == 7


def test_a_secret_tie_is_counted_again_as_undecided(tmp_path: Path) -> None:
    poll = polls.announced_secret(["for_", "for_", "for_", "against", "against", "against"], members=6)
    status, words = recount(ledger_of(poll.sitting), tmp_path)
    assert status == 0 and "tie_without_pm" in words


@pytest.mark.parametrize("tamper", SECRET_TAMPERINGS, ids=lambda one: one.__name__)
def test_whatever_of_a_secret_vote_is_altered_differs(
    secret: Any, tmp_path: Path, tamper: Callable[[dict[str, Any]], None]
) -> None:
    ledger = copy.deepcopy(ledger_of(secret.sitting))
    tamper(ledger["polls"][0])
    status, words = recount(ledger, tmp_path)
    assert status == 1 and "DIFFERS" in words


def test_nothing_of_an_unannounced_or_annulled_vote_is_in_it(tmp_path: Path) -> None:
    poll = polls.opened(members=5)
    polls.cast(poll, polls.members_of(poll)[0], "for_")
    desk = polls.secretary(poll.sitting)
    assert ledger_of(poll.sitting)["polls"] == []
    services.close_poll(desk, poll)
    assert ledger_of(poll.sitting)["polls"] == []
    services.annul_poll(desk, poll, "Nhầm câu hỏi")
    (told,) = ledger_of(poll.sitting)["polls"]
    assert told["annulled_reason"] == "Nhầm câu hỏi" and "ballots" not in told and "announced" not in told
    assert recount(ledger_of(poll.sitting), tmp_path)[0] == 0


def test_the_desk_and_the_auditor_fetch_it_and_a_member_does_not(announced: Any) -> None:
    address = reverse("voting:ledger", args=[announced.sitting_id])
    auditor = people.staff(announced.sitting.body, BodyRole.Role.AUDITOR)
    member, stranger = polls.members_of(announced)[3], people.user()
    answers = {}
    for name, user in {"auditor": auditor, "member": member, "stranger": stranger}.items():
        client = Client()
        client.force_login(user)
        answers[name] = client.get(address)
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "auditor": 200, "member": 403, "stranger": 404,
    }  # fmt: skip
    assert answers["auditor"]["Content-Disposition"].startswith("attachment")
    assert len(answers["auditor"].json()["polls"][0]["ballots"]) == 8
