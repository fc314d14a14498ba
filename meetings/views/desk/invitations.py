"""Letters and replies: preview, send, who hasn't replied, the forecast."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from layouts.pdf import render_pdf
from meetings import access, rules, selectors, services
from meetings.letter import compose, letter_of
from meetings.services.letters import letter_facts
from meetings.views.desk.shared import desk_deed, do, follows, page


@require_safe
def invitations(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Where the letters stand, what came back, and whether the quorum is near."""
    sitting = access.get_sitting_at_desk(request.user, sitting_id)
    context = page(request, sitting, "meetings:invitations", _("Giấy mời, trả lời"))
    context |= follows(request, sitting)
    invited = selectors.roster(sitting).filter(role__in=rules.INVITED_ROLES)
    return render(
        request,
        "meetings/desk/invitations.html",
        {
            **context,
            "rows": list(invited.select_related("substitute_for")),
            "silent": list(selectors.silent(sitting)),
            "overview": selectors.replies_overview(sitting),
            "deadline": selectors.letter_deadline(sitting),
            "mailed": selectors.mailed_counts(sitting),
        },
    )


@require_safe
def letter(request: HttpRequest, sitting_id: UUID, entry_id: UUID) -> HttpResponse:
    """The letter to one person as PDF: the one that went out last, else as it would go out now."""
    sitting = access.get_sitting_at_desk(request.user, sitting_id)
    row = access.get_entry_to_look_at(sitting, entry_id)
    sent = row.invitations.order_by("-number").first()
    if sent is not None:
        return pdf_answer(render_pdf(letter_of(sent)))
    said = letter_facts(sitting, desk_deed(request, sitting))
    said |= {"name": row.name, "post": row.post_title, "role": row.role}
    return pdf_answer(render_pdf(compose(said, sitting.body.now())))


def pdf_answer(content: bytes) -> HttpResponse:
    """A PDF shown in the browser, kept by nobody on the way."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="giay-moi.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def call(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Send the invitations."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    return do(
        request,
        lambda: services.call_sitting(desk_deed(request, sitting), sitting),
        _("Giấy mời đã được chuyển đi. Trả lời sẽ hiện tại trang này."),
        "meetings:invitations",
        sitting.pk,
    )


@require_POST
def remind(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Write again to those who haven't replied."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    try:
        count = services.remind_unanswered(desk_deed(request, sitting), sitting)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        said = ngettext("Đã nhắc %(n)s người chưa trả lời.", "Đã nhắc %(n)s người chưa trả lời.", count)
        messages.success(request, said % {"n": count})
    return redirect("meetings:invitations", sitting.pk)
