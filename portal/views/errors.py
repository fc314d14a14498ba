"""Pages for what went wrong before or beside a view."""

import logging
import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from core.database import is_gone
from core.errors import DomainError
from core.responses import busy
from portal.middleware import answer

log = logging.getLogger("ecabinet.pages")
FAULT = _(
    "Máy chủ gặp sự cố; việc vừa gửi có thể chưa được ghi nhận. Đề nghị tải lại trang và kiểm tra trước khi gửi lại."
)
AWAY = _(
    "Hệ thống đang rất bận hoặc đang khởi động lại; việc vừa gửi có thể chưa được ghi nhận. "
    "Đề nghị đợi ít giây rồi tải lại trang và kiểm tra trước khi gửi lại."
)


class NotFromOurPage(DomainError):
    """A change without the token of our own page, or from the page of another site."""

    code = "csrf_failed"
    http_status = 403
    sentence = _("Yêu cầu không đến từ trang của hệ thống hoặc trang đã cũ. Đề nghị tải lại trang.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is stale (signed in again elsewhere): the typed text is still in the browser."""
    if request.content_type == "application/json":
        return answer(request, NotFromOurPage())
    return render(request, "errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; in plain words where what draws pages is what failed.

    Where the database is out of reach nothing is wrong with what was asked: one tries again in a moment (503), and a
    page does so by itself.
    """
    is_away = is_gone(sys.exception())
    try:
        answer = HttpResponse(_page(is_away))
    except Exception:
        log.exception("the page for faults can't be drawn")
        answer = HttpResponse(str(AWAY if is_away else FAULT), content_type="text/plain; charset=utf-8")
    answer.status_code = 500
    return busy(answer, page=request.method == "GET") if is_away else answer


def _page(is_away: bool) -> str:
    """Without the request: who asks is known to the database alone."""
    return render_to_string("500.html", {"sentence": AWAY if is_away else FAULT})
