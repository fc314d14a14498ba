"""What is shown around a hit: the place where the words stand together, marked in the original spelling."""

from search.queries import parse
from search.snippets import marked, snippet

LONG = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam. " + "Mở đầu. " * 60 + "Cung cấp DỊCH VỤ CÔNG trực tuyến ở mức độ 4."
)


def marks(query: str, text: str) -> list[str]:
    """The marked stretches."""
    return [part.text for part in snippet(parse(query), text) if part.marked]


def test_words_side_by_side_get_one_mark_in_the_spelling_of_the_text() -> None:
    assert marks("dich vu cong", LONG) == ["DỊCH VỤ CÔNG"]
    assert snippet(parse("dich vu cong"), LONG)[0].text == "… "


def test_half_a_word_elsewhere_is_not_marked_but_a_word_alone_is() -> None:
    assert marks("dịch vụ công", "Cộng hòa. Công việc của dịch vụ công") == ["dịch vụ công"]
    assert marks("công", "Công việc và cộng sự") == ["Công"]
    assert marks("cong", "Công việc và cộng sự") == ["Công", "cộng"]


def test_a_number_is_marked_whole_and_its_figures_elsewhere_are_not() -> None:
    text = "Ngày 17 tháng 3, theo Nghị quyết số 17/ NQ-CP của CP"
    assert marks("17/nq-cp", text) == ["17/ NQ-CP"]
    assert marks("17/nq-cp nghị quyết", text) == ["Nghị quyết", "17/ NQ-CP"]


def test_a_text_without_the_words_gives_its_beginning() -> None:
    assert snippet(parse("khác"), "một hai")[0].text == "một hai"
    assert snippet(parse("khác"), "") == ()
    assert "".join(part.text for part in marked(parse("hai"), "một hai ba")) == "một hai ba"
