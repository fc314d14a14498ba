"""A ballot as a careful tutorial would take it: signed in, the poll open, the voter entitled, one row by the ORM."""

import json
import secrets

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.urls import path

from core import clock
from voting.models import Ballot, Elector


@login_required
def cast(request: HttpRequest, poll_id: object) -> JsonResponse:
    """Check and insert; the unique key holds off a second ballot."""
    elector = Elector.objects.select_related("poll").get(
        poll=poll_id,
        person=request.user.person_id,
        is_entitled=True,  # type: ignore[union-attr]
    )
    if elector.poll.state != "open":
        return JsonResponse({"error": "closed"}, status=409)
    ballot = Ballot.objects.create(
        poll=elector.poll,
        elector=elector,
        version=1,
        value=json.loads(request.body)["value"],
        code=secrets.token_hex(6),
        cast_at=clock.real(),
        way="web",
    )
    return JsonResponse({"code": ballot.code})


urlpatterns = [path("cast/<uuid:poll_id>/", cast)]
