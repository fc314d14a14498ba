"""The agenda page: the programme in order, edited in place."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agendas import access, selectors, services
from agendas.forms import AddItemForm, PaperApprovalForm, RowForm, initial_of
from agendas.models import Agenda, AgendaChange, AgendaItem
from agendas.services.rehearsing import STATES as REHEARSED
from agendas.views.desk.shared import act, desk_deed, page, panel, start_from
from core.errors import DomainError, EditedMeanwhile, NotFound
from core.forms import add_refusal


@require_safe
def workspace(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The programme, its check list, and the next lawful step."""
    agenda = access.get_agenda_at_desk(request.user, sitting_id)
    work = selectors.workspace(request.user, agenda)
    context = {
        **page(request, agenda.sitting, "agendas:workspace", _("Chương trình")),
        "work": work,
        "approval_form": PaperApprovalForm() if work.may_record_approval else None,
        **_asked_row(request, work),
        **_rehearsal(agenda),
    }
    return render(request, "agendas/desk/workspace.html", context)


def _rehearsal(agenda: Agenda) -> dict[str, Any]:
    """The rehearsal of the sitting if there is one, and whether one could be begun."""
    sitting = agenda.sitting
    may = agenda.state == Agenda.State.PUBLISHED and sitting.state in REHEARSED
    return {"rehearsal": sitting.rehearsals.first(), "may_rehearse": may}


def _asked_row(request: HttpRequest, work: selectors.Workspace) -> dict[str, Any]:
    """The row that `?edit=<id>` opens as a form, as after a sign-in that ran out; nothing where there is none."""
    asked = request.GET.get("edit", "")
    found = [row.item for row in work.rows if str(row.item.pk) == asked and work.may_change]
    if not found:
        return {}
    return {
        "editing": found[0].pk,
        "row_form": RowForm(work.agenda, initial=initial_of(found[0])).take_focus(),
    }


@require_safe
def freshness(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Asked every few seconds: has somebody else changed the draft since the page was drawn?"""
    agenda = access.get_agenda_at_desk(request.user, sitting_id)
    stale = request.GET.get("version") != f"{agenda.version}.{agenda.published_revision}.{agenda.state}"
    return render(request, "agendas/desk/freshness.html", {"agenda": agenda, "stale": stale})


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Add an item to the draft, from a dossier or by hand."""
    agenda = access.get_agenda_to_edit(request.user, sitting_id)
    form = AddItemForm(request.user, agenda, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            item = services.add_item(desk_deed(request, agenda.sitting), agenda, **form.changes())
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("agendas:item", item.pk)
    context = page(request, agenda.sitting, "agendas:workspace", _("Thêm nội dung"))
    return render(request, "agendas/desk/add.html", {**context, "form": form, "agenda": agenda})


@require_POST
def order(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The list as a hand put it: ids in `order`, comma-separated."""
    agenda = access.get_agenda_to_edit(request.user, sitting_id)
    ids = [one for one in request.POST.get("order", "").split(",") if one]
    deed = desk_deed(request, agenda.sitting)
    return act(request, agenda, lambda: services.put_in_order(deed, agenda, ids))


@require_POST
def move(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One place up or down (`to` is "up" or "down"), for keyboards and where no script runs."""
    item = access.get_item_to_edit(request.user, item_id)
    agenda = item.agenda
    present = list(agenda.items.order_by("order").values_list("pk", flat=True))
    place = present.index(item.pk) + (-1 if request.POST.get("to") == "up" else 1)
    deed = desk_deed(request, agenda.sitting)
    return act(request, agenda, lambda: services.move_item(deed, item, place), moved=item.pk)


@require_POST
def remove(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take an item off the draft; the page offers to undo it."""
    item = access.get_item_to_edit(request.user, item_id)
    deed = desk_deed(request, item.agenda.sitting)
    return act(request, item.agenda, lambda: services.remove_item(deed, item), focus="undo")


@require_POST
def undo(request: HttpRequest, sitting_id: UUID, change_id: UUID) -> HttpResponse:
    """Take back the newest change of the draft."""
    agenda = access.get_agenda_to_edit(request.user, sitting_id)
    change = AgendaChange.objects.filter(pk=change_id, agenda=agenda).first()
    if change is None:
        raise NotFound
    deed = desk_deed(request, agenda.sitting)
    return act(request, agenda, lambda: services.undo_change(deed, change), focus="head")


@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """An item's row as a form, in place; saved, the programme comes back as it is now."""
    item = access.get_item_to_edit(request.user, item_id)
    agenda = item.agenda
    form = RowForm(agenda, request.POST or None, initial=initial_of(item), prefix=None)
    stored: AgendaItem | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_item(
                desk_deed(request, agenda.sitting),
                item,
                version=form.cleaned_data["version"],
                **form.changes(),
            )
        except EditedMeanwhile as meanwhile:
            stored = AgendaItem.objects.select_related("presenter").get(pk=item.pk)
            start_from(form, stored.version)
            add_refusal(form, meanwhile)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            if not getattr(request, "htmx", None):
                return redirect("agendas:workspace", agenda.sitting_id)
            agenda.refresh_from_db()
            return panel(request, agenda, focus=item.pk)
    if not getattr(request, "htmx", None):
        return redirect("agendas:item", item.pk)
    return panel(request, agenda, editing=item.pk, row_form=form.take_focus(), stored=stored)
