"""Histories of votes by chance: every one can be told as a sequence, and every vote is its own member's."""

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.faults.lib import authority, histories
from tests.faults.lib.histories import Act, is_sound

pytestmark = pytest.mark.both_databases


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(4))
def test_what_many_did_at_once_can_be_told_as_one_sequence(seed: int) -> None:
    verdict, acts = histories.Scene().sound(random.Random(seed))
    assert verdict, sorted(acts, key=lambda act: act.began)


@pytest.mark.django_db
def test_every_vote_is_its_own_members_whoever_comes_goes_or_is_empowered() -> None:
    scene = authority.Scene()

    @settings(
        max_examples=25,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(authority.histories)
    def hold(history: list[tuple[str, int, Any]]) -> None:
        wrong, _counts = scene.play(history)
        assert not wrong, (wrong, history)

    hold()


def opened(**values: Any) -> list[Act]:
    """An opening from 0 to 1, then a ballot of member 1, with these answers and times."""
    first = Act("open", 0, key="a", began=0, ended=1, answer=("ok",))
    given_values = {"began": 2, "ended": 3, "answer": ("ok", 1), **values}
    return [first, Act("cast", 0, 1, "for_", key="b", **given_values)]


def ended(*ballots: tuple[int, int, int, str]) -> tuple[Any, ...]:
    return ("open", "prepared"), frozenset(ballots), (None, None)


BALLOT = (0, 1, 1, "for_")


@pytest.mark.parametrize(
    ("acts", "outcome", "verdict"),
    [
        (opened(), ended(BALLOT), True),
        (opened(), ended(), False),  # acknowledged and not kept
        (opened(answer=("already_closed",)), ended(), False),  # refused for no reason
        (opened(answer=("not_found",)), ended(), False),  # came after the opening was answered
        (opened(began=0.5, answer=("not_found",)), ended(), True),  # came while it was being opened
        (
            [*opened(), Act("cast", 0, 1, "for_", key="b", began=4, ended=5, answer=("ok", 1))],
            ended(BALLOT),
            True,
        ),
        (
            [*opened(), Act("cast", 0, 1, "for_", key="b", began=4, ended=5, answer=("ok", 2))],
            ended(BALLOT),
            False,
        ),
        ([*opened(), Act("close", 0, began=4, ended=5, answer=("poll_not_in_state",))], ended(BALLOT), False),
    ],
)
def test_the_model_tells_a_sound_history_from_one_that_is_not(
    acts: list[Act], outcome: tuple[Any, ...], verdict: bool
) -> None:
    assert is_sound(acts, outcome) is verdict
