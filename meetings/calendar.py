"""The calendar file of an invitation (iCalendar, RFC 5545; scheduling by mail, RFC 6047)."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, vCalAddress, vText

from meetings.models import Invitation

USUAL_LENGTH = timedelta(hours=4)


def method_of(invitation: Invitation) -> str:
    """REQUEST, or CANCEL for a letter that calls off."""
    return "CANCEL" if invitation.facts.get("cancelled") else "REQUEST"


def calendar_of(invitation: Invitation, address: str) -> bytes:
    """One event for one invited person. The UID is the sitting's, so later letters replace earlier ones by their
    SEQUENCE; without an end four hours are kept free."""
    said = invitation.facts
    method = method_of(invitation)
    starts = datetime.fromisoformat(said["starts_at"]).astimezone(UTC)
    ends = (
        datetime.fromisoformat(said["ends_at"]).astimezone(UTC) if said["ends_at"] else starts + USUAL_LENGTH
    )
    page = f"{settings.PUBLIC_URL}{reverse('meetings:reply', args=[said['sitting']])}"
    event = Event()
    event.add("uid", f"{said['sitting']}@ecabinet")
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.sent_at.astimezone(UTC))
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", said["title"])
    event.add("location", said["place"])
    event.add(
        "description", "\n".join(part for part in (said["online_link"], said["cancelled"], page) if part)
    )
    event.add("url", page)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    organiser = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    organiser.params["CN"] = vText(said["office"])
    event["organizer"] = organiser
    event.add("attendee", _attendee(said["name"], address), encode=False)
    calendar = Calendar()
    calendar.add("prodid", "-//e-Cabinet//Phien hop//VI")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return calendar.to_ical()


def _attendee(name: str, address: str) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params["CN"] = vText(name)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("TRUE")
    return attendee
