"""Search over everything the person may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.registries import SEARCHABLES
from portal.navigation import standing_of
from search import door


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits for `q`; with or without tones."""
    text = request.GET.get("q", "")
    hits = door.find(request.user, text)
    labels = {kind: app.label for kind, app in SEARCHABLES.items()}
    rows = [{"hit": hit, "label": labels[hit.kind]} for hit in hits]
    context = {"q": text, "rows": rows, "face": face_of(request)}
    return render(request, "portal/search.html", context)


def face_of(request: HttpRequest) -> str:
    """The base template of the face the person works on."""
    standing = standing_of(request)
    desk = standing.works_at_the_desk and not standing.has_seat
    return "faces/desk/base.html" if desk else "faces/tablet/base.html"
