"""What differs between two texts: to the word, in Vietnamese, wherever lines break, in bounded work."""

import random
import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from papers.differences import MOST_PLACES, Differences, compare
from papers.passages import text_of

DECREE = (
    "Điều 1. Phạm vi điều chỉnh\nNghị quyết này quy định việc gửi, nhận văn bản điện tử giữa các cơ quan.\n"
    "Điều 2. Mục tiêu\n1. Hoàn thành trước ngày 30 tháng 6 năm 2021.\n2. Bảo đảm an toàn thông tin."
)


def differ(old: str | list[str], new: str | list[str]) -> Differences:
    """Of two texts, or of their pages."""
    one, two = ([text] if isinstance(text, str) else text for text in (old, new))
    return compare(text_of(enumerate(one, start=1)), text_of(enumerate(two, start=1)))


def said(found: Differences) -> list[tuple[str, str]]:
    """Of every place: what went, what came."""
    return [
        (
            " ".join(run.text for run in place.old if run.op == "gone"),
            " ".join(run.text for run in place.new if run.op == "new"),
        )
        for place in found.places
    ]


def test_one_changed_date_is_one_place_with_just_its_words() -> None:
    found = differ(DECREE, DECREE.replace("30 tháng 6 năm 2021", "31 tháng 12 năm 2021"))
    assert said(found) == [("30 6", "31 12")]
    assert found.places[0].before == "Điều 2. Mục tiêu"
    assert found.places[0].after == "2. Bảo đảm an toàn thông tin."


def test_a_text_set_in_other_lines_and_pages_is_the_same_text() -> None:
    words = DECREE.split()
    lines = [" ".join(words[at : at + 5]) for at in range(0, len(words), 5)]
    assert not differ(DECREE, ["\n".join([*lines[:4], "- 1 -"]), "\n".join([*lines[4:], "Trang 2/2"])]).places


def test_composed_and_decomposed_marks_are_the_same_word() -> None:
    assert not differ(DECREE, unicodedata.normalize("NFD", DECREE)).places
    assert said(differ("Ủy ban nhân dân.", "Uỷ ban nhân dân.")) == [("Ủy", "Uỷ")]


def test_the_pages_are_those_of_the_new_text_also_where_words_only_went() -> None:
    pages = ["Điều 1. Một.", "Điều 2. Hai. Thêm nữa.", "Điều 3. Ba."]
    assert differ(pages, ["Điều 1. Một.", "Điều 2. Hai.", "Điều 3. Ba."]).pages == [2]
    assert differ(pages, [*pages, "Điều 4. Bốn."]).pages == [4]
    assert differ(pages, pages[:2]).pages == [2]


def test_a_new_article_moves_nothing_else() -> None:
    found = differ(DECREE, DECREE.replace("Điều 2.", "Điều 1a. Nguyên tắc\na) Đúng thẩm quyền.\nĐiều 2."))
    assert said(found) == [("", "Điều 1a. Nguyên tắc a) Đúng thẩm quyền.")]


def test_texts_with_nothing_in_common_and_no_text_at_all() -> None:
    assert said(differ("", "Một câu.")) == [("", "Một câu.")]
    assert said(differ("Một câu.", "")) == [("Một câu.", "")]
    assert not differ("", "").places


@given(st.lists(st.sampled_from(["một", "hai", "ba.", "Điều 1.", "\n"]), max_size=40), st.randoms())
def test_both_sides_can_be_put_together_again(words: list[str], chance: random.Random) -> None:
    other = [word for word in words if chance.random() > 0.2] + ["bốn"] * chance.randint(0, 2)
    old, new = " ".join(words), " ".join(other)
    found = differ(old, new)
    gone = sum(len(run.text.split()) for place in found.places for run in place.old if run.op == "gone")
    came = sum(len(run.text.split()) for place in found.places for run in place.new if run.op == "new")
    assert len(old.split()) - gone == len(new.split()) - came
    assert (old.split() == new.split()) == (not found.places)


def test_three_hundred_pages_are_a_bounded_amount_of_work() -> None:
    chance = random.Random(17)
    words = [f"chữ{number}" for number in range(150)]

    def page() -> str:
        return "\n".join(" ".join(chance.choices(words, k=12)) + "." for _line in range(34))

    old = [page() for _page in range(300)]
    for new in (
        [text.replace("chữ7 ", "khác ") for text in old],
        old[::-1],
        [page() for _page in range(300)],
    ):
        begun = time.process_time()
        found = differ(old, new)
        assert time.process_time() - begun < 5  # a fraction of a second; nothing that grows with the square
        assert len(found.places) <= MOST_PLACES
    assert found.places


def test_the_head_of_a_document_is_no_part_of_its_first_sentence() -> None:
    head = "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/NQ-CP\nNGHỊ QUYẾT\nVề dịch vụ công\n"
    found = differ(head + "Điều 1. Một.", head + "Điều 1. Hai.")
    assert said(found) == [("Một.", "Hai.")]
    assert text_of([(1, head)]).passages[0].text.endswith("VIỆT NAM")
