"""One paper on its own page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core import clock
from papers.access import get_paper, get_version_to_read
from papers.selectors import last_pages
from portal import reading, selectors
from portal.navigation import standing_of
from realtime.confinement import within_of


@require_safe
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The reader with the version this person may read."""
    row = get_paper(request.user, paper_id)
    version = get_version_to_read(request.user, row)
    back = reading.way_back(request, reverse("portal:home"))
    page: dict[str, Any] = {
        "now": clock.real().isoformat(),
        "person": str(request.user.person_id or ""),
        "urls": {**selectors.page_urls(), **selectors.copy_urls(request.user), "back": back},
        "back_words": reading.back_words(back),
        "reader": {"name": request.user.get_full_name(), "unit": standing_of(request).post},
        "paper": {
            "id": str(row.pk),
            "version_id": str(version.pk),
            "title": row.title,
            "pages": version.page_count,
            "number": version.number,
            "ready": version.is_readable,
        },
        "last_pages": {str(pk): at for pk, at in last_pages(request.user, [version.pk]).items()},
    }
    documents = selectors.documents(selectors.streams_of_paper(request.user, row), within_of(request))
    page["read"] = reading.last_read_in(request.user, documents)
    context = {"page": page, "paper": row, "streams": documents}
    return render(request, "portal/tablet/reader.html", context)
