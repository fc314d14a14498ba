"""The surroundings of what was found, cut from the text the viewer may open, with the words to be marked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.text import nfc
from search.queries import Query
from search.words import NUMBER, canonical, folded_word, number_terms

LENGTH, BEFORE, LONG = 220, 60, 40
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Part:
    """A stretch of text; `marked` if it is one of the words looked for."""

    text: str
    marked: bool = False


def snippet(query: Query, text: str) -> tuple[Part, ...]:
    """About `LENGTH` characters around the place where most of the words stand close together."""
    flat = " ".join(nfc(text).split())
    found = _found(query, flat)
    if not found:
        return (Part(flat[:LENGTH] + (" …" if len(flat) > LENGTH else "")),) if flat else ()
    start = _word_start(flat, max(_best_start(found) - BEFORE, 0))
    end = _word_end(flat, min(start + LENGTH, len(flat)))
    parts = _parts(flat, start, end, [span for *span, _word in found])
    return (
        *((Part("… "),) if start else ()),
        *parts,
        *((Part(" …"),) if end < len(flat) else ()),
    )


def marked(query: Query, text: str) -> tuple[Part, ...]:
    """The whole line with the words looked for."""
    line = nfc(text)
    return tuple(_parts(line, 0, len(line), [span for *span, _word in _found(query, line)]))


@lru_cache(maxsize=20_000)
def _kept(stretch: str) -> tuple[tuple[str, str, str], ...]:
    return tuple((form, folded_word(form), canonical(form)) for form in _WORD.findall(stretch))


def _spelt(stretch: str) -> tuple[tuple[str, str, str], ...]:
    """(as it stands, without tones, with them in their one place) of each word in a stretch between two spaces: the
    same few thousand over and over. What is longer than a word won't come again and isn't worth the memory.
    """
    return _kept(stretch) if len(stretch) <= LONG else _kept.__wrapped__(stretch)


def _found(query: Query, text: str) -> list[tuple[int, int, str]]:
    """(start, end, folded word) of every word looked for; with tones typed, those with other tones only if no other."""
    numbers = _numbers(query, text)
    typed, words = _words(query, {key for _start, _end, key in numbers})
    forms = {one for stretch in set(text.split()) for one in _spelt(stretch) if one[1] in words}
    every = sorted(
        (start, start + len(form), word, with_tones in typed)
        for form, word, with_tones in forms
        for start in _places(form, text)
    )
    as_typed = {word for _start, _end, word, is_exact in every if is_exact}
    others = [(start, end, word) for start, end, word, is_exact in every if is_exact or word not in as_typed]
    return sorted([*numbers, *_together(text, others)])


def _places(word: str, text: str) -> Iterator[int]:
    """Where it stands as a word of its own: between what `_WORD` doesn't count as part of one."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield at
        at = text.find(word, end)


def _numbers(query: Query, text: str) -> list[tuple[int, int, str]]:
    """The numbers looked for, each as one word, however it is spelled here."""
    wanted = {clause.number[1] for clause in query.clauses if clause.way == "number"}
    return [
        (match.start(), match.end(), key)
        for match in (NUMBER.finditer(text) if wanted else ())
        for key in list(wanted.intersection(number_terms(match[0])))[:1]
    ]


def _words(query: Query, numbers: set[str]) -> tuple[set[str], set[str]]:
    """The words to be marked, with and without tones: those of a number only where it doesn't stand as one."""
    clauses = [
        clause for clause in query.clauses if clause.way != "number" or clause.number[1] not in numbers
    ]
    return (
        {word for clause in clauses for word in clause.exact},
        {word for clause in clauses for word in clause.folded},
    )


def _together(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Without the words that stand alone here and together with others elsewhere: half a Vietnamese word is none."""
    beside = [
        (at > 0 and text[found[at - 1][1] : found[at][0]] == " ")
        or (at + 1 < len(found) and text[found[at][1] : found[at + 1][0]] == " ")
        for at in range(len(found))
    ]
    in_company = {word for (_start, _end, word), is_beside in zip(found, beside, strict=True) if is_beside}
    return [
        one for one, is_beside in zip(found, beside, strict=True) if is_beside or one[2] not in in_company
    ]


def _best_start(found: list[tuple[int, int, str]]) -> int:
    """Where the window begins that holds the most different words, the earliest of them."""
    best, most = found[0][0], 0
    inside: Counter[str] = Counter()
    end = 0
    for start, _end, word in found:
        while end < len(found) and found[end][0] < start + LENGTH - BEFORE:
            inside[found[end][2]] += 1
            end += 1
        if len(inside) > most:
            best, most = start, len(inside)
        inside[word] -= 1
        if not inside[word]:
            del inside[word]
    return best


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at) if at else -1
    return space + 1 if 0 <= space < at + 20 else at


def _word_end(text: str, at: int) -> int:
    space = text.rfind(" ", 0, at) if at < len(text) else -1
    return space if space > at - 20 else at


def _parts(text: str, start: int, end: int, spans: list[list[int]]) -> list[Part]:
    parts: list[Part] = []
    at = start
    for begin, stop in spans:
        if begin < at or stop > end:
            continue
        between = text[at:begin]
        if parts and parts[-1].marked and between == " ":  # one mark for words side by side
            parts[-1] = Part(parts[-1].text + " " + text[begin:stop], marked=True)
        else:
            parts += [Part(between)] if between else []
            parts.append(Part(text[begin:stop], marked=True))
        at = stop
    return [*parts, Part(text[at:end])] if at < end else parts
