"""HTTP to Django, sockets to the one consumer; a socket from another site is refused before anything else."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

from config import pages

http = pages.application()

from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

from realtime.consumers import SocketConsumer
from realtime.origin import OwnPageOnly, SameOriginOnly
from realtime.signing_in import SignedIn

application = ProtocolTypeRouter(
    {
        "http": http,
        "websocket": SameOriginOnly(
            SignedIn(OwnPageOnly(URLRouter([path("ws/", SocketConsumer.as_asgi())])))
        ),
    }
)
