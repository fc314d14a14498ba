"""Dossiers on the desk: list, one dossier, and the steps of its course."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import selectors as people
from accounts.deeds import deed_of
from accounts.models import Body
from core.deed import DESK, Deed
from core.errors import DomainError, EditedMeanwhile, NotFound
from core.forms import add_refusal
from core.text import whole_number
from dossiers import access, forms, selectors, services
from dossiers.errors import NobodyToSubmitFor
from dossiers.models import Dossier
from dossiers.states import DOSSIER_STEPS, IN_WORK
from papers.conversion import media_limit_note

PER_PAGE = 50


@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """The dossiers one may see, by state."""
    state = request.GET.get("state", "")
    counts = selectors.counts_by_state(request.user)
    page = Paginator(selectors.dossiers_for(request.user, state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_of_rows": page,
        "state": state,
        "total": sum(counts.values()),
        "filters": [(s.value, s.label, counts[s.value]) for s in Dossier.State if counts.get(s.value)],
        "bodies": _bodies_to_submit_to(request.user),
    }
    return render(request, "dossiers/desk/list.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Begin a dossier."""
    body = next((body for body in people.bodies_of(request.user) if body.pk == body_id), None)
    if body is None:
        raise NotFound
    organisations = access.organisations_to_submit_for(request.user, body)
    form = forms.DossierForm(request.POST or None, body=body, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        own = {row.organisation_id for row in access.submitting(request.user, body)}
        values = _values(form)
        organisation = values.pop("organisation")
        try:
            dossier = services.create_dossier(
                deed_of(request.user, body, DESK),
                body,
                organisation,
                is_entered_by_secretariat=organisation.pk not in own,
                **values,
            )
            return redirect("dossiers:detail", dossier.pk)
        except DomainError as refusal:
            add_refusal(form, refusal)
    choice = {"body": body, "bodies": _bodies_to_submit_to(request.user)}
    return _form_page(request, form, _("Lập hồ sơ trình"), reverse("dossiers:list"), **choice)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Change what is said in a dossier; nobody's words are overwritten unseen."""
    dossier = access.get_dossier_to_edit(request.user, dossier_id)
    organisations = {dossier.organisation.pk: dossier.organisation}
    try:
        organisations |= {o.pk: o for o in access.organisations_to_submit_for(request.user, dossier.body)}
    except NobodyToSubmitFor:
        pass
    form = forms.DossierForm(
        request.POST or None,
        initial=forms.stored(dossier),
        body=dossier.body,
        organisations=list(organisations.values()),
    )
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_dossier(
                _deed(request, dossier), dossier, _values(form), form.cleaned_data["version"]
            )
            messages.success(request, _("Đã lưu hồ sơ."))
            return redirect("dossiers:detail", dossier.pk)
        except EditedMeanwhile as refusal:
            add_refusal(form, refusal)
            context["differences"] = _differences(form, dossier)
            form.data = request.POST.copy()
            form.data["version"] = str(
                refusal.facts["version"]
            )  # the next saving is a choice, not a surprise
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _form_page(request, form, dossier.title, reverse("dossiers:detail", args=[dossier.pk]), **context)


@require_safe
def detail(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One dossier: what it says, its papers, its check list and the next step."""
    return page_of(request, access.get_dossier(request.user, dossier_id))


@require_POST
def submit(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Hand it in."""
    dossier = access.get_dossier_to_edit(request.user, dossier_id)
    return _step(request, dossier, services.submit_dossier, _("Đã trình hồ sơ."))


@require_POST
def verify(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """It is in order."""
    dossier = access.get_dossier_to_verify(request.user, dossier_id)
    return _step(
        request, dossier, services.verify_dossier, _("Đã ghi kết quả thẩm tra."), request.POST.get("note", "")
    )


@require_POST
def give_back(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Back to its ministry, with the reason."""
    dossier = access.get_dossier_to_verify(request.user, dossier_id)
    reason = request.POST.get("reason", "")
    return _step(request, dossier, services.return_dossier, _("Đã trả lại hồ sơ để hoàn thiện."), reason)


@require_POST
def withdraw(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Take the matter back."""
    dossier = access.get_dossier_to_edit(request.user, dossier_id)
    reason = request.POST.get("reason", "")
    return _step(request, dossier, services.withdraw_dossier, _("Đã rút hồ sơ."), reason)


def page_of(request: HttpRequest, dossier: Dossier, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a dossier."""
    response = render(
        request, "dossiers/desk/detail.html", context_of(request, dossier) | more, status=status
    )
    response["Cache-Control"] = "no-store"  # the browser's "back" shows the papers as they are now
    return response


def context_of(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """What the page and its part with the papers show."""
    rows = selectors.papers_of(dossier)
    may_edit = access.may_edit(request.user, dossier)
    points = selectors.check_list_of(dossier, rows)
    return {
        "dossier": dossier,
        "rows": rows,
        "points": points,
        "stops": sum(point.stops for point in points),
        "may_edit": may_edit and dossier.state in IN_WORK,
        "may_withdraw": may_edit and Dossier.State.WITHDRAWN in DOSSIER_STEPS[dossier.state],
        "may_submit": may_edit and Dossier.State.SUBMITTED in DOSSIER_STEPS[dossier.state],
        "may_verify": access.may_verify(request.user, dossier),
        "verifiable": Dossier.State.VERIFIED in DOSSIER_STEPS[dossier.state],
        "returnable": Dossier.State.RETURNED in DOSSIER_STEPS[dossier.state],
        "is_on_its_way": any(row.is_on_its_way for row in rows),
        "is_recognising": any(row.current and row.current.is_being_recognised for row in rows),
        "places": selectors.places_of(dossier),
        "limit_note": media_limit_note(),
        "crumbs": [
            {"label": _("Hồ sơ trình"), "url": reverse("dossiers:list")},
            {"label": dossier.number or dossier.get_state_display(), "url": ""},
        ],
    }


def _step(request: HttpRequest, dossier: Dossier, service: Any, done: str, *words: str) -> HttpResponse:
    """One step of the course; a refusal shows the page again with what was typed."""
    version = request.POST.get("version", "")
    try:
        service(_deed(request, dossier), dossier, *words, version=whole_number(version))
    except DomainError as refusal:
        dossier.refresh_from_db()
        return page_of(
            request, dossier, refusal.http_status, refusal=refusal, typed=words[0] if words else ""
        )
    messages.success(request, done)
    return redirect("dossiers:detail", dossier.pk)


def _deed(request: HttpRequest, dossier: Dossier) -> Deed:
    return deed_of(request.user, dossier.body, DESK)


def _values(form: forms.DossierForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def _differences(form: forms.DossierForm, dossier: Dossier) -> list[dict[str, str]]:
    """Where the stored words differ from the typed ones."""
    dossier.refresh_from_db()
    found = []
    for name in ("title", "summary", "disagreements"):
        typed, there = form.cleaned_data[name], getattr(dossier, name)
        if typed != there:
            found.append({"label": str(form.fields[name].label), "stored": there})
    return found


def _bodies_to_submit_to(user: Any) -> list[Body]:
    """The bodies the user may begin a dossier for: the Government first, practice last."""
    found = []
    order = Body.Kind.values
    bodies = people.bodies_of(user)
    for body in sorted(bodies, key=lambda body: (body.is_practice, order.index(body.kind), body.name)):
        try:
            access.organisations_to_submit_for(user, body)
            found.append(body)
        except NobodyToSubmitFor:
            continue
    return found


def _form_page(request: HttpRequest, form: Any, title: str, back: str, **more: Any) -> HttpResponse:
    crumbs = [{"label": _("Hồ sơ trình"), "url": reverse("dossiers:list")}, {"label": title, "url": ""}]
    context = {"form": form, "page_title": title, "back": back, "crumbs": crumbs, **more}
    return render(request, "dossiers/desk/form.html", context, status=422 if form.errors else 200)
