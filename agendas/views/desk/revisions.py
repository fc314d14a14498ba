"""What was published, as it was."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agendas import access
from agendas.models import AgendaItem
from agendas.views.desk.shared import page


@require_safe
def revision(request: HttpRequest, sitting_id: UUID, number: int) -> HttpResponse:
    """One frozen revision, with the version and hash of every paper."""
    found = access.get_revision(request.user, sitting_id, number)
    kinds = dict(AgendaItem.Kind.choices)
    items = [
        {
            **item,
            "asked": kinds.get(item["kind"], item["kind"]),
            "laid": sorted(item["papers"].values(), key=lambda paper: paper["order"]),
        }
        for item in found.contents["items"]
    ]
    context = {
        **page(request, found.agenda.sitting, "agendas:workspace", _("Bản %(n)s") % {"n": number}),
        "revision": found,
        "items": items,
        "starts_at": parse_datetime(found.contents["sitting"]["starts_at"]),
        "others": found.agenda.revisions.order_by("number").values_list("number", flat=True),
    }
    return render(request, "agendas/desk/revision.html", context)
