"""What the desk's pages share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.deeds import deed_of
from core.deed import DESK, Deed, key_of
from core.errors import DomainError
from meetings import access, tabs
from meetings.models import Sitting
from realtime import audiences, streams
from realtime.selectors import heads


def desk_deed(request: HttpRequest, sitting: Sitting) -> Deed:
    """The signed-in person's deed at the desk, under the form's key if it sent one."""
    return deed_of(request.user, sitting.body, DESK, key_of(request.POST.get("key", "")))


def page(request: HttpRequest, sitting: Sitting, current: str, title: str) -> dict[str, Any]:
    """Frame of a page about one sitting: crumbs, tabs, whether this person may change things."""
    return {
        "sitting": sitting,
        "page_title": title,
        "tabs": tabs.tabs_of(request.user, sitting, current),
        "crumbs": [
            {"label": _("Phiên họp"), "url": reverse("meetings:list")},
            {"label": sitting.short_title or sitting.title, "url": tabs.home_url(request.user, sitting)},
            {"label": title, "url": ""},
        ],
        "may_change": access.can_conduct(request.user, sitting),
        "is_planned": sitting.state in (Sitting.State.DRAFT, Sitting.State.CALLED),
    }


def follows(request: HttpRequest, sitting: Sitting) -> dict[str, Any]:
    """`{"follows": {"stream", "number"}}` for a page that follows the roster; read before the rows are.

    The secretariat follows its own stream, who presides the presider's.
    """
    mine = (sitting.stream(streams.SECRETARIAT), sitting.stream(streams.CHAIR))
    stream = next((name for name in mine if audiences.is_in(request.user, name)), "")
    return {"follows": {"stream": stream, "number": heads([stream])[stream]} if stream else None}


def do(request: HttpRequest, act: Callable[[], Any], said: str, to: str, *args: Any) -> HttpResponse:
    """Carry out one button's step and go back to its page with what happened, or why not."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return redirect(to, *args)
