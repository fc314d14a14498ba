"""What a person's own stream says of one-line notes: those he wrote or received, while the sitting lasts."""

from typing import Any

from django.db.models import Q

from agendas.facts import moment
from meetings.models import Sitting
from realtime import streams
from room.models import Line


def line_facts(line: Line) -> dict[str, Any]:
    """One note."""
    return {
        "sitting": str(line.sitting_id),
        "from": str(line.sender_id),
        "post": line.sender_post,
        "to": line.to,
        "text": line.text,
        "sent_at": moment(line.sent_at),
    }


def lines_part(stream: str) -> dict[str, Any]:
    """The notes of one person in the sittings that aren't over."""
    person = streams.id_of(stream)
    mine = Line.objects.filter(Q(sender=person) | Q(readers__person=person)).exclude(
        sitting__state__in=Sitting.OVER
    )
    return {"lines": {str(line.pk): line_facts(line) for line in mine.distinct()}}
