"""Verbs over the socket or by POST; each parses, fetches, calls one service."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.deeds import deed_of
from agendas.models import ItemPaper
from core.deed import Deed, by_system
from core.errors import DomainError, NotFound
from core.registries import SOCKET_COMMANDS, TOGETHER_COMMANDS
from meetings.access import get_sitting_to_conduct
from meetings.commands import MalformedArguments
from meetings.rules import SETTABLE
from realtime.commands import Sent
from voting import access, counts, services
from voting.errors import BlockTooSmall, CountTimeUnreadable, NotEntitled
from voting.models import Poll

Args = dict[str, Any]
Cast = Callable[[Deed, Poll, Sequence[services.Choice]], list[Args | DomainError]]


@SOCKET_COMMANDS.under("voting.prepare_poll")
def prepare_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"item", "question", "paper"?, "poll"?, "version"?, "is_secret"?, "motion"?}`."""
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
        is_secret=args.get("is_secret") is True,
        motion=_text(args, "motion"),
    )


@SOCKET_COMMANDS.under("voting.prepare_block_poll")
def prepare_block_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"items": [id]}`: one vote over several items nobody objects to."""
    wanted = args.get("items")
    ids = [str(one) for one in wanted] if isinstance(wanted, list) else []
    items = [access.get_item_to_poll(user, one) for one in ids]
    if not items:
        raise BlockTooSmall(field="items")
    deed = deed_of(user, items[0].agenda.sitting.body, way=way, key=key)
    return services.prepare_block_poll(deed, items)


@SOCKET_COMMANDS.under("voting.object_to_item")
def object_to_item(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"item", "reason"}`: the item leaves the prepared vote over its block."""
    item = access.get_item_to_poll(user, _id(args, "item"))
    deed = deed_of(user, item.agenda.sitting.body, way=way, key=key)
    return services.object_to_item(deed, item, _text(args, "reason"))


@SOCKET_COMMANDS.under("voting.open_poll")
def open_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "confirmed"?}`."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    return services.open_poll(_deed(user, poll, key, way), poll, confirmed=args.get("confirmed") is True)


@SOCKET_COMMANDS.under("voting.open_paper_poll")
def open_paper_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll"}`."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    return services.open_paper_poll(_deed(user, poll, key, way), poll)


@SOCKET_COMMANDS.under("voting.open_counted_poll")
def open_counted_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "by"}`: by show of `hands`, or by `voice`."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    return services.open_counted_poll(_deed(user, poll, key, way), poll, _text(args, "by"))


@SOCKET_COMMANDS.under("voting.enter_spoken_ballot")
def enter_spoken_ballot(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "seat", "value", "reason"}`: what a member said whose device failed."""
    poll = access.get_poll_to_count(user, _id(args, "poll"))
    deed = _deed(user, poll, key, way)
    return services.enter_spoken_ballot(
        deed, poll, _text(args, "seat"), _text(args, "value"), _text(args, "reason")
    )


@SOCKET_COMMANDS.under("voting.enter_paper_count")
def enter_paper_count(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "issued", "returned", "for_", "against", "abstain", "invalid", "head"?, "tellers", "counted_at"?}`."""
    poll = access.get_poll_to_count(user, _id(args, "poll"))
    tellers = args.get("tellers")
    return services.enter_paper_count(
        _deed(user, poll, key, way),
        poll,
        counts.read(args, by_show=not poll.is_on_paper),
        tellers if isinstance(tellers, list) else [],
        counts.read_time(args.get("counted_at")),
    )


@SOCKET_COMMANDS.under("voting.reopen_paper_count")
def reopen_paper_count(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "reason"}`."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    return services.reopen_paper_count(_deed(user, poll, key, way), poll, str(args.get("reason") or ""))


@SOCKET_COMMANDS.under("voting.close_poll")
def close_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll"}`."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    return services.close_poll(_deed(user, poll, key, way), poll)


@SOCKET_COMMANDS.under("voting.announce_result")
def announce_result(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "confirmed"?}`."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    confirmed = args.get("confirmed") is True
    return services.announce_result(_deed(user, poll, key, way), poll, confirmed=confirmed)


@SOCKET_COMMANDS.under("voting.annul_poll")
def annul_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "reason"}`."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    return services.annul_poll(_deed(user, poll, key, way), poll, str(args.get("reason") or ""))


@SOCKET_COMMANDS.under("voting.drop_poll")
def drop_poll(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "reason"}`: a prepared one."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    return services.drop_poll(_deed(user, poll, key, way), poll, str(args.get("reason") or ""))


@SOCKET_COMMANDS.under("voting.correct_result")
def correct_result(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "reason", "choices": {seat: value or ""}}`; counted by hand, the figures of a count instead."""
    poll = access.get_poll_to_conduct(user, _id(args, "poll"))
    choices = args.get("choices")
    return services.correct_result(
        _deed(user, poll, key, way),
        poll,
        str(args.get("reason") or ""),
        choices=choices if isinstance(choices, dict) else None,
        count=counts.read(args, by_show=not poll.is_on_paper) if "for_" in args else None,
    )


@SOCKET_COMMANDS.under("voting.correct_attendance")
def correct_attendance(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"sitting", "entries": [id], "where", "since", "until"?, "reason"}`; moments in ISO 8601 with their zone."""
    sitting = get_sitting_to_conduct(user, _id(args, "sitting") or "")
    entries = args.get("entries")
    if args.get("where") not in SETTABLE:
        raise MalformedArguments(name="where")
    since = counts.read_time(args.get("since"))
    if since is None:
        raise CountTimeUnreadable(field="since")
    return services.correct_attendance(
        deed_of(user, sitting.body, way=way, key=key),
        sitting,
        [str(one) for one in entries] if isinstance(entries, list) else [],
        _text(args, "where"),
        since,
        str(args.get("reason") or ""),
        counts.read_time(args.get("until")),
    )


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
    return services.cast_ballot(_deed(user, poll, key, way), poll, _text(args, "value"))


@SOCKET_COMMANDS.under("voting.cast_sealed")
def cast_sealed(user: Any, args: Args, *, key: str = "", way: str = "") -> Args:
    """`{"poll", "sealed"}`; an envelope of `voting.envelopes` in base64url."""
    poll = access.get_poll_to_vote(user, _id(args, "poll"))
    deed = _deed(user, poll, key, way)
    (answer,) = services.cast_sealed(deed, poll, [services.Choice(deed, _text(args, "sealed"))])
    if isinstance(answer, DomainError):
        raise answer
    return answer


@TOGETHER_COMMANDS.under("voting.cast_ballot")
def cast_ballots(sent: Sequence[Sent]) -> list[Args | DomainError]:
    """The ballots that came while a commit was under way: one batch for each poll."""
    return _cast_together(sent, "value", services.cast_ballots)


@TOGETHER_COMMANDS.under("voting.cast_sealed")
def cast_sealed_together(sent: Sequence[Sent]) -> list[Args | DomainError]:
    """The same for envelopes."""
    return _cast_together(sent, "sealed", services.cast_sealed)


def _cast_together(sent: Sequence[Sent], name: str, cast: Cast) -> list[Args | DomainError]:
    answers: dict[int, Args | DomainError] = {}
    by_poll: dict[str, list[int]] = {}
    for place, one in enumerate(sent):
        by_poll.setdefault(_one_spelling(_id(one.args, "poll") or ""), []).append(place)
    for poll_id in sorted(by_poll):  # in one order: two processes with the same polls never wait in a circle
        places = by_poll[poll_id]
        found = _cast_in(poll_id, [sent[place] for place in places], name, cast)
        answers |= dict(zip(places, found, strict=True))
    return [answers[place] for place in range(len(sent))]


def _one_spelling(text: str) -> str:
    """Or braces would make a second poll of the first, out of the common order."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _cast_in(poll_id: str, sent: Sequence[Sent], name: str, cast: Cast) -> list[Args | DomainError]:
    """A batch in one poll; who isn't plainly one of its voters is looked at by himself."""
    poll, members = access.get_poll_and_members(poll_id, [one.user for one in sent])
    refusals = {place: _refusal(one) for place, one in enumerate(sent) if one.user.pk not in members}
    casting = [place for place in range(len(sent)) if refusals.get(place) is None]
    if poll is None or not casting:
        return [refusals[place] for place in range(len(sent))]  # type: ignore[misc]
    choices = [services.Choice(_voter(sent[place]), _text(sent[place].args, name)) for place in casting]
    together = cast(by_system("voting.cast_ballots"), poll, choices)
    found = dict(zip(casting, together, strict=True))
    for place, answer in found.items():
        if isinstance(answer, NotEntitled):
            found[place] = _refusal(sent[place]) or answer  # which says why
    return [found[place] if place in found else refusals[place] for place in range(len(sent))]  # type: ignore[misc]


def _voter(one: Sent) -> Deed:
    """Who casts a ballot; his name is in the frozen electorate, and the record takes it from there."""
    return Deed(one.user.pk, one.user.person_id, name="", way=one.way, key=one.key)


def _refusal(one: Sent) -> DomainError | None:
    try:
        access.get_poll_to_vote(one.user, _id(one.args, "poll"))
    except DomainError as refusal:
        return refusal
    return None


def _text(args: Args, name: str) -> str:
    value = args.get(name)
    return value if isinstance(value, str) else ""


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
