"""Who opens a socket: the session of its cookie and the user of the session, looked up for all who knock at once.

As `django.contrib.auth.get_user` decides it, for many in two queries: a thousand tablets that come back in the same
second would otherwise queue for a thread each, longer than any of them waits.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from core import clock
from realtime.confinement import WITHIN
from realtime.threads import in_thread

MOST: Final = 256


@dataclass(frozen=True, slots=True)
class SignIn:
    """One session and the user it was opened by."""

    session_key: str
    user: Any
    # The one sitting a sign-in by a one-time pass is confined to.
    within: str = ""


class SignedIn:
    """ASGI middleware: puts `user` and `session` (with its key) into the scope of a socket."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        """Look up who it is and pass on; a stranger passes as one."""
        key = session_key_of(scope.get("headers", []))
        sign_in = await get_desk().ask(key) if key else None
        user = sign_in.user if sign_in else AnonymousUser()
        return await self.application({**scope, "user": user, "session": sign_in}, receive, send)


def session_key_of(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The session key of the Cookie header; empty if there is none."""
    for name, value in headers:
        if name.lower() == b"cookie":
            try:
                cookies = SimpleCookie(value.decode("latin-1"))
            except CookieError:
                return ""
            morsel = cookies.get(settings.SESSION_COOKIE_NAME)
            return morsel.value if morsel else ""
    return ""


def sign_ins(keys: Iterable[str]) -> dict[str, SignIn]:
    """The sign-ins of those of these session keys that hold: neither run out, nor of a closed account, nor from before
    a change of the password.
    """
    wanted = {key for key in keys if len(key) <= 40 and "\x00" not in key}
    rows = Session.objects.filter(session_key__in=wanted, expire_date__gt=clock.real())
    held = {row.session_key: row.get_decoded() for row in rows}
    ids = {str(data.get(SESSION_KEY)) for data in held.values()}
    people = get_user_model()._default_manager.filter(
        pk__in=[one for one in ids if one.isdigit()], is_active=True
    )
    users = {str(user.pk): user for user in people}
    return {
        key: SignIn(key, user, data.get(WITHIN, ""))
        for key, data in held.items()
        if (user := users.get(str(data.get(SESSION_KEY)))) is not None
        and data.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and _is_of_this_password(user, data.get(HASH_SESSION_KEY) or "")
    }


def _is_of_this_password(user: Any, found: str) -> bool:
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(found, one) for one in hashes)


class Desk:
    """Those of one process who are being looked up; while one look is under way the next ones gather."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, asyncio.Future[SignIn | None]]] = []
        self._working: asyncio.Task[None] | None = None

    async def ask(self, key: str) -> SignIn | None:
        """The sign-in of a session key; None if it holds no longer or never was."""
        answer: asyncio.Future[SignIn | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((key, answer))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return await answer

    async def _work(self) -> None:
        try:
            while batch := self._waiting[:MOST]:
                del self._waiting[:MOST]
                # Who has given up meanwhile costs nothing any more.
                batch = [(key, answer) for key, answer in batch if not answer.done()]
                try:
                    found = await in_thread(sign_ins)([key for key, _answer in batch])
                except Exception as failure:
                    _answer_all(batch, failure)
                else:
                    _answer_all(batch, found)
        finally:
            self._working = None


def _answer_all(
    batch: list[tuple[str, asyncio.Future[SignIn | None]]], result: dict[str, SignIn] | Exception
) -> None:
    for key, answer in batch:
        if answer.done():
            continue
        if isinstance(result, Exception):
            answer.set_exception(result)
        else:
            answer.set_result(result.get(key))


_desks: WeakKeyDictionary[asyncio.AbstractEventLoop, Desk] = WeakKeyDictionary()


def get_desk() -> Desk:
    """The desk of this process."""
    return _desks.setdefault(asyncio.get_running_loop(), Desk())
