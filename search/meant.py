"""Numbers somebody may have meant: "17 nq cp" is 17/NQ-CP, and a number with a wrong year is tried without one.

What is offered is only ever what a search finds for this person, so an offer tells of nothing one may not see.
"""

import re

from core.text import fold
from search.queries import Query
from search.words import NUMBER

MOST = 3
# How the types are written, by what people type for them; the issuer stays as typed, in capitals.
TYPES = {
    **{word: word.upper() for word in ("nq", "ct", "tt", "ttlt", "tb", "bc", "kh", "kl", "hd", "cv", "vbhn")},
    "nd": "NĐ",
    "qd": "QĐ",
    "cd": "CĐ",
    "ttr": "TTr",
    "ctr": "CTr",
}
ISSUERS = {"ttg": "TTg", "tu": "TW"}
_BETWEEN = r"[\s./\\_-]*"
_MEANT = re.compile(
    rf"(?<![\w/])(?P<num>\d{{1,5}}){_BETWEEN}(?:(?P<year>(?:19|20)\d{{2}})[\s./\\_-]+)?"
    rf"(?P<type>{'|'.join(sorted(TYPES, key=len, reverse=True))}){_BETWEEN}(?P<org>[^\W\d_]{{2,12}})(?!\w)"
)


def numbers(query: Query, *, is_found: bool = False) -> list[str]:
    """What may have been meant, other than what was typed, at most `MOST`; another year only if nothing is found."""
    typed = {"".join(match[0].split()).upper() for match in NUMBER.finditer(query.text)}
    found = dict.fromkeys([*_spelled(query.text), *([] if is_found else _without_year(query.text))])
    return [number for number in found if number.upper() not in typed][:MOST]


def _spelled(text: str) -> list[str]:
    """Folding keeps each letter in its place, so that the year may stand before the type or nowhere."""
    return [
        "/".join(
            filter(None, (match["num"], match["year"], f"{TYPES[match['type']]}-{_issuer(match['org'])}"))
        )
        for match in _MEANT.finditer(fold(text))
    ]


def _issuer(word: str) -> str:
    return ISSUERS.get(word, word.upper())


def _without_year(text: str) -> list[str]:
    return [
        f"{match['num']}/{''.join(match['sym'].split()).upper()}"
        for match in NUMBER.finditer(text)
        if match["year"]
    ]
