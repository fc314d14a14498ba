"""Every address of the product; each must stand in one of `tests/access_of_*.py`."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from accounts.middleware import open_to_all

handler500 = "portal.views.errors.server_error"
urlpatterns = [
    path("", include("portal.urls")),
    path("account/", include("accounts.urls")),
    path("notices/", include("notices.urls")),
    path("realtime/", include("realtime.urls")),
    path("papers/", include("papers.urls")),
    path("notes/", include("annotations.urls")),
    path("dossiers/", include("dossiers.urls")),
    path("seat/", include("meetings.entry_urls")),
    path("sittings/", include("meetings.urls")),
    path("agendas/", include("agendas.urls")),
    path("copies/", include("copies.urls")),
    path("room/", include("room.urls")),
    path("packs/", include("packs.urls")),
    path("recordings/", include("recordings.urls")),
    path("voting/", include("voting.urls")),
    path("minutes/", include("minutes.urls")),
    path("jsi18n/", open_to_all(JavaScriptCatalog.as_view()), name="javascript-catalog"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("demo.urls")))
