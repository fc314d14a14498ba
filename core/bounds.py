"""How long a text may be: said by the service, in a sentence, and never cut in silence."""

from core.errors import TooLong


def ensure_no_longer(text: str, limit: int, field: str) -> str:
    """The text itself, of at most `limit` characters. Raises `TooLong` with the `field` it stands in."""
    if len(text) > limit:
        raise TooLong(length=len(text), limit=limit, field=field)
    return text
