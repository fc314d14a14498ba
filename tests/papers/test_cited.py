"""Where a paper was cited: by whom, on which page, told apart by its day, only for who may read the citing paper."""

from datetime import date
from uuid import uuid4

import pytest

from accounts.models import User
from papers import services
from papers.cited import where_cited
from papers.models import Paper, PaperVersion
from tests.factories.queries import queries_of
from tests.papers import laying

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = date(2019, 3, 7)


def reader(*versions: PaperVersion) -> User:
    """Reads these versions, as the invitees of some item do."""
    return laying.reader(*versions, name=f"item:{uuid4()}")


def cited_in(user: object, paper: Paper) -> list[str]:
    """Titles of who names it, and where that opens."""
    groups = where_cited(user, paper).groups
    return [
        f"{''.join(part.text for part in hit.title)} {hit.url.partition('#')[2]}".strip()
        for group in groups
        for hit in group.hits
    ]


def test_who_names_the_number_in_any_spelling_is_listed_at_its_page() -> None:
    named = laying.paper("Nghị quyết 17", "Số: 17/NQ-CP", document_number="17/NQ-CP", document_date=DAY)
    naming = laying.paper("Tờ trình", "Không có gì.", "Theo Nghị quyết số 17/ NQ-CP ngày 07/3/2019.")
    laying.paper("Khác", "Theo Nghị quyết số 18/NQ-CP và 117/NQ-CP.")
    user = reader(named.current, naming.current)
    assert cited_in(user, named) == ["Tờ trình page=2&find=17/NQ-CP"]
    (group,) = where_cited(user, named).groups
    assert [part.text for part in group.hits[0].snippet if part.marked] == ["17/ NQ-CP"]


def test_who_means_another_years_document_is_not_listed() -> None:
    named = laying.paper("NQ 2019", "Số: 17/NQ-CP", document_number="17/NQ-CP", document_date=DAY)
    other = laying.paper(
        "NQ 2020", "Số: 17/NQ-CP", document_number="17/NQ-CP", document_date=date(2020, 2, 1)
    )
    naming = laying.paper("Tờ trình", "Theo Nghị quyết số 17/NQ-CP ngày 01 tháng 02 năm 2020.")
    user = reader(named.current, other.current, naming.current)
    assert cited_in(user, named) == []
    assert cited_in(user, other) == ["Tờ trình find=17/NQ-CP"]


def test_what_one_may_not_open_is_neither_listed_nor_counted() -> None:
    named = laying.paper("Nghị quyết 17", "Số: 17/NQ-CP", document_number="17/NQ-CP")
    hidden = laying.paper("Tờ trình kín", "Theo Nghị quyết số 17/NQ-CP.")
    user = reader(named.current)
    assert where_cited(user, named).total == 0
    services.lay_versions([(hidden.current, user.groups.get())])
    assert where_cited(user, named).total == 1
    Paper.objects.filter(pk=hidden.pk).update(state=Paper.State.WITHDRAWN)
    assert where_cited(user, named).total == 0


def test_a_paper_without_a_number_is_cited_nowhere() -> None:
    paper = laying.paper("Tờ trình", "Theo Nghị quyết số 17/NQ-CP.")
    assert where_cited(reader(paper.current), paper).groups == ()


def test_many_who_name_it_cost_no_more_queries() -> None:
    named = laying.paper("Nghị quyết 17", "Số: 17/NQ-CP", document_number="17/NQ-CP")
    costs = []
    user = reader(named.current)
    for count in (2, 10):
        for _each in range(count):
            naming = laying.paper("Tờ trình", "Theo Nghị quyết số 17/NQ-CP.")
            services.lay_versions([(naming.current, user.groups.get())])
        where_cited(user, named)
        costs.append(queries_of(lambda: where_cited(user, named)))
    assert costs[1] <= costs[0]
