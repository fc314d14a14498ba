"""A socket may only be opened by our own page: the Origin must name the host that is being asked."""

import logging
from typing import Any
from urllib.parse import parse_qs, urlparse

from channels.security.websocket import WebsocketDenier

log = logging.getLogger("ecabinet.socket")
# Close code: the page must be drawn anew, with the rights of now.
STALE_RIGHTS = 4401


class OwnPageOnly:
    """ASGI middleware behind the sign-in: a page drawn for one person opens no socket as another.

    Two people may use one browser after each other; what the first page still has to send, a ballot perhaps, must
    not go out in the name of the second. The page names its person as `?as=`; 4401 makes it draw itself anew.
    """

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        """Pass on, or close at once."""
        named = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("as", [""])[0]
        user = scope.get("user")
        if named and getattr(user, "is_authenticated", False) and not is_person(user, named):
            await receive()
            await send({"type": "websocket.accept"})
            return await send({"type": "websocket.close", "code": STALE_RIGHTS})
        return await self.application(scope, receive, send)


def is_person(user: Any, named: Any) -> bool:
    """Is the signed-in user the person a page was drawn for?"""
    return str(getattr(user, "person_id", None) or "") == named


class SameOriginOnly:
    """ASGI middleware: refuses a socket whose Origin is missing, "null" or of another host or port."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        """Pass on, or deny before the handshake."""
        headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers", [])}
        origin = urlparse(headers.get(b"origin", "")).netloc.lower()
        if not origin or origin != headers.get(b"host", "").lower():
            log.warning("refused a socket: %s origin", "foreign" if origin else "no")
            return await WebsocketDenier()(scope, receive, send)
        return await self.application(scope, receive, send)
