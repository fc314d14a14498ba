"""From a one-time pass to a sign-in that is good for one sitting and no longer than midnight."""

import re
from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse

from core import clock
from meetings.models import OneTimePass
from meetings.passes import next_midnight
from realtime.confinement import WITHIN

# Where the session keeps the pass; the sitting is kept under `WITHIN`.
PASS: Final = "pass"
# Stays on the tablet after its sign-in ended, so that whatever opens next empties it first.
ON_LOAN: Final = "on_loan"
WIPE: Final = '"cache", "cookies", "storage"'
_BACKEND = "django.contrib.auth.backends.ModelBackend"
_DEVICES = (("iPad", "iPad"), ("iPhone", "iPhone"), ("Android", "Android"), ("Windows", "Windows"))
_MORE_DEVICES = (("Macintosh", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))
_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


def signs_in(request: HttpRequest) -> Callable[[OneTimePass], str]:
    """A function that signs the pass's person in, whoever was before, and answers with the session's key."""

    def open_session(row: OneTimePass) -> str:
        request.session.flush()
        login(request, row.entry.person.user, backend=_BACKEND)
        request.session[WITHIN] = str(row.entry.sitting_id)
        request.session[PASS] = str(row.pk)
        request.session.set_expiry(min(row.expires_at, next_midnight(row.entry.sitting)))
        request.session.save()
        return str(request.session.session_key)

    return open_session


def pass_of(request: HttpRequest) -> OneTimePass | None:
    """The pass this request's sign-in was opened by, whether it still stands or not; None for a usual sign-in."""
    pk = request.session.get(PASS)
    rows = OneTimePass.objects.select_related("entry__sitting__body")
    return rows.filter(pk=pk).first() if pk else None


def stands(request: HttpRequest, row: OneTimePass) -> bool:
    """Does the sign-in still hold by the clock of now? The server's own check of the session knows but one clock."""
    ends = request.session.get_expiry_date()
    return row.is_out and not row.entry.sitting.is_over and clock.real() < ends


def wiped(response: HttpResponse) -> HttpResponse:
    """Let the browser forget everything it has of us: pages, papers, unsent notes, the sign-in."""
    response["Clear-Site-Data"] = WIPE
    response["Cache-Control"] = "no-store"
    response.delete_cookie(ON_LOAN)
    return response


def device_of(request: HttpRequest) -> str:
    """ "iPad, Safari": enough to know a tablet by on the desk's list."""
    agent = request.headers.get("User-Agent", "")
    found = [_first(agent, (*_DEVICES, *_MORE_DEVICES)), _first(agent, _BROWSERS)]
    return ", ".join(word for word in found if word) or re.sub(r"[^\w ./-]", "", agent)[:40] or "–"


def _first(agent: str, marks: tuple[tuple[str, str], ...]) -> Any:
    return next((word for mark, word in marks if mark in agent), "")
