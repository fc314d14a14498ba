"""One item: what it says, who presents, who is invited, who keeps out; late items and withdrawals."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agendas import access, selectors, services
from agendas.forms import ItemForm, LateItemForm, PaperForm, initial_of
from agendas.models import Agenda, AgendaItem
from agendas.views.desk.shared import desk_deed, item_page, page, posted_ids, start_from
from core.errors import DomainError, EditedMeanwhile
from core.forms import add_refusal
from core.registries import ADDRESSES, PAPER_STUBS
from meetings.access import get_sitting_at_desk
from meetings.views.desk.shared import do


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Everything about one item; an edit by somebody else meanwhile is shown beside what was typed."""
    found = access.get_item(request.user, item_id)
    get_sitting_at_desk(request.user, found.agenda.sitting_id)
    form = ItemForm(found.agenda, request.POST or None, initial=initial_of(found))
    differences: list[dict[str, Any]] = []
    if request.method == "POST":
        found = access.get_item_to_edit(request.user, item_id)
        if form.is_valid():
            try:
                services.edit_item(
                    desk_deed(request, found.agenda.sitting),
                    found,
                    version=form.cleaned_data["version"],
                    **form.changes(),
                )
            except EditedMeanwhile as meanwhile:
                stored = access.get_item(request.user, item_id)
                differences = differences_of(form, stored)
                start_from(form, stored.version)
                add_refusal(form, meanwhile)
            except DomainError as refusal:
                add_refusal(form, refusal)
            else:
                return redirect("agendas:item", found.pk)
    return render(request, "agendas/desk/item.html", context_of(request, found, form, differences))


def context_of(
    request: HttpRequest, found: AgendaItem, form: ItemForm, differences: list[dict[str, Any]]
) -> dict[str, Any]:
    """The item page: form, papers, invitees, recusals."""
    published = found.agenda.state == Agenda.State.PUBLISHED
    if published:
        for name in ("title", "short_title", "kind", "organisation", "paper_copies_only"):
            form.fields[name].disabled = True
    number = found.number or "–"
    rows = found.item_papers.select_related("paper__current", "version").order_by("order")
    may_change = access.can_change(request.user, found.agenda.sitting)
    return {
        **item_page(request, found, _("Nội dung %(number)s") % {"number": number}),
        "form": form,
        "differences": differences,
        "papers": list(rows),
        "stubs": [stub for of in PAPER_STUBS.all("of") for stub in of(found)],
        "register_url": ADDRESSES["paper_register"](found.agenda.sitting_id),
        "paper_form": PaperForm(request.user, found) if may_change else None,
        "upload_url": selectors.upload_address(found),
        "invitees": selectors.invitable(found),
        "recusals": selectors.recusable(found),
        "substitutes": selectors.substitutes_of(found),
        "may_note_opinion": access.can_note_opinion(request.user, found.agenda.sitting),
        "published": published,
        "may_withdraw": published and found.state in (AgendaItem.State.WAITING, AgendaItem.State.CURRENT),
    }


def differences_of(form: ItemForm, stored: AgendaItem) -> list[dict[str, Any]]:
    """Where the stored item and what was typed differ: `[{label, stored, typed}]`."""
    rows = []
    for name, typed in form.changes().items():
        if name == "presenter_title" or typed == getattr(stored, name):
            continue
        rows.append(
            {
                "label": form.fields[name].label,
                "stored": _shown(name, getattr(stored, name)),
                "typed": _shown(name, typed),
            }
        )
    return rows


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    return AgendaItem.Kind(value).label if name == "kind" else value


@require_http_methods(["GET", "POST"])
def late(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Add an item after publication: behind which one, and why."""
    agenda = access.get_agenda_to_edit(request.user, sitting_id)
    form = LateItemForm(request.user, agenda, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            added = services.insert_late_item(
                desk_deed(request, agenda.sitting), agenda, data["after"], data["reason"], **form.changes()
            )
        except DomainError as refusal:
            add_refusal(form, refusal)
            for sentence in getattr(refusal, "blockers", [])[1:]:
                form.add_error(None, sentence)
        else:
            return redirect("agendas:item", added.pk)
    context = page(request, agenda.sitting, "agendas:workspace", _("Bổ sung nội dung gửi chậm"))
    return render(request, "agendas/desk/add.html", {**context, "form": form, "agenda": agenda, "late": True})


@require_POST
def withdraw(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Strike an item through, with the reason."""
    found = access.get_item_to_edit(request.user, item_id)
    deed = desk_deed(request, found.agenda.sitting)
    return do(
        request,
        lambda: services.withdraw_item(deed, found, request.POST.get("reason", "")),
        _("Đã rút nội dung %(number)s khỏi chương trình; số thứ tự các nội dung khác giữ nguyên.")
        % {"number": found.number},
        "agendas:workspace",
        found.agenda.sitting_id,
    )


@require_POST
def invitees(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Who is invited to this item only."""
    found = access.get_item_to_edit(request.user, item_id)
    deed = desk_deed(request, found.agenda.sitting)
    return do(
        request,
        lambda: services.set_invitees(deed, found, posted_ids(request, "entry")),
        _("Đã lưu đại biểu mời của nội dung này."),
        "agendas:item",
        found.pk,
    )


@require_POST
def recusals(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Who keeps out of this item: the members whose reason isn't empty."""
    found = access.get_item_to_edit(request.user, item_id)
    deed = desk_deed(request, found.agenda.sitting)
    pairs = zip(request.POST.getlist("member"), request.POST.getlist("reason"), strict=False)
    reasons = {entry: reason for entry, reason in pairs if reason.strip()}
    return do(
        request,
        lambda: services.set_recusal(deed, found, reasons),
        _("Đã lưu danh sách không tham gia nội dung này."),
        "agendas:item",
        found.pk,
    )
