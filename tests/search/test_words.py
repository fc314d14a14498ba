"""One spelling for what people spell in several ways."""

import unicodedata

import pytest

from search.queries import parse
from search.words import exact_line, folded_line, number_terms


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Hoà bình", "hòa bình"),
        ("Uỷ ban", "ủy ban"),
        ("quý, qùy", "quý quỳ"),
        ("khoẻ khoắn", "khỏe khoắn"),
        ("xoá toà án", "xóa tòa án"),
        ("thuý", "thúy"),
        ("huỳnh hoạt loài", "huỳnh hoạt loài"),
        ("Đường ĐIỆN", "đường điện"),
        (unicodedata.normalize("NFD", "Nghị quyết"), "nghị quyết"),
    ],
)
def test_the_tone_has_one_place_and_letters_one_form(typed: str, kept: str) -> None:
    assert exact_line(typed) == kept


def test_folding_keeps_every_word_in_its_place() -> None:
    text = "Đề án Chính phủ điện tử số 30/2020/NĐ-CP"
    assert folded_line(text) == "de an chinh phu dien tu so 30 2020 nd cp"
    assert len(folded_line(text).split()) == len(exact_line(text).split())


@pytest.mark.parametrize("spelled", ["17/NQ-CP", "17/ NQ-CP", "17 / nq - cp", "17/Nq-cp"])
def test_a_number_is_one_word_in_any_spelling(spelled: str) -> None:
    assert number_terms(spelled)[0] == "s17znqzcp"


def test_numbers_keep_d_and_dj_apart_and_may_be_asked_without_their_year() -> None:
    assert number_terms("30/2020/NĐ-CP") == ["s30z2020zndjzcp", "fs30z2020zndzcp", "s30zndjzcp", "fs30zndzcp"]
    assert number_terms("36-NQ/ TƯ")[0] == number_terms("36-NQ/TW")[0]
    assert number_terms("ngày 12/3/2019, tờ 62/95") == []


def test_what_was_typed_is_cut_into_words_phrases_near_and_numbers() -> None:
    query = parse('"chính phủ điện tử" “hội nghị quốc tế”~3 17/ nq-cp đất đai')
    assert [(clause.way, clause.folded) for clause in query.clauses] == [
        ("phrase", ("chinh", "phu", "dien", "tu")),
        ("near", ("hoi", "nghi", "quoc", "te")),
        ("number", ("17", "nq", "cp")),
        ("word", ("dat",)),
        ("word", ("dai",)),
    ]
    assert query.has_tones
    assert not parse("chinh phu").has_tones
    assert parse('" " - ()').clauses == ()


@pytest.mark.timeout(30)
def test_a_long_run_of_letters_stops_nobody():
    """Tried from each of its letters it would take minutes, and one reader's mark would stop the house."""
    assert exact_line("b" * 200_000) == "b" * 200_000 or exact_line("b" * 200_000).strip() == "b" * 200_000


def test_the_tone_finds_its_place_inside_a_word_too():
    assert exact_line("hoà thuỷ xuoàng quỳ") == exact_line("hòa thủy xuoàng quỳ")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lý", "Lí"), ("Mỹ", "mĩ"), ("Quý", "Quí"), ("kỳ họp", "kì họp"), ("bác sỹ", "bác sĩ"), ("Tỷ", "tỉ")],
)
def test_i_and_y_are_one_letter_without_tones_and_two_with_them(one: str, other: str) -> None:
    assert folded_line(one) == folded_line(other)
    assert exact_line(one) != exact_line(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Thúy", "thúi"), ("Huy", "hui"), ("Vy", "vì"), ("thy", "thì"), ("tay", "tai"), ("y", "i")],
)
def test_i_and_y_stay_apart_where_they_are_two_words(one: str, other: str) -> None:
    assert folded_line(one) != folded_line(other)
