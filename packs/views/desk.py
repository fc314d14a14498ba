"""The desk's list of packs of a sitting: who holds one, on what, until when; one press ends a person's."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import clock
from meetings.access import get_sitting_to_conduct
from meetings.views.desk.shared import desk_deed, do, page
from packs import access, selectors, services


@require_safe
def packs(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Every pack of the sitting."""
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    now = clock.real()
    rows = [{"pack": pack, "stands": pack.stands(now)} for pack in selectors.packs_of(sitting)]
    context = {**page(request, sitting, "packs:list", _("Gói ngoại tuyến")), "rows": rows}
    return render(request, "packs/desk/packs.html", context)


@require_POST
def revoke(request: HttpRequest, pack_id: UUID) -> HttpResponse:
    """End every pack of the person who holds this one."""
    pack = access.get_pack_to_revoke(request.user, pack_id)
    deed = desk_deed(request, pack.sitting)
    return do(
        request,
        lambda: services.revoke_packs(deed, pack.user, pack.sitting),
        _(
            "Đã thu hồi. Máy đang mở bỏ tài liệu ngay; máy ngoài tầm liên lạc bỏ khi kết nối lại hoặc khi hết hạn."
        ),
        "packs:list",
        pack.sitting_id,
    )
