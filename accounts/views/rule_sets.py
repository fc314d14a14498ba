"""The rule sets of the Government's work: read, drafted, and confirmed by a second person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_body_to_manage
from accounts.deeds import deed_of
from accounts.models import Body
from accounts.views.bodies import ADMINISTER
from core import clock
from core.deed import DESK
from core.errors import DomainError, EditedMeanwhile, NotFound
from core.forms import add_refusal, keep_typed
from core.text import whole_number
from regulations import services
from regulations.forms import RuleSetForm
from regulations.models import RuleSet, RuleSetDraft
from regulations.parameter_words import groups_of

Draft = RuleSetDraft.State


@require_safe
def rule_sets(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """All rule sets by date, and the drafts that wait."""
    body = government(request, body_id)
    today = clock.local_day(clock.real())
    rows = list(RuleSet.objects.all())
    context = {
        "body": body,
        "rows": [(row, _when(row, today), len(row.unverified)) for row in rows],
        "waiting": RuleSetDraft.objects.filter(state=Draft.DRAFT),
        "decided": RuleSetDraft.objects.exclude(state=Draft.DRAFT)[:20],
        "crumbs": crumbs_of(body),
    }
    return render(request, "accounts/desk/rule_sets.html", context)


@require_safe
def rule_set(request: HttpRequest, body_id: UUID, code: str) -> HttpResponse:
    """One rule set: each parameter in words, its article, and what nobody has compared."""
    body = government(request, body_id)
    row = get_object_or_404(RuleSet, code=code)
    today = clock.local_day(clock.real())
    context = {
        "body": body,
        "row": row,
        "groups": groups_of(row),
        "when": _when(row, today),
        "is_coming": row.valid_from > today,
        "crumbs": crumbs_of(body, row.code),
    }
    return render(request, "accounts/desk/rule_set.html", context)


@require_http_methods(["GET", "POST"])
def draft_rule_set(request: HttpRequest, body_id: UUID, code: str) -> HttpResponse:
    """Draft a rule set that follows `code`, or a new version of it while it hasn't come into force."""
    body = government(request, body_id)
    base = get_object_or_404(RuleSet, code=code)
    is_coming = base.valid_from > clock.local_day(clock.real())
    replaces = base if is_coming and "follow" not in request.GET else None
    title = _("Soạn phiên bản mới của %s") % base.code if replaces else _("Soạn bộ quy tắc mới")
    form = RuleSetForm(base, request.POST or None, fixed_code=base.code if replaces else "")
    return _typed(request, body, form, title, replaces=replaces)


@require_http_methods(["GET", "POST"])
def edit_rule_set_draft(request: HttpRequest, body_id: UUID, draft_id: UUID) -> HttpResponse:
    """Write on at a draft."""
    body = government(request, body_id)
    draft = get_object_or_404(_drafts(), pk=draft_id)
    code = draft.replaces.code if draft.replaces else ""
    form = RuleSetForm(draft, request.POST or None, fixed_code=code)
    return _typed(request, body, form, _("Sửa dự thảo %s") % draft.code, draft=draft)


@require_safe
def rule_set_draft(request: HttpRequest, body_id: UUID, draft_id: UUID) -> HttpResponse:
    """A draft beside what it would change; whoever didn't write it may confirm."""
    body = government(request, body_id)
    draft = get_object_or_404(_drafts(), pk=draft_id)
    base = draft.replaces or RuleSet.objects.on(draft.valid_from).exclude(code=draft.code).first()
    context = {
        "body": body,
        "row": draft,
        "base": base,
        "groups": groups_of(draft, base if draft.state == Draft.DRAFT else None),
        "is_waiting": draft.state == Draft.DRAFT,
        "is_own": str(request.user.person_id) in draft.writers,  # type: ignore[union-attr]
        "decided_at": draft.decided_at,
        "crumbs": crumbs_of(body, draft.code),
    }
    return render(request, "accounts/desk/rule_set_draft.html", context)


@require_POST
def confirm_rule_set(request: HttpRequest, body_id: UUID, draft_id: UUID) -> HttpResponse:
    """The second person's word."""
    body = government(request, body_id)
    draft = get_object_or_404(_drafts(), pk=draft_id)
    version = request.POST.get("version", "")
    try:
        deed = deed_of(request.user, body, DESK)
        made = services.confirm_rule_set(deed, draft, whole_number(version))
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("accounts:rule_set_draft", body.pk, draft.pk)
    said = _("Đã xác nhận %(code)s, áp dụng từ %(day)s.")
    messages.success(request, said % {"code": made.code, "day": f"{made.valid_from:%d/%m/%Y}"})
    return redirect("accounts:rule_set", body.pk, made.code)


@require_POST
def withdraw_rule_set_draft(request: HttpRequest, body_id: UUID, draft_id: UUID) -> HttpResponse:
    """Give a draft up."""
    body = government(request, body_id)
    draft = get_object_or_404(_drafts(), pk=draft_id)
    try:
        reason = request.POST.get("reason", "")
        services.withdraw_rule_set_draft(deed_of(request.user, body, DESK), draft, reason[:300])
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("accounts:rule_set_draft", body.pk, draft.pk)
    messages.success(request, _("Đã bỏ dự thảo %s.") % draft.code)
    return redirect("accounts:rule_sets", body.pk)


def _typed(request: HttpRequest, body: Body, form: RuleSetForm, title: str, **which: Any) -> HttpResponse:
    """Show the form; what is typed goes to the service, a refusal back to the form."""
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            deed = deed_of(request.user, body, DESK)
            draft = services.draft_rule_set(deed, form.text(), version=version, **which)
        except EditedMeanwhile as meanwhile:
            keep_typed(form, meanwhile)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("accounts:rule_set_draft", body.pk, draft.pk)
    context = {"body": body, "form": form, "page_title": title, "crumbs": crumbs_of(body, title)}
    return render(request, "accounts/desk/rule_set_form.html", context)


def government(request: HttpRequest, body_id: UUID) -> Body:
    """The Government itself, for those who administer it: its law isn't a matter of other bodies or of practice.

    Raises `NotFound`, `NotOfTheSecretariat`.
    """
    body = get_body_to_manage(request.user, body_id, *ADMINISTER)
    if body.kind != Body.Kind.GOVERNMENT or body.is_practice:
        raise NotFound
    return body


def _drafts() -> QuerySet[RuleSetDraft]:
    return RuleSetDraft.objects.select_related("replaces")


def _when(row: RuleSet, today: Any) -> str:
    """ "past", "now" or "coming"."""
    if row.valid_from > today:
        return "coming"
    return "now" if row.is_valid_on(today) else "past"


def crumbs_of(body: Body, last: str = "") -> list[dict[str, str]]:
    """The way to a page of the Government's law."""
    crumbs = [
        {"label": _("Tổ chức, thành viên"), "url": reverse("accounts:bodies")},
        {"label": body.short_name, "url": reverse("accounts:body", args=[body.pk])},
        {"label": _("Bộ quy tắc"), "url": reverse("accounts:rule_sets", args=[body.pk]) if last else ""},
    ]
    return [*crumbs, {"label": last, "url": ""}] if last else crumbs
