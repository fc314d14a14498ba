"""A mark as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/): the form it is stored and handed out in.

Inside the house a place is what `kinds.clean_target` keeps: a part on a page (`page, start, quote, prefix, suffix`, for
ink `strokes, box`), and under `more` the parts on further pages. Outside it is one target for each page, whose
selectors are FragmentSelector (page, RFC 8118), TextQuoteSelector, TextPositionSelector (letters of the page without
white space, said in docs/annotations.md) and SvgSelector (ink, in points from the upper left corner of the page).
"""

import re
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from annotations.anchoring import squeeze
from annotations.kinds import Kind

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
PDF_FRAGMENT: Final = "http://tools.ietf.org/rfc/rfc8118"
KIND: Final = "ecabinet:kind"
COLOUR: Final = "ecabinet:colour"
BOX: Final = "ecabinet:box"
MOTIVATIONS: Final[dict[str, str]] = {
    Kind.HIGHLIGHT: "highlighting",
    Kind.UNDERLINE: "highlighting",
    Kind.INK: "highlighting",
    Kind.NOTE: "commenting",
    Kind.QUESTION: "questioning",
}
STYLES: Final[dict[str, str]] = {
    Kind.HIGHLIGHT: "background-color:",
    Kind.UNDERLINE: "text-decoration: underline",
}
NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_PAGE = re.compile(r"(?:^|[#&?])page=(\d+)")
_POINTS = re.compile(r'<polyline points="([^"<>]{1,500000})"')


def collection(annotations: list[dict[str, Any]], label: str) -> dict[str, Any]:
    """An AnnotationPage of these, to be handed out."""
    return {"@context": CONTEXT, "type": "AnnotationPage", "label": label, "items": annotations}


def annotation_of(
    mark_id: UUID | str,
    source: UUID | str,
    made_at: datetime,
    kind: str,
    colour: str,
    body: str,
    place: dict[str, Any],
) -> dict[str, Any]:
    """The annotation of a mark at `place` in the version `source`; a place as `kinds.clean_target` answers it."""
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{mark_id}",
        "type": "Annotation",
        "motivation": MOTIVATIONS[kind],
        "created": made_at.isoformat(),
        "target": target_of(source, place, kind),
        "stylesheet": {
            "type": "CssStylesheet",
            "value": f".{kind} {{ {STYLES.get(kind, 'color:')} {colour} }}",
        },
        KIND: kind,
        COLOUR: colour,
    }
    if place.get("box"):
        found[BOX] = place["box"]
    if body:
        found["body"] = {"type": "TextualBody", "format": "text/plain", "language": "vi", "value": body}
    return found


def target_of(source: UUID | str, place: dict[str, Any], kind: str) -> dict[str, Any] | list[dict[str, Any]]:
    """The target of an annotation, or the list of them where the mark goes over several pages."""
    found = [
        {"source": f"urn:uuid:{source}", "styleClass": kind, "selector": _selectors(part)}
        for part in parts_of(place)
    ]
    return found[0] if len(found) == 1 else found


def parts_of(place: dict[str, Any]) -> list[dict[str, Any]]:
    """The place page by page."""
    return [{name: value for name, value in place.items() if name != "more"}, *place.get("more", ())]


def quote_of(place: dict[str, Any]) -> str:
    """The marked words, over all pages."""
    return " ".join(part["quote"] for part in parts_of(place) if part.get("quote"))


def is_of_page(kind: str, place: dict[str, Any]) -> bool:
    """Was it said of the whole page, on no words of it?"""
    return kind in (Kind.NOTE, Kind.QUESTION) and not squeeze(quote_of(place))


def pages_of(place: dict[str, Any]) -> str:
    """The page as it is said, or the first and the last: "3", "3–4"."""
    numbers = [part["page"] for part in parts_of(place)]
    return str(numbers[0]) if numbers[-1] == numbers[0] else f"{numbers[0]}–{numbers[-1]}"


def _selectors(part: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"type": "FragmentSelector", "conformsTo": PDF_FRAGMENT, "value": f"page={part['page']}"}
    ]
    start = part.get("start", 0)
    if quote := part.get("quote"):
        context = {"prefix": part.get("prefix", ""), "suffix": part.get("suffix", "")}
        found.append({"type": "TextQuoteSelector", "exact": quote, **context})
    if quote or start:
        end = start + len(squeeze(quote or ""))
        found.append({"type": "TextPositionSelector", "start": start, "end": end})
    if strokes := part.get("strokes"):
        lines = "".join(f'<polyline points="{_pairs(stroke)}"/>' for stroke in strokes)
        found.append(
            {"type": "SvgSelector", "value": f'<svg xmlns="http://www.w3.org/2000/svg">{lines}</svg>'}
        )
    return found


def _pairs(stroke: list[float]) -> str:
    return " ".join(f"{_said(x)},{_said(y)}" for x, y in zip(stroke[::2], stroke[1::2], strict=True))


def _said(number: float) -> str:
    """To a hundredth of a point, as it is kept; never as a power of ten."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def body_of(annotation: dict[str, Any]) -> str:
    """The words written with the mark."""
    return str(annotation.get("body", {}).get("value", ""))


def place_of(annotation: dict[str, Any]) -> dict[str, Any]:
    """The place of an annotation of our own, strokes and box with it."""
    return read_targets(annotation["target"], annotation.get(BOX))


def read_targets(targets: Any, box: Any = None) -> dict[str, Any]:
    """The place of one target or of several. Raises `KeyError`, `TypeError`, `ValueError`, `AttributeError` or
    `IndexError` for what isn't one.
    """
    first, *more = [_part(one) for one in (targets if isinstance(targets, list) else [targets])]
    if "strokes" in first:
        first["box"] = box
    return {**first, "more": more} if more else first


def _part(target: dict[str, Any]) -> dict[str, Any]:
    selectors = target["selector"]
    by_type = {one["type"]: one for one in (selectors if isinstance(selectors, list) else [selectors])}
    quote = by_type.get("TextQuoteSelector", {})
    found: dict[str, Any] = {
        "page": int(_PAGE.findall(str(by_type["FragmentSelector"]["value"]))[0]),
        "start": by_type.get("TextPositionSelector", {}).get("start", 0),
        "quote": quote.get("exact", ""),
        "prefix": str(quote.get("prefix", ""))[-200:],
        "suffix": str(quote.get("suffix", ""))[:200],
    }
    if "SvgSelector" in by_type:
        drawn = _POINTS.findall(str(by_type["SvgSelector"]["value"]))
        found["strokes"] = [[float(number) for number in NUMBER.findall(points)] for points in drawn]
    return found
