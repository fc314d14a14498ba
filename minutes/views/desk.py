"""The minutes of a sitting on the secretariat's desk."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.deeds import deed_of
from core import clock
from core.deed import DESK, Deed, key_of
from core.errors import DomainError
from core.forms import add_refusal
from core.text import whole_number
from meetings.inner import parts_of
from meetings.models import Sitting
from meetings.views.desk.shared import follows, page
from minutes import access, rules, selectors, services
from minutes.forms import ApprovalForm
from minutes.models import Minutes, MinutesBlock
from minutes.views.showing import shown
from recordings.access import hears_of
from room.selectors import functions_for

State = Sitting.State


def deed(request: HttpRequest, sitting: Sitting) -> Deed:
    """The signed-in person's deed at the desk, under the form's key if it sent one."""
    return deed_of(request.user, sitting.body, DESK, key_of(request.POST.get("key", "")))


@require_safe
def edit(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """All blocks; `?edit=<block>` opens one for editing without scripts."""
    sitting = access.get_sitting_to_minute(request.user, sitting_id)
    return render(request, "minutes/desk/edit.html", context_of(request, sitting))


def context_of(request: HttpRequest, sitting: Sitting, **more: Any) -> dict[str, Any]:
    """The page's context; `form` is an approval form that was refused, `conflict` a clash to show."""
    minutes = selectors.minutes_of(sitting)
    context = page(request, sitting, "minutes:edit", _("Biên bản"))
    context |= {**follows(request, sitting), "told_by": "desk"}
    context["functions"] = functions_for(request.user, sitting)
    context |= {"minutes": minutes, "can_begin": rules.has_minutes(sitting), **more}
    if minutes is None:
        return context
    blocks = [shown(block, minutes) for block in selectors.blocks_of(minutes)]
    may_approve = not minutes.is_approved and sitting.state == State.CLOSED
    if may_approve and "form" not in context:
        context["form"] = ApprovalForm(minutes)
    context |= {
        "rows": blocks,
        "own_count": sum(row.can_restore for row in blocks),
        "moved_count": sum(bool(row.moved) for row in blocks),
        "editing": request.GET.get("edit", ""),
        "may_approve": may_approve,
        "hears": hears_of(request.user, sitting),
        "annexes": sorted(number for pk, number in parts_of(request.user) if pk == sitting.pk),
        "since": int(clock.real().timestamp() * 1000),
    }
    return context


@require_safe
def news(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Has anybody else changed a block since the page was drawn? One quiet line, nothing is repainted."""
    minutes = access.get_minutes_to_edit(request.user, sitting_id)
    since = request.GET.get("since", "")
    told = whole_number(since, limit=10**13)
    moment = clock.real() if told is None else datetime.fromtimestamp(told / 1000, UTC)
    changed = selectors.changed_since(minutes, moment, but_by=request.user.get_full_name())  # type: ignore[union-attr]
    context = {"minutes": minutes, "since": since, "changed": changed, "by_record": changed in by_record()}
    return render(request, "minutes/desk/news.html", context)


def by_record() -> tuple[str, str]:
    """Whom a refilled block names: nobody, or the record."""
    return "", _("Hồ sơ phiên họp")


@require_POST
def fill(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Bring the draft up to the record."""
    sitting = access.get_sitting_to_minute(request.user, sitting_id)
    try:
        services.fill_minutes(deed(request, sitting), sitting)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã cập nhật biên bản theo hồ sơ phiên họp."))
    return redirect("minutes:edit", sitting.pk)


@require_POST
def add(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Add a free paragraph behind the block named."""
    minutes = access.get_minutes_to_edit(request.user, sitting_id)
    after = _block(minutes, request.POST.get("after", ""))
    text = request.POST.get("text", "")
    try:
        block = services.add_block(deed(request, minutes.sitting), minutes, after, text)
    except DomainError as refusal:
        context = context_of(request, minutes.sitting, add_refused=refusal.message, add_text=text)
        context["add_after"] = str(after.pk) if after else ""
        return render(request, "minutes/desk/edit.html", context, status=refusal.http_status)
    return redirect(f"{_address(minutes)}#block-{block.pk}")


@require_POST
def approve(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Enter the approval by name and date."""
    minutes = access.get_minutes_to_edit(request.user, sitting_id)
    form = ApprovalForm(minutes, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.approve_minutes(
                deed(request, minutes.sitting),
                minutes,
                said["name"],
                said["post"],
                said["on"],
                version=said["minutes_version"],
            )
        except DomainError as refusal:
            add_refusal(form, refusal)
            # Having been told of the other edit, the person approves what stands now.
            now = Minutes.objects.values_list("version", flat=True).get(pk=minutes.pk)
            form.data = {**request.POST.dict(), "minutes_version": now}
        else:
            messages.success(
                request, _("Đã ghi nhận thông qua biên bản. Nội dung biên bản không thay đổi nữa.")
            )
            return redirect("minutes:edit", minutes.sitting_id)
    context = context_of(request, minutes.sitting, form=form, approval_open=True)
    return render(request, "minutes/desk/edit.html", context, status=422)


@require_POST
def issue(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Make the approved minutes a paper members can read."""
    minutes = access.get_minutes_to_edit(request.user, sitting_id)
    try:
        services.issue_minutes(deed(request, minutes.sitting), minutes)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã phát hành biên bản. Thành viên đọc được trong tài liệu phiên họp."))
    return redirect("minutes:edit", minutes.sitting_id)


def _block(minutes: Minutes, block_id: str) -> MinutesBlock | None:
    rows = minutes.blocks.filter(internal_part=None)
    return next((block for block in rows if str(block.pk) == block_id), None)


def _address(minutes: Minutes) -> str:
    return redirect("minutes:edit", minutes.sitting_id)["Location"]
