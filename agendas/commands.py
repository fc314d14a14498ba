"""Verbs of the socket; a POST of the same verb comes here too."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.deeds import deed_of
from agendas import access, services
from agendas.errors import EndingDoesNotFit, ItemsOver
from agendas.models import AgendaItem
from core import clock
from core.deed import Deed
from core.errors import NotFound
from core.ids import as_id
from core.registries import SOCKET_COMMANDS
from meetings import services as meetings
from meetings.access import get_entry_to_conduct, get_sitting_to_conduct
from meetings.facts import sitting_facts, without_nulls
from realtime.commands import MalformedCommand

Args = dict[str, Any]
_TO_COME = (AgendaItem.State.WAITING, AgendaItem.State.CURRENT)


def _item_and_deed(user: Any, args: Args, key: str, way: str) -> tuple[AgendaItem, Deed]:
    item = access.get_item_to_conduct(user, text(args, "item"))
    return item, deed_of(user, item.agenda.sitting.body, way, key)


def text(args: Args, name: str, default: str = "") -> str:
    """A text argument; raises `MalformedCommand` for anything else."""
    value = args.get(name, default)
    if value is None:
        return default
    if not isinstance(value, str):
        raise MalformedCommand
    return value


def whole(args: Args, name: str) -> int | None:
    """A whole number or None; raises `MalformedCommand` for anything else."""
    value = args.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise MalformedCommand
    return value


def day(args: Args, name: str) -> date | None:
    """An ISO day or None."""
    value = text(args, name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as odd:
        raise EndingDoesNotFit(_("Ngày trình lại không đúng. Đề nghị chọn lại ngày."), field=name) from odd


@SOCKET_COMMANDS.under("agendas.start_item")
def start_item(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{item}`."""
    item, deed = _item_and_deed(user, args, key, way)
    return services.start_item(deed, item)


@SOCKET_COMMANDS.under("agendas.end_item")
def end_item(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{item, ending, note?, resubmit_on?}` (day as ISO 8601)."""
    item, deed = _item_and_deed(user, args, key, way)
    return services.end_item(
        deed, item, text(args, "ending"), note=text(args, "note"), resubmit_on=day(args, "resubmit_on")
    )


@SOCKET_COMMANDS.under("agendas.resume_item")
def resume_item(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{item, reason}`."""
    item, deed = _item_and_deed(user, args, key, way)
    return services.resume_item(deed, item, text(args, "reason"))


@SOCKET_COMMANDS.under("agendas.call_in_invitee")
def call_in_invitee(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{item, entry}` → `{item, entry, called_in_at}`."""
    item = access.get_item_to_conduct(user, text(args, "item"))
    invitee = access.get_invitee(item, text(args, "entry"))
    deed = deed_of(user, item.agenda.sitting.body, way, key)
    return services.call_in_invitee(deed, invitee)


@SOCKET_COMMANDS.under("agendas.recall_paper")
def recall_paper(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{item, paper, reason}`."""
    item, deed = _item_and_deed(user, args, key, way)
    row = item.item_papers.filter(paper=as_id(text(args, "paper"))).first()
    if row is None:
        raise NotFound
    return services.recall_paper(deed, row, text(args, "reason"))


@SOCKET_COMMANDS.under("agendas.state_position")
def state_position(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{item, kind, reason?}`: by the member, for nobody else."""
    item, entry = access.get_item_to_state(user, text(args, "item"))
    deed = deed_of(user, item.agenda.sitting.body, way, key)
    return services.state_position(deed, item, entry, text(args, "kind"), text(args, "reason"))


@SOCKET_COMMANDS.under("agendas.withdraw_position")
def withdraw_position(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{item}`."""
    item, entry = access.get_item_to_state(user, text(args, "item"))
    return services.withdraw_position(deed_of(user, item.agenda.sitting.body, way, key), item, entry)


@SOCKET_COMMANDS.under("agendas.record_absent_opinion")
def record_absent_opinion(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{item, text, version?}`: by the substitute, for the member he attends for. The desk writes by its own page."""
    item, entry = access.get_item_to_state_for_absent(user, text(args, "item"))
    deed = deed_of(user, item.agenda.sitting.body, way, key)
    return services.record_absent_opinion(deed, item, entry, text(args, "text"), whole(args, "version"))


@SOCKET_COMMANDS.under("agendas.take_item_apart")
def take_item_apart(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{item, reason}`."""
    item, deed = _item_and_deed(user, args, key, way)
    return services.take_item_apart(deed, item, text(args, "reason"))


@SOCKET_COMMANDS.under("agendas.put_item_back")
def put_item_back(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{item}`."""
    item, deed = _item_and_deed(user, args, key, way)
    return services.put_item_back(deed, item)


@SOCKET_COMMANDS.under("agendas.record_conclusion")
def record_conclusion(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{item, text, version?}`."""
    item, deed = _item_and_deed(user, args, key, way)
    return services.record_conclusion(deed, item, text(args, "text"), version=whole(args, "version"))


@SOCKET_COMMANDS.under("meetings.hand_over_chair")
def hand_over_chair(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting, entry, until?, items?: [ids]}`: who presides from now on. Here, because items are known here."""
    sitting = get_sitting_to_conduct(user, text(args, "sitting"))
    entry = get_entry_to_conduct(user, sitting.pk, text(args, "entry"))
    wanted = args.get("items") or []
    if not isinstance(wanted, list) or not all(isinstance(one, str) for one in wanted):
        raise MalformedCommand
    items = [access.get_item_to_conduct(user, one) for one in wanted]
    if any(item.agenda.sitting_id != sitting.pk or item.state not in _TO_COME for item in items):
        raise ItemsOver
    changed = meetings.hand_over_chair(
        deed_of(user, sitting.body, way, key),
        sitting,
        entry.person,
        until=_moment(args, "until"),
        items=[(str(item.pk), item.number) for item in items],
    )
    return {"sitting": without_nulls(sitting_facts(changed))}


def _moment(args: Args, name: str) -> datetime | None:
    """An ISO moment of the body's clock or None; without a zone it is Hà Nội's."""
    value = text(args, name)
    try:
        at = datetime.fromisoformat(value) if value else None
    except ValueError as odd:
        raise MalformedCommand from odd
    return at.replace(tzinfo=clock.HANOI) if at is not None and at.tzinfo is None else at
