"""Days, times and numbers in the words of official papers."""

from datetime import UTC, date, datetime

import pytest

from layouts import vietnamese as vi


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 3, 5), "ngày 05 tháng 3 năm 2020"),
        (date(2020, 1, 10), "ngày 10 tháng 01 năm 2020"),
        (date(2020, 2, 1), "ngày 01 tháng 02 năm 2020"),
        (date(2019, 12, 31), "ngày 31 tháng 12 năm 2019"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_leading_zero(day: date, words: str):
    assert vi.day_in_words(day) == words


def test_a_moment_is_told_in_the_time_of_hanoi():
    assert (
        vi.moment_in_words(datetime(2019, 6, 20, 7, 30, tzinfo=UTC)) == "14 giờ 30, ngày 20 tháng 6 năm 2019"
    )
    assert (
        vi.moment_in_words(datetime(2019, 6, 20, 18, 5, tzinfo=UTC)) == "01 giờ 05, ngày 21 tháng 6 năm 2019"
    )


def test_an_open_date_leaves_room_to_write():
    assert vi.place_and_date("Hà Nội", None).split() == ["Hà", "Nội,", "ngày", "tháng", "năm"]
    assert vi.place_and_date("", date(2020, 3, 5)) == "ngày 05 tháng 3 năm 2020"


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(173, 200, "86,5%"), (27, 27, "100%"), (1, 3, "33,3%"), (1, 0, "0%"), (10, 100, "10%")]
)  # fmt: skip
def test_shares_have_a_decimal_comma(part: int, whole: int, text: str):
    assert vi.percent(part, whole) == text


def test_counts_are_told_in_figures_and_words():
    assert vi.number_with_words(25) == "25 (hai mươi lăm)"
    assert vi.number_with_words(1459) == "1.459 (một nghìn bốn trăm năm mươi chín)"


def test_points_follow_the_vietnamese_alphabet():
    assert [vi.point_letter(at) for at in (0, 3, 4, 5, 6, 7, 22, 23)] == [
        "a",
        "d",
        "đ",
        "e",
        "g",
        "h",
        "y",
        "aa",
    ]


def test_roman_numbers():
    assert [vi.roman(value) for value in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]
