"""Annotations that come in from outside: read with care, of whatever program."""

from typing import Any
from uuid import UUID

from annotations import w3c
from annotations.errors import MarkNotUnderstood
from annotations.kinds import Colour, Kind
from realtime.commands import is_clean


def from_w3c(raw: Any) -> dict[str, Any]:
    """`{id, version_id, kind, colour, body, target}` of one annotation. Raises `MarkNotUnderstood`.

    The target still has to pass `kinds.clean_target`. Marks of other programs become highlights or notes.
    """
    if not is_clean(raw):
        raise MarkNotUnderstood
    try:
        targets = raw["target"] if isinstance(raw["target"], list) else [raw["target"]]
        [source] = {_uuid(target["source"]) for target in targets}
        place = w3c.read_targets(targets, raw.get(w3c.BOX))
        body = raw.get("body") or {}
        body = body[0] if isinstance(body, list) else body
        text = body if isinstance(body, str) else str(body.get("value", ""))
        colour = raw.get(w3c.COLOUR)
        return {
            "id": _uuid(raw.get("id")),
            "version_id": source,
            "kind": _kind(raw, text, place),
            "colour": colour if colour in Colour.values else Colour.YELLOW,
            "body": text,
            "target": place,
        }
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as odd:
        raise MarkNotUnderstood from odd


def _kind(raw: dict[str, Any], text: str, place: dict[str, Any]) -> str:
    if raw.get(w3c.KIND) in Kind.values:
        return str(raw[w3c.KIND])
    if "strokes" in place:
        return Kind.INK
    if raw.get("motivation") == "questioning":
        return Kind.QUESTION
    return Kind.NOTE if text else Kind.HIGHLIGHT


def _uuid(value: Any) -> UUID:
    return UUID(str(value).rpartition(":")[2])
