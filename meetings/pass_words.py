"""The words of one-time passes: made at random, told once, and kept as keyed hashes alone.

A PIN has a million values, so a plain hash of it would be guessed from a stolen database within a second; these are
keyed with the installation's secret, which is in no database.
"""

import hmac
import secrets
from typing import Final

from django.conf import settings
from django.utils.crypto import constant_time_compare

# Capitals and digits nobody mixes up on paper.
ALPHABET: Final = "ACDEFGHJKMNPQRTUVWXY34679"
CODE_LENGTH: Final = 6
PIN_LENGTH: Final = 6
LONGEST: Final = 100


def new_token() -> str:
    """192 random bits for a link."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """Six letters and digits for a seat."""
    return "".join(secrets.choice(ALPHABET) for _number in range(CODE_LENGTH))


def new_pin() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}d}"


def as_code(typed: str) -> str:
    """A seat code as it was printed, however it was typed: small letters, blanks and hyphens are forgiven."""
    return "".join(sign for sign in typed[:LONGEST].upper() if sign not in " -")


def as_pin(typed: str) -> str:
    """A PIN without the blanks it may be typed with."""
    return "".join(typed[:LONGEST].split())


def token_hash(kind: str, secret: str) -> str:
    """What is kept of a link's token or a seat code."""
    return _keyed(f"pass:{kind}:{secret[:LONGEST]}")


def pin_hash(token: str, pin: str) -> str:
    """What is kept of a PIN; `token` is the hash of the pass it belongs to, so equal PINs look different."""
    return _keyed(f"pin:{token}:{pin}")


def is_pin(kept: str, token: str, pin: str) -> bool:
    """Is it the PIN? Takes as long whatever is wrong about it."""
    return constant_time_compare(kept, pin_hash(token, pin))


def _keyed(text: str) -> str:
    return hmac.digest(settings.SECRET_KEY.encode(), text.encode("utf-8", "replace"), "sha256").hex()
