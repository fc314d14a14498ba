"""The papers of a dossier: the part of its page that changes while files come in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.deeds import deed_of
from core.deed import DESK, Deed
from core.errors import DomainError
from core.forms import add_refusal
from dossiers import access, forms, services
from dossiers.models import Dossier, DossierPaper
from dossiers.rules import kind_from_name
from dossiers.views.desk import context_of
from papers.access import get_own_upload
from papers.errors import EmptyFile
from papers.models import Paper, StagedUpload
from papers.selectors import versions_of
from papers.services import stage_upload


@require_safe
def papers(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The papers and the check list, asked for again while files are being converted."""
    return _part(request, access.get_dossier(request.user, dossier_id))


@require_POST
def add(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Put a staged upload (`upload`) or a file (`file`, without scripts) into the dossier."""
    dossier = access.get_dossier_to_edit(request.user, dossier_id)

    def act() -> None:
        deed = _deed(request, dossier)
        staged = _staged(request, deed)
        kind = request.POST.get("kind", "")
        kind = kind if kind in Paper.Kind.values else kind_from_name(staged.name)
        services.add_paper(deed, dossier, staged, title=request.POST.get("title", ""), kind=kind)

    return _answer(request, dossier, act)


@require_POST
def order(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Put the papers in the order of `order` (ids, comma-separated)."""
    dossier = access.get_dossier_to_edit(request.user, dossier_id)
    ids = [pk for pk in request.POST.get("order", "").split(",") if pk]
    return _answer(request, dossier, lambda: services.order_papers(_deed(request, dossier), dossier, ids))


@require_POST
def remove(request: HttpRequest, dossier_id: UUID, row_id: UUID) -> HttpResponse:
    """Take a paper out."""
    row = access.get_paper_to_edit(request.user, dossier_id, row_id)
    return _answer(request, row.dossier, lambda: services.remove_paper(_deed(request, row.dossier), row))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, dossier_id: UUID, row_id: UUID) -> HttpResponse:
    """Title, kind, number, date and urgency of one paper; its versions."""
    row = access.get_paper_to_edit(request.user, dossier_id, row_id)
    form = forms.PaperForm(request.POST or None, initial=_stored(row.paper))
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            services.edit_paper(_deed(request, row.dossier), row, values, form.cleaned_data["version"])
            messages.success(request, _("Đã lưu tài liệu."))
            return redirect("dossiers:detail", row.dossier_id)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return _paper_page(request, row, form, forms.VersionForm())


@require_POST
def add_version(request: HttpRequest, dossier_id: UUID, row_id: UUID) -> HttpResponse:
    """A newer file for a paper."""
    row = access.get_paper_to_edit(request.user, dossier_id, row_id)
    form = forms.VersionForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            deed = _deed(request, row.dossier)
            staged = stage_upload(deed, form.cleaned_data["file"], form.cleaned_data["file"].name)
            version = services.add_paper_version(deed, row, staged, form.cleaned_data["note"])
            messages.success(request, _("Đã thêm bản %(number)s.") % {"number": version.number})
            return redirect("dossiers:detail", row.dossier_id)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
    return _paper_page(request, row, forms.PaperForm(initial=_stored(row.paper)), form)


def _paper_page(
    request: HttpRequest, row: DossierPaper, form: forms.PaperForm, version_form: forms.VersionForm
) -> HttpResponse:
    detail = reverse("dossiers:detail", args=[row.dossier_id])
    context = {
        "row": row,
        "form": form,
        "version_form": version_form,
        "versions": versions_of(row.paper_id),
        "back": detail,
        "crumbs": [
            {"label": _("Hồ sơ trình"), "url": reverse("dossiers:list")},
            {"label": row.dossier.title[:60], "url": detail},
            {"label": _("Tài liệu"), "url": ""},
        ],
    }
    bad = form.errors or version_form.errors
    return render(request, "dossiers/desk/paper.html", context, status=422 if bad else 200)


def _staged(request: HttpRequest, deed: Deed) -> StagedUpload:
    if request.POST.get("upload"):
        return get_own_upload(request.user, request.POST["upload"])
    file = request.FILES.get("file")
    if file is None:
        raise EmptyFile(name="…")
    return stage_upload(deed, file, request.POST.get("name") or file.name or "")


def _answer(request: HttpRequest, dossier: Dossier, act: Callable[[], Any]) -> HttpResponse:
    """Do it, then show the papers as they are; a refusal is shown above them and nothing is lost."""
    try:
        act()
    except DomainError as refusal:
        if not request.htmx:  # type: ignore[attr-defined]
            messages.error(request, refusal.message)
            return redirect("dossiers:detail", dossier.pk)
        return _part(request, dossier, refusal=refusal)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("dossiers:detail", dossier.pk)
    return _part(request, dossier)


def _part(request: HttpRequest, dossier: Dossier, **more: Any) -> HttpResponse:
    dossier.refresh_from_db()
    response = render(request, "dossiers/desk/papers.html", context_of(request, dossier) | more)
    response["Cache-Control"] = "no-store"
    return response


def _deed(request: HttpRequest, dossier: Dossier) -> Deed:
    return deed_of(request.user, dossier.body, DESK)


def _stored(paper: Paper) -> dict[str, Any]:
    return {
        "version": paper.version,
        "title": paper.title,
        "kind": paper.kind,
        "document_number": paper.document_number,
        "document_date": paper.document_date,
        "urgency": paper.urgency,
    }
