"""The one socket consumer."""

from channels.generic.websocket import AsyncWebsocketConsumer


class SocketConsumer(AsyncWebsocketConsumer):
    """Placeholder until the hub lands in the next commit."""
