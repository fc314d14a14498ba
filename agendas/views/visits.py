"""A reader has looked through what changed."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from agendas import access, services
from core.responses import fresh


@require_POST
def seen(request: HttpRequest, sitting_id: UUID) -> JsonResponse:
    """Up to `until` (ISO 8601; the newest change that was shown), else up to now. Answers `{"seen_at"}`."""
    sitting = access.get_sitting_to_attend(request.user, sitting_id)
    until = _moment(request.POST.get("until", "")) or sitting.body.now()
    return fresh({"seen_at": services.mark_seen(request.user, sitting, until).isoformat()})


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
