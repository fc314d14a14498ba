"""One-click sign-in and the jump to the day of the sitting."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.middleware import open_to_all
from core.errors import DomainError
from demo import services
from demo.content.people import BY_KEY, PERSONAS

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@open_to_all
@require_GET
def personas(request: HttpRequest) -> HttpResponse:
    """Everybody one can be with one click."""
    rows = [{"persona": persona, "person": BY_KEY[persona.person]} for persona in PERSONAS]
    return render(request, "demo/personas.html", {"rows": rows, "next": _wanted(request)})


@open_to_all
@require_POST
def sign_in(request: HttpRequest, persona: str) -> HttpResponse:
    """Become this persona. An unknown one is 404."""
    user = services.user_of(services.persona_named(persona))
    login(request, user, backend=_BACKEND)
    return redirect(_wanted(request) or "portal:home")


@require_POST
def jump(request: HttpRequest) -> HttpResponse:
    """To 07:30 on the day of the sitting, and back to the page one came from."""
    try:
        services.jump()
        messages.success(request, _("Đã chuyển đến 07:30, ngày 02/10/2020 (giờ trình diễn)."))
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    return redirect(_here(request))


def _wanted(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if safe else ""


def _here(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    path = urlsplit(came_from).path if safe else "/"
    # "//elsewhere/" is a path of ours and, by itself, an address of somebody else's.
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"
