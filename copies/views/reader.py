"""A reader's copies: the one on screen, the ones printed and downloaded."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.deeds import deed_of
from agendas.access import get_sitting_to_attend
from copies import access, making, selectors, services
from copies.errors import BeingStamped, NotReadable
from copies.marking import shown
from copies.models import IssuedCopy
from copies.places import place_of
from copies.register import stubs_for
from core.deed import key_of
from core.errors import NotFound
from core.registries import ADDRESSES
from core.responses import PAGE_SECONDS, being_made, fresh
from papers import files
from papers.access import get_version
from papers.sandbox import SandboxFailure
from papers.services import note_taken_along

Way = IssuedCopy.Way


@require_POST
def opened(request: HttpRequest, version_id: UUID) -> JsonResponse:
    """The copy on this reader's screen: what stands across its pages."""
    return fresh(shown(services.open_copy(request.user, get_version(request.user, version_id))))


@require_POST
def take(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A stamped copy to keep or to print (`way`); a large one is made by a job, whose page says how far it is.
    Under the same `key`, and pressed again soon, it is the same copy.
    """
    version = get_version(request.user, version_id)
    if version.pdf is None or not version.is_readable:
        raise NotReadable
    way = Way.PRINT if request.POST.get("way") == Way.PRINT else Way.DOWNLOAD
    _sitting, body = place_of(request.user, version)
    deed = deed_of(request.user, body, key=key_of(request.POST.get("key", "")))
    taken = services.take_copy(deed, request.user, version, way)
    copy = access.get_copy_to_make(taken.pk)
    if copy.file is not None:
        return redirect("copies:file", copy.pk)
    if making.is_small(copy) and _made(copy):
        return redirect("copies:file", copy.pk)
    services.have_made(copy)
    return redirect("copies:copy", copy.pk)


def _made(copy: IssuedCopy) -> bool:
    """Made while the reader waits? What takes too long goes to a job."""
    try:
        making.make_paper(copy, at_once=True)
    except SandboxFailure:
        return False
    return True


@never_cache
@require_safe
def copy(request: HttpRequest, copy_id: UUID) -> HttpResponse:
    """How far a copy is, and its file once it is there."""
    found = access.get_own_copy(request.user, copy_id)
    back = ADDRESSES["sitting"](found.sitting_id) if found.sitting_id else "/"
    context = {"copy": found, "marks": shown(found), "back": back}
    answer = render(request, "copies/tablet/copy.html", context)
    if found.file_id is None and not found.failed and found.job_id is not None:
        answer["Refresh"] = str(PAGE_SECONDS)
    return answer


@never_cache
@require_safe
def file(request: HttpRequest, copy_id: UUID) -> HttpResponseBase:
    """The stamped file, to its own reader as long as he may read what is in it."""
    found = access.get_own_copy(request.user, copy_id)
    if found.file is None:
        raise NotFound
    # The copy of one paper opened it when it was asked for.
    if request.method == "GET" and found.version_id is None:
        note_taken_along(request.user, [UUID(one) for one in found.versions])
    return _bytes(request, found, inline=found.way == Way.PRINT)


@require_safe
def inline(request: HttpRequest, version_id: UUID) -> HttpResponseBase:
    """The pages of a paper whose class demands that not even the reader's program gets them unstamped.

    A small one is made while it waits; for a large one a job is at work, and the answer says how far it is (409, with
    `Retry-After`): no request lasts as long as the stamping of three hundred pages.
    """
    version = get_version(request.user, version_id)
    if not version.is_readable:
        raise NotFound
    found = access.get_copy_to_make(services.open_copy(request.user, version).pk)
    if found.file is None and not (making.is_small(found) and _made(found)):
        services.have_made(found)
        return _being_made(access.get_copy_to_make(found.pk))
    return _bytes(request, found, inline=True)


def _being_made(copy: IssuedCopy) -> HttpResponse:
    if copy.failed:
        raise NotReadable
    done, total = (copy.job.done, copy.job.total or copy.pages) if copy.job else (0, copy.pages)
    told = BeingStamped(done=done, total=total).as_reply()
    answer = being_made({"error": told, "done": done, "total": total})
    answer["X-Copy-Progress"] = f"{done}/{total}"  # for a HEAD, which has no body
    return answer


def _bytes(request: HttpRequest, found: IssuedCopy, *, inline: bool) -> HttpResponseBase:
    if found.file is None:
        raise NotFound
    classification = found.version.paper.classification if found.version else settings.CLASSIFICATION_CEILING
    answer = files.answer(request, found.file, classification, (selectors.COPY, found.pk))
    answer["Cache-Control"] = "no-store"
    if not inline:
        answer["Content-Disposition"] = answer["Content-Disposition"].replace("inline", "attachment", 1)
    return answer


@require_safe
def stubs(request: HttpRequest, sitting_id: UUID) -> JsonResponse:
    """`{stubs: {item: [{number, classification, responsible, mine}]}}`: what is given on paper alone in a sitting.

    Told over no stream and kept in no pack: it is asked for each time.
    """
    sitting = get_sitting_to_attend(request.user, sitting_id)
    return fresh({"stubs": stubs_for(request.user, sitting)})
