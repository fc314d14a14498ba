"""Changes told on the streams of a sitting, the readers who follow them, and the truth to hold them against.

A change is announced by the product's own services from this process, as the jobs process does.
"""

from __future__ import annotations

import time
from typing import Any

from tests.faults.lib.installation import Installation, member_of
from tests.faults.lib.tablets import Member

AUDIENCES = ("members", "secretariat", "observers", "room")


def readers(house: Installation, count: int) -> dict[str, Member]:
    """`count` signed-in people, each in one audience of a made-up sitting and on the own stream."""
    from uuid import uuid4

    from realtime import audiences, streams
    from tests.factories import people

    sitting = str(uuid4())
    names = [streams.sitting(sitting, audience) for audience in AUDIENCES]
    users = [house.ask(people.user) for _number in range(count)]
    for place, name in enumerate(names):
        house.ask(lambda name=name, place=place: audiences.add(name, [u.pk for u in users[place::4]]))  # type: ignore[misc]
    return {f"t{n}": member_of(user, names[n % len(names)]) for n, user in enumerate(users)}


def tell(house: Installation, number: int, streams: list[str]) -> None:
    """Announce change `number` on these streams."""
    from django.db import connection

    from realtime.services import announce

    house.ask(lambda: announce(change(number), streams), 60)
    connection.close()


def new_stream() -> str:
    """A stream of a sitting of its own."""
    from uuid import uuid4

    from realtime import streams

    return streams.sitting(uuid4(), streams.MEMBERS)


def head_of(house: Installation, stream: str) -> int:
    """The newest number of a stream."""
    from realtime import selectors

    return house.ask(lambda: selectors.heads([stream])[stream])


def say_at(house: Installation, text: str, stream: str) -> float:
    """Announce a text; the moment its commit was done (monotonic seconds)."""
    from django.db import transaction

    from realtime.events import Payload
    from realtime.services import announce

    class Said(Payload):
        wire_name = "faults.said"

        def patch(self) -> dict[str, Any]:
            return {"said": text}

    moment: list[float] = []

    def act() -> None:
        with transaction.atomic():
            transaction.on_commit(lambda: moment.append(time.monotonic()))
            announce(Said(), [stream])

    house.ask(act)
    return moment[0]


def change(number: int) -> Any:
    """The payload of change `number`: one more entry, and the newest replaced."""
    from realtime.events import Payload

    class Told(Payload):
        wire_name = "faults.told"

        def patch(self) -> dict[str, Any]:
            return {"told": {str(number): number, "last": number, str(number - 40): None}}

    return Told()


def truth(house: Installation, names: set[str]) -> dict[str, tuple[int, Any]]:
    """`{stream: (newest number, what all its changes make)}`, from the rows."""
    from realtime.events import merge_patch
    from realtime.models import Event

    found: dict[str, tuple[int, Any]] = {}
    for name in names:
        rows = house.ask(lambda name=name: list(Event.objects.filter(stream=name).order_by("seq")))  # type: ignore[misc]
        document: dict[str, Any] = {}
        for row in rows:
            document = merge_patch(document, row.body)
        found[name] = (rows[-1].seq if rows else 0, document.get("told", {}))
    return found


def is_in_order(runs: list[list[int]]) -> bool:
    """Did a stream go from its first number on in steps of one? A document put in place whole may skip ahead."""
    last = runs[0][-1] if runs else 0
    for run in runs[1:]:
        is_next = run[0] == last + 1 if len(run) == 2 else run[0] >= last
        if not is_next or run[-1] < run[0]:
            return False
        last = run[-1]
    return True
