"""All that a printed page of minutes needs, as JSON: frozen in a revision, or of the draft as it stands."""

from typing import Any

from minutes.models import Minutes, MinutesBlock

Contents = dict[str, Any]


def contents_of(minutes: Minutes) -> Contents:
    """The whole draft now."""
    return {
        "sitting": minutes.sitting.title,
        "number": minutes.number,
        "approved": approval_of(minutes),
        "blocks": [
            {
                "id": str(block.pk),
                "key": block.key,
                "kind": block.kind,
                "facts": block.facts,
                "text": block.text,
            }
            for block in minutes.blocks.filter(internal_part=None).order_by("order")
        ],
    }


def annex_contents(minutes: Minutes) -> dict[str, list[dict[str, Any]]]:
    """The blocks of each internal part, by its number."""
    found: dict[str, list[dict[str, Any]]] = {}
    for block in minutes.blocks.exclude(internal_part=None).order_by("order"):
        told = {"id": str(block.pk), "key": block.key, "kind": block.kind, "facts": block.facts}
        found.setdefault(str(block.internal_part), []).append({**told, "text": block.text})
    return found


def approval_of(minutes: Minutes) -> dict[str, str] | None:
    """By whom and when; None for a draft."""
    if not minutes.is_approved or minutes.approved_on is None:
        return None
    return {
        "name": minutes.approved_by,
        "post": minutes.approved_post,
        "on": minutes.approved_on.isoformat(),
    }


def block_of(contents: Contents, key: str) -> dict[str, Any] | None:
    """The block of a key."""
    return next((block for block in contents["blocks"] if block["key"] == key), None)


def is_free(block: MinutesBlock) -> bool:
    """Did the secretary add it?"""
    return block.kind == MinutesBlock.Kind.FREE
