"""The one socket consumer: signs in, follows streams through the hub, answers commands."""

import json
from contextlib import suppress
from typing import Any

from channels.consumer import get_handler_name
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer

from core.deed import SOCKET
from core.registries import EPOCHS, TOGETHER_COMMANDS
from realtime import commands, selectors
from realtime.gathering import STALE, gatherer
from realtime.hub import get_hub, reply
from realtime.leaving import leaving
from realtime.origin import STALE_RIGHTS
from realtime.threads import in_thread
from realtime.wire import text_frame, wire_of

STREAM_LIMIT = 8


class SocketConsumer(AsyncWebsocketConsumer):
    """One per open page. Messages: `follow`, `ping`, or a command `{id, verb, key, args}`."""

    # Outgoing events take the hub's way, so the consumer itself needs no channel.
    channel_layer_alias = None  # type: ignore[assignment]

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Messages one by one, without a task for each: no channel of its own has to be waited for."""
        self.scope, self.channel_layer, self.base_send = scope, None, send
        with suppress(StopConsumer):
            while True:
                await self.dispatch(await receive())

    async def dispatch(self, message: dict[str, Any]) -> None:
        """As Channels does, without a thread for each message: the threads of `in_thread` close their own
        database connections, and this one has none.
        """
        await getattr(self, get_handler_name(message))(message)

    async def connect(self) -> None:
        """Let in the signed-in; tell the others why (4401), so the page can ask for the sign-in."""
        user = self.scope["user"]
        await self.accept()
        if not user.is_authenticated:
            await self.close(code=STALE_RIGHTS)
            return
        self.user_id, self.epoch = user.pk, await self._epoch(user.pk)
        self.session_key = getattr(self.scope.get("session"), "session_key", None)
        self.streams: list[str] = []
        self.wire = wire_of(self.scope)
        self.is_busy = False
        self.hub = await get_hub()
        await leaving.join(self)

    async def disconnect(self, code: int) -> None:
        """Forget the socket; presence doesn't depend on this being called."""
        if hasattr(self, "hub"):
            leaving.forget(self)
            await self.hub.leave(self)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """One message in, at least one message out; nothing a client sends can end in an exception."""
        if not hasattr(self, "hub") or leaving.has_begun:
            return  # what isn't answered is sent again where the page moves to
        if bytes_data is not None or text_data is None:
            await self._refuse(None, commands.MalformedCommand())
        elif len(text_data) > commands.MESSAGE_LIMIT or len(text_data.encode()) > commands.MESSAGE_LIMIT:
            await self._refuse(None, commands.MessageTooLarge())
        else:
            await self._take(text_data)

    async def _take(self, text: str) -> None:
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            message = None
        verb = message.get("verb") if isinstance(message, dict) else None
        if message is None or (verb in ("follow", "ping") and not commands.is_clean(message)):
            await self._refuse(None, commands.MalformedCommand())
        elif verb == "follow":
            await self._follow(message)
        elif verb == "ping":
            await self._ping()
        else:
            await self._command(message)

    async def _command(self, message: Any) -> None:
        self.is_busy = True
        try:
            answer = await self._answer(message)
            if answer is not None:
                await self._say(reply(**answer))
        finally:
            self.is_busy = False
        await leaving.answered(self)

    async def _answer(self, message: Any) -> dict[str, Any] | None:
        """The reply; None when the sender has lost the right to one, and the socket with it."""
        verb = message.get("verb") if isinstance(message, dict) else None
        if isinstance(verb, str) and verb in TOGETHER_COMMANDS:
            answer = await gatherer.ask(self._claim(), message)
            if answer is STALE:
                await self.close(code=STALE_RIGHTS)
                return None
            return answer
        user = await self._user_of_now()
        return None if user is None else await in_thread(commands.answer)(user, message, SOCKET)

    async def _follow(self, message: dict[str, Any]) -> None:
        wanted = (message.get("args") or {}).get("streams") if isinstance(message.get("args"), dict) else None
        if not _is_stream_list(wanted):
            await self._refuse(message.get("id"), commands.MalformedCommand())
            return
        user = await self._user_of_now()
        if user is None:
            return
        heads, refused = {}, []
        for stream, last in wanted.items():  # type: ignore[union-attr]
            if await in_thread(selectors.may_follow)(user, stream):
                heads[stream] = await self.hub.follow(self, stream, last)
                if stream not in self.streams:
                    self.streams.append(stream)
            else:
                refused.append(stream)
        self.hub.heard(self.user_id, self.streams)
        await self.hub.renew_now()
        await self._say(reply(re=message.get("id"), ok={"heads": heads, "refused": refused}))

    async def _ping(self) -> None:
        self.hub.heard(self.user_id, self.streams)
        heads = {stream: self.hub.heads[stream] for stream in self.streams if stream in self.hub.heads}
        await self._say(reply(heads=heads))

    async def _user_of_now(self) -> Any:
        """The user fetched anew: rights are those of this moment; without them, or signed out, the socket ends."""
        claim = self._claim()
        user = (await in_thread(selectors.standing)([claim])).get(claim)
        if user is None:
            await self.close(code=STALE_RIGHTS)
        return user

    def _claim(self) -> selectors.Claim:
        return self.user_id, self.epoch, self.session_key

    async def _refuse(self, reference: Any, refusal: Any) -> None:
        await self._say(reply(re=reference, error=refusal.as_reply()))

    async def _say(self, text: str) -> None:
        """One message out, by the shortest way the server offers."""
        if self.wire is None or not self.wire.write(text_frame(text)):
            await self.send(text_data=text)

    async def _epoch(self, user_id: int) -> int | None:
        epoch_of = EPOCHS.get("user")
        return (await in_thread(epoch_of)({user_id})).get(user_id) if epoch_of else 1


def _is_stream_list(wanted: Any) -> bool:
    return (
        isinstance(wanted, dict)
        and 0 < len(wanted) <= STREAM_LIMIT
        and all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in wanted.values())
        and all(len(name) <= 120 for name in wanted)
    )
