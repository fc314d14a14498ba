"""Announcing a poll to each audience in its own words, under one set of stream locks."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from agendas.models import AgendaItem
from meetings.models import Sitting
from realtime import streams
from realtime.events import Payload
from realtime.models import Stream
from realtime.services import announce_each
from voting import facts
from voting.events import BallotRecorded, BallotsCast, ElectorEntitled, PollPrepared, PollTold, count_cast
from voting.models import Poll

Telling = tuple[Payload, list[str]]


def tell_poll(
    event: type[PollTold],
    poll: Poll,
    entitled: Iterable[UUID] = (),
    *,
    before: Iterable[tuple[type[PollTold], Poll]] = (),
) -> None:
    """Tell the present facts of the poll; `entitled` persons learn on their own stream that they may vote.

    `before` it the same deed changed other polls, which are told with it.
    """
    tellings: list[Telling] = []
    for what, one in (*before, (event, poll)):
        for audience in (*facts.INNER, *facts.OUTER):
            if facts.is_shown(one, audience):
                tellings += [
                    (told_to(what, one, audience, item), [name]) for name, item in streams_of(one, audience)
                ]
    own = ElectorEntitled(poll=str(poll.pk))
    announce_each([*tellings, (own, [streams.person(person) for person in entitled])])


def tell_dropped(event: Payload, poll: Poll, moved: Iterable[Poll]) -> None:
    """Tell the desk and the chair that a prepared poll is gone, and those after it by their new numbers."""
    told = [telling for one in moved for telling in _inside(PollPrepared, one)]
    announce_each([(event, _names(poll, facts.INNER)), *told])


def tell_desk(event: type[PollTold], poll: Poll) -> None:
    """Tell the desk and the chair alone how a count by hand stands; the facts hold no figure of it."""
    announce_each(_inside(event, poll))


def _inside(event: type[PollTold], poll: Poll) -> list[Telling]:
    return [
        (told_to(event, poll, audience, item), [name])
        for audience in facts.INNER
        for name, item in streams_of(poll, audience)
    ]


def _names(poll: Poll, audiences: Iterable[str]) -> list[str]:
    """The streams of these audiences of the poll."""
    return [name for audience in audiences for name, _item in streams_of(poll, audience)]


def tell_cast(poll: Poll, recorded: Iterable[tuple[Any, Any]]) -> None:
    """Tell n of N to everybody, who has voted to desk and chair, and each voter his own receipt.

    `recorded`: an elector (or what casting knows of him) and his ballot.
    """
    rows = list(recorded)
    seats = tuple(str(elector.seat_id) for elector, _ballot in rows)
    outer, inner = _names(poll, facts.OUTER), _names(poll, facts.INNER)
    counted = count_cast(poll)
    own: list[tuple[Any, list[str]]] = [
        (
            BallotRecorded(poll=str(poll.pk), receipt=facts.told_receipt(ballot)),
            [streams.person(elector.person_id)],
        )
        for elector, ballot in rows
    ]
    announce_each(
        [(BallotsCast(poll.pk, counted), outer), (BallotsCast(poll.pk, counted, seats), inner), *own],
        reading=counted,
    )


def told_to(event: type[PollTold], poll: Poll, audience: str, item: str | None) -> PollTold:
    """The event for one stream."""
    return event(poll=str(poll.pk), facts=facts.poll_facts(poll, audience, item))


def streams_of(poll: Poll, audience: str) -> list[tuple[str, str | None]]:
    """The stream of an audience of the poll's sitting; of the items' invitees one for each item, with the item."""
    if audience == facts.ITEM:
        return [(streams.item(item), item) for item in poll.item_ids]
    return [(streams.sitting(poll.sitting_id, audience), None)]


def take_streams(sitting: Sitting) -> None:
    """Lock all that may be told of a sitting, in name order, where it is told in more than one go."""
    items = AgendaItem.objects.filter(agenda__sitting=sitting, published_at__isnull=False)
    names = [streams.item(pk) for pk in items.values_list("pk", flat=True)]
    names += [*streams.whole_sitting(sitting.pk), sitting.stream(streams.CHAIR)]
    list(Stream.objects.select_for_update().filter(name__in=names).order_by("name").values_list("pk"))
