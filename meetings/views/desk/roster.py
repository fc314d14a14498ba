"""The roster: members and guests, how each takes part."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.services import create_person
from core.errors import DomainError, EditedMeanwhile
from core.forms import add_refusal, keep_typed
from meetings import access, selectors, services
from meetings.forms import GuestForm, ReplyForm, reply_initial
from meetings.models import RosterEntry
from meetings.views.desk.shared import desk_deed, do, follows, page


@require_http_methods(["GET", "POST"])
def roster(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Everybody on the roster; the form below adds a guest."""
    sitting = access.get_sitting_at_desk(request.user, sitting_id)
    form = GuestForm(sitting, request.POST or None)
    if request.method == "POST":
        sitting = access.get_sitting_to_conduct(request.user, sitting_id)
        if form.is_valid() and _add(request, sitting, form):
            return redirect("meetings:roster", sitting.pk)
    context = page(request, sitting, "meetings:roster", _("Thành phần dự họp")) | follows(request, sitting)
    rows = list(selectors.roster(sitting).select_related("substitute_for", "presence"))
    members = [row for row in rows if row.role == RosterEntry.Role.MEMBER]
    substitutes = {row.substitute_for_id: row for row in rows if row.role == RosterEntry.Role.SUBSTITUTE}
    for row in members:
        row.substitute = substitutes.get(row.pk)  # type: ignore[attr-defined]
    others = (RosterEntry.Role.MEMBER, RosterEntry.Role.SUBSTITUTE)
    return render(
        request,
        "meetings/desk/roster.html",
        {
            **context,
            "form": form,
            "members": members,
            "guests": [row for row in rows if row.role not in others],
        },
    )


def _add(request: HttpRequest, sitting: object, form: GuestForm) -> bool:
    """Add the guest, entering a new person first if need be; a refusal goes into the form."""
    deed, data = desk_deed(request, sitting), form.cleaned_data  # type: ignore[arg-type]
    try:
        person = data["person"] or create_person(deed, full_name=data["full_name"], email=data["email"])
        services.add_to_roster(deed, sitting, person, data["role"], post_title=data["post_title"])  # type: ignore[arg-type]
    except DomainError as refusal:
        add_refusal(form, refusal)
        return False
    return True


@require_POST
def fill(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Bring the members up to the seats of the day."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    return do(
        request,
        lambda: services.fill_roster(desk_deed(request, sitting), sitting),
        _("Danh sách thành viên đã theo đúng thành phần vào ngày họp."),
        "meetings:roster",
        sitting.pk,
    )


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, sitting_id: UUID, entry_id: UUID) -> HttpResponse:
    """Enter a reply that came by telephone or on paper."""
    row = access.get_entry_to_conduct(request.user, sitting_id, entry_id)
    form = ReplyForm(row, request.POST or None, initial=reply_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            services.reply_to_invitation(desk_deed(request, row.sitting), row, **form.answer())
        except EditedMeanwhile as meanwhile:
            keep_typed(form, meanwhile)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("meetings:roster", sitting_id)
    context = page(request, row.sitting, "meetings:roster", row.name)
    return render(request, "meetings/desk/entry.html", {**context, "entry": row, "form": form})


@require_POST
def remove(request: HttpRequest, sitting_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take a guest off the roster."""
    row = access.get_entry_to_conduct(request.user, sitting_id, entry_id)
    return do(
        request,
        lambda: services.remove_from_roster(
            desk_deed(request, row.sitting), row, request.POST.get("reason", "")
        ),
        _("Đã đưa %(name)s ra khỏi danh sách.") % {"name": row.name},
        "meetings:roster",
        sitting_id,
    )


@require_POST
def approve(request: HttpRequest, sitting_id: UUID, entry_id: UUID) -> HttpResponse:
    """Enter the presider's consent to an absence."""
    row = access.get_entry_to_conduct(request.user, sitting_id, entry_id)
    return do(
        request,
        lambda: services.approve_leave(desk_deed(request, row.sitting), row),
        _("Đã ghi nhận sự đồng ý cho %(name)s vắng mặt.") % {"name": row.name},
        "meetings:roster",
        sitting_id,
    )
