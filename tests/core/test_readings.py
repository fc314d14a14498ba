"""Questions that are written once: what is filled in later must be what is asked, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from core.bulk import insert_rows
from core.models import StoredAnswer
from core.readings import many, one, question, question_about, read_together, reading

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
COLUMNS = ("actor_id", "key", "verb", "body_hash", "answer", "created_at")
AT = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
made: list[str] = []


@question
def kept() -> QuerySet[StoredAnswer, tuple[object, ...]]:
    """Keys of a verb until a moment, among some."""
    made.append("again")
    rows = StoredAnswer.objects.filter(verb=one("verb", StoredAnswer.verb), actor_id=7)
    until = rows.filter(created_at__lte=one("until", StoredAnswer.created_at))
    return until.filter(key__in=many("keys", StoredAnswer.key)).order_by("key").values_list("key", "answer")


def store(*keys: str, verb: str = "v") -> None:
    rows = [
        (7, key, verb, "h" * 64, f'{{"n": {number}}}', AT + timedelta(hours=number))
        for number, key in enumerate(keys)
    ]
    insert_rows(StoredAnswer, COLUMNS, rows)


def test_each_asking_gets_what_it_asked_for_and_the_query_is_written_once() -> None:
    store("a", "it's", "ế")
    store("d", verb="w")
    later = AT + timedelta(days=1)
    made.clear()
    assert kept(verb="v", until=later, keys=["ế", "it's", "d", "%s"]).rows() == [
        ("it's", {"n": 1}),
        ("ế", {"n": 2}),
    ]
    assert kept(verb="w", until=later, keys={"d", "a"}).rows() == [("d", {"n": 0})]
    assert kept(verb="v", until=AT, keys=["a", "ế"]).rows() == [("a", {"n": 0})]
    assert kept(verb="v", until=AT, keys=[]).rows() == []
    assert len(made) <= 1
    with pytest.raises(KeyError):
        kept(verb="v", keys=[])


def test_what_is_asked_is_carried_out_once_and_in_the_order_it_was_sent() -> None:
    store("a", "b")
    late = kept(verb="v", until=AT + timedelta(days=1), keys=["a", "b"])
    with transaction.atomic():
        late.send()
        late.send()
        StoredAnswer.objects.filter(key="b").delete()
        assert [key for key, _answer in late.rows()] == ["a", "b"]  # as it was when it was sent
        assert late.rows() is late.rows()


def test_several_share_a_trip_and_one_that_can_find_nothing_isnt_sent() -> None:
    store("a", "b")
    own = reading(StoredAnswer.objects.filter(key="b").values_list("key"))
    none = reading(StoredAnswer.objects.filter(key__in=[]).values_list("key"))
    until = AT + timedelta(days=1)
    assert read_together(own, none, kept(verb="v", until=until, keys=["a"])) == [
        [("b",)],
        [],
        [("a", {"n": 0})],
    ]


@question_about
def kept_by(actors: tuple[int, ...]) -> QuerySet[StoredAnswer, tuple[object, ...]]:
    """Keys of these actors, among some."""
    made.append("again")
    rows = StoredAnswer.objects.filter(actor_id__in=actors)
    return rows.filter(key__in=many("keys", StoredAnswer.key)).values_list("key")


def test_what_is_known_of_somebody_is_written_once_and_read_each_time() -> None:
    store("a")
    made.clear()
    assert kept_by((7,))(keys=["a", "b"]).rows() == [("a",)]
    assert kept_by((8,))(keys=["a", "b"]).rows() == []
    store("b")
    assert kept_by((7,))(keys=["b"]).rows() == [("b",)]
    assert kept_by(())(keys=["a"]).rows() == []  # nothing that could be found isn't asked for
    assert len(made) <= 3


def test_postgresql_plans_what_is_asked_about_somebody_once_and_answers_with_todays_rows() -> None:
    for number in range(8):
        store(f"{number}")
        assert kept_by((7, 9))(keys=[str(one) for one in range(8)]).rows() == [
            (str(one),) for one in range(number + 1)
        ]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(generic_plans + custom_plans) FROM pg_prepared_statements")
            assert cursor.fetchone()[0] >= 8
