"""Binding the record to a row of a ledger without telling what the row says to who reads the record."""

import hashlib
import hmac

from django.conf import settings


def keyed(text: str) -> str:
    """A keyed hash of the text, in hex."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
