"""The record, for those who check it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import Role
from accounts.models import User
from audit import verifying
from audit.models import MAIN_CHAIN, AuditRecord
from audit.selectors import sentence_of
from core.errors import NotAllowed
from core.registries import AUDIT_VERBS
from meetings.inner import parts_of
from meetings.models import Sitting
from portal.navigation import standing_of
from voting.selectors import sittings_to_recount


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The deeds of the bodies one checks in words, newest first, with the verdict over all chains."""
    bodies = [row.body_id for row in standing_of(request).body_roles if row.role == Role.AUDITOR]
    if not bodies:
        raise NotAllowed
    rows = records_of(bodies, request.user).filter(verb__in=list(AUDIT_VERBS)).order_by("-id")
    page = Paginator(rows, 100).get_page(request.GET.get("page"))
    shown = list(page)
    verdicts, whole_at = verifying.verdicts(anew="anew" in request.GET)
    broken = [verdict for verdict in verdicts if not verdict.is_whole]
    known = {verdict.chain for verdict in broken}
    broken += [verdict for verdict in verifying.altered_among(shown) if verdict.chain not in known]
    context = {
        "page_of_rows": page,
        "rows": [
            {"at": row.at, "who": row.facts.get("deed", {}), "words": sentence_of(row), "row": row}
            for row in shown
        ],
        "chains": sum(":inner:" not in verdict.chain for verdict in verdicts),
        "broken": broken,
        "whole_at": whole_at,
        # Not those of internal parts: even their number would tell of them.
        "records": sum(verdict.length for verdict in verdicts if ":inner:" not in verdict.chain),
        "ledgers": sittings_to_recount(bodies)[:20],
    }
    return render(request, "portal/desk/record.html", context)


def records_of(bodies: list[UUID], user: Any = None) -> QuerySet[AuditRecord]:
    """What was done in the sittings of these bodies, and elsewhere by those who have or had to do with them.

    What was done in an internal part is read only by those who were named for it.
    """
    chains = [f"sitting:{pk}" for pk in Sitting.objects.filter(body__in=bodies).values_list("pk", flat=True)]
    chains += [f"sitting:{pk}:inner:{number}" for pk, number in parts_of(user) if f"sitting:{pk}" in chains]
    around = Q(person__seats__body__in=bodies) | Q(person__roles__body__in=bodies)
    doers = User.objects.filter(around).values_list("pk", flat=True).distinct()
    own = Q(chain=MAIN_CHAIN) & (Q(actor_id__in=list(doers)) | Q(actor_id__isnull=True))
    return AuditRecord.objects.filter(Q(chain__in=chains) | own)
