"""A person: posts, seats, and what he or she presented."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal import people, reading
from portal.views.search import face_of


@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What this user may see of a person."""
    back = reading.way_back(request, reverse("portal:search"))
    row = people.get_person(request.user, person_id)
    context = {
        "person": row,
        "post": people.posts_now([row.pk]).get(row.pk, ""),
        "posts": people.posts_of(row),
        "seats": people.seats_of(request.user, row),
        "presented": people.presented_by(request.user, row),
        "back": back,
        "back_words": reading.back_words(back),
        "face": face_of(request),
    }
    return render(request, "portal/person.html", context)
