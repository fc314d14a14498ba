"""A saved search tells its owner once of what is new to him, at a cost that grows with what changed."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from accounts.deeds import deed_of
from agendas.models import ItemPaper
from agendas.services.papers import publish_papers
from core.errors import NotFound
from core.jobs import run_waiting
from core.registries import NOTICE_KINDS, SEARCHABLES
from notices.models import Notice
from papers.models import Paper, PaperPage
from search import refreshing, saved, services
from search.errors import NameTaken, NothingToLookFor, SearchTooWide, TooManySaved
from search.models import SavedFind, SavedSearch, Touched
from tests.factories import agendas, people
from tests.factories.queries import queries_of
from tests.search.test_finding import item_of, laid, laid_beside, write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.both_indexes]


def keep(user: Any, text: str, name: str = "", **filters: str) -> SavedSearch:
    """Saved by that user."""
    return services.save_search(deed_of(user), user, text, filters, name)


def a_minute_later() -> None:
    """The index takes in what changed, and the jobs process sweeps."""
    refreshing.catch_up()
    saved.sweep()
    run_waiting()


def told(user: Any) -> list[str]:
    """The lines the user got about saved searches, oldest first."""
    rows = Notice.objects.filter(user=user, kind=saved.NOTICE).order_by("created_at")
    return [str(NOTICE_KINDS[row.kind].line(row.facts)) for row in rows]


def lay_another(item: Any, *texts: str, **values: Any) -> Paper:
    """One more paper of the item, with these pages."""
    paper = laid_beside(item, **values)
    write(paper, *texts)
    return paper


def test_what_is_there_is_known_and_what_comes_is_told_once() -> None:
    paper, user = laid("kinh phí năm tới")
    row = keep(user, "kinh phi", "Kinh phí")
    a_minute_later()
    assert told(user) == []
    lay_another(item_of(paper), "kinh phí của đề án khác")
    a_minute_later()
    assert told(user) == ["Có kết quả mới cho tra cứu đã lưu: Kinh phí"]
    assert row.finds.exclude(found_at=None).count() == 1
    a_minute_later()
    lay_another(item_of(paper), "kinh phí lần nữa")
    a_minute_later()
    assert len(told(user)) == 1  # the line before is unread
    assert row.finds.exclude(found_at=None).count() == 2
    assert not Touched.objects.exists()


def test_what_comes_in_the_moment_of_saving_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    paper, user = laid("kinh phí năm tới")
    look, depth = saved.things_now, []

    def then_it_comes(row: SavedSearch) -> Any:
        depth.append(len(connection.savepoint_ids))
        found = look(row)
        if len(depth) == 1:
            lay_another(item_of(paper), "kinh phí của đề án khác")
            refreshing.catch_up()
        return found

    monkeypatch.setattr(saved, "things_now", then_it_comes)
    before = len(connection.savepoint_ids)
    row = keep(user, "kinh phi", "Kinh phí")
    assert depth == [before]  # in no transaction of its own
    assert not Touched.objects.exists()  # nobody had saved one when it came
    a_minute_later()
    assert len(told(user)) == 1 and row.finds.exclude(found_at=None).count() == 1
    a_minute_later()
    assert len(told(user)) == 1


def test_a_read_line_makes_room_for_the_next() -> None:
    paper, user = laid("kinh phí năm tới")
    keep(user, "kinh phi")
    for _each in range(2):
        lay_another(item_of(paper), "kinh phí của đề án khác")
        a_minute_later()
        Notice.objects.filter(user=user).update(read_at=paper.created_at)
    assert len(told(user)) == 2


def test_nothing_is_told_of_what_one_may_not_see_and_of_what_opens_it_is() -> None:
    paper, user = laid("một trang")
    stranger = people.user()
    for who in (user, stranger):
        keep(who, "chuyện kín")
    hidden = agendas.paper("Tờ trình")
    write(hidden, "chuyện kín trong tờ trình")
    a_minute_later()
    assert (told(user), told(stranger)) == ([], [])
    item = item_of(paper)
    row = ItemPaper.objects.create(item=item, paper=hidden, version=hidden.current, order=2)
    publish_papers([item], {item.pk: [row]}, item.agenda)
    a_minute_later()
    assert (len(told(user)), told(stranger)) == (1, [])


def test_who_becomes_somebody_else_is_told_of_what_that_opens() -> None:
    paper, _user = laid("chuyện của Chính phủ")
    newcomer = people.user()
    keep(newcomer, "chuyện của")
    a_minute_later()
    assert told(newcomer) == []
    sitting = item_of(paper).agenda.sitting
    member = people.members_of(sitting.body)[2]
    newcomer.groups.set(member.groups.all())
    a_minute_later()
    assert len(told(newcomer)) == 1


def test_a_new_version_of_what_is_known_is_not_new_and_filters_hold() -> None:
    paper, user = laid("kinh phí năm tới")
    keep(user, "kinh phi", "mọi nơi")
    keep(user, "kinh phi", "báo cáo", sort=Paper.Kind.REPORT)
    keep(user, "kinh phi", "phiên khác", sitting=str(agendas.published(items=1).sitting_id))
    page = PaperPage.objects.get(version=paper.current)
    page.text = "kinh phí năm tới, sửa lại"
    page.save()
    a_minute_later()
    assert told(user) == []
    lay_another(item_of(paper), "kinh phí của đề án khác")
    a_minute_later()
    assert told(user) == ["Có kết quả mới cho tra cứu đã lưu: mọi nơi"]


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ('"phí của đề"', True),
        ('"phí đề"', False),
        ('"phí đề"~2', True),
        ('"phí khác"~1', False),
        ("17/nq-cp", True),
        ("18/nq-cp", False),
        ("KINH PHÍ khac", True),
    ],
)
def test_phrases_near_words_and_numbers_are_told_as_they_are_found(typed: str, is_found: bool) -> None:
    paper, user = laid("một trang")
    keep(user, typed)
    lay_another(item_of(paper), "kinh phí của đề án khác theo 17/ NQ-CP")
    a_minute_later()
    assert bool(told(user)) == is_found


def test_deleted_it_is_silent_brought_back_it_tells_what_came_meanwhile() -> None:
    paper, user = laid("kinh phí năm tới")
    row = keep(user, "kinh phi")
    services.delete_search(deed_of(user), row.pk)
    lay_another(item_of(paper), "kinh phí của đề án khác")
    a_minute_later()
    assert told(user) == [] and saved.of_user(user) == []
    services.restore_search(deed_of(user), row.pk)
    a_minute_later()
    assert len(told(user)) == 1
    services.delete_search(deed_of(user), row.pk)
    SavedSearch.objects.update(deleted_at=paper.created_at - 2 * saved.KEPT)
    a_minute_later()
    assert not SavedSearch.objects.exists() and not SavedFind.objects.exists()


def test_only_the_owner_reaches_it_and_what_cannot_be_saved_is_said() -> None:
    _paper, user = laid("kinh phí năm tới")
    row, other = keep(user, "kinh phi", "A"), people.user()
    for act in (services.delete_search, services.restore_search):
        with pytest.raises(NotFound):
            act(deed_of(other), row.pk)
    with pytest.raises(NotFound):
        services.rename_search(deed_of(other), row.pk, "B")
    assert services.rename_search(deed_of(user), row.pk, " B ").name == "B"
    with pytest.raises(NameTaken):
        keep(user, "khác", "B")
    with pytest.raises(NothingToLookFor):
        keep(user, ' "" ')
    assert saved.get_saved(other, row.pk) is None


def test_there_is_a_most(monkeypatch: pytest.MonkeyPatch) -> None:
    _paper, user = laid("kinh phí năm tới")
    monkeypatch.setattr(services, "MOST", 1)
    keep(user, "kinh phi")
    with pytest.raises(TooManySaved):
        keep(user, "khác")
    monkeypatch.setattr(services, "MOST", 9)
    monkeypatch.setattr(saved, "MOST", 1)
    with pytest.raises(SearchTooWide):
        keep(user, "kinh")


def test_who_saves_and_deletes_over_and_over_fills_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 2)
    _paper, user = laid("kinh phí năm tới")
    deed = deed_of(user)
    gone = [services.delete_search(deed, keep(user, "kinh phi").pk) for _each in range(4)]
    assert SavedFind.objects.count() == SavedSearch.objects.count() == 2
    assert services.restore_search(deed, gone[-1].pk).deleted_at is None
    with pytest.raises(NotFound):
        services.restore_search(deed, gone[0].pk)


def test_nothing_is_noted_while_nobody_waits_and_an_idle_minute_queues_nothing() -> None:
    paper, user = laid("kinh phí năm tới")
    a_minute_later()
    assert not Touched.objects.exists()
    keep(user, "kinh phi")
    a_minute_later()
    from core.models import Job

    before = Job.objects.filter(kind=saved.JOB).count()
    a_minute_later()
    assert Job.objects.filter(kind=saved.JOB).count() == before
    assert paper.pk


def test_the_cost_follows_what_changed_not_what_there_is() -> None:
    paper, user = laid("kinh phí năm tới")
    keep(user, "kinh phi")
    a_minute_later()

    def one_change() -> int:
        lay_another(item_of(paper), "kinh phí của đề án khác")
        refreshing.catch_up()
        return queries_of(saved._tell_of_some)

    few = one_change()
    for _each in range(12):
        lay_another(item_of(paper), "một trang khác")
    a_minute_later()
    assert one_change() <= few


def _texts_read(monkeypatch: pytest.MonkeyPatch) -> list[list[Any]]:
    """The pages each reading of texts of papers is about, from now on."""
    asked: list[list[Any]] = []
    paper = SEARCHABLES["paper"]
    assert paper.pages is not None
    read = paper.pages.entries_at

    def entries_at(places: list[Any]) -> Any:
        asked.append(sorted(places))
        return read(places)

    def never(_things: list[Any]) -> Any:
        raise AssertionError("read whole")

    monkeypatch.setitem(
        SEARCHABLES._entries,
        "paper",
        replace(paper, entries_of=never, pages=replace(paper.pages, entries_at=entries_at)),
    )
    return asked


def test_of_a_paper_only_the_page_that_changed_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    paper, user = laid(*(f"trang {number}" for number in range(1, 31)))
    keep(user, "kinh phi", "Kinh phí")
    a_minute_later()
    PaperPage.objects.filter(version=paper.current, number=7).update(text="kinh phí năm tới")
    refreshing.catch_up()
    asked = _texts_read(monkeypatch)
    saved.sweep()
    run_waiting()
    assert asked == [[(paper.current_id, 7)]]
    assert told(user) == ["Có kết quả mới cho tra cứu đã lưu: Kinh phí"]


def test_of_a_paper_that_opens_to_more_people_few_pages_are_in_memory_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper, user = laid("một trang")
    keep(user, "kinh phi", "Kinh phí")
    a_minute_later()
    monkeypatch.setattr(saved, "PAGES", 8)
    lay_another(item_of(paper), *(f"trang {number}" for number in range(1, 31)), "kinh phí")
    refreshing.catch_up()
    asked = _texts_read(monkeypatch)
    a_minute_later()
    assert max(map(len, asked)) == 8
    assert told(user) == ["Có kết quả mới cho tra cứu đã lưu: Kinh phí"]


def test_a_page_noted_again_is_looked_at_once_and_another_page_of_it_stays_noted() -> None:
    paper, user = laid("một", "hai")
    keep(user, "kinh phi")
    a_minute_later()
    for number, text in ((1, "ba"), (2, "bốn"), (1, "năm")):
        PaperPage.objects.filter(version=paper.current, number=number).update(text=text)
        refreshing.catch_up()
    assert sorted(Touched.objects.values_list("ref", "page")) == [
        (paper.current_id, 1),
        (paper.current_id, 2),
    ]
