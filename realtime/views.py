"""Snapshots, missed events and commands over HTTP: the socket's twin."""

import json

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from core.deed import WEB
from core.errors import NotFound
from core.responses import fresh
from core.text import whole_number
from realtime import commands, confinement, selectors


@require_GET
def snapshot(request: HttpRequest, stream: str) -> JsonResponse:
    """`{"n": seq, "doc": document}` of a stream the user may follow."""
    if not selectors.may_follow(request.user, stream):
        raise NotFound
    return fresh(selectors.snapshot(stream))


@require_GET
def events(request: HttpRequest, stream: str) -> JsonResponse:
    """The events after `since`; more than 500 behind, the snapshot instead."""
    if not selectors.may_follow(request.user, stream):
        raise NotFound
    since = whole_number(request.GET.get("since", "0"))
    if since is None:
        raise commands.MalformedCommand
    head = selectors.heads([stream])[stream]
    if head - since > selectors.RESUME_LIMIT or since < min(selectors.resumes_from(stream), head):
        return fresh({"snapshot": selectors.snapshot(stream)})
    rows = selectors.events_since(stream, since)
    return fresh({"events": [{"n": e.seq, "t": e.type, "b": e.body, "at": e.at.isoformat()} for e in rows]})


@require_POST
def command(request: HttpRequest) -> JsonResponse:
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
