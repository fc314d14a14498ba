"""The people a body's administrators look after: their entry, their posts, their account."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import forms, selectors, services
from accounts.access import get_body_to_manage
from accounts.deeds import deed_of
from accounts.errors import PersonElsewhere
from accounts.models import Body, Person, PostHolding
from accounts.views.bodies import ADMINISTER, add_page, somebody
from core.deed import DESK, Deed
from core.errors import DomainError, NotFound
from core.text import given_name_key


@require_safe
def people(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Everybody with a seat, a role, a mandate or a post around the body, by given name."""
    found = get_body_to_manage(request.user, body_id, *ADMINISTER)
    posts = selectors.kept_by(found)
    held = Person.objects.filter(pk__in=posts).select_related("user")
    rows = sorted(held, key=lambda one: given_name_key(one.full_name))
    context = {
        "body": found,
        "rows": [(row, posts[row.pk]) for row in rows],
        "crumbs": _crumbs(found, _("Danh bạ")),
    }
    return render(request, "accounts/desk/people.html", context)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, body_id: UUID, person_id: UUID) -> HttpResponse:
    """One person: name and contact to correct, posts with their dates, the account."""
    found = get_body_to_manage(request.user, body_id, *ADMINISTER)
    row = _person(found, person_id)
    keeper = _keeper_of(row, found)
    now = {"full_name": row.full_name, "email": row.email, "phone": row.phone}
    form = forms.PersonForm(request.POST or None, initial=now)
    if request.method == "POST":
        _ensure_keeper(found, row, keeper)
        if form.is_valid():
            services.edit_person(deed_of(request.user, found, DESK), row, **form.cleaned_data)
            messages.success(request, _("Đã lưu thông tin của %(name)s.") % {"name": row.full_name})
            return redirect("accounts:person", found.pk, row.pk)
    holdings = row.holdings.select_related("post__organisation").order_by("-valid_from", "post__title")
    context = {
        "body": found,
        "row": row,
        "form": form,
        "keeper": keeper,
        "is_kept": keeper == found,
        "account": getattr(row, "user", None),
        "may_open": row.pk in selectors.people_at_home(found),
        "holdings": holdings,
        "today": found.today(),
        "crumbs": _crumbs(found, row.full_name),
    }
    return render(request, "accounts/desk/person.html", context)


@require_http_methods(["GET", "POST"])
def add_post(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Appoint somebody of the directory, or somebody new, to a post."""

    def save(found: Body, deed: Deed, data: dict[str, Any]) -> None:
        if data["person"] is not None:
            _ensure_kept(found, data["person"])
        services.give_post(deed, somebody(deed, data), **data)

    return add_page(request, body_id, forms.PostForm, save, _("Bổ nhiệm chức vụ"), "accounts:people")


@require_POST
def end_post(request: HttpRequest, body_id: UUID, row_id: UUID) -> HttpResponse:
    """End a post on the day named, else today."""
    found = get_body_to_manage(request.user, body_id, *ADMINISTER)
    holding = get_object_or_404(PostHolding.objects.select_related("person"), pk=row_id)
    row = _person(found, holding.person_id)
    day = parse_date(request.POST.get("valid_to", "")) or found.today()
    try:
        _ensure_kept(found, row)
        services.end_post(deed_of(request.user, found, DESK), holding, day)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("accounts:person", found.pk, row.pk)


def _person(found: Body, person_id: UUID) -> Person:
    """Somebody around the body. Raises `NotFound`."""
    row = Person.objects.select_related("user").filter(pk=person_id).first()
    if row is None or row.pk not in selectors.kept_by(found):
        raise NotFound
    return row


def _ensure_kept(found: Body, row: Person) -> None:
    """Raise `PersonElsewhere` for somebody whose entry another body looks after."""
    _ensure_keeper(found, row, _keeper_of(row, found))


def _keeper_of(row: Person, found: Body) -> Body:
    return selectors.keepers_of([row.pk]).get(row.pk, found)


def _ensure_keeper(found: Body, row: Person, keeper: Body) -> None:
    if keeper != found:
        raise PersonElsewhere(name=row.full_name, body=keeper.name)


def _crumbs(found: Body, title: str) -> list[dict[str, str]]:
    return [
        {"label": _("Tổ chức, thành viên"), "url": reverse("accounts:bodies")},
        {"label": found.short_name, "url": reverse("accounts:body", args=[found.pk])},
        {"label": title, "url": ""},
    ]
