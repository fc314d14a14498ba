"""Papers of an item."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agendas import access, services
from agendas.forms import PaperForm
from agendas.models import AgendaItem, ItemPaper
from agendas.views.desk.shared import desk_deed
from core.deed import Deed
from core.errors import NotFound
from meetings.views.desk.shared import do


def _back(request: HttpRequest, item: AgendaItem, said: str, act: Callable[[Deed], Any]) -> HttpResponse:
    deed = desk_deed(request, item.agenda.sitting)
    return do(request, lambda: act(deed), said, "agendas:item", item.pk)


def _row(item: AgendaItem, paper_id: UUID) -> ItemPaper:
    row = item.item_papers.filter(paper=paper_id).select_related("paper").first()
    if row is None:
        raise NotFound
    return row


@require_POST
def attach(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Lay a paper for an item; after publication it is handed out, with the reason."""
    item = access.get_item_to_edit(request.user, item_id)
    form = PaperForm(request.user, item, request.POST)
    if not form.is_valid():
        messages.error(request, _("Đề nghị chọn tài liệu trong danh sách."))
        return redirect("agendas:item", item.pk)
    paper, reason = form.cleaned_data["paper"], form.cleaned_data.get("reason", "")
    if item.published_at is not None:
        said = _("Đã phát tài liệu tới các đại biểu.")
        return _back(request, item, said, lambda deed: services.hand_out_paper(deed, item, paper, reason))
    said = _("Đã gắn tài liệu vào nội dung.")
    return _back(request, item, said, lambda deed: services.attach_paper(deed, item, paper))


@require_POST
def detach(request: HttpRequest, item_id: UUID, paper_id: UUID) -> HttpResponse:
    """Take a paper off an item of the draft."""
    item = access.get_item_to_edit(request.user, item_id)
    row = _row(item, paper_id)
    return _back(request, item, _("Đã gỡ tài liệu."), lambda deed: services.detach_paper(deed, row))


@require_POST
def replace(request: HttpRequest, item_id: UUID, paper_id: UUID) -> HttpResponse:
    """Lay the newest version of a published paper, with the reason."""
    item = access.get_item_to_edit(request.user, item_id)
    row = _row(item, paper_id)
    reason = request.POST.get("reason", "")
    said = _("Đã thay tài liệu bằng bản mới; các đại biểu được báo ngay.")
    return _back(request, item, said, lambda deed: services.replace_paper(deed, row, reason))


@require_POST
def recall(request: HttpRequest, item_id: UUID, paper_id: UUID) -> HttpResponse:
    """Take a published paper back from its readers, with the reason."""
    item = access.get_item_to_edit(request.user, item_id)
    row = _row(item, paper_id)
    reason = request.POST.get("reason", "")
    said = _("Đã thu hồi tài liệu; người đọc không mở được nữa.")
    return _back(request, item, said, lambda deed: services.recall_paper(deed, row, reason))
