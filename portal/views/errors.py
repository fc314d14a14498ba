"""Pages for what went wrong before or beside a view."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from portal.middleware import answer


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
