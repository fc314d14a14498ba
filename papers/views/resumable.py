"""Heavy files by tus 1.0: creation, termination, checksum and expiration (https://tus.io/protocols/resumable-upload).

The server hands a request over only when it is whole, so a piece is a request of at most 1 MiB: of one cut on its way
nothing counts, and nothing else is sent twice.
"""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods, require_POST

from accounts.deeds import deed_of
from core.errors import DomainError
from core.responses import busy, fresh
from core.text import whole_number
from papers import access, intake, services
from papers.errors import BadFileName, PieceDamaged, ProtocolUnknown
from papers.models import PartialUpload
from papers.services.resuming import CHECKSUMS, PIECE_LIMIT
from papers.views.uploads import LARGEST, facts_of

VERSION = "1.0.0"
PIECE_TYPE = "application/offset+octet-stream"
View = Callable[..., HttpResponse]


def by_tus(view: View) -> View:
    """Speak the protocol's headers, in refusals too, which are JSON."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: UUID, **names: UUID) -> HttpResponse:
        try:
            response = view(request, *args, **names)
        except DomainError as refusal:
            problem = {"title": refusal.message, "error": refusal.as_reply()}
            response = JsonResponse(problem, status=refusal.http_status)
            if refusal.http_status == 503:
                busy(response)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return speaking


@require_http_methods(["POST", "OPTIONS"])
@by_tus
def begin(request: HttpRequest) -> HttpResponse:
    """POST: room for a file of `Upload-Length` bytes (201, its address); OPTIONS: what this server can."""
    if request.method == "OPTIONS":
        return _abilities()
    _ensure_spoken(request)
    size = whole_number(request.headers.get("Upload-Length", ""), LARGEST)
    if size is None:
        return HttpResponse(status=400)
    upload = services.begin_upload(deed_of(request.user), _name_in(request), size)
    response = HttpResponse(status=201)
    response["Location"] = reverse("papers:append_piece", args=[upload.pk])
    return _with_expiry(response, upload)


@require_http_methods(["HEAD", "PATCH", "DELETE", "OPTIONS"])
@by_tus
def one(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """HEAD: how much is here; PATCH: the next piece; DELETE: not wanted any more."""
    if request.method == "OPTIONS":
        return _abilities()
    upload = access.get_partial_upload(request.user, upload_id)
    _ensure_spoken(request)
    if request.method == "DELETE":
        services.drop_upload(upload)
        return HttpResponse(status=204)
    response = HttpResponse(status=204 if request.method == "PATCH" else 200)
    if request.method == "PATCH":
        upload.offset = _take(request, upload)
    else:
        response["Upload-Length"] = str(upload.size)
    response["Upload-Offset"] = str(upload.offset)
    return _with_expiry(response, upload)


@require_POST
def finish(request: HttpRequest, upload_id: UUID) -> JsonResponse:
    """All pieces are here: examine the file; the same answer as an upload in one piece gets."""
    upload = access.get_partial_upload(request.user, upload_id)
    return fresh(facts_of(services.finish_upload(deed_of(request.user), upload)))


def _ensure_spoken(request: HttpRequest) -> None:
    """Refuse other versions of the protocol."""
    if request.headers.get("Tus-Resumable") != VERSION:
        raise ProtocolUnknown


def _take(request: HttpRequest, upload: PartialUpload) -> int:
    offset = whole_number(request.headers.get("Upload-Offset", ""), LARGEST)
    if offset is None or request.content_type != PIECE_TYPE:
        raise ProtocolUnknown
    data = request.read(PIECE_LIMIT + 1)  # a length needn't be told (chunked), so it is measured
    return services.append_piece(upload, offset, data, _checksum_in(request, upload.name))


def _checksum_in(request: HttpRequest, name: str) -> str:
    """`Upload-Checksum: sha256 <base64>` as "sha256 <hex>"."""
    algorithm, _space, value = request.headers.get("Upload-Checksum", "").partition(" ")
    if not algorithm:
        return ""
    try:
        return f"{algorithm} {base64.b64decode(value, validate=True).hex()}"
    except binascii.Error:
        raise PieceDamaged(name=name) from None


def _name_in(request: HttpRequest) -> str:
    """The `filename` of `Upload-Metadata` (pairs of a key and a base64 value). Raises `BadFileName`."""
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _space, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                break
    raise BadFileName(name="…")


def _with_expiry(response: HttpResponse, upload: PartialUpload) -> HttpResponse:
    response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    return response


def _abilities() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Tus-Version"] = VERSION
    response["Tus-Extension"] = "creation,termination,checksum,expiration"
    response["Tus-Max-Size"] = str(settings.HEAVY_UPLOAD_LIMIT_MIB * intake.MIB)
    response["Tus-Checksum-Algorithm"] = ",".join(CHECKSUMS)
    return response
