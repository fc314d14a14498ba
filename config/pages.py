"""HTTP to Django, whose handler forgets one end: when what it does fails past every net."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import django
from django.core.handlers.asgi import ASGIHandler
from django.core.signals import request_finished

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


class Pages(ASGIHandler):
    """Django's handler, which also says that a request is finished if it ended in an exception.

    A file that fails in the middle of being sent ends like that. Unsaid, the connection to the database that its
    thread holds never goes back to the pool, and sixteen of them stop the house.
    """

    async def handle(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """As Django does."""
        try:
            await super().handle(scope, receive, send)
        except BaseException:
            await request_finished.asend(sender=self.__class__)
            raise


def application() -> Pages:
    """The handler, once Django is set up; as `django.core.asgi.get_asgi_application`."""
    django.setup(set_prefix=False)
    return Pages()
