"""What the reader asks about the version it shows: what changed, which papers it names; and words for its pictures."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.deeds import deed_of
from core.deed import DESK
from core.errors import DomainError
from core.registries import ADDRESSES
from core.responses import fresh
from papers import access, citations, selectors, services
from papers import versions as reading
from realtime import confinement


@require_safe
def changes(request: HttpRequest, version_id: UUID) -> JsonResponse:
    """The pages that changed since the version this reader read before it."""
    return fresh(reading.changes_since_read(request.user, access.get_version(request.user, version_id)))


@require_safe
def citations_of(request: HttpRequest, version_id: UUID) -> JsonResponse:
    """Which documents it names that this reader may open (for who came by a pass, those of the one sitting), and which
    pages are scans.
    """
    version = access.get_version(request.user, version_id)
    found = citations.resolved_for(request.user, version)
    if within := confinement.within_of(request):
        open_to = {one["paper"] for one in found}
        open_to = {paper for paper in open_to if confinement.admits(within, {"paper": paper})}
        found = [one for one in found if one["paper"] in open_to]
    return fresh({"citations": found, "sources": selectors.text_sources(version)})


@require_POST
def recognise(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Recognise the words of the scanned pages; back to the page of the desk it was pressed on (`back`)."""
    version = access.get_version_to_work_on(request.user, version_id)
    try:
        services.recognise_text(deed_of(request.user, way=DESK), version)
        messages.success(request, _("Đang nhận dạng chữ. Tài liệu vẫn đọc được trong lúc chờ."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if is_ours else ADDRESSES["paper"](version.paper_id))


@never_cache
@require_safe
def scans(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """What the desk is told of a version's scanned pages: the part of its page that asks again while words are being
    recognised (`back`: that page).
    """
    version = access.get_version_to_work_on(request.user, version_id)
    context = {"version": version, "title": version.paper.title, "back": request.GET.get("back", "")}
    return render(request, "papers/scans_news.html", context)
