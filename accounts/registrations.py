"""What accounts leaves in the registries of the house (read once at start)."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts import records, selectors
from accounts.access import is_secretariat
from accounts.models import Body
from core.registries import SNAPSHOT_PARTS, STREAMS
from realtime import streams

records.declare()


@STREAMS.under("person")
def may_follow_person(user: Any, stream: str) -> bool:
    """A person's stream is that person's own."""
    return str(getattr(user, "person_id", "")) == streams.id_of(stream) != ""


@STREAMS.under("body:secretariat")
def may_follow_body(user: Any, stream: str) -> bool:
    """The stream of a body's secretariat is for those who work in it today."""
    try:
        body = Body.objects.filter(pk=streams.id_of(stream)).first()
    except ValidationError:  # no id at all; those who ask in the same look must not pay for it
        return False
    return body is not None and is_secretariat(user, body)


@SNAPSHOT_PARTS.under("person")
def me(stream: str) -> dict[str, Any]:
    """Who the person is, by today's post."""
    found = selectors.named(streams.id_of(stream))
    return {"me": {"person": streams.id_of(stream), "name": found[0], "post": found[1]}} if found else {}
