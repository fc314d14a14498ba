"""Marks follow their words into another version, and are nowhere rather than on other words."""

import random
import time

import pytest

from annotations.anchoring import Text, follow, locate, squeeze
from tests.annotations.revisions import tally

FIRST = "Điều 1. Bộ Tài chính chủ trì, phối hợp với các bộ, cơ quan bố trí kinh phí thực hiện Nghị quyết này."
SECOND = (
    "Điều 2. Văn phòng Chính phủ theo dõi, đôn đốc, báo cáo Thủ tướng Chính phủ trước ngày 25 hằng tháng."
)
THIRD = "Điều 3. Nghị quyết có hiệu lực từ ngày ký ban hành; các bộ trưởng chịu trách nhiệm thi hành."


def span(text: Text, words: str) -> tuple[int, int]:
    """Where the words stand first."""
    at = text.letters.index(squeeze(words))
    return at, at + len(squeeze(words))


def followed(old: list[str], new: list[str], words: str) -> str | None:
    """The words the mark stands on in the new version."""
    before, after = Text.of(old), Text.of(new)
    place = follow(before, *span(before, words), after)
    return None if place is None else after.words(place.start, place.end)


def test_line_breaks_and_spaces_dont_matter():
    words = "phối hợp với các bộ, cơ quan"
    assert followed([FIRST, SECOND], [FIRST.replace(" ", "\r\n"), SECOND], words) == words


def test_a_mark_goes_with_its_paragraph_to_another_page():
    text = Text.of([SECOND, "", FIRST])
    place = follow(
        Text.of([FIRST, SECOND]), *span(Text.of([FIRST, SECOND]), "bố trí kinh phí thực hiện"), text
    )
    assert place is not None
    assert text.page_of(place.start) == 3
    assert not place.is_edited


def test_edited_words_are_followed_through_what_stands_around_them():
    after = SECOND.replace("theo dõi, đôn đốc, báo cáo", "theo dõi, kiểm tra, đôn đốc, báo cáo")
    assert followed(
        [FIRST, SECOND, THIRD], [FIRST, after, THIRD], "Chính phủ theo dõi, đôn đốc, báo cáo Thủ tướng"
    ) == ("Chính phủ theo dõi, kiểm tra, đôn đốc, báo cáo Thủ tướng")


def test_deleted_words_are_nowhere_even_if_the_same_words_stand_elsewhere():
    other = "Kinh phí do Bộ Tài chính tổng hợp vào dự toán."
    assert followed([FIRST, SECOND, other], [SECOND, other], "Bộ Tài chính") is None
    assert followed([FIRST, SECOND, THIRD], [FIRST, THIRD], "đôn đốc, báo cáo Thủ tướng") is None


def test_one_word_inside_another_is_no_place():
    assert Text.of(["quyết nghị quyếtđịnh"]).all_of("quyết") == [0]


@pytest.mark.parametrize("pages", [[], [""], ["", "x"]])
def test_an_empty_version_takes_no_mark(pages):
    old = Text.of([FIRST])
    assert follow(old, *span(old, "Bộ Tài chính"), Text.of(pages)) is None


def test_what_the_device_read_is_found_by_page_and_context():
    text = Text.of(["một hai một ba", "một bốn một năm"])
    at, to = locate(text, 2, "một", prefix="bốn ", suffix=" năm")
    assert text.page_of(at) == 2
    assert text.letters[to:].startswith("năm")
    assert locate(text, 1, "bốn") is None
    assert locate(text, 1, "  ") is None


def test_no_mark_of_a_revised_text_lands_on_other_words():
    found = tally(100, seed=1, pages_wanted=25)
    assert found.accounted == 100
    assert found.wrong == []
    assert found.share >= 90


def test_a_long_table_of_two_words_is_followed_or_not_but_soon():
    rows = random.Random(5)
    edge, rim = ("".join(rows.choice("cdefghijklm") for _letter in range(200)) for _end in range(2))

    def table() -> Text:
        return Text.of([edge + " ".join(rows.choice("ab") for _cell in range(6000)) + rim])

    old, new = table(), table()
    began = time.process_time()
    follow(old, 20, len(old) - 20, new)
    assert time.process_time() - began < 5
