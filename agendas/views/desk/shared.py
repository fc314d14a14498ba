"""What the agenda's desk pages share."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agendas import selectors
from agendas.models import Agenda, AgendaItem
from core.errors import DomainError
from meetings.views.desk.shared import desk_deed, page

__all__ = ["act", "desk_deed", "item_page", "page", "panel"]


def act(request: HttpRequest, agenda: Agenda, step: Callable[[], Any], **place: Any) -> HttpResponse:
    """Carry out a step of the programme; answer with the programme as it is now, and why not, if not.

    `place` says where the keyboard goes on if the place it came from is gone: `focus` ("undo", "head", or the id
    of the item whose pencil it was) or `moved` (the id of the item whose arrow may have ended).
    """
    refusal = None
    try:
        step()
    except DomainError as refused:
        refusal = refused
    if getattr(request, "htmx", None):
        agenda.refresh_from_db()
        return panel(request, agenda, refusal, **place)
    if refusal is not None:
        messages.error(request, refusal.message)
    return redirect("agendas:workspace", agenda.sitting_id)


def panel(
    request: HttpRequest, agenda: Agenda, refusal: DomainError | None = None, **more: Any
) -> HttpResponse:
    """The programme and its check list, as the part of the page that changes."""
    context = {
        "work": selectors.workspace(request.user, agenda),
        "sitting": agenda.sitting,
        "refusal": refusal,
        **more,
    }
    return render(request, "agendas/desk/programme.html", context)


def item_page(request: HttpRequest, item: AgendaItem, title: str) -> dict[str, Any]:
    """Frame of a page about one item."""
    context = page(request, item.agenda.sitting, "agendas:workspace", title)
    context["crumbs"].insert(
        2, {"label": _("Chương trình"), "url": reverse("agendas:workspace", args=[item.agenda.sitting_id])}
    )
    return {**context, "item": item, "agenda": item.agenda}


def start_from(form: BaseForm, version: int) -> None:
    """Let a form that clashed be sent again from the version that is stored now; what was typed stays."""
    data = cast(QueryDict, form.data).copy()
    data[form.add_prefix("version")] = str(version)
    form.data = data


def posted_ids(request: HttpRequest, name: str) -> list[UUID]:
    """The ids a form sent under one name; what isn't an id is left out."""
    found = []
    for value in request.POST.getlist(name):
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
