"""The service worker, at the root so that it stands over every page, and what makes the house an app of the tablet."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
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


@open_to_all
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Name, icons and colours of the installed app. In Vietnamese for everybody: it names the house, not a person."""
    sizes = [("192x192", "app-192.png", "any"), ("512x512", "app-512.png", "any")]
    sizes.append(("512x512", "app-512-maskable.png", "maskable"))
    facts = {
        "id": reverse("portal:home"),
        "name": "Phòng họp Chính phủ",
        "short_name": "Phòng họp",
        "description": "Chuẩn bị, tiến hành và ghi lại các phiên họp",
        "lang": "vi",
        "dir": "ltr",
        "start_url": reverse("portal:home"),
        "scope": "/",
        "display": "standalone",
        "orientation": "any",
        "background_color": "#ffffff",
        "theme_color": "#1f3f8a",
        "icons": [
            {"src": static(f"img/{name}"), "sizes": size, "type": "image/png", "purpose": purpose}
            for size, name, purpose in sizes
        ],
    }
    response = JsonResponse(facts, content_type="application/manifest+json")
    response["Cache-Control"] = "no-cache"
    return response
