"""Pages for what went wrong before or beside a view."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is stale (signed in again elsewhere): the typed text is still in the browser."""
    return render(request, "errors/csrf.html", status=403)
