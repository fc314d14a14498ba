"""A sign-in by a one-time pass sees the one sitting it is for; what isn't that sitting's doesn't exist for it.

Closed by default: an address it may open stands in `OPEN`, with ids that belong to the sitting. A tablet whose sign-in
ended is emptied before anything else is shown on it.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from core.errors import NotFound
from meetings import letting_in
from meetings.views.entry import give_back
from portal.middleware import answer
from realtime import confinement

# What the page of a sitting and its papers are made of, and for who presides the panel. Nothing of the desk.
OPEN = {
    "portal:sitting",
    "portal:paper",
    "portal:versions",
    "portal:compare",
    "portal:marks",
    "portal:control",
    "portal:preview",
    "agendas:seen",
    "papers:file",
    "papers:picture",
    "papers:tile",
    "papers:words",
    "papers:page_text",
    "papers:opened",
    "papers:contents",
    "papers:changes",
    "papers:citations",
    "copies:opened",
    "copies:inline",
    "copies:stubs",
    "annotations:marks",
    "annotations:note",
    "annotations:readers",
    "voting:my_ballot",
    "realtime:snapshot",
    "realtime:events",
}
# Judged by what they carry, or about nobody else: the way of reading is the owner's own, and commands are asked in
# `realtime.views`.
UNASKED = {
    "realtime:command",
    "accounts:preferences",
    "portal:worker",
    "portal:manifest",
    "javascript-catalog",
}
DOORS = ("entry", "demo")


class OnLoan:
    """Before the gate: confines what came in by a pass, ends what has run out, empties what was left behind."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the address is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: object, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None lets the request through."""
        within = confinement.within_of(request)
        if not within:
            return _emptied(request)
        row = letting_in.pass_of(request)
        if row is None or not letting_in.stands(request, row):
            logout(request)
            return _emptied(request)
        match = request.resolver_match
        name, space = (match.view_name, match.namespace) if match else ("", "")
        if name == "accounts:sign_out":
            return give_back(request)
        if name in UNASKED or space in DOORS:
            return None
        if name == "portal:home":
            return redirect("portal:sitting", within)
        request.user.within = within  # type: ignore[union-attr]
        return None if name in OPEN and _is_of(within, kwargs) else answer(request, NotFound())


def _is_of(within: str, kwargs: dict[str, Any]) -> bool:
    """Do the ids of the address belong to the sitting?"""
    if "stream" in kwargs:
        return confinement.admits_stream(within, kwargs["stream"])
    return confinement.admits(within, confinement.names_of(kwargs))


def _emptied(request: HttpRequest) -> HttpResponse | None:
    """The tablet of a sign-in that has ended asks for a page: first it forgets, then it is asked for a code."""
    if not request.COOKIES.get(letting_in.ON_LOAN) or request.user.is_authenticated:
        return None
    if request.method not in ("GET", "HEAD") or "text/html" not in request.headers.get("Accept", ""):
        return None
    is_door = bool(request.resolver_match and request.resolver_match.namespace == "entry")
    to = request.get_full_path() if is_door else f"{reverse('entry:seat')}?ended=1"
    return letting_in.wiped(redirect(to))
