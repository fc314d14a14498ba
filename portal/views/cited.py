"""Where a paper was cited."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from papers.access import get_paper
from papers.cited import where_cited
from portal import reading
from portal.hits import leading_back
from portal.navigation import standing_of
from portal.views.search import face_of


@require_safe
def cited(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The papers, minutes and notices that name this one's number, of those this person may read."""
    paper = get_paper(request.user, paper_id)
    found = where_cited(request.user, paper)
    itself = reverse("portal:paper", args=[paper.pk])
    back = reading.way_back(request, itself)
    context = {
        "paper": paper,
        "found": found,
        "groups": leading_back(found.groups, request.get_full_path()),
        "back": back,
        "back_words": _("Về tài liệu") if back == itself else reading.back_words(back),
        "face": face_of(request),
        "body": standing_of(request).main_body,
    }
    return render(request, "portal/cited.html", context)
