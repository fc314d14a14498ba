"""What every test of the house can ask for."""

import gc
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.management.commands import migrate
from django.db import connection, connections
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Playwright, sync_playwright

from regulations.loading import load_law
from tests.factories import kept
from tests.services import (  # noqa: F401
    chromium_path,
    durable_postgres_url,
    elasticsearch_url,
    postgres_url,
    pytest_configure,
    pytest_make_collect_report,
    pytest_runtest_makereport,
    pytest_unconfigure,
    redis_url,
    soffice_path,
)
from tools import laid_tables

record_guard = import_module("audit.migrations.0002_refuse_changes")
rehearsals_guard = import_module("audit.migrations.0003_rehearsals_can_be_thrown_away")
# How long an example takes depends on what else the machine does; time is measured in bench/, never in a test.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")
HERE = Path(__file__).parent
JOURNEYS, FAULTS = HERE / "journeys", HERE / "faults"
# `make check` promises two minutes: these take most of the run and are left to `make test`.
LONG = {
    "accounts/test_administration.py",
    "accounts/test_body_clock.py",
    "agendas/test_access.py",
    "agendas/test_course.py",
    "agendas/test_desk_pages.py",
    "agendas/test_items.py",
    "agendas/test_positions.py",
    "agendas/test_publish_agenda.py",
    "agendas/test_recall_paper.py",
    "agendas/test_rehearsals.py",
    "agendas/test_replay.py",
    "agendas/test_replay_positions.py",
    "config/test_production.py",
    "contracts/test_storage.py",
    "config/test_serve.py",
    "core/test_database.py",
    "copies/test_access_matrix.py",
    "copies/test_issue_copy.py",
    "copies/test_sets.py",
    "copies/test_trace_copy.py",
    "demo/test_interrupted_load.py",
    "demo/test_load.py",
    "demo/test_papermaking.py",
    "dossiers/test_access_matrix.py",
    "dossiers/test_desk_pages.py",
    "layouts/test_docx.py",
    "layouts/test_pdf_text.py",
    "meetings/test_access_matrix.py",
    "meetings/test_desk_pages.py",
    "meetings/test_replay.py",
    "minutes/test_access.py",
    "minutes/test_approve_minutes.py",
    "minutes/test_conclusion_notice.py",
    "minutes/test_document.py",
    "minutes/test_edit_block.py",
    "minutes/test_fill_minutes.py",
    "minutes/test_pages.py",
    "papers/test_attach_upload.py",
    "papers/test_conversion.py",
    "papers/test_extraction.py",
    "papers/test_files.py",
    "papers/test_hostile_files.py",
    "papers/test_intake.py",
    "papers/test_prepare_version.py",
    "papers/test_resuming.py",
    "papers/test_sandbox.py",
    "portal/test_access_matrix.py",
    "portal/test_every_link.py",
    "portal/test_injection.py",
    "portal/test_internal_part.py",
    "portal/test_pages.py",
    "portal/test_query_counts.py",
    "portal/test_reading_by_mandate.py",
    "realtime/test_bad_input.py",
    "realtime/test_database_away.py",
    "realtime/test_hostile_commands.py",
    "realtime/test_leaving.py",
    "realtime/test_replaced.py",
    "realtime/test_socket.py",
    "realtime/test_wire.py",
    "recordings/test_access_matrix.py",
    "recordings/test_append_sound.py",
    "recordings/test_listening.py",
    "recordings/test_order_recording.py",
    "room/test_lines.py",
    "room/test_points.py",
    "room/test_replay.py",
    "room/test_speeches.py",
    "room/test_the_floor.py",
    "tools/test_services.py",
    "voting/test_access.py",
    "voting/test_block_polls.py",
    "voting/test_cast_ballots.py",
    "voting/test_cast_sealed.py",
    "voting/test_close_poll.py",
    "voting/test_concurrency.py",
    "voting/test_correct_attendance.py",
    "voting/test_correct_result.py",
    "voting/test_day_histories.py",
    "voting/test_histories.py",
    "voting/test_ledger.py",
    "voting/test_mandates.py",
    "voting/test_open_box.py",
    "voting/test_open_poll.py",
    "voting/test_paper_count.py",
    "voting/test_paper_print.py",
    "voting/test_readiness.py",
    "voting/test_replay.py",
    "voting/test_secret_rows.py",
    "voting/test_secret_warnings.py",
    "voting/test_spoken_ballots.py",
    "voting/test_trial_vote.py",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is under tests/journeys needs a browser, what is under tests/faults real processes: both run alone."""
    for item in items:
        if item.path.is_relative_to(JOURNEYS):
            item.add_marker(pytest.mark.journey)
        if item.path.is_relative_to(FAULTS):
            item.add_marker(pytest.mark.faults)
        if item.path.relative_to(HERE).as_posix() in LONG:
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """What is imported by now stays: the collector needn't walk through all of it a hundred times a minute."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A scene is written again only where the product does what it did the first time."""
    kept.begin(may_keep=not _replaces_something(item))


def _replaces_something(item: pytest.Item) -> bool:
    """Does the test, or a fixture of ours that it asks for, ask for `monkeypatch`? (Some of pytest-django's do.)"""
    asked = getattr(item, "_fixtureinfo", None)
    if asked is None:
        return True
    ours = [
        one
        for name in item.fixturenames  # type: ignore[attr-defined]
        for one in asked.name2fixturedefs.get(name, ())
        if one.func.__module__.partition(".")[0] not in {"pytest_django", "_pytest"}
    ]
    return "monkeypatch" in asked.argnames or any("monkeypatch" in one.argnames for one in ours)


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """The one Playwright of a run: a second one in the same thread refuses to start."""
    with sync_playwright() as driver:
        yield driver


def _flush_like_an_installation() -> None:
    """After a test that commits, the tables are emptied; the record refuses that, and the law must come back."""
    empty = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        kept.forget()
        if connection.vendor != "sqlite":
            empty(case)
            load_law()
            return
        with connection.schema_editor() as editor:
            record_guard.allow(None, editor)
        empty(case)
        with connection.schema_editor() as editor:
            record_guard.refuse(None, editor)
            rehearsals_guard.let_rehearsals_go(None, editor)
        load_law()

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]


_flush_like_an_installation()


def _lay_tables_from_what_was_kept() -> None:
    """A test database gets the tables the migrations laid before, as long as none of them has changed."""
    handle = migrate.Command.handle

    def laid(command: migrate.Command, *args: Any, **options: Any) -> Any:
        if not options["run_syncdb"] or options["app_label"]:
            return handle(command, *args, **options)
        return laid_tables.lay(connections[options["database"]], lambda: handle(command, *args, **options))

    migrate.Command.handle = laid  # type: ignore[method-assign]


_lay_tables_from_what_was_kept()
