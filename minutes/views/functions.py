"""The three functions of the desk beside the minutes: seen, and taken over in one tap."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.views.desk.shared import desk_deed, do
from minutes import access
from room.access import get_sitting_with_function
from room.models import DeskFunction
from room.services import take_function as take


@require_POST
def take_function(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The signed-in person holds the function named from now on, whoever held it."""
    sitting = access.get_sitting_to_minute(request.user, sitting_id)
    function = request.POST.get("function", "")
    if function not in DeskFunction.Function.values:
        return redirect("minutes:edit", sitting.pk)
    get_sitting_with_function(request.user, sitting.pk, function)
    deed = desk_deed(request, sitting)
    said = _("Đồng chí đã tiếp nhận việc này.")
    return do(request, lambda: take(deed, sitting, function), said, "minutes:edit", sitting.pk)
