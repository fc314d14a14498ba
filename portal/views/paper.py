"""One paper on its own page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core import clock
from papers.access import get_paper, get_version_to_read
from papers.selectors import last_pages
from portal import selectors


@require_safe
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The reader with the version this person may read."""
    row = get_paper(request.user, paper_id)
    version = get_version_to_read(request.user, row)
    page = {
        "now": clock.real().isoformat(),
        "person": str(request.user.person_id or ""),
        "urls": {**selectors.page_urls(), "back": reverse("portal:home")},
        "paper": {
            "id": str(row.pk),
            "version_id": str(version.pk),
            "title": row.title,
            "pages": version.page_count,
            "ready": version.is_readable,
        },
        "last_pages": {str(pk): at for pk, at in last_pages(request.user, [version.pk]).items()},
    }
    names = selectors.streams_of_paper(request.user, row)
    context = {"page": page, "paper": row, "streams": selectors.documents(names)}
    return render(request, "portal/tablet/reader.html", context)
