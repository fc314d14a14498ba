"""Random days are counted again from the record, and a rule that is broken is found: the bar R2 can fail."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Q

from agendas import granting
from meetings import audiences, inner, selectors
from meetings.membership import MEMBER
from regulations import rules as law
from tests.faults.lib.days import Scene, some_kinds
from voting import rules

pytestmark = pytest.mark.django_db
VOTE = ("prepare", "open", "cast_all", "close", "announce")
DAYS = {
    "who is absent votes": VOTE,
    "who is no member any more counts": ("end_seat", "end_seat", "end_seat", *VOTE),
    "a third of the members adopts": VOTE * 3,
    "abstaining is agreeing": VOTE,
    "who is no member any more hears": ("end_seat", "end_seat", "end_seat"),
    "who isn't named hears": ("go_inside", "go_inside"),
    "who isn't named reads": ("go_inside", "go_inside", "hand_out", "come_out"),
}


@pytest.fixture
def scene() -> Scene:
    return Scene(random.Random(11))


def test_what_is_stored_is_what_the_record_says(scene):
    rng = random.Random(3)
    course = scene.play(rng, some_kinds(rng, 25))
    assert not course.wrong, (course.wrong, course.told)
    assert course.happened["votes opened"]


@pytest.mark.parametrize("broken", DAYS)
def test_a_broken_rule_is_found(scene, broken, monkeypatch):
    BREAK[broken](monkeypatch)
    assert any(scene.play(random.Random(seed), DAYS[broken]).wrong for seed in range(8))


def _abstain_agrees(monkeypatch: Any) -> None:
    count = rules.count

    def wrongly(total: int, electors: int, current: dict[Any, str], head: object) -> law.Tally:
        return count(total, electors, {k: "for_" if v == "abstain" else v for k, v in current.items()}, head)

    monkeypatch.setattr(rules, "count", wrongly)


def _papers_for_all(monkeypatch: Any) -> None:
    grant = granting.grant_versions

    def wrongly(sitting: Any, *more: Any) -> None:
        part, sitting.internal_part = sitting.internal_part, None
        grant(sitting, *more)
        sitting.internal_part = part

    monkeypatch.setattr(granting, "grant_versions", wrongly)


def _sets(module: Any, name: str, value: Any) -> Callable[[Any], None]:
    return lambda monkeypatch: monkeypatch.setattr(module, name, value)


NOBODY = Q(pk__in=[])
BREAK: dict[str, Callable[[Any], None]] = {
    "who is absent votes": _sets(rules, "is_entitled", lambda *_args: True),
    "who is no member any more counts": _sets(selectors, "counted", lambda _sitting: MEMBER),
    "a third of the members adopts": _sets(law, "majority_needed", lambda total: total // 3),
    "abstaining is agreeing": _abstain_agrees,
    "who is no member any more hears": _sets(audiences, "gone", lambda _sitting: NOBODY),
    "who isn't named hears": _sets(inner, "named_now", lambda _sitting: None),
    "who isn't named reads": _papers_for_all,
}
