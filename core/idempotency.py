"""A repeat gets the first answer.

Inside a service, after its rows are locked: `if (first := first_answer(deed, verb, args)) is not None: return first`,
and at its end `return keep_answer(deed, verb, args, answer)`. A deed without a key (a plain form) isn't merged here.
"""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.deed import Deed
from core.errors import DomainError, KeyReused
from core.models import StoredAnswer


class RepeatedMeanwhile(DomainError):
    """The same request is being answered right now; sent again it finds the first answer."""

    code = "repeated_meanwhile"
    http_status = 409
    sentence = _("Yêu cầu này đang được xử lý. Đề nghị chờ giây lát.")


def body_hash(verb: str, args: Any) -> str:
    """A keyed hash of what was asked, so that the table tells nothing of the contents."""
    text = json.dumps([verb, args], ensure_ascii=False, sort_keys=True, default=str)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def first_answer(deed: Deed, verb: str, args: Any) -> dict[str, Any] | None:
    """The stored answer to this key, or None. Raises `KeyReused` if the key came with another body."""
    if not deed.key or deed.actor_id is None:
        return None
    stored = StoredAnswer.objects.filter(actor_id=deed.actor_id, key=deed.key).first()
    if stored is None:
        return None
    if not hmac.compare_digest(stored.body_hash, body_hash(verb, args)):
        raise KeyReused
    return stored.answer


def keep_answer(deed: Deed, verb: str, args: Any, answer: dict[str, Any]) -> dict[str, Any]:
    """Store the answer in the deed's own transaction and give it back.

    Of two simultaneous repeats one loses the race on the unique key: `RepeatedMeanwhile` undoes its transaction,
    and the dispatcher (`realtime.commands`) asks once more and finds the first answer.
    """
    if not deed.key or deed.actor_id is None:
        return answer
    try:
        with transaction.atomic():
            StoredAnswer.objects.create(
                actor_id=deed.actor_id,
                key=deed.key,
                verb=verb,
                body_hash=body_hash(verb, args),
                answer=answer,
            )
    except IntegrityError as clash:
        raise RepeatedMeanwhile from clash
    return answer
