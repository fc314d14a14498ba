"""Files for the desk: the paper fallback of a vote, and the ledger to be counted again elsewhere."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core import clock
from layouts.pdf import render_pdf
from voting.access import get_item_to_poll, get_sitting_to_recount
from voting.errors import SittingWithoutVote
from voting.ledger import ledger_of
from voting.printout import printout_of
from voting.printout_documents import documents_of


@require_safe
def ledger(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """A JSON file for `tools/recount.py`."""
    sitting = get_sitting_to_recount(request.user, sitting_id)
    text = json.dumps(ledger_of(sitting, request.user), ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="so-phieu-{sitting.day:%Y-%m-%d}.json"'
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def paper_vote(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Roll, ballots and counting form of an item as one PDF that opens in the browser and asks to be printed."""
    item = get_item_to_poll(request.user, item_id)
    if not item.agenda.sitting.has_vote:
        raise SittingWithoutVote
    printout = printout_of(item)
    response = HttpResponse(
        render_pdf(*documents_of(printout), asks_to_print=True), content_type="application/pdf"
    )
    name = f"phieu-giay-noi-dung-{item.number}-{clock.local(printout.at):%H%M%S}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
