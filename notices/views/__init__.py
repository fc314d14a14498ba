"""The reader's own notices."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SECRETARIAT_ROLES
from accounts.models import BodyRole
from notices import selectors, services
from notices.models import Notice

DESK_ROLES = (*SECRETARIAT_ROLES, BodyRole.Role.SUBMITTER, BodyRole.Role.AUDITOR, BodyRole.Role.ADMINISTRATOR)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest lines, unread ones marked; on the face the person works with."""
    context = {"lines": selectors.lines_for(request.user), "frame": _frame(request)}
    return render(request, "notices/list.html", context)


def _frame(request: HttpRequest) -> str:
    """The desk for those who work there, else the members' face."""
    person_id = getattr(request.user, "person_id", None)
    works = person_id and BodyRole.objects.filter(person_id=person_id, role__in=DESK_ROLES).exists()
    return "faces/desk/base.html" if works else "faces/tablet/base.html"


@require_POST
def follow(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Read one line and go where it leads."""
    notice = get_object_or_404(Notice, pk=notice_id, user=request.user)
    services.mark_read(request.user, [notice.pk])
    is_ours = url_has_allowed_host_and_scheme(notice.url, allowed_hosts={request.get_host()})
    return redirect(notice.url if notice.url and is_ours else "notices:list")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    services.mark_read(request.user)
    return redirect("notices:list")
