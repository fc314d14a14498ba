"""From what a reader's device says (quote, context, page, position) to letters of the version it was made on."""

from annotations.anchoring.text import Text, squeeze


def locate(
    text: Text, page: int, quote: str, prefix: str = "", suffix: str = "", near: int = 0
) -> tuple[int, int] | None:
    """The letters of the quote on that page (or from there over the next), or None if the text doesn't hold it.

    `near`: letters from the beginning of the page, used between equal contexts. Device and server may read letters
    of a PDF differently; the mark is kept anyway, only it can't be followed.
    """
    wanted = squeeze(quote)
    if not wanted:
        return None
    first, last = text.page_span(page)
    before, after = squeeze(prefix), squeeze(suffix)
    hits = [at for at in text.all_of(wanted) if first <= at < last]
    if not hits:
        at = text.letters.find(wanted, first)
        hits = [at] if first <= at < last else []
    if not hits:
        return None

    def fits(at: int) -> tuple[int, int]:
        end = at + len(wanted)
        agreed = _agreed(text.letters[max(0, at - len(before)) : at][::-1], before[::-1])
        agreed += _agreed(text.letters[end : end + len(after)], after)
        return agreed, -abs(at - first - near)

    at = max(hits, key=fits)
    return at, at + len(wanted)


def _agreed(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
