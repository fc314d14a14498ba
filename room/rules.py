"""Decisions of the room, computed from plain values."""

import hashlib
import secrets
from datetime import timedelta

from core.text import clean_line
from room.errors import MessageMissing, UnknownDisplayMode

MODES = ("item", "blank", "freeze", "vote", "result", "message")
# No letter that looks like a digit, read aloud across a room.
ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679"
CODE_LENGTH = 6
CODE_LIVES = timedelta(minutes=10)
WAITING_LIMIT = 100
LONGEST_SPEECH = 3600


def ensure_display(mode: str, message: str) -> str:
    """The message as one line (empty unless the mode shows one). Raises `UnknownDisplayMode`, `MessageMissing`."""
    if mode not in MODES:
        raise UnknownDisplayMode(field="mode")
    if mode != "message":
        return ""
    plain = clean_line(message)[:200]
    if not plain:
        raise MessageMissing(field="message")
    return plain


def new_code() -> str:
    """Six characters to be read off a screen."""
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))


def plain_code(typed: str) -> str:
    """ "ace 4-79" -> "ACE479"."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def new_secret() -> str:
    """What only the screen's own browser holds."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """How a screen's secret is stored: it is long and random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def longer(seconds: int, by: int) -> int:
    """A speaking time extended, at most an hour, at least a minute."""
    return max(60, min(seconds + by, LONGEST_SPEECH))
