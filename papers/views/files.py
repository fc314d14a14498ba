"""Bytes and facts of one version."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from core.errors import NotFound
from core.registries import ADDRESSES
from core.responses import being_made, fresh
from core.text import whole_number
from papers import access, drawing, files, opening, selectors, services, tiles
from papers.errors import BeingCut, OriginalForDesk
from papers.kinds import KINDS, plain_kind
from papers.models import PaperPage
from papers.storing import page_picture_path, page_words_path, tile_path


@require_safe
def file(request: HttpRequest, version_id: UUID, name: str) -> HttpResponseBase:
    """`file.pdf`: what is read; `original`: the file as it came. Immutable addresses; ranges up to 4 MiB."""
    version = access.get_version(request.user, version_id)
    wanted = {"file.pdf": version.pdf, "original": version.original}.get(name)
    if wanted is None:
        raise NotFound
    # Asked only where it decides: a reader's program fetches a long paper in hundreds of ranges.
    if name == "original" and not access.works_on(request.user, version.paper):
        raise OriginalForDesk
    if name == "file.pdf" and not access.gets_unstamped(request.user, version.paper):
        return redirect(ADDRESSES["stamped_paper"](version.pk))
    opening.went_out(request, version)
    response = files.answer(request, wanted, version.paper.classification, (selectors.VERSION, version.pk))
    if name == "file.pdf" and version.scanned_pages and "immutable" in response["Cache-Control"]:
        response["Cache-Control"] = (
            "private, no-cache"  # another file lies here once its words are recognised
        )
    return response


@require_safe
def picture(request: HttpRequest, version_id: UUID, number: int, size: str) -> HttpResponse:
    """The picture of a page, about 200 (thumbnail) or 1,100 (preview) points wide."""
    page = access.get_pictured_page(request.user, version_id, number)
    if not page.thumbnail_path:
        raise NotFound
    # The lists of the desk show the first page so small that no word can be read.
    is_in_list = (
        size == "thumbnail" and page.number == 1 and access.works_on(request.user, page.version.paper)
    )
    if not is_in_list:
        opening.went_out(request, page.version)
    return _drawn(page, page_picture_path(version_id, size, number))


@require_safe
def tile(
    request: HttpRequest, version_id: UUID, number: int, level: int, column: int, row: int
) -> HttpResponse:
    """A tile of a huge page (`papers.tiles`); of one whose tiles don't lie here they are drawn now (409, with
    `Retry-After`).
    """
    page = access.get_pictured_page(request.user, version_id, number)
    if not page.is_tiled or not tiles.is_there(page.dots_wide, page.width, page.height, level, column, row):
        raise NotFound
    if page.tiles_at is None:
        drawing.ask_for(page)
        return being_made({"error": BeingCut().as_reply()})
    opening.went_out(request, page.version)
    drawing.note_looked_at(page)
    return _drawn(page, tile_path(version_id, number, tiles.name(level, column, row)))


@require_safe
def words(request: HttpRequest, version_id: UUID, number: int) -> HttpResponse:
    """The words of a page that is cut in tiles, where they stand: a PDF without its pictures."""
    page = access.get_pictured_page(request.user, version_id, number)
    place = page_words_path(version_id, number)
    if not page.is_tiled or not default_storage.exists(place):
        raise NotFound
    opening.went_out(request, page.version)
    with default_storage.open(place, "rb") as stream:
        response = HttpResponse(stream.read(), content_type=KINDS["pdf"].media_type)
    files.guard(response, page.version.paper.classification)
    response["Cache-Control"] = "no-store"  # others lie here once a scan is recognised
    return response


def _drawn(page: PaperPage, place: str) -> HttpResponse:
    """A picture that lies in storage."""
    if not default_storage.exists(place):
        raise NotFound
    with default_storage.open(place, "rb") as stream:
        drawn = stream.read()
    kind = plain_kind(drawn[:16])
    response = HttpResponse(drawn, content_type=kind.media_type if kind else "application/octet-stream")
    files.guard(response, page.version.paper.classification)
    return response


@require_safe
def contents(request: HttpRequest, version_id: UUID) -> JsonResponse:
    """How far the version is, sizes of its pages, outline."""
    version = access.get_version(request.user, version_id)
    return fresh(
        selectors.contents_of(version, with_tiles=access.gets_unstamped(request.user, version.paper))
    )


@require_safe
def page_text(request: HttpRequest, version_id: UUID, number: int) -> JsonResponse:
    """The words of one page."""
    page = access.get_page(request.user, version_id, number)
    opening.went_out(request, page.version)
    return fresh({"page": number, "text": page.text, "source": page.text_source})


@require_POST
def opened(request: HttpRequest, version_id: UUID) -> JsonResponse:
    """The reader is at this page now."""
    version = access.get_version(request.user, version_id)
    services.note_reading(request.user, version)
    row = services.note_opening(request.user, version, whole_number(request.POST.get("page", "")))
    return fresh({"page": row.last_page})
