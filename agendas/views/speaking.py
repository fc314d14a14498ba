"""The page of an aide: beside each item, what the principal may say."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.deeds import deed_of
from agendas import services, speaking
from core.deed import WEB
from core.errors import DomainError, EditedMeanwhile
from core.text import whole_number


@require_safe
def speaking_notes(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """All items the principal takes part in, each with its note; `?for=` names one of several principals."""
    return _page(request, sitting_id, request.GET.get("for", ""))


@require_POST
def write_speaking_note(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Save the note of one item."""
    principal_id = request.POST.get("principal", "")
    item, entry, mandate = speaking.get_item_to_prepare(request.user, item_id, principal_id)
    sitting, version = item.agenda.sitting, request.POST.get("version", "")
    deed = deed_of(request.user, sitting.body, WEB, mandate=mandate)
    text = request.POST.get("text", "")
    try:
        services.write_speaking_note(deed, item, entry, text, whole_number(version))
    except EditedMeanwhile as meanwhile:
        messages.error(request, meanwhile.message)
        return _page(request, sitting.pk, str(entry.person_id), {item.pk: text}, status=409)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return _page(request, sitting.pk, str(entry.person_id), {item.pk: text}, status=refusal.http_status)
    messages.success(request, _("Đã lưu ý kiến chuẩn bị về nội dung %s.") % item.number)
    back = redirect("agendas:speaking_notes", sitting.pk)
    back["Location"] += f"?for={entry.person_id}#item-{item.pk}"
    return back


def _page(
    request: HttpRequest,
    sitting_id: UUID,
    principal_id: str,
    typed: dict[UUID, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The notes for one principal; what was typed and refused stays in its field."""
    sitting, found = speaking.get_sitting_to_prepare(request.user, sitting_id)
    entries = [entry for entry, _mandate in found.values()]
    entry = next((row for row in entries if str(row.person_id) == principal_id), entries[0])
    rows = [
        {
            "item": item,
            "version": note.version if note else 0,
            "text": (typed or {}).get(item.pk, note.text if note else ""),
            "by": note.edited_by if note else "",
        }
        for item, note in speaking.items_to_prepare(request.user, sitting, entry)
    ]
    context = {"sitting": sitting, "entry": entry, "entries": entries, "rows": rows}
    return render(request, "agendas/tablet/speaking_notes.html", context, status=status)
