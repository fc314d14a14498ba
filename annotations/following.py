"""Where a place, on one page or over several, stands in another version of the paper. Pure; no database."""

from itertools import pairwise
from typing import Any, Final

from annotations import w3c
from annotations.anchoring import Text, follow, follow_page, locate, squeeze
from annotations.kinds import Kind

CONTEXT: Final = 48  # letters kept before and after a part, as the tablet does
BETWEEN: Final = 300  # letters between two parts that are still one run of words: page number, head, notes
KEPT: Final = 0.7  # share of the marked letters that must be found where parts are followed one by one
Span = tuple[int, int]


def follow_place(
    old: Text, place: dict[str, Any], new: Text, kind: str = Kind.HIGHLIGHT
) -> tuple[dict[str, Any], bool] | None:
    """The place in `new`, and whether it moved or its words were edited; None if it can't be said."""
    parts = w3c.parts_of(place)
    if w3c.is_of_page(kind, place):
        followed = follow_page(old, parts[0]["page"], new)
        return (_page(followed[0]), followed[1]) if followed else None
    if not squeeze(w3c.quote_of(place)):
        return _same_page(old, parts[0]["page"], new)
    spans = [_located(old, part) for part in parts]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    found = _followed(old, known, new)
    if found is None:
        return None
    there, is_edited = found
    pieces = [piece for span in there for piece in _by_page(new, *span)]
    answer = {**pieces[0], "more": pieces[1:]} if len(pieces) > 1 else pieces[0]
    is_moved = is_edited or [piece["page"] for piece in pieces] != [part["page"] for part in parts]
    return answer, is_moved


def _located(text: Text, part: dict[str, Any]) -> Span | None:
    context = part.get("prefix", ""), part.get("suffix", "")
    return locate(text, part["page"], part["quote"], *context, part.get("start", 0))


def _followed(old: Text, spans: list[Span], new: Text) -> tuple[list[Span], bool] | None:
    """As one run of words where it is one; else part by part, if most letters are found in their order and near."""
    first, last = spans[0][0], spans[-1][1]
    size = sum(end - start for start, end in spans)
    if last - first <= size + BETWEEN * (len(spans) - 1) and (whole := follow(old, first, last, new)):
        return [(whole.start, whole.end)], whole.is_edited
    if len(spans) == 1:
        return None
    places = [follow(old, start, end, new) for start, end in spans]
    there = [(one.start, one.end) for one in places if one is not None]
    if sum(end - start for start, end in there) < KEPT * size:
        return None
    if any(not 0 <= start - end <= size + BETWEEN for (_s, end), (start, _e) in pairwise(there)):
        return None
    return there, True


def _by_page(text: Text, start: int, end: int) -> list[dict[str, Any]]:
    """A run of letters cut where pages end."""
    pieces = []
    for page in range(text.page_of(start), text.page_of(end - 1) + 1):
        top, foot = text.page_span(page)
        at, to = max(start, top), min(end, foot)
        if at < to:
            pieces.append(
                {
                    "page": page,
                    "start": at - top,
                    "quote": text.words(at, to),
                    "prefix": text.words(max(top, at - CONTEXT), at),
                    "suffix": text.words(to, min(foot, to + CONTEXT)),
                }
            )
    return pieces


def _same_page(old: Text, page: int, new: Text) -> tuple[dict[str, Any], bool] | None:
    """Ink that lies on no words goes with its page, if that page is there once and unchanged."""
    start, end = old.page_span(page)
    letters = old.letters[start:end]
    if not letters:
        return None
    numbers = range(1, len(new.page_starts) + 1)
    same = [n for n in numbers if new.letters[slice(*new.page_span(n))] == letters]
    if len(same) != 1:
        return None
    return _page(same[0]), same[0] != page


def _page(number: int) -> dict[str, Any]:
    return {"page": number, "start": 0, "quote": "", "prefix": "", "suffix": ""}
