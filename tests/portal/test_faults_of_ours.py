"""A fault of ours is told in words, also where what draws pages has failed."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from psycopg_pool import PoolTimeout

from core import database
from core.logs import BriefWhenAway
from portal.views import errors

MANIFEST = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
AWAY = "Hệ thống đang rất bận hoặc đang khởi động lại"
SENTENCE = "Máy chủ gặp sự cố; việc vừa gửi có thể chưa được ghi nhận."


FAILURES: dict[str, Exception] = {
    "ours": RuntimeError("made to fail"),
    "away": OperationalError("the connection is lost"),
}


@pytest.fixture
def failure() -> Exception:
    return FAILURES["ours"]


@pytest.fixture
def stranger(db: None, monkeypatch: pytest.MonkeyPatch, failure: Exception) -> Client:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise failure

    monkeypatch.setattr(errors, "render", fail)
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "vi"
    return client


def test_a_fault_has_its_page(stranger: Client) -> None:
    answer = stranger.post("/account/sign-in/", {})
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/html")
    assert SENTENCE in answer.content.decode()


def test_a_page_that_cannot_be_drawn_is_a_sentence(stranger: Client) -> None:
    with override_settings(STORAGES=MANIFEST, STATIC_ROOT="/nowhere"):
        answer = stranger.post("/account/sign-in/", {})
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/plain")
    assert SENTENCE in answer.content.decode()


@pytest.mark.parametrize("failure", [FAILURES["away"]])
def test_a_database_out_of_reach_is_no_fault_of_the_page(
    stranger: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = stranger.post("/account/sign-in/", {})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert AWAY in answer.content.decode()
    assert not answer.has_header("Refresh"), "nobody may send again what was sent"
    told = [record for record in caplog.records if record.name == "django.request"]
    assert len(told) == 1
    assert BriefWhenAway().filter(told[0])
    assert told[0].exc_info is None


def test_all_connections_in_use_is_no_reason_to_look_through_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pool:
        looked = 0

        def check(self) -> None:
            self.looked += 1

    pool = Pool()
    monkeypatch.setattr(database, "_pool", lambda: pool)
    crowded, lost = OperationalError(), OperationalError()
    crowded.__cause__ = PoolTimeout()
    database.drop_dead_connections(crowded)
    assert pool.looked == 0
    database.drop_dead_connections(lost)
    assert pool.looked == 1
