"""Papers named in a paper: found by their number for who may read them, told apart by their day, at a fixed cost."""

from datetime import date

import pytest

from papers import citations, services
from papers.models import Paper
from tests.factories.queries import queries_of
from tests.papers import laying

pytestmark = pytest.mark.django_db
WORDS = (
    "Căn cứ Nghị quyết số 17/ NQ-CP ngày 07 tháng 3 năm 2019 và Kết luận số 12-KL/TW, Báo cáo số 301/BC-VPCP."
)


def found_by(user: object, paper: Paper) -> list[tuple[int, str, str]]:
    """Page, words as they stand, title of what they lead to."""
    rows = citations.resolved_for(user, paper.current)
    return [(row["page"], row["words"], row["title"]) for row in rows]


def test_a_number_leads_to_the_paper_of_that_number() -> None:
    naming = laying.paper("Tờ trình", "Không có gì.", WORDS)
    named = laying.paper("Nghị quyết 17", "Một.", document_number="17/NQ-CP", document_date=date(2019, 3, 7))
    report = laying.paper("Báo cáo", "Hai.", document_number="301 /BC-VPCP")
    user = laying.reader(naming.current, named.current, report.current)
    assert found_by(user, naming) == [(2, "17/ NQ-CP", "Nghị quyết 17"), (2, "301/BC-VPCP", "Báo cáo")]


def test_another_years_document_of_the_same_number_is_not_meant() -> None:
    naming = laying.paper("Tờ trình", WORDS)
    other = laying.paper("NQ 2018", "Một.", document_number="17/NQ-CP", document_date=date(2018, 2, 1))
    user = laying.reader(naming.current, other.current)
    assert found_by(user, naming) == []
    right = laying.paper("NQ 2019", "Một.", document_number="17/NQ-CP", document_date=date(2019, 3, 7))
    services.lay_versions([(right.current, user.groups.get())])
    assert [row[2] for row in found_by(user, naming)] == ["NQ 2019"]


def test_without_a_day_the_newest_is_meant_and_never_itself() -> None:
    naming = laying.paper("Tờ trình", "Theo Nghị quyết 17/NQ-CP.", document_number="17/NQ-CP")
    papers = [
        laying.paper(f"NQ {year}", "Một.", document_number="17/NQ-CP", document_date=date(year, 1, 2))
        for year in (2018, 2020, 2019)
    ]
    user = laying.reader(naming.current, *(paper.current for paper in papers))
    assert [row[2] for row in found_by(user, naming)] == ["NQ 2020"]


def test_what_one_may_not_open_is_no_link() -> None:
    naming = laying.paper("Tờ trình", WORDS)
    hidden = laying.paper("Báo cáo kín", "Hai.", document_number="301/BC-VPCP")
    user = laying.reader(naming.current)
    assert found_by(user, naming) == []
    laying.reader(hidden.current, name="item:khac")
    assert found_by(user, naming) == []
    services.lay_versions([(hidden.current, user.groups.get())])
    assert len(found_by(user, naming)) == 1
    Paper.objects.filter(pk=hidden.pk).update(state=Paper.State.WITHDRAWN)
    assert found_by(user, naming) == []


def test_the_cost_grows_with_nothing() -> None:
    costs = []
    for count in (1, 12):
        names = ", ".join(f"{number}/BC-VPCP" for number in range(1, count + 1))
        naming = laying.paper("Tờ trình", *[f"Theo {names}."] * count)
        named = [laying.paper(f"Số {n}", "Một.", document_number=f"{n}/BC-VPCP") for n in range(1, count + 1)]
        user = laying.reader(naming.current, *(one.current for one in named), name=f"item:{count}")
        costs.append(queries_of(lambda user=user, naming=naming: found_by(user, naming)))
    assert costs[0] == costs[1] <= 3
