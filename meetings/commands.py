"""Commands of a sitting: the same verb over the socket or by POST; parse, authorise, one service."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.deeds import deed_of
from core import clock
from core.errors import DomainError
from core.registries import SOCKET_COMMANDS
from meetings import access, facts, rules, services
from meetings.models import Sitting

Args = dict[str, Any]


class MalformedArguments(DomainError):
    """An argument is missing or of the wrong kind."""

    code = "malformed_arguments"
    http_status = 400
    sentence = _("Yêu cầu thiếu thông tin “%(name)s”. Đề nghị tải lại trang và thực hiện lại.")


def _text(args: Args, name: str) -> str:
    value = args.get(name, "")
    if not isinstance(value, str):
        raise MalformedArguments(name=name)
    return value.strip()[:300]


def _id(args: Args, name: str) -> str:
    """An id as text. As a number it would be another spelling of it, past who looks at ids alone."""
    value = args.get(name)
    return value if isinstance(value, str) else ""


def _moment(args: Args, name: str) -> datetime | None:
    """An ISO 8601 moment; without a zone it is Hà Nội's wall clock."""
    text = _text(args, name)
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise MalformedArguments(name=name) from wrong
    return at if at.tzinfo else at.replace(tzinfo=clock.HANOI)


def _answer(sitting: Sitting) -> Args:
    return {"sitting": facts.without_nulls(facts.sitting_facts(sitting))}


@SOCKET_COMMANDS.under("meetings.set_presence")
def set_presence(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting, entries: [id], where, note?, at?, is_correction?}` → `{changed, quorum}`."""
    sitting = access.get_sitting_to_conduct(user, _id(args, "sitting"))
    entries, where = args.get("entries"), args.get("where")
    if not isinstance(entries, list) or not all(isinstance(one, str) for one in entries):
        raise MalformedArguments(name="entries")
    if where not in rules.SETTABLE:
        raise MalformedArguments(name="where")
    return services.set_presence(
        deed_of(user, sitting.body, way, key),
        sitting,
        entries,
        where,
        at=_moment(args, "at"),
        note=_text(args, "note"),
        is_correction=args.get("is_correction") is True,
    )


def _step(
    name: str,
    run: Callable[..., Sitting],
    read: Callable[[Args], Args] = lambda args: {},
    fetch: Callable[[Any, str], Sitting] = access.get_sitting_to_conduct,
) -> None:
    """A command that moves the sitting one step: `{sitting, …}` → `{sitting: facts}`."""

    def handler(user: Any, args: Args, *, key: str, way: str) -> Args:
        sitting = fetch(user, _id(args, "sitting"))
        return _answer(run(deed_of(user, sitting.body, way, key), sitting, **read(args)))

    handler.__name__ = name
    handler.__doc__ = run.__doc__
    SOCKET_COMMANDS.add(f"meetings.{name}", handler)


def _recess(args: Args) -> Args:
    return {"continues_at": _moment(args, "continues_at"), "reason": _text(args, "reason")}


_step("open_sitting", services.open_sitting)
_step("suspend_sitting", services.suspend_sitting, _recess)
_step("continue_sitting", services.continue_sitting)
_step("return_chair", services.return_chair, fetch=access.get_sitting_to_return_chair)
_step("close_sitting", services.close_sitting)
_step("resume_sitting", services.resume_sitting, lambda args: {"reason": _text(args, "reason")})


def _persons(args: Args) -> list[str] | None:
    persons = args.get("persons")
    if persons is not None and not (
        isinstance(persons, list) and all(isinstance(one, str) for one in persons)
    ):
        raise MalformedArguments(name="persons")
    return persons


def _internal(args: Args) -> Args:
    item = args.get("item")
    try:
        item_id = UUID(str(item)) if item else None
    except ValueError as wrong:
        raise MalformedArguments(name="item") from wrong
    return {"persons": _persons(args), "item_id": item_id, "item_number": _text(args, "item_number")[:20]}


_step("start_internal_part", services.start_internal_part, _internal)
_step("admit_inside", services.admit_inside, lambda args: {"persons": _persons(args) or []})
_step("end_internal_part", services.end_internal_part)


@SOCKET_COMMANDS.under("meetings.discard_rehearsal")
def discard_rehearsal(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting}` → `{discarded}`: the rehearsal and everything in it is gone."""
    sitting = access.get_sitting_to_conduct(user, _id(args, "sitting"))
    services.discard_rehearsal(deed_of(user, sitting.body, way, key), sitting)
    return {"discarded": str(sitting.pk)}


@SOCKET_COMMANDS.under("meetings.approve_leave")
def approve_leave(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting, entry}` → `{entry}`."""
    entry = access.get_entry_to_conduct(user, _id(args, "sitting"), _id(args, "entry"))
    services.approve_leave(deed_of(user, entry.sitting.body, way, key), entry)
    return {"entry": str(entry.pk)}


@SOCKET_COMMANDS.under("meetings.remind_unanswered")
def remind_unanswered(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting}` → `{reminded: how many}`."""
    sitting = access.get_sitting_to_conduct(user, _id(args, "sitting"))
    return {"reminded": services.remind_unanswered(deed_of(user, sitting.body, way, key), sitting)}
