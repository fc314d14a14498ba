"""A sitting as a member, a substitute, an invitee or a member's aide sees it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agendas.speaking import principals_in
from annotations.models import Note
from core.errors import NotFound
from meetings.access import is_head_of
from meetings.models import RosterEntry
from meetings.selectors import read_for
from portal import access, selectors
from portal.navigation import standing_of
from portal.views.waiting import waiting
from realtime import streams


@require_safe
def sitting(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The sitting page of the tablet face; everything live on it is drawn from `streams`."""
    user = request.user
    try:
        row, names = access.get_sitting_to_attend(user, sitting_id)
    except NotFound:  # or waits outside, while part of it is internal
        return waiting(request, sitting_id)
    documents = selectors.documents(names)
    entry = (
        RosterEntry.objects.filter(sitting=row, person=user.person_id, removed_at__isnull=True)
        .select_related("substitute_for")
        .first()
    )
    items = {key for document in documents.values() for key in document["doc"].get("items", {})}
    notes = Note.objects.filter(owner=user, target_kind="agenda_item", target_id__in=items)
    page = {
        "now": row.body.now().isoformat(),
        "person": str(user.person_id or ""),
        "sitting": str(row.pk),
        "me": {
            "name": entry.name if entry else user.get_full_name(),
            "post": entry.post_title if entry else standing_of(request).post,
            "substitute": bool(entry and entry.role == RosterEntry.Role.SUBSTITUTE),
            "entry": str(entry.pk) if entry else None,
            "substitute_for": entry.substitute_for.post_title if entry and entry.substitute_for else None,
        },
        "urls": {**selectors.page_urls(), "my_marks": reverse("portal:marks", args=[row.pk])},
        "notes": {
            str(note.target_id): {"id": str(note.pk), "text": note.text, "version": note.version}
            for note in notes
        },
        "last_pages": selectors.last_pages_in(user, documents),
        "can": {
            "speak": bool(entry),
            "state": bool(entry and entry.role == RosterEntry.Role.MEMBER),
            "present": row.stream(streams.CHAIR) in names,
            "take_chair_back": is_head_of(user, row),
        },
    }
    aided = read_for(user, [row]).get(row.pk, []) if entry is None else []
    context = {
        "sitting": row,
        "page": page,
        "streams": documents,
        "reads_for": selectors.reading_words(aided),
        "prepares": bool(principals_in(user, row)),
    }
    return render(request, "portal/tablet/sitting.html", context)
