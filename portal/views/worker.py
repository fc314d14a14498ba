"""The service worker, at the root so that it stands over every page."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.middleware import open_to_all


@open_to_all
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The built script, asked for anew at every start of a page."""
    path = finders.find("dist/sw.js")
    if not path:
        raise Http404
    response = HttpResponse(Path(path).read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
