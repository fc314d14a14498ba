"""Marks as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), out and in.

Selectors: FragmentSelector (page, RFC 8118), TextQuoteSelector, TextPositionSelector (letters of the page without
white space, said in docs/annotations.md), SvgSelector for ink, in points from the upper left corner of the page.
"""

import re
from typing import Any, Final
from uuid import UUID

from annotations.anchoring import squeeze
from annotations.errors import MarkNotUnderstood
from annotations.kinds import Colour, Kind
from realtime.commands import is_clean

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
PDF_FRAGMENT: Final = "http://tools.ietf.org/rfc/rfc8118"
MOTIVATIONS: Final = {
    Kind.HIGHLIGHT: "highlighting",
    Kind.UNDERLINE: "highlighting",
    Kind.INK: "tagging",
    Kind.NOTE: "commenting",
    Kind.QUESTION: "questioning",
}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_POINTS = re.compile(r'<polyline points="([^"<>]{1,400000})"')


def collection(marks: list[dict[str, Any]], label: str) -> dict[str, Any]:
    """An AnnotationPage of marks (`selectors.mark_facts`, each with `title` of the paper)."""
    items = [to_w3c(mark) for mark in marks]
    return {"@context": CONTEXT, "type": "AnnotationPage", "label": label, "items": items}


def to_w3c(mark: dict[str, Any]) -> dict[str, Any]:
    """One mark where it was made."""
    target = mark["made_target"]
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{mark['id']}",
        "type": "Annotation",
        "motivation": MOTIVATIONS[Kind(mark["kind"])],
        "created": mark["made_at"],
        "target": {"source": f"urn:uuid:{mark['made_on']}", "selector": _selectors(target)},
        "stylesheet": {"type": "CssStylesheet", "value": f".{mark['kind']} {{ color: {mark['colour']} }}"},
        "ecabinet:kind": mark["kind"],
        "ecabinet:colour": mark["colour"],
        "ecabinet:box": target.get("box"),
    }
    if mark["body"]:
        found["body"] = {
            "type": "TextualBody",
            "format": "text/plain",
            "language": "vi",
            "value": mark["body"],
        }
    return found


def _selectors(target: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"type": "FragmentSelector", "conformsTo": PDF_FRAGMENT, "value": f"page={target['page']}"}
    ]
    if quote := target.get("quote"):
        start = target.get("start", 0)
        found.append(
            {
                "type": "TextQuoteSelector",
                "exact": quote,
                "prefix": target.get("prefix", ""),
                "suffix": target.get("suffix", ""),
            }
        )
        found.append({"type": "TextPositionSelector", "start": start, "end": start + len(squeeze(quote))})
    if strokes := target.get("strokes"):
        lines = "".join(f'<polyline points="{_pairs(stroke)}"/>' for stroke in strokes)
        found.append(
            {"type": "SvgSelector", "value": f'<svg xmlns="http://www.w3.org/2000/svg">{lines}</svg>'}
        )
    return found


def _pairs(stroke: list[float]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in zip(stroke[::2], stroke[1::2], strict=True))


def from_w3c(raw: Any) -> dict[str, Any]:
    """`{id, version_id, kind, colour, body, target}` of one annotation. Raises `MarkNotUnderstood`.

    The target still has to pass `kinds.clean_target`. Marks of other programs become highlights or notes.
    """
    if not is_clean(raw):
        raise MarkNotUnderstood
    try:
        target = raw["target"]
        selectors = target["selector"]
        by_type = {one["type"]: one for one in (selectors if isinstance(selectors, list) else [selectors])}
        page = int(_NUMBER.findall(str(by_type["FragmentSelector"]["value"]))[0])
        quote = by_type.get("TextQuoteSelector", {})
        place: dict[str, Any] = {
            "page": page,
            "start": by_type.get("TextPositionSelector", {}).get("start", 0),
            "quote": quote.get("exact", ""),
            "prefix": str(quote.get("prefix", ""))[-200:],
            "suffix": str(quote.get("suffix", ""))[:200],
            "box": raw.get("ecabinet:box"),
        }
        if "SvgSelector" in by_type:
            place["strokes"] = _strokes(str(by_type["SvgSelector"]["value"]))
        body = raw.get("body") or {}
        body = body[0] if isinstance(body, list) else body
        text = body if isinstance(body, str) else str(body.get("value", ""))
        return {
            "id": _uuid(raw.get("id")),
            "version_id": _uuid(target["source"]),
            "kind": _kind(raw, text, place),
            "colour": raw.get("ecabinet:colour")
            if raw.get("ecabinet:colour") in Colour.values
            else Colour.YELLOW,
            "body": text,
            "target": place,
        }
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as odd:
        raise MarkNotUnderstood from odd


def _kind(raw: dict[str, Any], text: str, place: dict[str, Any]) -> str:
    if raw.get("ecabinet:kind") in Kind.values:
        return str(raw["ecabinet:kind"])
    if "strokes" in place:
        return Kind.INK
    if raw.get("motivation") == "questioning":
        return Kind.QUESTION
    return Kind.NOTE if text else Kind.HIGHLIGHT


def _strokes(svg: str) -> list[list[float]]:
    return [[float(number) for number in _NUMBER.findall(points)] for points in _POINTS.findall(svg)]


def _uuid(value: Any) -> UUID:
    return UUID(str(value).rpartition(":")[2])
