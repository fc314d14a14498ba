"""Publishes one event per line of its input, and prints the moment from which its way is timed.

`python -m bench.publisher product STREAM | agenda ITEM DEED_USER | tutorial | redis CHANNEL`. A process of its own, so
that whoever reads the sockets does nothing else. Moments are those of the machine-wide monotonic clock: after the
commit for the product, before sending for the others, which commit nothing.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

FILLING = "x" * 60


def product(stream: str) -> Callable[[str], float]:
    """An announced change of the product, as any process of the installation makes one."""
    import django

    django.setup()
    from django.db import transaction

    from realtime.events import Payload
    from realtime.services import announce

    @dataclass(frozen=True)
    class Shown(Payload):
        wire_name = "bench.shown"
        text: str

        def patch(self) -> dict[str, Any]:
            return {"room": {"item": self.text, "paper": {"page": 3, "text": FILLING}}}

    def publish(needle: str) -> float:
        moment: list[float] = []
        with transaction.atomic():
            transaction.on_commit(lambda: moment.append(time.monotonic()))
            announce(Shown(needle), [stream])
        return moment[0]

    return publish


def agenda(item_id: str, user_id: str) -> Callable[[str], float]:
    """One item of a published agenda changes, through the product's own service."""
    import django

    django.setup()
    from django.db import transaction

    from accounts.deeds import deed_of
    from accounts.models import User
    from agendas.models import AgendaItem
    from agendas.services import edit_item

    item = AgendaItem.objects.select_related("agenda__sitting__body").get(pk=item_id)
    deed = deed_of(User.objects.get(pk=user_id), item.agenda.sitting.body)

    def publish(needle: str) -> float:
        moment: list[float] = []
        with transaction.atomic():
            transaction.on_commit(lambda: moment.append(time.monotonic()))
            edit_item(deed, item, presenter_title=needle)
        return moment[0]

    return publish


def tutorial() -> Callable[[str], float]:
    """One `group_send`, as a view of the tutorial does."""
    from channels_redis.core import RedisChannelLayer

    layer = RedisChannelLayer(hosts=[os.environ["PEER_REDIS_URL"]])
    loop = asyncio.new_event_loop()

    def publish(needle: str) -> float:
        message = {"type": "chat.message", "message": {"item": needle, "page": 3, "text": FILLING}}
        moment = time.monotonic()
        loop.run_until_complete(layer.group_send("room", message))
        return moment

    return publish


def redis(channel: str) -> Callable[[str], float]:
    """One PUBLISH."""
    from redis import Redis

    server = Redis.from_url(os.environ["FLOOR_REDIS_URL"])

    def publish(needle: str) -> float:
        text = json.dumps({"s": "room", "n": 1, "b": {"item": needle, "page": 3, "text": FILLING}})
        moment = time.monotonic()
        server.publish(channel, text)
        return moment

    return publish


def main(kind: str, *arguments: str) -> None:
    """Serve the lines of the input until it ends."""
    publish = {"product": product, "agenda": agenda, "tutorial": tutorial, "redis": redis}[kind](*arguments)
    print("ready", flush=True)
    for line in sys.stdin:
        print(publish(line.strip()), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
