"""One block: shown, edited in place, restored, removed. With htmx the block alone is answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import DomainError
from core.text import whole_number
from minutes import access, selectors, services
from minutes.errors import BlockEditedMeanwhile
from minutes.models import Minutes, MinutesBlock
from minutes.views.desk import context_of, deed
from minutes.views.showing import shown


@require_safe
def block(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """The block as it is, or its form with `?edit=1`; without htmx the page at that place."""
    row = access.get_block_to_edit(request.user, block_id)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_place(row, editing="edit" in request.GET))
    editing = str(row.pk) if "edit" in request.GET else ""
    return _fragment(request, row, editing=editing)


@require_POST
def edit(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """Save the secretary's text; a clash shows both texts and what differs."""
    row = access.get_block_to_edit(request.user, block_id)
    text, version = request.POST.get("text", ""), request.POST.get("version", "")
    try:
        saved = services.edit_block(
            deed(request, row.minutes.sitting), row, text, version=whole_number(version)
        )
    except BlockEditedMeanwhile as clash:
        conflict = {
            "message": clash.message,
            "theirs": clash.theirs,
            "yours": clash.yours,
            "lines": selectors.compared(clash.theirs, clash.yours),
        }
        return _refused(request, row, clash, conflict=conflict, typed=clash.yours)
    except DomainError as refusal:
        return _refused(request, row, refusal, refused=refusal.message, typed=text)
    if request.htmx:  # type: ignore[attr-defined]
        return _fragment(request, saved, just_saved=True, seen=_seen(request, saved))
    return redirect(_place(saved))


@require_POST
def restore(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """Back to the generated text."""
    row = access.get_block_to_edit(request.user, block_id)
    try:
        saved = services.restore_block(deed(request, row.minutes.sitting), row, version=_version(request))
    except DomainError as refusal:
        return _refused(request, row, refusal, refused=refusal.message)
    if request.htmx:  # type: ignore[attr-defined]
        return _fragment(request, saved, seen=_seen(request, saved))
    return redirect(_place(saved))


@require_POST
def remove(request: HttpRequest, block_id: UUID) -> HttpResponse:
    """Take a free paragraph away."""
    row = access.get_block_to_edit(request.user, block_id)
    sitting_id = row.minutes.sitting_id
    try:
        services.remove_block(deed(request, row.minutes.sitting), row, version=_version(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã xóa đoạn văn."))
    return redirect("minutes:edit", sitting_id)


def _version(request: HttpRequest) -> int | None:
    return whole_number(request.POST.get("version", ""))


def _seen(request: HttpRequest, row: MinutesBlock) -> int | None:
    """The version of the minutes this page has seen, if nobody else changed them before this very edit."""
    before, now = request.POST.get("minutes_version", ""), row.minutes.version
    return now if whole_number(before) == now - 1 else None


def _place(row: MinutesBlock, *, editing: bool = False) -> str:
    query = f"?edit={row.pk}" if editing else ""
    if row.internal_part is not None:
        page = reverse("minutes:annex", args=[row.minutes.sitting_id, row.internal_part])
    else:
        page = reverse("minutes:edit", args=[row.minutes.sitting_id])
    return f"{page}{query}#block-{row.pk}"


def _fragment(request: HttpRequest, row: MinutesBlock, **more: Any) -> HttpResponse:
    minutes = Minutes.objects.select_related("sitting__body").get(pk=row.minutes_id)
    fresh = minutes.blocks.get(pk=row.pk)
    context = {"row": shown(fresh, minutes), "minutes": minutes, "sitting": minutes.sitting, **more}
    return render(request, "minutes/desk/block.html", context)


def _refused(request: HttpRequest, row: MinutesBlock, refusal: DomainError, **more: Any) -> HttpResponse:
    """The form again with what was typed; htmx swaps only answers it takes for good."""
    more |= {"editing": str(row.pk), "editing_id": str(row.pk)}
    if request.htmx:  # type: ignore[attr-defined]
        return _fragment(request, row, **more)
    context = context_of(request, row.minutes.sitting) | more
    return render(request, "minutes/desk/edit.html", context, status=refusal.http_status)
