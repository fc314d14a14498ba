"""Where a person lands: the face that fits the role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core import clock
from portal import selectors
from portal.navigation import standing_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A member's home; the secretariat goes to its Today, unless it also has a seat."""
    standing = standing_of(request)
    if standing.works_at_the_desk and not standing.has_seat:
        return redirect("portal:today")
    user = request.user
    live = selectors.live_sitting_of(user)
    names = selectors.streams_for(user, live) if live else selectors.own_streams(user)
    page = {
        "now": clock.real().isoformat(),
        "urls": selectors.page_urls(),
        "person": str(user.person_id or ""),
    }
    context = {"page": page, "streams": selectors.documents(names), **selectors.home_of(user)}
    return render(request, "portal/tablet/home.html", context)
