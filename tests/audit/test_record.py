"""The record: appended in the doer's transaction, chained, and closed to changes."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import AuditRecord, Chain
from audit.selectors import sentence_of, verify_chain
from audit.services import record
from core.deed import Deed
from core.registries import AUDIT_VERBS

DEED = Deed(actor_id=1, person_id=None, name="Nguyễn Văn An", post="Chuyên viên")


@pytest.fixture(autouse=True)
def verb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(AUDIT_VERBS._entries, "tests.did", lambda facts: f"Đã làm {facts['what']}")


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_records_are_chained_and_verify() -> None:
    for what in ("a", "b", "c"):
        record(DEED, "tests.did", chain="sitting:1", what=what)
    verdict = verify_chain("sitting:1")
    assert (verdict.is_whole, verdict.length) == (True, 3)
    assert sentence_of(AuditRecord.objects.order_by("id")[0]) == "Đã làm a"


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "change", ["UPDATE audit_auditrecord SET verb = 'x'", "DELETE FROM audit_auditrecord"]
)
def test_the_database_refuses_to_change_a_record(change: str) -> None:
    record(DEED, "tests.did", what="a")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert AuditRecord.objects.filter(verb="tests.did").count() == 1


@pytest.mark.django_db
def test_a_cut_tail_is_found() -> None:
    record(DEED, "tests.did", what="a")
    Chain.objects.filter(name="main").update(number=5)
    assert verify_chain("main").broken_at == 2


@pytest.mark.django_db
def test_a_wrong_head_hash_is_found() -> None:
    record(DEED, "tests.did", what="a")
    Chain.objects.filter(name="main").update(hash="0" * 64)
    assert not verify_chain("main").is_whole


@pytest.mark.django_db
def test_an_undeclared_verb_is_refused() -> None:
    with pytest.raises(KeyError):
        record(DEED, "tests.unknown")


@pytest.mark.django_db
def test_a_deed_that_fails_leaves_no_record() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record(DEED, "tests.did", what="a")
        raise RuntimeError
    assert not AuditRecord.objects.exists()
