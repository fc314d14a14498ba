"""The desk writes down what a substitute stated for an absent member."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agendas import access, services
from agendas.errors import NotASubstitute
from agendas.selectors import substitutes_of
from agendas.views.desk.shared import desk_deed
from core.errors import DomainError
from core.text import whole_number


@require_POST
def record_absent_opinion(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Save the opinion of one absent member on one item."""
    item = access.get_item_to_note_opinion(request.user, item_id)
    version, chosen = request.POST.get("version", ""), request.POST.get("substitute", "")
    try:
        entry = next((row for row, _opinion in substitutes_of(item) if str(row.pk) == chosen), None)
        if entry is None:
            raise NotASubstitute
        services.record_absent_opinion(
            desk_deed(request, item.agenda.sitting),
            item,
            entry,
            request.POST.get("text", ""),
            whole_number(version),
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã ghi ý kiến do %s nêu.") % entry.name)
    back = redirect("agendas:item", item.pk)
    back["Location"] += "#opinions"
    return back
