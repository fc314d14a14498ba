"""The one-line notes of a sitting that are kept, for those who may read them."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.views.desk.shared import page
from room import access


@require_safe
def lines(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """One's own notes, written and received; the auditor of the body reads all but those of internal parts."""
    sitting, is_at_desk = access.get_sitting_of_lines(request.user, sitting_id)
    context = page(request, sitting, "room:lines", _("Tin nhắn được giữ"))
    if not is_at_desk:  # the other tabs are not the auditor's
        context |= {"tabs": [], "crumbs": []}
    context |= {"lines": access.lines_for(request.user, sitting), "are_kept": settings.SITTING_LINES_KEPT}
    return render(request, "room/desk/lines.html", context)
