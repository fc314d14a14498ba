"""The one socket consumer: signs in, follows streams through the hub, answers commands."""

import json
import logging
from contextlib import suppress
from typing import Any

from channels.consumer import get_handler_name
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer

from core.build import LENGTH
from core.deed import SOCKET
from core.registries import TOGETHER_COMMANDS
from realtime import commands, confinement, selectors
from realtime.following import get_door
from realtime.gathering import STALE, gatherer
from realtime.hub import get_hub, reply
from realtime.leaving import leaving
from realtime.origin import STALE_RIGHTS
from realtime.standing import get_watch
from realtime.threads import in_thread
from realtime.wire import STALLED_BYTES, Wire, text_frame, wire_of

log = logging.getLogger("ecabinet.socket")
STREAM_LIMIT = 8


class Ear:
    """What follows a person's own stream for a socket whose sign-in is good for one sitting: it passes on what is about
    that sitting, under the same numbers.
    """

    wire: Wire | None = None  # each frame is made for it

    def __init__(self, socket: "SocketConsumer") -> None:
        self.socket, self.user_id = socket, socket.user_id

    async def send(self, text_data: str) -> None:
        """One frame on. What can't be judged isn't told: the page comes back and takes a snapshot."""
        try:
            told = await in_thread(confinement.frame_within)(self.socket.within, text_data)
        except Exception:
            await self.socket.close()
            raise
        await self.socket._say(told)

    async def close(self, code: int) -> None:
        """As the socket."""
        await self.socket.close(code=code)


class SocketConsumer(AsyncWebsocketConsumer):
    """One per open page. Messages: `follow`, `ping`, or a command `{id, verb, key, args}`."""

    # Outgoing events take the hub's way, so the consumer itself needs no channel.
    channel_layer_alias = None  # type: ignore[assignment]

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Messages one by one, without a task for each: no channel of its own has to be waited for.

        However it ends, nothing of the socket stays behind.
        """
        self.scope, self.channel_layer, self.base_send = scope, None, send
        try:
            with suppress(StopConsumer):
                while True:
                    await self.dispatch(await receive())
        finally:
            self._forget()

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
        self.user_id, self.epoch = user.pk, user.epoch
        self.session_key = getattr(self.scope.get("session"), "session_key", None)
        self.within = getattr(self.scope.get("session"), "within", "")
        self.ear = Ear(self) if self.within else None
        self.streams: list[str] = []
        self.build = ""
        self.wire = wire_of(self.scope)
        self.is_busy = False
        self.hub = await get_hub()
        self.admission = get_watch().admit(self._claim(), self._let_go, self._rights_gone)
        await leaving.join(self)

    async def disconnect(self, code: int) -> None:
        """Forget the socket; presence doesn't depend on this being called."""
        self._forget()

    def _forget(self) -> None:
        """Nobody holds the socket any more, not even its own parts: what is no cycle is free at once."""
        if (admission := self.__dict__.pop("admission", None)) is not None:
            get_watch().forget(admission)
            leaving.forget(self)
            self._let_go()
            self.ear = None

    def _let_go(self) -> None:
        """Nothing is told any more."""
        self.hub.forget(self)
        if self.ear is not None:
            self.hub.forget(self.ear)

    async def _rights_gone(self) -> None:
        """Nothing more goes out from here on; the page draws itself anew with the rights of now."""
        self._let_go()
        await self.close(code=STALE_RIGHTS)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """One message in, at least one message out; nothing a client sends can end in an exception."""
        if not hasattr(self, "hub") or leaving.has_begun:
            return  # what isn't answered is sent again where the page moves to
        if bytes_data is not None or text_data is None:
            await self._refuse(None, commands.MalformedCommand())
        elif len(text_data) > commands.MESSAGE_LIMIT or len(text_data.encode()) > commands.MESSAGE_LIMIT:
            await self._refuse(None, commands.MessageTooLarge())
        else:
            await self._take(_parsed(text_data))

    async def _take(self, message: Any) -> None:
        try:
            await self._handle(message)
        except Exception:
            log.exception("a message failed")
            await self._refuse(message.get("id") if isinstance(message, dict) else None, commands.Failed())

    async def _handle(self, message: Any) -> None:
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
            answer = await self._answer_or_fail(message)
            if answer is not None:
                await self._say(reply(**answer))
        finally:
            self.is_busy = False
        await leaving.answered(self)

    async def _answer(self, message: Any) -> dict[str, Any] | None:
        """The reply; None when the sender has lost the right to one, and the socket with it."""
        if self.within and not await in_thread(confinement.admits_command)(self.within, message):
            return commands.outside_of_its_sitting(message)
        verb = message.get("verb") if isinstance(message, dict) else None
        if isinstance(verb, str) and verb in TOGETHER_COMMANDS:
            answer = await gatherer.ask(self._claim(), message)
            if answer is STALE:
                await self.close(code=STALE_RIGHTS)
                return None
            return answer
        user = await self._user_of_now()
        return None if user is None else await in_thread(commands.answer)(user, message, SOCKET)

    async def _answer_or_fail(self, message: Any) -> dict[str, Any] | None:
        try:
            return await self._answer(message)
        except Exception:
            log.exception("a command failed before it began")
            return commands.failed(message)

    async def _follow(self, message: dict[str, Any]) -> None:
        wanted = _streams_of(message)
        if wanted is None:
            await self._refuse(message.get("id"), commands.MalformedCommand())
            return
        admitted = await in_thread(confinement.admitted)(self.within, wanted) if self.within else wanted
        granted = await get_door().ask(self._claim(), admitted)
        if granted is None:
            await self._rights_gone()
            return
        heads, refused = {}, [stream for stream in wanted if stream not in granted]
        for stream, head in granted.items():
            listener = self.ear if self.ear and confinement.is_cut(self.within, stream) else self
            heads[stream] = await self.hub.follow(listener, stream, wanted[stream], head)
            if stream not in self.streams:
                self.streams.append(stream)
        if refused:
            log.info(
                "user %s may not follow %s of %s streams asked for", self.user_id, len(refused), len(wanted)
            )
        self.hub.heard(self.user_id, self.streams)
        self._note_build(message)
        self.hub.renew_soon()
        await self._say(reply(re=message.get("id"), ok={"heads": heads, "refused": refused}))

    def _note_build(self, message: dict[str, Any]) -> None:
        """Once per socket: which build of the page this is."""
        build = message["args"].get("build")
        is_told = isinstance(build, str) and 0 < len(build) <= LENGTH and not self.build
        if is_told and self.hub.has_build(self.user_id, self.streams, build):
            self.build = build

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
        log.info("refused a message of user %s: %s", self.user_id, refusal.code)
        await self._say(reply(re=reference, error=refusal.as_reply()))

    async def _say(self, text: str) -> None:
        """One message out, by the shortest way the server offers, unless the other end takes nothing: what it asks
        for must not pile up here.
        """
        if self.wire is not None and self.wire.is_over():
            return  # it asked and left; its act stands all the same
        if self.wire is None or not self.wire.write(text_frame(text)):
            await self.send(text_data=text)
        if self.wire is not None and self.wire.waiting() > STALLED_BYTES:
            self.hub.cut(self, self.wire)


def _parsed(text: str) -> Any:
    """The message, or None where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _streams_of(message: dict[str, Any]) -> dict[str, int] | None:
    """The `{stream: last number}` of a `follow`, or None where it is none."""
    args = message.get("args")
    wanted = args.get("streams") if isinstance(args, dict) else None
    if not isinstance(wanted, dict) or not 0 < len(wanted) <= STREAM_LIMIT:
        return None
    numbers = (isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in wanted.values())
    return wanted if all(numbers) and all(len(name) <= 120 for name in wanted) else None
