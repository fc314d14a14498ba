"""A reader's versions: those laid before him, what changed since he read, and no word of any other."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.errors import NotFound
from papers import services, versions
from papers.models import Paper, PaperVersion
from tests.factories.queries import queries_of
from tests.papers import laying

pytestmark = pytest.mark.django_db
V1 = ("Điều 1. Một.", "Điều 2. Hai.", "Điều 3. Ba.")
V2 = ("Điều 1. Một.", "Điều 2. Hai, bản nháp bí mật.", "Điều 3. Ba.")
V3 = ("Điều 1. Một.", "Điều 2. Hai.", "Điều 3. Ba và bốn.")


@pytest.fixture
def paper() -> Paper:
    """Three versions of one text."""
    made = laying.paper("Dự thảo", *V1)
    laying.version(made, *V2)
    laying.version(made, *V3)
    return made


def by_number(paper: Paper, number: int) -> PaperVersion:
    """One of its versions."""
    return paper.versions.get(number=number)


def ask(user: User, name: str, version: object) -> tuple[int, object]:
    """Code and JSON of an address about a version."""
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(f"papers:{name}", args=[version]))
    return answer.status_code, answer.json() if answer.status_code == 200 else None


def test_the_list_has_what_was_laid_before_him_and_nothing_between(paper: Paper) -> None:
    user = laying.reader(by_number(paper, 1), by_number(paper, 3))
    rows = versions.list_for(user, paper, lambda at: at)
    assert [(row["number"], row["is_newest"]) for row in rows] == [(3, True), (1, False)]


def test_an_unseen_version_is_missing_everywhere(paper: Paper) -> None:
    user = laying.reader(by_number(paper, 1), by_number(paper, 3))
    for name in ("changes", "citations"):
        assert ask(user, name, by_number(paper, 2).pk)[0] == 404
        assert ask(user, name, uuid4())[0] == 404
    for old, new in ((2, 3), (1, 2), (1, 9), (1, 1)):
        with pytest.raises(NotFound):
            versions.two_to_compare(user, paper, old, new)
    rows, first, second = versions.two_to_compare(user, paper, None, None)
    assert (len(rows), first.number, second.number) == (2, 1, 3)


def test_one_laid_version_has_nothing_to_be_compared_with(paper: Paper) -> None:
    with pytest.raises(NotFound):
        versions.two_to_compare(laying.reader(by_number(paper, 3)), paper, None, None)


def test_who_read_version_1_sees_exactly_the_changed_pages(paper: Paper) -> None:
    user = laying.reader(by_number(paper, 1), by_number(paper, 3))
    services.note_opening(user, by_number(paper, 1))
    assert ask(user, "changes", by_number(paper, 3).pk)[1] == {"since": 1, "pages": [3], "places": 1}
    services.note_opening(user, by_number(paper, 3))  # still, once the new one is open
    assert versions.changes_since_read(user, by_number(paper, 3))["pages"] == [3]


def test_a_new_reader_sees_nothing_changed(paper: Paper) -> None:
    first = laying.reader(by_number(paper, 1), by_number(paper, 3))
    services.note_opening(first, by_number(paper, 1))
    other = laying.reader(by_number(paper, 1), by_number(paper, 3))
    assert versions.changes_since_read(other, by_number(paper, 3))["since"] is None
    assert versions.last_read(other, [paper.pk]) == {}
    assert versions.last_read(first, [paper.pk]) == {paper.pk: 1}


def test_a_version_read_and_taken_back_is_compared_no_more(paper: Paper) -> None:
    user = laying.reader(by_number(paper, 1), by_number(paper, 2), by_number(paper, 3))
    services.note_opening(user, by_number(paper, 1))
    services.note_opening(user, by_number(paper, 2))
    assert versions.changes_since_read(user, by_number(paper, 3))["since"] == 2
    by_number(paper, 2).layings.all().delete()
    assert versions.changes_since_read(user, by_number(paper, 3))["since"] == 1


def test_reading_costs_the_same_for_many_papers(paper: Paper) -> None:
    user = laying.reader(by_number(paper, 1))
    costs = []
    for count in (1, 10):
        papers = [laying.paper(f"Tài liệu {number}", "Một.") for number in range(count)]
        for one in papers:
            services.note_opening(user, one.current)
        costs.append(queries_of(lambda papers=papers: versions.last_read(user, [p.pk for p in papers])))
    assert costs == [1, 1]
