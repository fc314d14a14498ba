"""The list of sittings; creating, editing and cancelling one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import selectors as people
from accounts.access import CONDUCT_ROLES, get_body_to_manage, has_role
from accounts.deeds import deed_of
from accounts.models import Body
from core.deed import DESK, key_of
from core.errors import DomainError, EditedMeanwhile
from core.forms import add_refusal, keep_typed
from meetings import access, selectors, services, tabs
from meetings.forms import SittingForm, initial_of
from meetings.models import Sitting
from meetings.views.desk.shared import desk_deed, do, page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sittings of the bodies the person works for; `?body=` shows one body."""
    bodies = people.bodies_of(request.user)
    chosen = next((body for body in bodies if str(body.pk) == request.GET.get("body")), None)
    rows = list(selectors.sittings_for_desk(request.user, chosen))
    may_create = [body for body in bodies if has_role(request.user, body, *CONDUCT_ROLES)]
    context = {
        "bodies": bodies,
        "chosen": chosen,
        "rows": [(row, tabs.home_url(request.user, row)) for row in rows],
        "create_for": chosen if chosen in may_create else _usual(may_create) if chosen is None else None,
    }
    return render(request, "meetings/desk/list.html", context)


def _usual(bodies: list[Body]) -> Body | None:
    """The body a new sitting is most likely for; the others are a chip away."""
    return min(bodies, key=lambda body: (body.is_practice, body.kind != Body.Kind.GOVERNMENT), default=None)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Plan a sitting of a body; its members come onto the roster at once."""
    body = get_body_to_manage(request.user, body_id)
    form = SittingForm(body, request.POST or None, initial={"has_vote": body.decides_by_vote})
    if request.method == "POST" and form.is_valid():
        deed = deed_of(request.user, body, DESK, key_of(request.POST.get("key", "")))
        try:
            sitting = services.create_sitting(deed, body, **form.changes())
            services.fill_roster(deed, sitting)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(tabs.home_url(request.user, sitting))
    crumbs = [
        {"label": _("Phiên họp"), "url": reverse("meetings:list")},
        {"label": _("Tạo phiên họp"), "url": ""},
    ]
    context = {"form": form, "body": body, "crumbs": crumbs, "page_title": _("Tạo phiên họp")}
    return render(request, "meetings/desk/create.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Change what is planned; an edit by somebody else meanwhile is shown, nothing typed is lost."""
    sitting = access.get_sitting_at_desk(request.user, sitting_id)
    form = SittingForm(sitting.body, request.POST or None, initial=initial_of(sitting))
    differences: list[dict[str, Any]] = []
    if request.method == "POST":
        sitting = access.get_sitting_to_conduct(request.user, sitting_id)
        if form.is_valid():
            version = form.cleaned_data["version"]
            try:
                services.edit_sitting(desk_deed(request, sitting), sitting, version=version, **form.changes())
            except EditedMeanwhile as meanwhile:
                differences = _differences(form, sitting)
                keep_typed(form, meanwhile)
            except DomainError as refusal:
                add_refusal(form, refusal)
            else:
                return redirect("meetings:edit", sitting.pk)
    context = page(request, sitting, "meetings:edit", _("Thông tin phiên họp"))
    edited_at = sitting.edited_as_shown()
    more = {"form": form, "differences": differences, "edited_at": edited_at}
    return render(request, "meetings/desk/edit.html", {**context, **more})


def _differences(form: SittingForm, sitting: Sitting) -> list[dict[str, Any]]:
    """Where the stored sitting and what was typed differ: `[{label, stored, typed}]`."""
    rows = []
    for name, typed in form.changes().items():
        stored = getattr(sitting, name)
        if typed not in (stored, None if name == "presider" else stored):
            rows.append(
                {
                    "label": form.fields[name].label,
                    "stored": _shown(name, stored),
                    "typed": _shown(name, typed),
                }
            )
    return rows


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    return Sitting.Kind(value).label if name == "kind" else value


@require_POST
def cancel(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Call a sitting off, with a reason."""
    sitting = access.get_sitting_to_conduct(request.user, sitting_id)
    return do(
        request,
        lambda: services.cancel_sitting(desk_deed(request, sitting), sitting, request.POST.get("reason", "")),
        _("Đã hủy phiên họp. Thông báo hủy được gửi tới những người đã nhận giấy mời."),
        "meetings:edit",
        sitting.pk,
    )
