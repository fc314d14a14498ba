"""Vietnamese text: one normal form, folding without tones, alphabetical order, numbers and dates as people write them.

Bytes covered by a signature are never normalised; everything typed is.
"""

import re
import unicodedata
from datetime import date, datetime

from core import clock

_ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_LETTER_RANK = {letter: index for index, letter in enumerate(_ALPHABET, start=20)}
# ngang, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries.
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {"\u0306", "\u0302", "\u031b"}
_SPACES = re.compile(r"\s+")
_UNSAFE_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')


def nfc(text: str) -> str:
    """The composed form (NFC): ệ as one code point, however it was typed."""
    return unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """One line as a person means it: NFC, no control characters, single spaces."""
    plain = "".join(c for c in nfc(text) if c in "\t\n " or unicodedata.category(c)[0] != "C")
    return _SPACES.sub(" ", plain).strip()


def fold(text: str) -> str:
    """Lower case without tones and hooks; đ becomes d (it has no decomposition)."""
    stripped = without(unicodedata.normalize("NFD", text), {"Mn"})
    return stripped.replace("đ", "d").replace("Đ", "D").replace("Ð", "D").lower()


def without(text: str, categories: set[str]) -> str:
    """The text without the characters of these Unicode categories; each letter is looked up once, not each time."""
    for char in set(text):
        if unicodedata.category(char) in categories:
            text = text.replace(char, "")
    return text


def sort_key(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Orders words as a Vietnamese dictionary does: letters first, then tones, syllable by syllable."""
    return tuple(_syllable_key(word) for word in nfc(text).lower().split())


def _syllable_key(word: str) -> tuple[tuple[int, int], ...]:
    letters: list[int] = []
    tones: list[int] = []
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        base = nfc(parts[0] + "".join(mark for mark in parts[1:] if mark in _SHAPES))
        letters.append(_LETTER_RANK.get(base, ord(base[0]) + 1000 if not base.isdigit() else int(base)))
        tones.append(max((_TONE_RANK.get(mark, 0) for mark in parts[1:]), default=0))
    return (*((letter, 0) for letter in letters), (-1, 0), *((0, tone) for tone in tones))


def given_name_key(full_name: str) -> tuple[object, object]:
    """Sorts people by their given name (the last word), then by the whole name."""
    words = full_name.split()
    return (sort_key(words[-1] if words else ""), sort_key(full_name))


def whole_number(text: str, limit: int = 10**9) -> int | None:
    """The number that plain digits (0 to 9) spell, at most `limit`; None for anything else, however long."""
    is_plain = text.isascii() and text.isdigit() and len(text) <= len(str(limit))
    return int(text) if is_plain and int(text) <= limit else None


def safe_file_name(name: str, limit: int = 120) -> str:
    """A name that can't leave its folder or fool a reader; at most `limit` characters, extension kept."""
    last = nfc(name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = _SPACES.sub(" ", _UNSAFE_NAME.sub("", last)).strip(" .") or "tep"
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > 8:
        return plain[:limit]
    return f"{stem[: limit - len(suffix) - 1]}.{suffix}"


def vi_number(value: float, places: int = 0) -> str:
    """1459 -> "1.459"; 86.5 -> "86,5"."""
    text = f"{value:,.{places}f}"
    return text.replace(",", "\x00").replace(".", ",").replace("\x00", ".")


def vi_date(day: date | datetime) -> str:
    """20/6/2019: as screens write a day (Hà Nội's day, for a moment)."""
    day = clock.local_day(day) if isinstance(day, datetime) else day
    return f"{day.day}/{day.month}/{day.year}"


def vi_moment(moment: datetime) -> str:
    """20/6/2019, 14:30: as screens write a moment, in Hà Nội's time."""
    here = clock.local(moment)
    return f"{vi_date(here)}, {here:%H:%M}"


_AG = r"[A-ZĐƯ][A-Za-zĐđƯư]{0,14}"
CITATION = re.compile(
    rf"(?<![\w/])(?P<num>\d{{1,5}}[a-zđ]?)\s*/\s*(?:(?P<year>(?:19|20)\d{{2}})\s*/\s*)?"
    rf"(?P<sym>QH\d{{1,2}}|UBTVQH\d{{1,2}}|{_AG}(?:\s*-\s*{_AG}){{1,3}})(?!\w)"
)


def citation_key(text: str) -> str:
    """The canonical form of a document number: "17/ NQ-CP" -> "17/NQ-CP", "TƯ" -> "TW"."""
    return re.sub(r"\s+", "", nfc(text)).replace("TƯ", "TW")
