"""A repeat gets the first answer; the same key with another body is an error."""

from datetime import timedelta
from uuid import uuid4

import pytest

from core import clock, idempotency
from core.deed import Deed
from core.errors import KeyReused
from core.idempotency import RepeatedMeanwhile, Replaced, body_hash, first_answer, keep_answer, replace_keys
from core.models import StoredAnswer
from core.registries import SWEEPS

DEED = Deed(actor_id=7, person_id=None, name="An", key="0f2d0f4e-8f43-4d0e-9d3e-0a4f0e8d1b11")
pytestmark = pytest.mark.django_db


def test_the_first_answer_is_the_answer_to_every_repeat() -> None:
    assert first_answer(DEED, "v", {"a": 1}) is None
    keep_answer(DEED, "v", {"a": 1}, {"code": "7F3K"})
    assert first_answer(DEED, "v", {"a": 1}) == {"code": "7F3K"}


def test_another_body_under_the_same_key_is_refused() -> None:
    keep_answer(DEED, "v", {"a": 1}, {"code": "7F3K"})
    with pytest.raises(KeyReused):
        first_answer(DEED, "v", {"a": 2})
    with pytest.raises(KeyReused):
        first_answer(DEED, "w", {"a": 1})


def test_keys_of_two_people_never_meet() -> None:
    keep_answer(DEED, "v", {}, {"ok": 1})
    other = Deed(actor_id=8, person_id=None, name="Bình", key=DEED.key)
    assert first_answer(other, "v", {}) is None


def test_of_two_simultaneous_repeats_one_is_told_to_ask_again() -> None:
    keep_answer(DEED, "v", {}, {"ok": 1})
    with pytest.raises(RepeatedMeanwhile):
        keep_answer(DEED, "v", {}, {"ok": 2})
    assert StoredAnswer.objects.get().answer == {"ok": 1}


def test_a_replaced_key_is_refused_with_any_body_and_only_of_that_person() -> None:
    replace_keys([(DEED.actor_id, DEED.key)])
    with pytest.raises(Replaced):
        first_answer(DEED, "v", {"a": 1})
    other = Deed(actor_id=8, person_id=None, name="Bình", key=DEED.key)
    assert first_answer(other, "v", {}) is None


def test_what_was_answered_before_it_was_replaced_keeps_its_answer() -> None:
    keep_answer(DEED, "v", {"a": 1}, {"code": "7F3K"})
    replace_keys([(DEED.actor_id, DEED.key)])
    assert first_answer(DEED, "v", {"a": 1}) == {"code": "7F3K"}


def test_without_a_key_nothing_is_stored() -> None:
    keep_answer(DEED.with_key(""), "v", {}, {"ok": 1})
    assert not StoredAnswer.objects.exists()


def test_the_stored_hash_tells_nothing_without_the_key_of_the_house() -> None:
    import hashlib

    assert body_hash("v", {"a": 1}) != hashlib.sha256(b'["v", {"a": 1}]').hexdigest()


def test_answers_are_kept_thirty_days_and_let_go_then_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_answer(DEED, "v", {}, {"ok": 1})
    with clock.drive(timedelta(days=29, hours=23)):
        assert idempotency.forget_old_answers() == 0
        assert first_answer(DEED, "v", {}) == {"ok": 1}
        keep_answer(DEED.with_key(str(uuid4())), "v", {}, {"ok": 2})
    keep_answer(DEED.with_key(str(uuid4())), "v", {}, {"ok": 3})
    monkeypatch.setattr(idempotency, "FORGOTTEN_AT_ONCE", 1)
    with clock.drive(timedelta(days=30, minutes=1)):
        assert idempotency.forget_old_answers() == 1 == idempotency.forget_old_answers()
        assert idempotency.forget_old_answers() == 0
    assert StoredAnswer.objects.get().answer == {"ok": 2}
    assert idempotency.forget_old_answers in SWEEPS.all("minute")
