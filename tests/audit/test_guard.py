"""The database's own guard of the record, also in a database that was emptied between two tests."""

import pytest
from django.db import Error, transaction

from audit.models import AuditRecord
from audit.services import drop_rehearsal_chain, record
from core.deed import by_system

REHEARSAL = "rehearsal:0189f799-4dad-4a0a-bc24-b2e15481d423"
pytestmark = pytest.mark.both_databases


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["as migrated", "emptied once"])
def test_only_the_records_of_a_rehearsal_go(time: str) -> None:
    for chain in ("main", REHEARSAL):
        record(by_system(time), "sitting.opened", chain=chain, sitting="Phiên họp")
    drop_rehearsal_chain(REHEARSAL)
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        AuditRecord.objects.filter(chain="main").delete()
    assert list(AuditRecord.objects.values_list("chain", flat=True)) == ["main"]
