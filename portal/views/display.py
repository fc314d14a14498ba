"""The wall: a screen shows a code until the desk lets it in, then the room of that one sitting."""

from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.middleware import open_to_all
from core import clock
from portal import selectors
from realtime import streams
from room.models import Display
from room.services import display_with, request_display_code

COOKIE = "display"
BACKEND = "django.contrib.auth.backends.ModelBackend"
YEAR = 365 * 24 * 3600


@open_to_all
@require_safe
def display(request: HttpRequest) -> HttpResponse:
    """The room if this screen is paired, else its code. The screen is known by a secret only it holds."""
    row = display_with(request.COOKIES.get(COOKIE, ""))
    if row is not None and row.sitting is not None and row.user is not None:
        return _wall(request, row)
    if row is not None:
        return _code(request, row.code)
    row, secret = request_display_code()
    response = _code(request, row.code)
    response.set_cookie(
        COOKIE, secret, max_age=YEAR, httponly=True, samesite="Strict", secure=request.is_secure()
    )
    return response


@open_to_all
@require_safe
def paired(request: HttpRequest) -> JsonResponse:
    """Has the desk let this screen in?"""
    row = display_with(request.COOKIES.get(COOKIE, ""))
    response = JsonResponse({"paired": bool(row and row.sitting_id), "known": row is not None})
    response["Cache-Control"] = "no-store"
    return response


def _code(request: HttpRequest, code: str) -> HttpResponse:
    page = {"urls": {"paired": reverse("portal:display_paired")}}
    return render(request, "portal/room/pair.html", {"code": code, "page": page})


def _wall(request: HttpRequest, row: Display) -> HttpResponse:
    sitting = row.sitting
    assert sitting is not None
    if request.user != row.user:
        login(request, row.user, backend=BACKEND)
    page: dict[str, Any] = {
        "now": sitting.body.now().isoformat(),
        "sitting": str(sitting.pk),
        "urls": selectors.page_urls(),
    }
    page["real_now"] = clock.real().isoformat()
    names = [sitting.stream(streams.ROOM)]
    if row.point is not None:  # its own stream carries nothing: being heard on it is the link the desk sees
        page["point"] = {"id": str(row.point_id), "name": row.point.name}
        names.append(streams.point(row.point.pk))
    context = {"sitting": sitting, "page": page, "streams": selectors.documents(names)}
    return render(request, "portal/room/display.html", context)
