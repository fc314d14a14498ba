"""The verdict over the record costs what was added, and finds what was altered."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import selectors, verifying
from audit.models import AuditRecord, Chain
from audit.services import link, record
from core import clock
from core.registries import AUDIT_VERBS
from tests.audit.test_record import DEED
from tests.factories.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def verb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(AUDIT_VERBS._entries, "tests.did", lambda facts: f"Đã làm {facts['what']}")
    verifying.forget()


def did(count: int, chain: str = "main") -> None:
    for number in range(count):
        record(DEED, "tests.did", chain=chain, what=str(number))


def walked(monkeypatch: pytest.MonkeyPatch, **options: Any) -> tuple[int, bool]:
    """How many records the next verdict hashes anew, and whether all is whole."""
    hashed: list[bytes] = []

    def linked(previous: str, canonical: bytes) -> str:
        hashed.append(canonical)
        return link(previous, canonical)

    for module in (selectors, verifying):
        monkeypatch.setattr(module, "link", linked)
    found, _at = verifying.verdicts(**options)
    return len(hashed), all(one.is_whole for one in found)


def forge(chain: str, number: int, **values: Any) -> None:
    """Somebody with the database in hand takes the triggers away and alters a record."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditrecord DISABLE TRIGGER ALL")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit_auditrecord'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        names = ", ".join(f"{name} = %s" for name in values)
        cursor.execute(
            f"UPDATE audit_auditrecord SET {names} WHERE chain = %s AND number = %s",
            [*values.values(), chain, number],
        )


def test_only_what_was_added_is_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    did(30)
    did(20, "sitting:1")
    assert walked(monkeypatch) == (50, True)
    assert walked(monkeypatch) == (0, True)
    did(2, "sitting:1")
    did(3, "sitting:2")
    assert walked(monkeypatch) == (5, True)
    assert {one.chain: one.length for one in verifying.verdicts()[0]} == {
        "main": 30,
        "sitting:1": 22,
        "sitting:2": 3,
    }


def test_it_takes_the_same_queries_however_many_chains_grew() -> None:
    for number in range(12):
        did(1, f"sitting:{number}")
    verifying.verdicts()

    def cost(chains: int) -> int:
        for number in range(chains):
            did(1, f"sitting:{number}")
        return queries_of(verifying.verdicts)

    assert cost(12) == cost(1)


def test_every_hour_and_when_asked_all_is_walked_from_the_first_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    did(10)
    verifying.verdicts()
    assert walked(monkeypatch, anew=True) == (10, True)
    with clock.drive(timedelta(minutes=59)):
        assert walked(monkeypatch)[0] == 0
    with clock.drive(timedelta(minutes=61)):
        assert walked(monkeypatch)[0] == 10


def test_what_doesnt_join_on_is_found_at_once() -> None:
    did(5)
    verifying.verdicts()
    did(1)
    Chain.objects.filter(name="main").update(hash="0" * 64)
    [found], _at = verifying.verdicts()
    assert not found.is_whole
    assert not verifying.verdicts()[0][0].is_whole, "nor is it forgotten"


def test_an_older_record_is_found_altered_by_walking_anew() -> None:
    did(5)
    verifying.verdicts()
    forge("main", 2, canonical=b"forged")
    [found], _at = verifying.verdicts(anew=True)
    assert found.broken_at == 2


def test_what_is_shown_says_what_was_hashed() -> None:
    did(5)
    rows = list(AuditRecord.objects.order_by("-id"))
    assert verifying.altered_among(rows) == [] == verifying.altered_among(rows[1:3])
    with CaptureQueriesContext(connection) as queries:
        verifying.altered_among(rows)
    assert len(queries) == 1
    forge("main", 3, facts='{"facts": {"what": "khác"}}')
    forge("main", 4, actor_id=99)
    found = verifying.altered_among(list(AuditRecord.objects.order_by("number")))
    assert [one.broken_at for one in found] == [3, 4]
    assert selectors.verify_chain("main").is_whole, "the bytes are those that were hashed"
