"""Answers that several apps give in the same form: a file to open or keep, and JSON that nobody keeps."""

from typing import Any, TypeVar
from urllib.parse import quote

from django.http import HttpResponse, JsonResponse

from core.text import fold, safe_file_name

# After how many seconds one asks again, wherever the house says so: when it can't just now (503), and while something
# is being made (409); a page that shows how far it is comes again by itself.
BUSY_SECONDS, MAKING_SECONDS, PAGE_SECONDS = 5, 2, 4
Answer = TypeVar("Answer", bound=HttpResponse)


def busy(answer: Answer, *, page: bool = False) -> Answer:
    """It is the house that can't just now. `page`: what was asked for may come again by itself."""
    answer.status_code = 503
    answer["Retry-After"] = str(BUSY_SECONDS)
    if page:
        answer["Refresh"] = str(BUSY_SECONDS)
    return answer


def being_made(data: dict[str, Any]) -> JsonResponse:
    """What was asked for is being made: a program asks again soon."""
    answer = fresh(data)
    answer.status_code = 409
    answer["Retry-After"] = str(MAKING_SECONDS)
    return answer


def as_file(content: bytes, mime: str, name: str, *, inline: bool = False) -> HttpResponse:
    """A made file under a Vietnamese name, which old programs get without its marks (RFC 6266)."""
    name = safe_file_name(name)
    plain = fold(name).replace('"', "")
    answer = HttpResponse(content, content_type=mime)
    how = "inline" if inline else "attachment"
    answer["Content-Disposition"] = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return answer


def fresh(data: dict[str, Any]) -> JsonResponse:
    """JSON that nobody keeps."""
    response = JsonResponse(data)
    response["Cache-Control"] = "no-store"
    return response


def ready(text: bytes) -> HttpResponse:
    """The same, made already."""
    response = HttpResponse(text, content_type="application/json")
    response["Cache-Control"] = "no-store"
    return response
