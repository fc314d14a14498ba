"""A fault of ours is told in words, also where what draws pages has failed."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test import Client, RequestFactory, override_settings
from psycopg_pool import PoolTimeout

from core import database, responses
from core.errors import DomainError
from core.logs import BriefWhenAway
from core.responses import being_made
from portal import middleware
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


def test_a_table_that_is_not_there_is_a_fault_with_its_traceback_and_not_said_to_be_busy(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def ask(*_args: Any, **_kwargs: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM nowhere")

    monkeypatch.setattr(errors, "render", ask)
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    answer = client.post("/account/sign-in/", {})
    assert answer.status_code == 500 and not answer.has_header("Retry-After")
    assert AWAY not in answer.content.decode()
    [told] = [record for record in caplog.records if record.name == "django.request"]
    assert BriefWhenAway().filter(told) and told.exc_info, "what it was stands in the log"


def test_whoever_is_told_that_the_house_is_busy_hears_the_same_number() -> None:
    refusal = DomainError()
    refusal.http_status = 503
    request = RequestFactory().get("/", headers={"Accept": "application/json"})
    assert middleware.answer(request, refusal)["Retry-After"] == str(responses.BUSY_SECONDS)
    assert being_made({})["Retry-After"] == str(responses.MAKING_SECONDS)
    said = re.compile(r"""["'](?:Retry-After|Refresh)["']\]\s*=""")
    folders = (
        "accounts",
        "agendas",
        "copies",
        "core",
        "meetings",
        "minutes",
        "papers",
        "portal",
        "realtime",
        "voting",
    )
    files = [path for folder in folders for path in Path(settings.BASE_DIR, folder).rglob("*.py")]
    elsewhere = {path.name for path in files if said.search(path.read_text())}
    assert elsewhere == {"responses.py", "reader.py"}, "reader.py: the page of a copy, by `PAGE_SECONDS`"


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
