"""The record, for those who check it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import Role
from audit.models import AuditRecord, Chain
from audit.selectors import sentence_of, verify_chain
from core.errors import NotAllowed
from core.registries import AUDIT_VERBS
from portal.navigation import standing_of


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Every deed in words, newest first, with the verdict over the chains."""
    if Role.AUDITOR not in standing_of(request).roles:
        raise NotAllowed
    rows = AuditRecord.objects.filter(verb__in=list(AUDIT_VERBS)).order_by("-id")
    page = Paginator(rows, 100).get_page(request.GET.get("page"))
    verdicts = [verify_chain(name) for name in Chain.objects.values_list("name", flat=True)]
    context = {
        "page_of_rows": page,
        "rows": [
            {"at": row.at, "who": row.facts.get("deed", {}), "words": sentence_of(row), "row": row}
            for row in page
        ],
        "chains": len(verdicts),
        "broken": [verdict for verdict in verdicts if not verdict.is_whole],
        "records": sum(verdict.length for verdict in verdicts),
    }
    return render(request, "portal/desk/record.html", context)
