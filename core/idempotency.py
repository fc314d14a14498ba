"""A repeat gets the first answer.

Inside a service, after its rows are locked: `if (first := first_answer(deed, verb, args)) is not None: return first`,
and at its end `return keep_answer(deed, verb, args, answer)`. A deed without a key (a plain form) isn't merged here.

Who changes his mind before the first answer came sends the new command with the keys it takes the place of: whatever
way those may still be on, once the new one is recorded they are refused (`replace_keys`).
"""

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock
from core.bulk import insert_rows
from core.deed import Deed
from core.errors import DomainError, KeyReused
from core.models import StoredAnswer
from core.readings import Reading, many, question
from core.spelling import compact

# Clients give a command up a day earlier.
KEPT, FORGOTTEN_AT_ONCE = timedelta(days=30), 5_000
COLUMNS = ("actor_id", "key", "verb", "body_hash", "answer", "created_at")


class RepeatedMeanwhile(DomainError):
    """The same request is being answered right now; sent again it finds the first answer."""

    code = "repeated_meanwhile"
    http_status = 409
    sentence = _("Yêu cầu này đang được xử lý. Đề nghị chờ giây lát.")


class Replaced(DomainError):
    """A later command of the same person took its place before it arrived."""

    code = "replaced"
    http_status = 409
    sentence = _("Yêu cầu này đã được thay bằng một yêu cầu gửi sau và không được thực hiện.")


Refused = KeyReused | Replaced
# Stands in the place of the verb for a key whose command must not be carried out any more.
_REPLACED = ""
# Not to be changed: a repeat is compared with what was hashed before an update of the product.
_spelt = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode


def body_hash(verb: str, args: Any) -> str:
    """A keyed hash of what was asked, so that the table tells nothing of the contents."""
    return hmac.digest(settings.SECRET_KEY.encode(), _spelt([verb, args]).encode(), "sha256").hex()


class Stored(NamedTuple):
    """One row of the table, as far as a repeat needs it."""

    actor_id: int
    key: str
    verb: str
    body_hash: str
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the table knows it: by whom, under which key, which verb with which arguments."""

    deed: Deed
    verb: str
    args: Any

    @property
    def place(self) -> tuple[int, str] | None:
        """Where its answer is kept; None for a request that isn't merged."""
        return (
            (self.deed.actor_id, self.deed.key) if self.deed.key and self.deed.actor_id is not None else None
        )


def first_answer(deed: Deed, verb: str, args: Any) -> dict[str, Any] | None:
    """The stored answer to this key, or None. Raises `KeyReused` if the key came with another body, `Replaced`."""
    (found,) = first_answers([Asked(deed, verb, args)])
    if isinstance(found, DomainError):
        raise found
    return found


def first_answers(asked: Sequence[Asked]) -> list[dict[str, Any] | Refused | None]:
    """What `first_answer` gives or raises for each, in one query."""
    return answers_among(asked, stored_under(asked).rows() if any(one.place for one in asked) else ())


def stored_under(asked: Sequence[Asked]) -> Reading:
    """What is stored under the keys of these, for `answers_among`; to be read with others on one trip."""
    kept = [one.place for one in asked if one.place]
    return _stored(actors={place[0] for place in kept}, keys={place[1] for place in kept})


@question
def _stored() -> QuerySet[StoredAnswer, tuple[Any, ...]]:
    return StoredAnswer.objects.filter(
        actor_id__in=many("actors", StoredAnswer.actor_id), key__in=many("keys", StoredAnswer.key)
    ).values_list(*Stored._fields)


def answers_among(
    asked: Sequence[Asked], rows: Iterable[tuple[Any, ...]]
) -> list[dict[str, Any] | Refused | None]:
    """What `first_answer` gives or raises for each, out of the rows of `stored_under`."""
    stored = {(row.actor_id, row.key): row for row in (Stored(*values) for values in rows)}
    return [_answer_of(stored.get(one.place) if one.place else None, one) for one in asked]


def _answer_of(stored: Stored | None, asked: Asked) -> dict[str, Any] | Refused | None:
    if stored is None:
        return None
    if stored.verb == _REPLACED:
        return Replaced()
    if not hmac.compare_digest(stored.body_hash, body_hash(asked.verb, asked.args)):
        return KeyReused()
    return stored.answer


def keep_answer(deed: Deed, verb: str, args: Any, answer: dict[str, Any]) -> dict[str, Any]:
    """Store the answer in the deed's own transaction and give it back.

    Of two simultaneous repeats one loses the race for the unique key: `RepeatedMeanwhile` undoes its transaction,
    and the dispatcher (`realtime.commands`) asks once more and finds the first answer.
    """
    keep_answers([(Asked(deed, verb, args), answer)])
    return answer


def keep_answers(pairs: Sequence[tuple[Asked, dict[str, Any]]]) -> None:
    """`keep_answer` for each, in one statement. Raises `RepeatedMeanwhile` if any lost the race; under `fewer_trips`
    that may come out as the database's own `IntegrityError`, as late as the transaction's end.
    """
    now = clock.real()
    rows = [
        (*one.place, one.verb, body_hash(one.verb, one.args), compact(answer), now)
        for one, answer in pairs
        if one.place is not None
    ]
    try:
        if rows:
            insert_rows(StoredAnswer, COLUMNS, rows)
    except IntegrityError as clash:
        raise RepeatedMeanwhile from clash


def replace_keys(pairs: Iterable[tuple[int, str]]) -> None:
    """Nothing that comes later under these `(actor, key)` is carried out; what has its answer keeps it.

    To be called after the service, in its transaction: the rows it locked are those a command on its way to the
    same thing waits for, so that this one either came first or finds its key taken.
    """
    now = clock.real()
    rows = [(actor, key, _REPLACED, "", "{}", now) for actor, key in pairs]
    if rows:
        insert_rows(StoredAnswer, COLUMNS, rows, skip_taken=True)


def forget_old_answers() -> int:
    """Let go of what is older than `KEPT`, some at a time: no client sends a command that long. How many."""
    old = StoredAnswer.objects.filter(created_at__lt=clock.real() - KEPT).order_by("created_at")
    ids = list(old.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    for start in range(0, len(ids), 500):
        StoredAnswer.objects.filter(pk__in=ids[start : start + 500]).delete()
    return len(ids)


def give_up_key(actor_id: int, key: str) -> dict[str, Any] | None:
    """The answer stored under this key, or None: then nothing that comes later under it is carried out."""
    one_spelling = str(UUID(key))
    replace_keys([(actor_id, one_spelling)])
    stored = StoredAnswer.objects.get(actor_id=actor_id, key=one_spelling)
    return None if stored.verb == _REPLACED else stored.answer
