"""Days, times and numbers as official papers write them (Decree 30/2020/NĐ-CP, appendix I)."""

from datetime import date, datetime

from num2words import num2words

from core import clock
from core.text import vi_number

_LETTERS = "abcdđeghiklmnopqrstuvxy"


def day_in_words(day: date) -> str:
    """ "ngày 05 tháng 3 năm 2020": days below 10 and months 1 and 2 get a leading zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def time_in_words(moment: datetime) -> str:
    """ "14 giờ 30", in Hà Nội's time."""
    here = clock.local(moment)
    return f"{here:%H} giờ {here:%M}"


def moment_in_words(moment: datetime) -> str:
    """ "14 giờ 30, ngày 20 tháng 6 năm 2019", in Hà Nội's time."""
    return f"{time_in_words(moment)}, {day_in_words(clock.local_day(moment))}"


def place_and_date(place: str, day: date | None) -> str:
    """ "Hà Nội, ngày 05 tháng 3 năm 2020"; without a day the places stay open to be written in."""
    gap = "\u00a0" * 6
    words = day_in_words(day) if day else f"ngày{gap}tháng{gap}năm{gap}"
    return f"{place}, {words}" if place else words


def percent(part: int, whole: int, places: int = 1) -> str:
    """ "86,5%" of integers; an empty whole is "0%"; no trailing zeros ("100%")."""
    text = vi_number(round(100 * part / whole, places), places) if whole else "0"
    return (text.rstrip("0").rstrip(",") if "," in text else text) + "%"


def number_in_words(value: int) -> str:
    """ "hai mươi lăm"."""
    return str(num2words(value, lang="vi"))


def number_with_words(value: int) -> str:
    """ "25 (hai mươi lăm)", as minutes write a count that matters."""
    return f"{vi_number(value)} ({number_in_words(value)})"


def point_letter(at: int) -> str:
    """The letter of the `at`-th point (from 0): a, b, c, d, đ, e, g …; after y: aa, ab, …"""
    turns, rest = divmod(at, len(_LETTERS))
    return (point_letter(turns - 1) if turns else "") + _LETTERS[rest]


def roman(value: int) -> str:
    """I, II, IV, IX … for chapters, groups and annexes; `value` is at least 1."""
    signs = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    text = ""
    for worth, sign in signs:
        while value >= worth:
            text, value = text + sign, value - worth
    return text
