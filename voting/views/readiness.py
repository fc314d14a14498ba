"""Whether everybody's device is ready, at the desk; those who aren't are reminded in one press."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from meetings import access
from meetings.views.desk.shared import desk_deed, page
from voting import services
from voting.models import TrialVote
from voting.readiness import readiness_of


@require_safe
def readiness(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """A line per person; first those who aren't ready, with how to reach them."""
    sitting = access.get_sitting_at_desk(request.user, sitting_id)
    lines = readiness_of(sitting)
    context = {
        **page(request, sitting, "voting:readiness", _("Sẵn sàng")),
        "lines": lines,
        "unready": [line for line in lines if not line.is_ready],
        "trial": TrialVote.objects.filter(sitting=sitting).first(),
        "may_remind": not sitting.is_over and sitting.state != sitting.State.DRAFT,
    }
    return render(request, "voting/desk/readiness.html", context)


@require_POST
def remind(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Remind those who aren't ready."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    try:
        count = services.remind_unready(desk_deed(request, sitting), sitting)["reminded"]
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        said = ngettext("Đã nhắc %(n)s người chưa sẵn sàng.", "Đã nhắc %(n)s người chưa sẵn sàng.", count)
        messages.success(request, said % {"n": count})
    return redirect("voting:readiness", sitting.pk)
