"""Bytes and facts of one version."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from core.errors import NotFound
from core.responses import fresh
from core.text import whole_number
from papers import access, files, selectors, services
from papers.storing import page_picture_path


@require_safe
def file(request: HttpRequest, version_id: UUID, name: str) -> HttpResponseBase:
    """`file.pdf`: what is read; `original`: the file as it came. Immutable addresses; ranges up to 4 MiB."""
    version = access.get_version(request.user, version_id)
    wanted = {"file.pdf": version.pdf, "original": version.original}.get(name)
    if wanted is None:
        raise NotFound
    if name == "file.pdf" and request.method == "GET" and is_beginning(request):
        services.note_opening(request.user, version)
    return files.answer(request, wanted, version.paper.classification, (selectors.VERSION, version.pk))


def is_beginning(request: HttpRequest) -> bool:
    """Does the request fetch the start of the file (a reader opening it)?"""
    asked = request.headers.get("Range", "")
    return not asked or asked.startswith("bytes=0-")


@require_safe
def picture(request: HttpRequest, version_id: UUID, number: int, size: str) -> HttpResponse:
    """The picture of a page, about 200 (thumbnail) or 1,100 (preview) points wide."""
    page = access.get_page(request.user, version_id, number)
    place = page_picture_path(version_id, size, number)
    if not page.thumbnail_path or not default_storage.exists(place):
        raise NotFound
    with default_storage.open(place, "rb") as stream:
        response = HttpResponse(stream.read(), content_type="image/webp")
    files.guard(response, page.version.paper.classification)
    return response


@require_safe
def contents(request: HttpRequest, version_id: UUID) -> JsonResponse:
    """How far the version is, sizes of its pages, outline."""
    return fresh(selectors.contents_of(access.get_version(request.user, version_id)))


@require_safe
def page_text(request: HttpRequest, version_id: UUID, number: int) -> JsonResponse:
    """The words of one page."""
    page = access.get_page(request.user, version_id, number)
    return fresh({"page": number, "text": page.text, "source": page.text_source})


@require_POST
def opened(request: HttpRequest, version_id: UUID) -> JsonResponse:
    """The reader is at this page now."""
    version = access.get_version(request.user, version_id)
    row = services.note_opening(request.user, version, whole_number(request.POST.get("page", "")))
    return fresh({"page": row.last_page})
