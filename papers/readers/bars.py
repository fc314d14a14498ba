"""Twelve digits as bars (Code 128, set C): written as modules, and found again in a picture. No library, no network.

Source: ISO/IEC 15417. A symbol is six widths, bar first, 11 modules; the stop is seven widths, 13 modules.
"""

import re
from collections.abc import Iterator
from typing import Final

DIGITS: Final = 12
START, STOP = 105, 106
_TABLE: Final = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 "
    "122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 "
    "322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 "
    "112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 "
    "331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 "
    "112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 "
    "411311 113141 114131 311141 411131 211412 211214 211232 2331112 "
)
_WIDTHS: Final = _TABLE.split()
_STOP: Final = "2331112"
_PATTERNS: Final = tuple(tuple(int(width) for width in widths) for widths in _WIDTHS[:106])
_FAR: Final = 2.0
_RUNS: Final = re.compile(b"\x00+|\xff+")
_COUNT: Final = 6 * (DIGITS // 2 + 2) + 7  # start, digits, check; then the stop


def check_digit(digits: str) -> str:
    """The digit after eleven others that makes twelve a number written without a slip (Luhn, ISO/IEC 7812-1)."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if at % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def is_trace(digits: str) -> bool:
    """Twelve digits of which the last fits the others?"""
    return len(digits) == DIGITS and digits.isdigit() and check_digit(digits[:-1]) == digits[-1]


def modules(digits: str) -> str:
    """The bars of twelve digits as modules: "1" is ink, "0" is paper; without the quiet zones."""
    values = [START, *(int(digits[at : at + 2]) for at in range(0, DIGITS, 2))]
    check = (values[0] + sum(at * value for at, value in enumerate(values[1:], start=1))) % 103
    widths = "".join(_WIDTHS[value] for value in (*values, check)) + _STOP
    return "".join(("1" if at % 2 == 0 else "0") * int(width) for at, width in enumerate(widths))


def traces_in_row(row: bytes) -> Iterator[str]:
    """The traces in one line of a picture of which every byte is 0 (ink) or 255 (paper)."""
    lengths = [len(run) for run in _RUNS.findall(row)]
    first_ink = 0 if row[:1] == b"\x00" else 1
    for at in range(first_ink, len(lengths) - _COUNT + 1, 2):
        if _is_start(lengths[at : at + 6]):
            found = _read(lengths[at : at + _COUNT])
            if found:
                yield found


def _is_start(runs: list[int]) -> bool:
    total = sum(runs)
    if total < 11 or not (runs[1] < runs[3] + runs[4] and runs[2] < runs[0] + runs[4]):
        return False
    return _distance(runs, total, _PATTERNS[START]) < _FAR


def _read(runs: list[int]) -> str | None:
    values = []
    for at in range(0, _COUNT - 7, 6):
        value = _nearest(runs[at : at + 6])
        if value is None:
            return None
        values.append(value)
    *digits, check = values
    if check != (digits[0] + sum(at * value for at, value in enumerate(digits[1:], start=1))) % 103:
        return None
    if digits[0] != START or any(value > 99 for value in digits[1:]):
        return None
    found = "".join(f"{value:02d}" for value in digits[1:])
    return found if is_trace(found) else None


def _nearest(runs: list[int]) -> int | None:
    """The symbol these six runs come nearest to; None if they come near to none."""
    total = sum(runs)
    best = min(range(START + 1), key=lambda value: _distance(runs, total, _PATTERNS[value]))
    return best if _distance(runs, total, _PATTERNS[best]) < _FAR else None


def _distance(runs: list[int], total: int, pattern: tuple[int, ...]) -> float:
    """How far six runs are from a symbol, in modules; ink that ran makes all bars wider alike and isn't counted."""
    off = [run * 11 / total - width for run, width in zip(runs, pattern, strict=True)]
    spread = (off[0] - off[1] + off[2] - off[3] + off[4] - off[5]) / 6
    return sum(abs(one - (spread if at % 2 == 0 else -spread)) for at, one in enumerate(off))
