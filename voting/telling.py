"""Announcing a poll to each audience in its own words, under one set of stream locks."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any
from uuid import UUID

from realtime import streams
from realtime.events import Payload
from realtime.services import announce_each
from voting import facts
from voting.events import BallotRecorded, BallotsCast, ElectorEntitled, PollTold, count_cast
from voting.models import Poll

Telling = tuple[Payload, list[str]]


def tell_poll(event: type[PollTold], poll: Poll, entitled: Iterable[UUID] = ()) -> None:
    """Tell the present facts of the poll; `entitled` persons learn on their own stream that they may vote."""
    tellings: list[Telling] = []
    for audience in (*facts.INNER, *facts.OUTER):
        if facts.is_shown(poll, audience):
            told = event(poll=str(poll.pk), facts=facts.poll_facts(poll, audience))
            tellings.append((told, [stream_of(poll, audience)]))
    own = ElectorEntitled(poll=str(poll.pk))
    announce_each([*tellings, (own, [streams.person(person) for person in entitled])])


def tell_desk(event: type[PollTold], poll: Poll) -> None:
    """Tell the desk and the chair alone how a count by hand stands; the facts hold no figure of it."""
    announce_each(
        [
            (event(poll=str(poll.pk), facts=facts.poll_facts(poll, audience)), [stream_of(poll, audience)])
            for audience in facts.INNER
        ]
    )


def tell_cast(poll: Poll, recorded: Iterable[tuple[Any, Any]]) -> None:
    """Tell n of N to everybody, who has voted to desk and chair, and each voter his own receipt.

    `recorded`: an elector (or what casting knows of him) and his ballot.
    """
    rows = list(recorded)
    seats = tuple(str(elector.seat_id) for elector, _ballot in rows)
    outer = [stream_of(poll, audience) for audience in facts.OUTER]
    inner = [stream_of(poll, audience) for audience in facts.INNER]
    counted = cache(partial(count_cast, poll))
    own: list[tuple[Any, list[str]]] = [
        (
            BallotRecorded(poll=str(poll.pk), receipt=facts.receipt_facts(ballot)),
            [streams.person(elector.person_id)],
        )
        for elector, ballot in rows
    ]
    announce_each(
        [(BallotsCast(poll.pk, counted), outer), (BallotsCast(poll.pk, counted, seats), inner), *own]
    )


def stream_of(poll: Poll, audience: str) -> str:
    """The stream of an audience of the poll's sitting, or of its item."""
    return (
        streams.item(poll.item_id) if audience == facts.ITEM else streams.sitting(poll.sitting_id, audience)
    )
