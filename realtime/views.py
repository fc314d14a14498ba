"""Snapshots, missed events and commands over HTTP: the socket's twin."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from core.deed import WEB
from core.errors import NotFound
from core.responses import fresh, ready
from core.text import whole_number
from realtime import commands, confinement, keeping, selectors, streams


@require_GET
def snapshot(request: HttpRequest, stream: str) -> HttpResponse:
    """`{"n": seq, "doc": document}` of a stream the user may follow."""
    if not selectors.may_follow(request.user, stream):
        raise NotFound
    return ready(_document(request, stream))


@require_GET
def events(request: HttpRequest, stream: str) -> HttpResponse:
    """The events after `since`; more than 500 behind, the snapshot instead."""
    if not selectors.may_follow(request.user, stream):
        raise NotFound
    within = confinement.within_of(request)
    since = whole_number(request.GET.get("since", "0"))
    if since is None:
        raise commands.MalformedCommand
    head = selectors.heads([stream])[stream]
    if head - since > selectors.RESUME_LIMIT or since < min(selectors.resumes_from(stream), head):
        return ready(b'{"snapshot": %b}' % _document(request, stream))
    cut = confinement.is_cut(within, stream)
    told = []
    for event in selectors.events_since(stream, since):
        name, body = (
            confinement.event_within(within, event.type, event.body) if cut else (event.type, event.body)
        )
        told.append({"n": event.seq, "t": name, "b": body, "at": event.at.isoformat()})
    return fresh({"events": told})


def _document(request: HttpRequest, stream: str) -> bytes:
    """The snapshot as JSON: a person's own made for this sign-in, another the same for all who follow it."""
    if streams.kind_of(stream) != streams.PERSON:
        return keeping.text(stream)
    within = confinement.within_of(request)
    return fresh(confinement.snapshot_within(within, stream, selectors.snapshot(stream))).content


@require_POST
def command(request: HttpRequest) -> HttpResponse:
    """One command as JSON; the answer is the one the socket would give."""
    if len(request.body) > commands.MESSAGE_LIMIT:
        return JsonResponse({"re": None, "error": commands.MessageTooLarge().as_reply()}, status=413)
    try:
        message = json.loads(request.body)
    except (ValueError, RecursionError):
        return JsonResponse({"re": None, "error": commands.MalformedCommand().as_reply()}, status=400)
    within = confinement.within_of(request)
    if within and not confinement.admits_command(within, message):
        return fresh(commands.outside_of_its_sitting(message))
    return fresh(commands.answer(request.user, message, WEB))
