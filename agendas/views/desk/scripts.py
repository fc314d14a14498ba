"""The presider's script: written by the script officer, read by the presider and named helpers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agendas import access, facts, services
from agendas.errors import SittingIsOver
from agendas.forms import ScriptForm
from agendas.models import Agenda, AgendaItem, ChairScript
from agendas.views.desk.shared import desk_deed, page, start_from
from core.errors import EditedMeanwhile, TooLong
from core.forms import add_refusal


@require_safe
def scripts(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """All items with their script, in order."""
    agenda = access.get_agenda_of_scripts(request.user, sitting_id)
    return _render(request, agenda)


@require_POST
def write(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Save the script of one item; if somebody else saved first, both texts are shown."""
    item = access.get_item_of_script(request.user, item_id, to_write=True)
    form = ScriptForm(request.POST, prefix=str(item.pk))
    if not form.is_valid():
        return _render(request, item.agenda, item, form)
    try:
        services.write_script(desk_deed(request, item.agenda.sitting), item, **form.cleaned_data)
    except SittingIsOver as refusal:
        messages.error(request, refusal.message)
    except TooLong as refusal:
        add_refusal(form, refusal)
        return _render(request, item.agenda, item, form)
    except EditedMeanwhile as meanwhile:
        stored = ChairScript.objects.get(item=item)
        start_from(form, stored.version)
        add_refusal(form, meanwhile)
        return _render(request, item.agenda, item, form, stored)
    url = redirect("agendas:scripts", item.agenda.sitting_id)
    url["Location"] += f"#script-{item.pk}"
    return url


def _render(
    request: HttpRequest,
    agenda: Agenda,
    edited: AgendaItem | None = None,
    form: ScriptForm | None = None,
    stored: ChairScript | None = None,
) -> HttpResponse:
    may_write = access.can_write_script(request.user, agenda.sitting) and not agenda.sitting.is_over
    items = list(
        facts.with_facts(AgendaItem.objects.filter(agenda=agenda)).select_related("script").order_by("order")
    )
    rows: list[dict[str, Any]] = []
    for item in items:
        script = getattr(item, "script", None)
        here = edited is not None and item.pk == edited.pk
        rows.append(
            {
                "item": item,
                "script": script,
                "stored": stored if here else None,
                "form": (form if here else _form_of(item, script)) if may_write else None,
            }
        )
    context = {
        **page(request, agenda.sitting, "agendas:scripts", _("Kịch bản điều hành")),
        "rows": rows,
        "agenda": agenda,
        "may_write": may_write,
    }
    return render(request, "agendas/desk/scripts.html", context)


def _form_of(item: AgendaItem, script: ChairScript | None) -> ScriptForm:
    initial = facts.script_facts(script) or {"version": 0}
    return ScriptForm(initial=initial, prefix=str(item.pk))
