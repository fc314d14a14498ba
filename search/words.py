"""Vietnamese words as the index keeps them: one spelling for what people spell in several ways.

`exact` keeps the tones: lower case, NFC, the tone where the decree of 1984 puts it (hoà -> hòa, uỷ -> ủy); i and y stay
as typed. `folded` has no tones, d for đ, and i where people write i or y for the same sound (Lý, Lí). Numbers of
documents are kept whole besides, because ND isn't NĐ.
"""

import re
import unicodedata

from core.text import citation_key, fold, nfc

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
# From the beginning of a word only: tried again from each letter, a run of letters would cost its length squared.
_PAIR = re.compile(r"(?<![^\W\d_])([^\W\d_]*?)([oòóỏõọuùúủũụ])([aàáảãạeèéẻẽẹyỳýỷỹỵ])([^\W\d_]*)")
# Syllables people spell with i or y at will, as the decree of 1984 left them: Lý, Lí; Mỹ, Mĩ; Quý, Quí. Not "vy" and
# "thy": without tones "vi" and "thi" are other, common words; and uy is not ui.
_I_OR_Y = {f"{before}y": f"{before}i" for before in ("h", "k", "l", "m", "s", "t", "qu")}
_WORD = re.compile(r"[^\W_]+")
_AG = r"[^\W\d_]{1,15}\d{0,2}"
# As people type numbers: any case, spaces anywhere, "/" or "-" after the figure.
NUMBER = re.compile(
    rf"(?<![\w/])(?P<num>\d{{1,5}}[a-zđ]?)(?:\s*/\s*(?:(?P<year>(?:19|20)\d{{2}})\s*/\s*)?"
    rf"(?P<sym>{_AG}(?:\s*-\s*{_AG}){{0,3}})|\s*-\s*(?P<party>{_AG}\s*/\s*{_AG}))(?!\w)"
)


def _split(letter: str) -> tuple[str, str]:
    """A vowel and its tone: ò -> (o, grave); ô -> (ô, "")."""
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in parts if mark in _TONES)
    return nfc("".join(mark for mark in parts if mark not in _TONES)), tone


def _one_place(match: re.Match[str]) -> str:
    before, first, second, after = match.groups()
    (head, head_tone), (tail, tail_tone) = _split(first), _split(second)
    tone = head_tone or tail_tone
    if not tone or head + tail not in ("oa", "oe", "uy"):
        return match.group(0)
    on_second = bool(after) or (head == "u" and before.endswith("q"))
    pair = head + nfc(tail + tone) if on_second else nfc(head + tone) + tail
    return before + pair + after


def canonical(text: str) -> str:
    """Lower case, composed, the tone of oa, oe, uy in its one place."""
    return _PAIR.sub(_one_place, nfc(text).lower().replace("ð", "đ"))


def exact_terms(text: str) -> list[str]:
    """The words with their tones, in order."""
    return _WORD.findall(canonical(text))


def folded_word(word: str) -> str:
    """One word without tones, with i for y where both are written."""
    plain = fold(word) or word
    return _I_OR_Y.get(plain, plain)


def folded_terms(text: str) -> list[str]:
    """The same words without tones; word by word the same places as `exact_terms`."""
    return [folded_word(word) for word in exact_terms(text)]


def exact_line(text: str) -> str:
    """`exact_terms` as one line, as the index keeps it."""
    return " ".join(exact_terms(text))


def folded_line(text: str) -> str:
    """`folded_terms` as one line."""
    return " ".join(folded_terms(text))


def _symbol(text: str) -> str:
    """A number as one word of plain letters: "17/NQ-CP" -> "s17znqxcp"; Đ stays apart from D."""
    upper = citation_key(text).upper().replace("Đ", "DJ").replace("Ư", "UJ")
    return "s" + re.sub(r"[^0-9A-Za-z]", "z", upper).lower()


def _keys(match: re.Match[str]) -> list[str]:
    """The ways one cited number may be asked for: as it stands, and without its year."""
    num, year = match["num"], match["year"]
    if match["party"]:
        return [f"{num}-{match['party']}"]
    return [f"{num}/{year}/{match['sym']}", f"{num}/{match['sym']}"] if year else [f"{num}/{match['sym']}"]


def number_terms(text: str) -> list[str]:
    """The numbers cited in a text, each with and without tones and year, in the order of appearance, once."""
    found: dict[str, None] = {}
    for match in NUMBER.finditer(nfc(text)):
        for key in _keys(match):
            found.setdefault(_symbol(key.upper()))
            found.setdefault("f" + _symbol(fold(key)))
    return list(found)


def number_line(text: str) -> str:
    """`number_terms` as one line."""
    return " ".join(number_terms(text))
