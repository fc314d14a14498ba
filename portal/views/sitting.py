"""A sitting as a member, a substitute, an invitee or a member's aide sees it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agendas import services as agendas
from agendas.lines import seen_until
from agendas.speaking import principals_in
from annotations.models import Note
from core.errors import NotFound
from meetings.access import is_head_of
from meetings.models import RosterEntry, Sitting
from meetings.selectors import read_for
from packs.selectors import kept_from
from portal import access, reading, selectors
from portal.navigation import standing_of
from portal.views.waiting import waiting
from realtime import streams
from realtime.confinement import within_of


def pack_urls(request: HttpRequest) -> dict[str, str]:
    """Where a device of one's own takes its pack; none for a device on loan."""
    if within_of(request) or not request.user.person_id:
        return {}
    return {
        "pack": selectors.pattern("packs:contents", "sitting"),
        "take_pack": selectors.pattern("packs:take", "sitting"),
        "give_back_pack": selectors.pattern("packs:give_back", "sitting"),
        "pack_texts": selectors.pattern("packs:texts", "version"),
    }


def pack_facts(row: Sitting) -> dict[str, str]:
    """From when, by the true clock, an allowed pack is kept up by itself: the evening before."""
    return {"from": kept_from(row).isoformat()}


def _seen_until(request: HttpRequest, row: Sitting) -> datetime:
    """Until when the changes of the agenda are seen. A device that only puts the page by (`?keep`) is no visit."""
    return seen_until(request.user, row) if "keep" in request.GET else agendas.note_visit(request.user, row)


@require_safe
def sitting(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The sitting page of the tablet face; everything live on it is drawn from `streams`."""
    user = request.user
    try:
        row, names = access.get_sitting_to_attend(user, sitting_id)
    except NotFound:  # or waits outside, while part of it is internal
        return waiting(request, sitting_id)
    documents = selectors.documents(names, within_of(request))
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
        "urls": {
            **selectors.page_urls(),
            **selectors.copy_urls(user),
            "my_marks": reverse("portal:marks", args=[row.pk]),
            **pack_urls(request),
        },
        "notes": {
            str(note.target_id): {"id": str(note.pk), "text": note.text, "version": note.version}
            for note in notes
        },
        "pack": pack_facts(row),
        "last_pages": selectors.last_pages_in(user, documents),
        "read": reading.last_read_in(user, documents),
        "seen_at": _seen_until(request, row).isoformat(),
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
