"""Sets of a sitting's papers as one PDF, for who attends it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.deeds import deed_of
from agendas.access import can_read_script, get_sitting_to_attend
from copies import services
from copies.contents import parts_for
from copies.models import IssuedCopy
from core.errors import DomainError, NotAllowed
from core.registries import ADDRESSES
from meetings.models import Sitting

Subject, Way = IssuedCopy.Subject, IssuedCopy.Way


@never_cache
@require_safe
def sets(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Which sets there are for this person, and those made lately."""
    sitting = get_sitting_to_attend(request.user, sitting_id)
    parts = parts_for(request.user, sitting)
    own = IssuedCopy.objects.filter(user=request.user, sitting=sitting).exclude(subject=Subject.PAPER)
    context = {
        "sitting": sitting,
        "kinds": [Subject(one) for one in _kinds(request.user, sitting)],
        "papers": sum(len(part.rows) for part in parts),
        "pages": sum(row.version.page_count for part in parts for row in part.rows if row.version),
        "copies": own.select_related("job", "file").order_by("-created_at")[:10],
        "back": ADDRESSES["sitting"](sitting.pk),
    }
    return render(request, "copies/tablet/sets.html", context)


@require_POST
def order(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Let a set be made (`subject`, `way`)."""
    sitting = get_sitting_to_attend(request.user, sitting_id)
    subject = request.POST.get("subject") or Subject.BOUND_SET
    if subject not in _kinds(request.user, sitting):
        raise NotAllowed
    way = Way.PRINT if request.POST.get("way") == Way.PRINT else Way.DOWNLOAD
    try:
        copy = services.order_set(deed_of(request.user, sitting.body), request.user, sitting, subject, way)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("copies:sets", sitting.pk)
    return redirect("copies:copy", copy.pk)


def _kinds(user: Any, sitting: Sitting) -> list[str]:
    """The kinds of sets this person may have."""
    chair = [Subject.CHAIR_SET] if can_read_script(user, sitting) else []
    return [Subject.BOUND_SET, *chair, Subject.OWN_SET]
