"""Commands: the same verb over the socket or by POST calls the same service and gets the same answer."""

import json
import logging
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.bulk import fewer_trips
from core.database import GONE, drop_dead_connections, is_deadlock
from core.deed import LONGEST_KEY
from core.errors import DomainError, NotFound, SignInRequired, WrongStep
from core.idempotency import RepeatedMeanwhile, Replaced, replace_keys
from core.registries import SECOND_PRESSES, SOCKET_COMMANDS, TOGETHER_COMMANDS
from realtime.origin import is_person

log = logging.getLogger("ecabinet.commands")
MESSAGE_LIMIT = 64 * 1024
_as_sent = json.JSONEncoder(ensure_ascii=False).encode
# Changes of mind one command may take the place of.
MOST_REPLACED = 32


class MalformedCommand(DomainError):
    """The message isn't a command."""

    code = "malformed"
    http_status = 400
    sentence = _("Yêu cầu không đúng định dạng. Đề nghị tải lại trang.")


class UncleanCommand(MalformedCommand):
    """It holds text that can be neither stored nor sent on."""


class SomebodyElse(DomainError):
    """The page was drawn for another person than is signed in by now."""

    code = "somebody_else"
    http_status = 409
    sentence = _(
        "Trên trình duyệt này đã có người khác đăng nhập. Yêu cầu chưa được ghi nhận; đề nghị tải lại trang."
    )


class MessageTooLarge(DomainError):
    """Over 64 KiB."""

    code = "too_large"
    http_status = 413
    sentence = _("Yêu cầu vượt quá 64 KiB. Đề nghị chia nhỏ nội dung.")


class UnknownVerb(DomainError):
    """No such command."""

    code = "unknown_verb"
    http_status = 400
    sentence = _("Hệ thống không có thao tác này. Đề nghị tải lại trang.")


class Failed(DomainError):
    """A fault of ours; the log has it, the person gets a way on."""

    code = "failed"
    http_status = 500
    sentence = _("Chưa thực hiện được do sự cố phía máy chủ. Yêu cầu chưa được ghi nhận; đề nghị gửi lại.")


def answer(user: Any, message: Any, way: str) -> dict[str, Any]:
    """`{"re": id, "ok": …}` or `{"re": id, "error": {code, message}}`; never raises."""
    try:
        return _reply(message, _run(user, message, way))
    except DomainError as refusal:
        return _reply(message, _better(message, refusal))
    except Exception:
        log.exception("command failed")
        return failed(message)


def _better(message: Any, refusal: DomainError) -> DomainError:
    """The refusal, or what was found to say more: a step that is refused because somebody has just taken it."""
    if isinstance(refusal, WrongStep) and isinstance(message, dict):
        for found in SECOND_PRESSES.all("refused"):
            with suppress(DatabaseError):
                if (better := found(message["verb"], message.get("args", {}))) is not None:
                    return better
    return refusal


def failed(message: Any) -> dict[str, Any]:
    """The reply to a command a fault of ours kept from being carried out: the page sends it again."""
    return {"re": _reference(message), "error": Failed().as_reply()}


def outside_of_its_sitting(message: Any) -> dict[str, Any]:
    """The reply to a command about anything but the sitting its sign-in is confined to: as if it weren't there."""
    return _reply(message, NotFound())


@dataclass(frozen=True, slots=True)
class Sent:
    """One command as its handler gets it, when many are handled at once."""

    user: Any
    args: dict[str, Any]
    key: str
    way: str
    replaces: tuple[str, ...] = ()

    @property
    def replaced(self) -> set[tuple[int, str]]:
        """`(actor, key)` of what it takes the place of."""
        return {(self.user.pk, key) for key in self.replaces}


def answer_together(sendings: Sequence[tuple[Any, Any]], way: str) -> list[dict[str, Any]]:
    """`answer` for many `(user, message)` of one verb that `TOGETHER_COMMANDS` knows, in one transaction.

    What fails as a whole is answered one by one, so that one bad command can't spoil the others.
    """
    replies: dict[int, dict[str, Any]] = {}
    sent: dict[int, Sent] = {}
    for place, (user, message) in enumerate(sendings):
        try:
            sent[place] = _sent(user, message, way)
        except DomainError as refusal:
            replies[place] = _reply(message, refusal)
    replaced = set().union(*(one.replaced for one in sent.values())) if sent else set()
    for place in [place for place, one in sent.items() if (one.user.pk, one.key) in replaced]:
        del sent[place]
        replies[place] = _reply(sendings[place][1], Replaced())
    if sent:
        verb = sendings[next(iter(sent))][1]["verb"]
        try:
            with fewer_trips(), transaction.atomic():
                results = TOGETHER_COMMANDS[verb](list(sent.values()))
                recorded = zip(sent.values(), results, strict=True)
                replace_keys(
                    pair
                    for one, result in recorded
                    if isinstance(result, dict)
                    for pair in sorted(one.replaced)
                )
        except GONE as failure:
            log.exception("commands failed together")
            if is_deadlock(failure):
                return [answer(user, message, way) for user, message in sendings]
            # Not one by one: a database that is away would be waited for as often.
            drop_dead_connections(failure)
            return [replies.get(place) or failed(message) for place, (_, message) in enumerate(sendings)]
        except Exception as failure:
            if isinstance(
                failure, IntegrityError
            ):  # such as a key that another process is answering just now
                log.info("commands failed together (%s); each is tried by itself", type(failure).__name__)
            elif not isinstance(failure, DomainError):
                log.exception("commands failed together; each is tried by itself")
            return [answer(user, message, way) for user, message in sendings]
        for place, result in zip(sent, results, strict=True):
            replies[place] = _reply(sendings[place][1], result)
    return [replies[place] for place in range(len(sendings))]


def _reply(message: Any, result: dict[str, Any] | DomainError) -> dict[str, Any]:
    if not isinstance(result, DomainError):
        return {"re": _reference(message), "ok": result}
    verb = message.get("verb") if isinstance(message, dict) else None
    is_ours = isinstance(verb, str) and verb in SOCKET_COMMANDS
    log.info("refused %s: %s", verb if is_ours else "no command of ours", result.code)
    result.__traceback__ = None  # it holds the rows it was judged by, which hold it
    # What can't be stored can't be sent back either.
    reference = None if isinstance(result, UncleanCommand) else _reference(message)
    return {"re": reference, "error": result.as_reply()}


def _reference(message: Any) -> Any:
    return message.get("id") if isinstance(message, dict) else None


def _sent(user: Any, message: Any, way: str) -> Sent:
    """The command as its handler gets it. Raises what makes it none."""
    if not is_clean(message):
        raise UncleanCommand
    if not isinstance(message, dict) or not isinstance(message.get("args", {}), dict):
        raise MalformedCommand
    if not getattr(user, "is_authenticated", False):
        raise SignInRequired
    if message.get("as") and not is_person(user, message["as"]):
        raise SomebodyElse
    verb, key = message.get("verb"), message.get("key") or ""
    if not isinstance(verb, str) or verb not in SOCKET_COMMANDS:
        raise UnknownVerb
    if key and not is_key(key):
        raise MalformedCommand
    replaces = message.get("replaces") or []
    if not isinstance(replaces, list) or len(replaces) > MOST_REPLACED or not all(map(is_key, replaces)):
        raise MalformedCommand
    # One spelling, or braces would make a second key of the first.
    one_spelling = [str(uuid.UUID(text)) for text in ([key] if key else []) + replaces]
    own, others = (one_spelling[0], one_spelling[1:]) if key else ("", one_spelling)
    return Sent(user, message.get("args", {}), own, way, tuple(others))


def _run(user: Any, message: Any, way: str) -> dict[str, Any]:
    sent = _sent(user, message, way)
    handler = SOCKET_COMMANDS[message["verb"]]
    for attempt in range(2):
        try:
            with transaction.atomic():
                result = handler(user, sent.args, key=sent.key, way=way)
                replace_keys(sorted(sent.replaced))
                return result
        except RepeatedMeanwhile:
            continue
        except GONE as failure:
            # Under its key a second try is the same command, even if the first was written and only its end lost.
            drop_dead_connections(failure)
            if attempt or not sent.key:
                raise
    raise RepeatedMeanwhile


def is_key(key: Any) -> bool:
    """Is it a UUID, as clients make their keys?"""
    try:
        return isinstance(key, str) and len(key) <= LONGEST_KEY and bool(uuid.UUID(key))
    except ValueError:
        return False


def is_clean(message: Any) -> bool:
    """Can every text of it be stored and sent on? A half of a surrogate pair or a NUL can't."""
    try:
        text = _as_sent(message)
        text.encode()
        return "\\u0000" not in text or not _has_nul(message)
    except (UnicodeEncodeError, RecursionError):
        return False


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_has_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(_has_nul(part) for part in value)
