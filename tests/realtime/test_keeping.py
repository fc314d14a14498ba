"""Who opens a sitting with many others shares one reading of it; nobody gets what is no longer so."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client

from realtime import audiences, keeping, selectors
from realtime.models import Stream
from tests.factories import people

STREAM = "sitting:00000000-0000-0000-0000-00000000a002:members"


class Reading:
    """Stands for the rows: says how often they were read, and takes its time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count, self.state, self.now = 0, (7, False), 1000.0
        monkeypatch.setattr(selectors, "snapshot", self._read)
        monkeypatch.setattr(keeping, "_state", lambda _stream: self.state)
        monkeypatch.setattr(keeping.time, "monotonic", lambda: self.now)
        keeping.forget()

    def _read(self, _stream: str) -> dict[str, Any]:
        self.count += 1
        threading.Event().wait(0.05)
        return {"n": self.state[0], "doc": {"read": self.count}}


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    return Reading(monkeypatch)


def test_fifty_who_ask_at_once_cost_one_reading(reading: Reading) -> None:
    with ThreadPoolExecutor(50) as crowd:
        texts = set(crowd.map(keeping.text, [STREAM] * 50))
    assert reading.count == 1
    assert [json.loads(text) for text in texts] == [{"n": 7, "doc": {"read": 1}}]


@pytest.mark.parametrize("state", [(8, False), (7, True)])
def test_what_was_told_meanwhile_is_read(reading: Reading, state: tuple[int, bool]) -> None:
    keeping.snapshot(STREAM)
    reading.state = state
    assert keeping.snapshot(STREAM)["doc"] == {"read": 2}


def test_what_is_not_told_is_some_seconds_old_at_most(reading: Reading) -> None:
    keeping.snapshot(STREAM)
    reading.now += keeping.KEEP_SECONDS - 0.1
    assert keeping.snapshot(STREAM)["doc"] == {"read": 1}
    reading.now += 0.2
    assert keeping.snapshot(STREAM)["doc"] == {"read": 2}


def test_a_reading_that_fails_holds_nobody_up(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_stream: str) -> dict[str, Any]:
        raise OSError

    monkeypatch.setattr(selectors, "snapshot", fail)
    for _time in range(2):
        with pytest.raises(OSError):
            keeping.snapshot(STREAM)
    monkeypatch.setattr(selectors, "snapshot", reading._read)
    assert keeping.snapshot(STREAM)["n"] == 7


def test_only_so_many_are_kept(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "KEEP_STREAMS", 3)
    for number in range(10):
        keeping.snapshot(f"sitting:{number}:members")
        assert keeping.size() <= 3


@pytest.mark.django_db
def test_the_page_is_given_the_document_of_its_stream_and_no_other(client: Client) -> None:
    user, other = people.user(), people.user()
    for number, stream in enumerate([STREAM, STREAM.replace("a002", "a003")], 4):
        Stream.objects.create(name=stream, seq=number)
        audiences.add(stream, [user.pk])
    keeping.forget()
    client.force_login(user)
    numbers = [
        client.get(f"/realtime/snapshot/{stream}").json()["n"]
        for stream in (STREAM, STREAM.replace("a002", "a003"), STREAM)
    ]
    assert numbers == [4, 5, 4]
    client.force_login(other)
    assert client.get(f"/realtime/snapshot/{STREAM}").status_code == 404
