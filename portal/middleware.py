"""Domain errors become pages, problem documents or socket-like answers in one place."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from core.errors import DomainError
from core.responses import busy


class PersonalPages:
    """A page made for one person is kept by no browser and no proxy: the next at the tablet presses "back" in vain.

    Views that say themselves how long their answer keeps (papers, built files) are left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answers of views that need a sign-in."""
        response = self.get_response(request)
        view = request.resolver_match.func if request.resolver_match else None
        is_open = view is None or getattr(view, "open_to_all", False)
        if not is_open and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class DomainErrorPages:
    """Maps a `DomainError` that left a view: JSON for programs, a fragment for htmx, a page for people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do on the way in."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """Answer a domain error; anything else goes on to Django."""
        if not isinstance(failure, DomainError):
            return None
        return answer(request, failure)


def answer(request: HttpRequest, failure: DomainError) -> HttpResponse:
    """The refusal in the form the caller reads (RFC 9457 for JSON)."""
    if "application/json" in request.headers.get("Accept", "") or request.content_type == "application/json":
        problem = {
            "type": f"urn:ecabinet:{failure.code}",
            "title": failure.message,
            "status": failure.http_status,
        }
        response: HttpResponse = JsonResponse(
            {**problem, "error": failure.as_reply()},
            status=failure.http_status,
            content_type="application/problem+json",
        )
    else:
        partial = getattr(request, "htmx", None)
        template = "components/refusal.html" if partial else "errors/refusal.html"
        response = render(request, template, {"failure": failure}, status=failure.http_status)
    add_never_cache_headers(response)
    return busy(response) if failure.http_status == 503 else response
