"""The secretariat's first page of the day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import SECRETARIAT_ROLES
from core.errors import NotAllowed
from portal.navigation import standing_of
from portal.today import today_of


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What is due, late, and waiting for whom."""
    standing = standing_of(request)
    if not standing.roles & set(SECRETARIAT_ROLES):
        if standing.works_at_the_desk:
            return render(request, "portal/desk/elsewhere.html")
        raise NotAllowed
    body = standing.main_body
    return render(
        request, "portal/desk/today.html", {"now": body.now() if body else None, **today_of(request.user)}
    )
