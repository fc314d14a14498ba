"""Decisions of the room, computed from plain values."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings

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


def rank_of(kind: str) -> int:
    """Which category goes first: the smaller number. An unknown one goes last."""
    return int(settings.SPEECH_RANKS.get(kind, 99))


def place_among(kinds: Sequence[str], kind: str) -> int:
    """Where a new request of this kind comes among those that wait (their kinds, in order), from 0.

    Behind the last one that ranks at least as high: the order of those who wait, and so the presider's own, never
    changes by a new request.
    """
    mine = rank_of(kind)
    return max((at + 1 for at, other in enumerate(kinds) if rank_of(other) <= mine), default=0)


def stood_still(paused_at: datetime | None, now: datetime) -> int:
    """Whole seconds of a pause until now; 0 without a pause."""
    return max(0, int((now - paused_at).total_seconds())) if paused_at else 0


def spoken_seconds(started: datetime | None, ended: datetime | None, paused: int) -> int:
    """How long somebody really spoke."""
    if started is None or ended is None:
        return 0
    return max(0, int((ended - started).total_seconds()) - paused)


def longer(seconds: int, by: int) -> int:
    """A speaking time extended, at most an hour, at least a minute."""
    return max(60, min(seconds + by, LONGEST_SPEECH))
