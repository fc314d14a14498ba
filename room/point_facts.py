"""What is told of conference points: where each is, who sits there, and at the desk the state of its line."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from agendas.facts import moment
from realtime import streams
from room.models import ConferencePoint, PointPerson

TOLD_LINKS = (streams.SECRETARIAT, streams.CHAIR)


def point_facts(point: ConferencePoint) -> dict[str, Any]:
    """One place with its persons, by entry of the roster; a person who left is told as null."""
    told: dict[str, Any] = points_facts([point])[str(point.pk)]
    return told


def points_facts(points: Sequence[ConferencePoint]) -> dict[str, Any]:
    """The same of many, by the id of the place, in one query."""
    told: dict[str, Any] = {
        str(one.pk): {"name": one.name, "order": one.order, "persons": {}} for one in points
    }
    rows = PointPerson.objects.filter(point__in=points, entry__removed_at=None).select_related("entry")
    for row in rows.order_by("entry__order"):
        person = {"name": row.entry.name, "post": row.entry.post_title}
        told[str(row.point_id)]["persons"][str(row.entry_id)] = person
    return told


def link_facts(point: ConferencePoint) -> dict[str, Any]:
    """What is known of its line."""
    return {"state": point.link, "since": moment(point.link_since)}


def points_part(stream: str) -> dict[str, Any]:
    """The places, for an audience of the sitting; their lines too for the desk and the chair."""
    points = list(ConferencePoint.objects.filter(sitting_id=UUID(streams.id_of(stream))))
    told: dict[str, Any] = {"points": points_facts(points)}
    if stream.rpartition(":")[2] in TOLD_LINKS:
        told["links"] = {str(one.pk): link_facts(one) for one in points}
    return {"room": told}
