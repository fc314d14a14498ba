"""Announcing: numbers without gaps, one row per audience, a ring only after the commit."""

import threading
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction

from core.registries import EVENT_TYPES
from realtime import selectors, streams
from realtime.events import Payload, merge_patch
from realtime.models import Event
from realtime.services import announce, frame_of


@dataclass(frozen=True)
class Said(Payload):
    """A payload of the tests only."""

    wire_name = "tests.said"
    text: str

    def patch(self) -> dict[str, Any]:
        return {"said": {"text": self.text}}


@pytest.mark.django_db
def test_numbers_count_up_per_stream() -> None:
    announce(Said("a"), ["person:1", "person:2"])
    announce(Said("b"), ["person:2"])
    assert list(Event.objects.filter(stream="person:1").values_list("seq", flat=True)) == [1]
    assert list(Event.objects.filter(stream="person:2").order_by("seq").values_list("seq", flat=True)) == [
        1,
        2,
    ]
    assert selectors.heads(["person:1", "person:2", "person:3"]) == {
        "person:1": 1,
        "person:2": 2,
        "person:3": 0,
    }


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_announces_nothing() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        announce(Said("a"), ["person:1"])
        raise RuntimeError
    assert not Event.objects.exists()
    assert selectors.heads(["person:1"]) == {"person:1": 0}


@pytest.mark.django_db
def test_events_since_a_number_come_in_order() -> None:
    for text in "abc":
        announce(Said(text), ["person:1"])
    assert [e.body["said"]["text"] for e in selectors.events_since("person:1", 1)] == ["b", "c"]
    assert '"n":2' in frame_of(selectors.events_since("person:1", 1)[0])


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_no_gap_and_no_repeat() -> None:
    def write() -> None:
        for _ in range(10):
            with transaction.atomic():
                announce(Said("x"), ["person:9", "person:8"])
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = list(Event.objects.filter(stream="person:9").order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, 41))


def test_a_merge_patch_removes_with_null_and_keeps_the_rest() -> None:
    before = {"a": {"b": 1, "c": 2}, "d": 3}
    assert merge_patch(before, {"a": {"b": None, "e": 4}}) == {"a": {"c": 2, "e": 4}, "d": 3}
    assert before == {"a": {"b": 1, "c": 2}, "d": 3}


def test_names_of_streams_tell_their_kind() -> None:
    assert streams.kind_of(streams.sitting("5", streams.CHAIR)) == "sitting:chair"
    assert streams.kind_of(streams.item("5")) == "item"
    assert streams.id_of(streams.person("7")) == "7"
    assert "tests.said" not in EVENT_TYPES
