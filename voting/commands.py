"""Verbs over the socket or by POST; each parses, fetches, calls one service."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.deeds import deed_of
from agendas.models import ItemPaper
from core.deed import Deed
from core.errors import NotFound
from core.registries import SOCKET_COMMANDS
from voting import access, services
from voting.models import Poll

Args = dict[str, Any]


@SOCKET_COMMANDS.under("voting.prepare_poll")
def prepare_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"item", "question", "paper"?, "poll"?, "version"?}`."""
    item = access.get_item_to_poll(user, _id(args, "item"))
    paper = _row_of(item.pk, args).paper if args.get("paper") else None
    poll = access.get_poll_to_conduct(user, _id(args, "poll")) if args.get("poll") else None
    version = args.get("version")
    return services.prepare_poll(
        deed_of(user, item.agenda.sitting.body, way=way, key=key),
        item,
        str(args.get("question") or ""),
        paper,
        poll=poll,
        version=version if isinstance(version, int) else None,
    )


@SOCKET_COMMANDS.under("voting.open_poll")
def open_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll"}`."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    return services.open_poll(_deed(user, poll, key, way), poll)


@SOCKET_COMMANDS.under("voting.close_poll")
def close_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll"}`."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    return services.close_poll(_deed(user, poll, key, way), poll)


@SOCKET_COMMANDS.under("voting.announce_result")
def announce_result(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll"}`."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    return services.announce_result(_deed(user, poll, key, way), poll)


@SOCKET_COMMANDS.under("voting.annul_poll")
def annul_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "reason"}`."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    return services.annul_poll(_deed(user, poll, key, way), poll, str(args.get("reason") or ""))


@SOCKET_COMMANDS.under("voting.replace_paper_and_cancel_poll")
def replace_paper_and_cancel_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"item", "paper", "reason"}`."""
    item = access.get_item_to_poll(user, _id(args, "item"))
    deed = deed_of(user, item.agenda.sitting.body, way=way, key=key)
    row = _row_of(item.pk, args)
    return services.replace_paper_and_cancel_poll(deed, row, str(args.get("reason") or ""))


@SOCKET_COMMANDS.under("voting.cast_ballot")
def cast_ballot(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "value"}`; the value is for_, against or abstain."""
    poll = access.get_poll_to_vote(user, _id(args, "poll"))
    value = args.get("value")
    return services.cast_ballot(_deed(user, poll, key, way), poll, value if isinstance(value, str) else "")


def _deed(user: Any, poll: Poll, key: str, way: str) -> Deed:
    return deed_of(user, poll.sitting.body, way=way, key=key)


def _row_of(item_id: Any, args: Args) -> ItemPaper:
    """The paper as laid for the item; a paper of another item is not found here."""
    try:
        row = (
            ItemPaper.objects.filter(item_id=item_id, paper_id=_id(args, "paper") or "")
            .select_related("paper")
            .first()
        )
    except (ValidationError, ValueError):
        row = None
    if row is None:
        raise NotFound
    return row


def _id(args: Args, name: str) -> str | None:
    value = args.get(name)
    return value if isinstance(value, str) else None
