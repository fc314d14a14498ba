"""Files coming in."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from accounts.deeds import deed_of
from core.responses import fresh
from core.text import whole_number
from papers import access, intake, services
from papers.errors import EmptyFile
from papers.kinds import KINDS
from papers.models import StagedUpload

# What a browser can count to.
LARGEST = 2**53


@require_POST
def stage(request: HttpRequest) -> JsonResponse:
    """Take one file (field `file`); the name as the person sees it may come in the field `name`."""
    coming = whole_number(request.headers.get("Content-Length", ""), LARGEST) or 0
    intake.ensure_size(max(1, coming - 64 * 1024), request.GET.get("name", "")[:140] or "…")
    upload = request.FILES.get("file")
    if upload is None:
        raise EmptyFile(name=request.POST.get("name", "…")[:140])
    staged = services.stage_upload(
        deed_of(request.user), upload, request.POST.get("name") or upload.name or ""
    )
    return fresh(facts_of(staged))


def facts_of(staged: StagedUpload) -> dict[str, Any]:
    """What the page is told of a file that has come in."""
    kind = next(kind for kind in KINDS.values() if kind.media_type == staged.file.mime)
    return {
        "upload": str(staged.pk),
        "name": staged.name,
        "size": staged.file.size,
        "kind": kind.name,
        "spoken": kind.spoken,
    }


@require_POST
def discard(request: HttpRequest, upload_id: UUID) -> JsonResponse:
    """Forget a staged file."""
    services.discard_upload(deed_of(request.user), access.get_own_upload(request.user, upload_id))
    return fresh({"discarded": str(upload_id)})
