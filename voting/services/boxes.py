"""The boxes of secret votes: keys in stock, one for each poll, and what must hold before a result is told."""

from voting.errors import BoxKeyLost, BoxNotOpened, NoBoxKey
from voting.models import BoxKey, Poll


def take_key(poll: Poll) -> BoxKey:
    """Give the poll a key from stock, in the transaction that opens it. Raises `NoBoxKey`."""
    stock = BoxKey.objects.filter(poll=None, destroyed_at=None).order_by("pk")
    key = stock.select_for_update(skip_locked=True).first()
    if key is None:
        raise NoBoxKey
    key.poll = poll
    key.save(update_fields=["poll"])
    return key


def ensure_opened(poll: Poll) -> None:
    """Raise `BoxKeyLost` or `BoxNotOpened` while there is nothing to announce."""
    key: BoxKey | None = getattr(poll, "box_key", None)
    if key is not None and key.is_lost:
        raise BoxKeyLost
    if not poll.outcome:
        raise BoxNotOpened
