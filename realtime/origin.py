"""A socket may only be opened by our own page: the Origin must name the host that is being asked."""

from typing import Any
from urllib.parse import urlparse

from channels.security.websocket import WebsocketDenier


class SameOriginOnly:
    """ASGI middleware: refuses a socket whose Origin is missing, "null" or of another host or port."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        """Pass on, or deny before the handshake."""
        headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers", [])}
        origin = urlparse(headers.get(b"origin", "")).netloc.lower()
        if not origin or origin != headers.get(b"host", "").lower():
            return await WebsocketDenier()(scope, receive, send)
        return await self.application(scope, receive, send)
