"""Many rows as one document: what goes in comes out, and what the database refuses is refused."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.bulk import among, fewer_trips, insert_rows
from core.models import Job, StoredAnswer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
COLUMNS = ("actor_id", "key", "verb", "body_hash", "answer", "created_at")
# What an array, a document or a statement could take for something of its own.
ODD = ["NULL", "a,b", "{}", '"', "\\", "%s", "ế'", " "]
AT = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)


def row(key: str, answer: str = "{}", verb: str = "v") -> tuple[object, ...]:
    return (7, key, verb, "h" * 64, answer, AT)


def test_what_goes_in_comes_out_in_order() -> None:
    texts = ["ế", "quote ' and \" and \\ and %s and $1", "[1]", "null", ""]
    insert_rows(StoredAnswer, COLUMNS, [row(text, '{"a": [1, null, "ộ"]}') for text in texts])
    stored = list(StoredAnswer.objects.order_by("id"))
    assert [one.key for one in stored] == texts
    assert {(one.actor_id, one.created_at) for one in stored} == {(7, AT)}
    assert all(one.answer == {"a": [1, None, "ộ"]} for one in stored)


def test_ids_and_missing_values_are_spelt_as_the_model_spells_them() -> None:
    made = uuid4()
    names = ("id", "created_at", "kind", "ids", "state", "done", "total", "message", "attempts", "due_at")
    insert_rows(Job, (*names, "ended_at"), [(made, AT, "k", "{}", "waiting", 0, 3, "", 0, AT, None)])
    stored = Job.objects.get(pk=made)
    assert (stored.total, stored.ended_at, stored.ids, stored.due_at) == (3, None, {}, AT)


def test_what_is_too_long_is_refused_and_not_cut_as_of_a_model() -> None:
    def is_refused(write: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                write()
        except DatabaseError:
            return True
        return False

    values = dict(zip(COLUMNS, row("k" * 65, verb="w"), strict=True)) | {"answer": {}}
    by_model = is_refused(lambda: StoredAnswer.objects.create(**values))
    assert is_refused(lambda: insert_rows(StoredAnswer, COLUMNS, [row("m" * 65)])) == by_model
    assert by_model == (connection.vendor == "postgresql")
    assert not StoredAnswer.objects.filter(key="m" * 64).exists()


def test_a_taken_key_is_an_error_or_counted() -> None:
    insert_rows(StoredAnswer, COLUMNS, [row("a")])
    assert insert_rows(StoredAnswer, COLUMNS, [row("a"), row("b")], skip_taken=True) == 1
    with pytest.raises(IntegrityError):
        insert_rows(StoredAnswer, COLUMNS, [row("b")])
    assert StoredAnswer.objects.count() == 2


def test_those_among_many_values_are_found() -> None:
    insert_rows(StoredAnswer, COLUMNS, [row(key) for key in "abc"])
    insert_rows(StoredAnswer, COLUMNS, [row(key) for key in ODD])
    wanted = among(StoredAnswer.key, ["c", "a", "z", "it's"])
    assert sorted(StoredAnswer.objects.filter(key__in=wanted).values_list("key", flat=True)) == ["a", "c"]
    assert not StoredAnswer.objects.filter(key__in=among(StoredAnswer.key, [])).exists()
    assert StoredAnswer.objects.filter(key__in=among(StoredAnswer.key, ODD)).count() == len(ODD)
    actors = among(StoredAnswer.actor_id, [7, 8])
    assert StoredAnswer.objects.filter(actor_id__in=actors).count() == 3 + len(ODD)


def test_a_few_values_are_looked_up_and_no_table_is_read_for_them() -> None:
    insert_rows(StoredAnswer, COLUMNS, [row(f"{number}") for number in range(5000)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_storedanswer")
    own = StoredAnswer.objects.filter(actor_id__in=among(StoredAnswer.actor_id, [7]))
    plan = own.filter(key__in=among(StoredAnswer.key, ["17"])).explain()
    assert "Index" in plan or "USING INDEX" in plan
    assert "Seq Scan on core_storedanswer" not in plan
    assert "SCAN core_storedanswer" not in plan


def test_with_fewer_trips_a_failure_still_undoes_all() -> None:
    insert_rows(StoredAnswer, COLUMNS, [row("a")])
    with pytest.raises(IntegrityError), transaction.atomic(), fewer_trips():
        insert_rows(StoredAnswer, COLUMNS, [row("b")])
        insert_rows(StoredAnswer, COLUMNS, [row("a")])
    with transaction.atomic(), fewer_trips():
        insert_rows(StoredAnswer, COLUMNS, [row("c")])
        assert StoredAnswer.objects.count() == 2
    assert sorted(StoredAnswer.objects.values_list("key", flat=True)) == ["a", "c"]
