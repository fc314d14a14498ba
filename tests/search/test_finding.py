"""Searching finds what the user may see, on its page, in a fixed order, and nothing else."""

import unicodedata
from typing import Any
from urllib.parse import parse_qs

import pytest

from agendas.models import ItemPaper
from agendas.services import rehearse_sitting
from agendas.services.papers import publish_papers
from annotations.models import Mark
from papers.models import Paper, PaperPage
from search import door, facets
from search.models import Change, Piece
from tests.factories import agendas, people, sittings

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.both_indexes]


def laid(*texts: str, title: str = "Tờ trình về đề án", **values: Any) -> tuple[Paper, Any]:
    """A published paper with these pages, and a member who reads it."""
    agenda = agendas.published(items=1, papers=1)
    paper = agendas.items_of(agenda)[0].item_papers.get().paper
    Paper.objects.filter(pk=paper.pk).update(title=title, **values)
    paper.refresh_from_db()
    write(paper, *texts)
    return paper, people.members_of(agenda.sitting.body)[2]


def write(paper: Paper, *texts: str) -> None:
    """Pages of its current version."""
    for number, text in enumerate(texts, start=1):
        PaperPage.objects.create(version=paper.current, number=number, width=595, height=842, text=text)


def item_of(paper: Paper) -> Any:
    """The item it is laid for."""
    return ItemPaper.objects.select_related("item__agenda__sitting__body").get(paper=paper).item


def pages_of(user: Any, text: str, **filters: str) -> list[str]:
    """The addresses found, best first."""
    found = [hit for hit in hits_of(user, text, **filters) if hit.kind == "paper"]
    return [f"page={parse_qs(hit.url.partition('#')[2]).get('page', ['1'])[0]}" for hit in found]


def hits_of(user: Any, text: str, **filters: str) -> list[Any]:
    """All hits, best first."""
    return [hit for group in door.find(user, text, filters).groups for hit in group.hits]


def test_a_sentence_is_found_in_any_spelling_and_opens_on_its_page() -> None:
    _paper, user = laid("Mở đầu", "Giải pháp xoá bỏ thủ tục, uỷ quyền cho đơn vị ở địa phương")
    for typed in (
        "xoá bỏ thủ tục",
        "xóa bỏ thủ tục",
        "xoa bo thu tuc",
        "ỦY QUYỀN",
        "uy quyen",
        "don vi o dia phuong",
    ):
        assert pages_of(user, typed) == ["page=2"], typed
        assert pages_of(user, unicodedata.normalize("NFD", typed)) == ["page=2"], typed


def test_what_has_the_typed_tones_stands_first() -> None:
    laid("Bàn về hợp đồng thuê hộp thư", title="A")
    _paper, user = laid("Bàn về họp hành", title="B")
    first, user = laid("Nội dung cuộc họp", title="C")
    found = hits_of(user, "họp")
    assert found and "".join(part.text for part in found[0].title) in {"C"}
    assert first.title == "C"


def test_i_or_y_finds_both_and_what_is_spelled_as_typed_stands_first() -> None:
    paper, user = laid("Ông Lí Quí Mĩ phát biểu")
    write(laid_beside(item_of(paper)), "Ông Lý Quý Mỹ phát biểu")
    for typed in ("Lý Quý Mỹ", "Lí Quí Mĩ", "ly quy my", "li qui mi"):
        marks = ["".join(part.text for part in hit.snippet if part.marked) for hit in hits_of(user, typed)]
        assert sorted(marks) == ["Lí Quí Mĩ", "Lý Quý Mỹ"], typed
        assert not typed.startswith("L") or marks[0] == typed


def test_phrases_words_near_each_other_and_numbers() -> None:
    _paper, user = laid(
        "Theo Nghị quyết số 17/ NQ-CP ngày 07/3/2019",
        "Nghị định 30/2020/NĐ-CP về công tác văn thư",
        "chính phủ số và điện tử",
        "chính phủ điện tử",
    )
    assert pages_of(user, '"chính phủ điện tử"') == ["page=4"]
    assert pages_of(user, '"chính tử"~2') == ["page=4"]
    assert pages_of(user, "17/NQ-CP") == ["page=1"]
    assert pages_of(user, "30/ 2020/nd-cp") == ["page=2"]
    assert pages_of(user, "30/NĐ-CP") == ["page=2"]
    assert hits_of(user, "31/NĐ-CP") == []


def test_a_change_is_found_at_once_and_what_was_said_before_no_more() -> None:
    paper, user = laid("kho bạc nhà nước")
    assert pages_of(user, "kho bạc")
    page = PaperPage.objects.get(version=paper.current)
    page.text = "ngân sách địa phương"
    page.save()
    assert not hits_of(user, "kho bạc")
    assert pages_of(user, "ngân sách địa phương")
    assert not Change.objects.exists()
    PaperPage.objects.all().delete()
    assert not hits_of(user, "ngân sách địa phương")


def test_who_may_not_see_a_paper_finds_neither_hit_nor_count_nor_filter() -> None:
    paper, user = laid("chuyện kín trong tờ trình")
    assert door.find(user, "chuyện kín").total == 1
    answer = door.find(people.user(), "chuyện kín")
    assert (answer.total, answer.groups, answer.facets) == (0, (), ())
    Paper.objects.filter(pk=paper.pk).update(state=Paper.State.WITHDRAWN)
    assert door.find(user, "chuyện kín").total == 0
    assert Piece.objects.filter(ref=paper.current_id).exists()


def test_nothing_typed_is_an_operator() -> None:
    _paper, user = laid("một hai ba")
    for typed in (
        "một OR hai",
        'một AND "',
        "NEAR(một hai)",
        "exact:một",
        "một' & !'hai",
        "*",
        '"',
        "(",
        "một*",
        "\\",
    ):
        door.find(user, typed)
    assert pages_of(user, "một hai OR ba")  # nearly all of the words


def test_own_marks_are_found_by_their_owner_alone_while_the_paper_may_be_seen() -> None:
    paper, user = laid("một trang")
    other = people.members_of(item_of(paper).agenda.sitting.body)[3]
    mark = Mark(owner=user, made_on=paper.current)
    mark.write(kind="note", colour="yellow", body="hỏi lại định mức", target={"page": 1, "quote": "trang"})
    mark.save()
    assert [hit.kind for hit in hits_of(user, "dinh muc")] == ["mark"]
    assert not hits_of(other, "dinh muc")
    mark.deleted_at = mark.created_at
    mark.save()
    assert not hits_of(user, "dinh muc")


def test_hits_are_narrowed_and_counted_by_what_the_user_may_know() -> None:
    paper, user = laid("kinh phí năm tới", "kinh phí năm nay", kind=Paper.Kind.REPORT)
    other = agendas.published(items=1, papers=1)
    write(agendas.items_of(other)[0].item_papers.get().paper, "kinh phí của nơi khác")
    answer = door.find(user, "kinh phí")
    assert answer.total == 1
    sitting = next((facet for facet in answer.facets if facet.name == "sitting"), None)
    assert sitting is None  # one value is no choice
    assert pages_of(user, "kinh phí", sort=Paper.Kind.REPORT) and not pages_of(user, "kinh phí", sort="annex")
    item = item_of(paper)
    assert pages_of(user, "kinh phí", sitting=str(item.agenda.sitting_id))
    assert not hits_of(user, "kinh phí", sitting=str(other.sitting_id))
    assert not hits_of(user, "kinh phí", sitting="không phải số")[1:]


def test_hits_are_narrowed_by_their_own_number_with_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    paper, user = laid("kinh phí năm tới", document_number="17/ NQ-CP")
    other = agendas.items_of(item_of(paper).agenda)[0]
    write(laid_beside(other, document_number="301/BC-VPCP"), "kinh phí theo 17/NQ-CP")
    answer = door.find(user, "kinh phí")
    numbers = next(facet for facet in answer.facets if facet.name == "number")
    assert [(one.label, one.count) for one in numbers.choices] == [("17/ NQ-CP", 1), ("301/BC-VPCP", 1)]
    narrowed = door.find(user, "kinh phí", {"number": numbers.choices[0].value})
    assert narrowed.total == 1
    assert narrowed.facets[-1].name == "number" or any(one.name == "number" for one in narrowed.facets)
    assert door.find(user, "kinh phí", {"number": "1/KHONG-CO"}).total == 0
    monkeypatch.setattr(facets, "NUMBERED", 1)  # too many to choose from: only what is chosen is said
    offered = {facet.name for facet in door.find(user, "kinh phí").facets}
    assert "number" not in offered
    chosen = door.find(user, "kinh phí", {"number": numbers.choices[0].value})
    assert any(facet.name == "number" and facet.chosen for facet in chosen.facets)


def laid_beside(item: Any, **values: Any) -> Paper:
    """Another paper of the same published item."""
    paper = agendas.paper("Báo cáo", **values)
    row = ItemPaper.objects.create(item=item, paper=paper, version=paper.current, order=2)
    publish_papers([item], {item.pk: [row]}, item.agenda)
    return paper


def test_a_number_typed_as_words_is_offered_only_if_it_leads_somewhere() -> None:
    _paper, user = laid("Theo Nghị quyết số 17/NQ-CP ngày 07/3/2019 và Nghị định 30/2020/NĐ-CP")
    assert door.find(user, "17nqcp").meant == ("17/NQ-CP",)
    assert door.find(user, "30/2019/NĐ-CP").meant == ("30/NĐ-CP",)
    assert door.find(user, "30 2020 nd cp").meant == ("30/2020/NĐ-CP",)
    assert door.find(user, "18nqcp").meant == ()
    assert door.find(user, "17/NQ-CP").meant == ()
    assert door.find(people.user(), "17nqcp").meant == ()


def test_a_rehearsal_is_found_by_nobody() -> None:
    agenda = agendas.published(items=1)
    item = agendas.items_of(agenda)[0]
    reader = people.members_of(agenda.sitting.body)[2]
    words = f'"{item.title}"'
    before = [hit.url for hit in hits_of(reader, words)]
    assert before
    rehearse_sitting(sittings.deed_in(agenda.sitting.body), agenda)
    assert [hit.url for hit in hits_of(reader, words)] == before
    assert all(
        len(facet.choices) == 1 for facet in door.find(reader, words).facets if facet.name == "sitting"
    )


@pytest.mark.parametrize(
    "filters", [{"year": "1"}, {"year": "9999"}, {"sort": "\0"}, {"classification": "\0"}]
)
def test_filters_that_cannot_be_are_passed_over(filters: dict[str, str]) -> None:
    _paper, reader = laid("Điều chỉnh phương án đường sắt")
    assert door.find(reader, "đường sắt", filters).groups


def test_a_right_lost_between_the_question_and_the_showing_hides_the_hit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Items are seen by the names of groups, papers by a subquery: neither is remembered from the question."""
    paper, user = laid("Giải pháp xóa bỏ thủ tục")
    title = item_of(paper).title
    assert {hit.kind for hit in [*hits_of(user, "xóa bỏ thủ tục"), *hits_of(user, title)]} >= {
        "paper",
        "item",
    }
    ranked = door._ranked

    def lose(*asked: Any) -> Any:
        user.groups.clear()
        return ranked(*asked)

    monkeypatch.setattr(door, "_ranked", lose)
    for text in ("xóa bỏ thủ tục", title):
        groups = list(user.groups.all())
        assert hits_of(user, text) == [], text
        user.groups.set(groups)
