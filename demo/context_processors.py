"""The ribbon over demonstration data."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class _Ribbon:
    """Rendered when, and only if, the page prints it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __str__(self) -> SafeString:
        user = getattr(self.request, "user", None)
        context = {
            "signed_in": bool(user and user.is_authenticated),
            "csrf_token": get_token(self.request),
        }
        return SafeString(render_to_string("demo/ribbon.html", context))

    def __html__(self) -> str:
        return str(self)


def ribbon(request: HttpRequest) -> dict[str, Any]:
    """``demo_ribbon`` for `base.html`."""
    return {"demo_ribbon": _Ribbon(request)}
