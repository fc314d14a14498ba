"""The ledger of a sitting's votes, to be counted again elsewhere."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from voting.access import get_sitting_to_recount
from voting.ledger import ledger_of


@require_safe
def ledger(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """A JSON file for `tools/recount.py`."""
    sitting = get_sitting_to_recount(request.user, sitting_id)
    text = json.dumps(ledger_of(sitting), ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="so-phieu-{sitting.day:%Y-%m-%d}.json"'
    response["Cache-Control"] = "no-store"
    return response
