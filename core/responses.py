"""Answers that several apps give in the same form: a file to open or keep, and JSON that nobody keeps."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, JsonResponse

from core.text import fold, safe_file_name


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
