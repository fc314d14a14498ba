"""Names of streams. A stream is an audience, an audience is a Django group of the same name.

`sitting:<uuid>:room` (may hang on the wall), `:members` (with substitutes), `:chair` (presider and named helpers),
`:secretariat`, `:observers` (standing invitees, aides who read for a member), `item:<uuid>` (invitees of one item),
`person:<uuid>`, `point:<uuid>` (the one device of a conference point; being heard on it is its link).
`waiting:<uuid>` are those who wait outside while part of the sitting is internal, or to be called in;
`inner:<uuid>:<number>` those named for such a part. Neither begins with "sitting:", which would let them in.
"""

from uuid import UUID

ROOM, MEMBERS, CHAIR, SECRETARIAT, OBSERVERS = "room", "members", "chair", "secretariat", "observers"
PERSON = "person"
SITTING_AUDIENCES = (ROOM, MEMBERS, CHAIR, SECRETARIAT, OBSERVERS)


def sitting(sitting_id: UUID | str, audience: str) -> str:
    """The stream of one audience of a sitting."""
    return f"sitting:{sitting_id}:{audience}"


def whole_sitting(sitting_id: UUID | str) -> list[str]:
    """The streams on which the course of a sitting is told."""
    return [sitting(sitting_id, audience) for audience in (ROOM, MEMBERS, SECRETARIAT, OBSERVERS)]


def item(item_id: UUID | str) -> str:
    """The stream of those invited to one item."""
    return f"item:{item_id}"


def person(person_id: UUID | str) -> str:
    """The stream of one person: own ballots, own notes, own uploads."""
    return f"{PERSON}:{person_id}"


def waiting(sitting_id: UUID | str) -> str:
    """The stream of those who wait outside a sitting."""
    return f"waiting:{sitting_id}"


def inner(sitting_id: UUID | str, number: int) -> str:
    """The group of those named for an internal part: readers of its papers and of its annex to the minutes."""
    return f"inner:{sitting_id}:{number}"


def point(point_id: UUID | str) -> str:
    """The stream of a conference point's own device."""
    return f"point:{point_id}"


def body(body_id: UUID | str) -> str:
    """The stream of a body's secretariat: dossiers and sittings in preparation."""
    return f"body:{body_id}:secretariat"


def kind_of(stream: str) -> str:
    """ "sitting:<uuid>:members" -> "sitting:members"; "item:<uuid>" -> "item"."""
    first, _, rest = stream.partition(":")
    _, _, audience = rest.partition(":")
    return f"{first}:{audience}" if audience else first


def id_of(stream: str) -> str:
    """The uuid inside the name, as text."""
    return stream.split(":")[1] if ":" in stream else ""
