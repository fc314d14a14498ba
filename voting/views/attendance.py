"""What a correction of attendance would touch, asked before it is made."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from meetings.access import get_sitting_to_conduct
from meetings.rules import SETTABLE
from voting import counts, facts, touching


@require_safe
def attendance_preview(request: HttpRequest, sitting_id: UUID) -> JsonResponse:
    """`?entry=…&where=…&since=…&until=…` → `{"touched": [{"number", "item", "question", "was", "quorum", "remarks"}]}`.

    Nothing is written. Without a readable place or moment nothing is touched.
    """
    sitting = get_sitting_to_conduct(request.user, sitting_id)
    asked = request.GET
    since, until = counts.read_time(asked.get("since")), counts.read_time(asked.get("until"))
    touched = []
    if since is not None and asked.get("where") in SETTABLE and not (until and until <= since):
        touched = touching.would_touch(sitting, asked.getlist("entry"), asked["where"], since, until)
    rows = [
        {
            "number": touch.poll.number,
            "item": touch.poll.item.number,
            "question": facts.shown_question(touch.poll),
            "was": touch.poll.quorum_present,
            "quorum": touch.quorum_facts,
            "remarks": touch.remarks,
        }
        for touch in touched
    ]
    response = JsonResponse({"touched": rows})
    response["Cache-Control"] = "no-store"
    return response
