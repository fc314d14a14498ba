"""Nobody comes in without signing in, except where a view says so."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import translation

from core.errors import SignInRequired


def open_to_all(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view as needing no sign-in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


class SignInGate:
    """Closed by default: a view is reached only signed in, unless marked `open_to_all`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Send strangers to the sign-in page, programs a 401; the address they wanted is kept."""
        if request.user.is_authenticated:
            self._speak(request)
            return None
        if getattr(view, "open_to_all", False):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"error": SignInRequired().as_reply()}, status=401)
        target = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "/")
        response: HttpResponse = redirect(f"{resolve_url('accounts:sign_in')}?{urlencode({'next': target})}")
        if getattr(request, "htmx", None):
            response = HttpResponse(status=401)
            response["HX-Trigger"] = json.dumps({"signInNeeded": {"url": resolve_url("accounts:sign_in")}})
        return response

    def _speak(self, request: HttpRequest) -> None:
        """The person's own choice of language goes before the browser's."""
        language = request.user.language  # type: ignore[union-attr]
        if language != translation.get_language():
            translation.activate(language)
            request.LANGUAGE_CODE = language
