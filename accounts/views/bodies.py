"""Bodies and their people: list, add, end. For leads of a secretariat and administrators."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import forms, selectors, services
from accounts.access import Role, get_body_to_manage
from accounts.deeds import deed_of
from accounts.errors import AccountElsewhere
from accounts.models import Body, BodyRole, Mandate, Person, Seat, User
from core.deed import DESK, Deed
from core.errors import DomainError, NotAllowed
from core.forms import add_refusal

ADMINISTER = (Role.SECRETARIAT_LEAD, Role.ADMINISTRATOR)


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies the person administers."""
    found = selectors.administered_bodies(request.user)
    if not found:
        raise NotAllowed
    counts = [(body, selectors.seats_on(body, body.today()).count()) for body in found]
    crumbs = [{"label": _("Tổ chức, thành viên"), "url": ""}]
    return render(request, "accounts/desk/bodies.html", {"rows": counts, "crumbs": crumbs})


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Found a body."""
    if not selectors.administered_bodies(request.user):
        raise NotAllowed
    form = forms.BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        body = services.create_body(deed_of(request.user, None, DESK), **form.cleaned_data)
        return redirect("accounts:body", body.pk)
    return form_page(request, form, _("Lập tổ chức"), _("Lập tổ chức"), reverse("accounts:bodies"))


@require_http_methods(["GET", "POST"])
def create_organisation(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    if not selectors.administered_bodies(request.user):
        raise NotAllowed
    form = forms.OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.create_organisation(deed_of(request.user, None, DESK), **form.cleaned_data)
        messages.success(request, _("Đã thêm %(name)s.") % {"name": made.name})
        return redirect("accounts:bodies")
    return form_page(request, form, _("Thêm cơ quan"), _("Thêm cơ quan"), reverse("accounts:bodies"))


@require_safe
def body(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Members by precedence, roles, mandates, accounts of one body."""
    found = get_body_to_manage(request.user, body_id, *ADMINISTER)
    day = found.today()
    seats = Seat.objects.filter(body=found).select_related("person__user", "organisation")
    roles = BodyRole.objects.filter(body=found).select_related("person__user").order_by("role", "valid_from")
    mandates = Mandate.objects.filter(body=found).select_related("principal", "agent").order_by("valid_from")
    context = {
        "body": found,
        "today": day,
        "seats": [row for row in seats if row.valid_to is None or row.valid_to > day],
        "past_seats": [row for row in seats if row.valid_to and row.valid_to <= day],
        "roles": [row for row in roles if row.valid_to is None or row.valid_to > day],
        "mandates": [row for row in mandates if row.valid_to is None or row.valid_to > day],
        "crumbs": [
            {"label": _("Tổ chức, thành viên"), "url": reverse("accounts:bodies")},
            {"label": found.short_name, "url": ""},
        ],
    }
    return render(request, "accounts/desk/body.html", context)


@require_http_methods(["GET", "POST"])
def add_seat(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Seat a member."""

    def save(found: Body, deed: Deed, data: dict[str, Any]) -> None:
        person = somebody(deed, data)
        services.add_seat(deed, found, person, **data)

    return add_page(request, body_id, forms.SeatForm, save, _("Thêm thành viên"))


@require_http_methods(["GET", "POST"])
def add_role(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Give somebody work for the body."""

    def save(found: Body, deed: Deed, data: dict[str, Any]) -> None:
        person = somebody(deed, data)
        services.give_role(deed, found, person, data["role"], data["valid_from"])

    return add_page(request, body_id, forms.RoleForm, save, _("Giao việc"))


@require_http_methods(["GET", "POST"])
def add_mandate(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Enter a mandate."""
    return add_page(
        request,
        body_id,
        forms.MandateForm,
        lambda found, deed, data: services.give_mandate(deed, found, **data),
        _("Ghi nhận ủy quyền"),
    )


@require_http_methods(["GET", "POST"])
def add_account(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Open an account; the first password is shown once."""

    def save(found: Body, deed: Deed, data: dict[str, Any]) -> None:
        user, password = services.open_account(deed, data["person"], data["username"])
        said = _("Đã cấp tài khoản %(username)s. Mật khẩu lần đầu: %(password)s (chỉ hiện một lần).")
        messages.success(request, said % {"username": user.username, "password": password})

    return add_page(request, body_id, forms.AccountForm, save, _("Cấp tài khoản"))


@require_POST
def end_seat(request: HttpRequest, body_id: UUID, row_id: UUID) -> HttpResponse:
    """End a membership."""
    return _end(request, body_id, Seat, row_id, services.end_seat)


@require_POST
def end_role(request: HttpRequest, body_id: UUID, row_id: UUID) -> HttpResponse:
    """End a role."""
    return _end(request, body_id, BodyRole, row_id, services.end_role)


@require_POST
def end_mandate(request: HttpRequest, body_id: UUID, row_id: UUID) -> HttpResponse:
    """End a mandate."""
    return _end(request, body_id, Mandate, row_id, services.end_mandate)


@require_POST
def order_seats(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Put the members in the order of precedence."""
    found = get_body_to_manage(request.user, body_id, *ADMINISTER)
    ids = [one for one in request.POST.get("order", "").split(",") if one]
    if up := request.POST.get("up"):
        ids = _one_up(found, up)
    services.order_seats(deed_of(request.user, found, DESK), found, ids)
    return redirect("accounts:body", found.pk)


@require_POST
def close_account(request: HttpRequest, body_id: UUID, user_id: int) -> HttpResponse:
    """Close the account of somebody around the body."""
    found = get_body_to_manage(request.user, body_id, *ADMINISTER)
    user = get_object_or_404(User, pk=user_id, person_id__in=selectors.people_around(found))
    home = next(iter(selectors.homes_of([user.person_id]).values()), found) if user.person_id else found
    try:
        if home != found:
            raise AccountElsewhere(name=user.get_full_name(), body=home.name)
        services.close_account(deed_of(request.user, found, DESK), user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Tài khoản %(username)s đã ngừng sử dụng.") % {"username": user.username})
    return redirect("accounts:body", found.pk)


def _one_up(found: Body, seat_id: str) -> list[str]:
    """The present order with one seat moved one place up."""
    seats = Seat.objects.filter(body=found, valid_to=None).order_by("precedence", "pk")
    ids = [str(pk) for pk in seats.values_list("pk", flat=True)]
    if seat_id in ids[1:]:
        at = ids.index(seat_id)
        ids[at - 1], ids[at] = ids[at], ids[at - 1]
    return ids


def somebody(deed: Deed, data: dict[str, Any]) -> Person:
    """The person chosen, or a new one; takes the three fields out of the form's data."""
    person, full_name, email = data.pop("person"), data.pop("full_name"), data.pop("email")
    return person or services.create_person(deed, full_name=full_name, email=email)


def add_page(
    request: HttpRequest,
    body_id: UUID,
    form_class: Callable[..., BaseForm],
    save: Callable[[Body, Deed, dict[str, Any]], object],
    title: str,
    to: str = "accounts:body",
) -> HttpResponse:
    """A form that adds something to a body and leads back to `to`; `?person=` names somebody beforehand."""
    found = get_body_to_manage(request.user, body_id, *ADMINISTER)
    form = form_class(found, request.POST or None, initial={"person": request.GET.get("person")})
    if request.method == "POST" and form.is_valid():
        try:
            save(found, deed_of(request.user, found, DESK), dict(form.cleaned_data))
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(to, found.pk)
    return form_page(request, form, title, title, reverse(to, args=[found.pk]), found)


def _end(
    request: HttpRequest, body_id: UUID, model: Any, row_id: UUID, service: Callable[..., Any]
) -> HttpResponse:
    """End one dated row on the day named, else today."""
    found = get_body_to_manage(request.user, body_id, *ADMINISTER)
    row = get_object_or_404(model, pk=row_id, body=found)
    day = parse_date(request.POST.get("valid_to", "")) or found.today()
    try:
        service(deed_of(request.user, found, DESK), row, day)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("accounts:body", found.pk)


def form_page(
    request: HttpRequest, form: BaseForm, title: str, submit: str, back: str, found: Body | None = None
) -> HttpResponse:
    """One form on a page of its own; `back` is where giving up leads."""
    crumbs = [{"label": _("Tổ chức, thành viên"), "url": reverse("accounts:bodies")}]
    if found is not None:
        crumbs.append({"label": found.short_name, "url": reverse("accounts:body", args=[found.pk])})
    crumbs.append({"label": title, "url": ""})
    context = {"form": form, "page_title": title, "submit": submit, "cancel": back, "crumbs": crumbs}
    return render(request, "accounts/desk/form.html", context)
