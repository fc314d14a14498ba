"""The versions of a paper: which there are, and two of them side by side."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core import clock
from core.responses import fresh
from core.text import whole_number
from papers.access import get_paper
from papers.differences import Place, Run
from papers.opening import went_out
from papers.versions import differences_between, list_for, two_to_compare
from portal import reading, selectors
from realtime.confinement import within_of


@require_safe
def versions(request: HttpRequest, paper_id: UUID) -> JsonResponse:
    """`{"versions": […], "cited": address}`: what this reader may see, newest first, by the clock of the body the paper
    lies before, and where it was cited, if it has a number.
    """
    paper = get_paper(request.user, paper_id)
    body = reading.body_of(paper)
    rows = list_for(request.user, paper, body.time_of if body else lambda at: at)
    is_listed = paper.document_number and not getattr(request.user, "within", "")
    cited = reverse("portal:cited", args=[paper.pk]) if is_listed else ""
    return fresh({"versions": rows, "cited": cited})


@require_safe
def compare(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """What differs from `?old=` to `?new=` (numbers of versions); without them, the newest two."""
    paper = get_paper(request.user, paper_id)
    asked = (whole_number(request.GET.get(name, "")) for name in ("old", "new"))
    rows, old, new = two_to_compare(request.user, paper, *asked)
    for row in (old, new):
        went_out(request, row)
    found = differences_between(old, new)
    back = reading.way_back(request, reverse("portal:paper", args=[paper.pk]))
    page = {
        "now": clock.real().isoformat(),
        "person": str(getattr(request.user, "person_id", None) or ""),
        "urls": {**selectors.page_urls(), "back": back},
        "paper": {"id": str(paper.pk)},
    }
    context = {
        "page": page,
        "streams": selectors.documents(selectors.streams_of_paper(request.user, paper), within_of(request)),
        "paper": paper,
        "back": back,
        "here": request.get_full_path(),
        "versions": rows,
        "body": reading.body_of(paper),
        "old": old,
        "new": new,
        "places": [shown(place) for place in found.places],
        "left_off": found.left_off,
        "is_cut": found.is_cut,
        "unread": [row for row in (old, new) if not row.is_readable],
    }
    return render(request, "portal/tablet/compare.html", context)


def shown(place: Place) -> dict[str, Any]:
    """A place as the page writes it: of a long stretch that stayed, its ends are enough."""
    return {
        "place": place,
        "old": [_short(run, at, len(place.old)) for at, run in enumerate(place.old)],
        "new": [_short(run, at, len(place.new)) for at, run in enumerate(place.new)],
        "before": _last(place.before),
        "after": _first(place.after),
    }


def _short(run: Run, at: int, count: int) -> Run:
    words = run.text.split()
    if run.op != "same" or len(words) <= 60:
        return run
    head = [] if at == 0 else words[:25]
    tail = [] if at == count - 1 else words[-25:]
    return Run("same", " ".join([*head, "…", *tail]))


def _last(text: str) -> str:
    words = text.split()
    return " ".join(["…", *words[-20:]] if len(words) > 20 else words)


def _first(text: str) -> str:
    words = text.split()
    return " ".join([*words[:20], "…"] if len(words) > 20 else words)
