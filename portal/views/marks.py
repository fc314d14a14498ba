"""The page of all my marks in a sitting, and its files."""

import json
import math
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.deeds import deed_of
from annotations import services, w3c
from annotations.errors import FileNotUnderstood, MarksFileTooLarge
from annotations.selectors import annotations_of, last_import
from core import clock
from core.errors import DomainError
from core.responses import as_file
from layouts.docx import render_docx
from layouts.pdf import render_pdf
from meetings.models import Sitting
from papers.kinds import KINDS
from portal import access, selectors
from portal.marks import document_of, kind_words, marks_in, place_words
from realtime.confinement import within_of

MIB = 1024 * 1024
LARGEST = 20 * MIB
MOST = 5_000


@never_cache
@require_safe
def marks(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The list, by item and paper."""
    sitting, names = access.get_sitting_to_attend(request.user, sitting_id)
    papers = marks_in(request.user, sitting)
    for paper in papers:
        for mark in paper["marks"]:
            mark |= {"kind_words": kind_words(mark["kind"]), "place_words": place_words(mark)}
    page = {
        "now": clock.real().isoformat(),
        "person": str(getattr(request.user, "person_id", None) or ""),
        "urls": selectors.page_urls(),
    }
    context = {
        "page": page,
        "streams": selectors.documents(names, within_of(request)),
        "sitting": sitting,
        "papers": papers,
        "bringing": last_import(request.user),
    }
    return render(request, "portal/tablet/marks.html", context)


@never_cache
@require_safe
def pdf(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The list as PDF."""
    sitting, papers, owner = _of(request, sitting_id)
    return as_file(
        render_pdf(document_of(sitting, papers, owner)), "application/pdf", f"Ghi chú {sitting.title}.pdf"
    )


@never_cache
@require_safe
def docx(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The list as DOCX."""
    sitting, papers, owner = _of(request, sitting_id)
    return as_file(
        render_docx(document_of(sitting, papers, owner)),
        KINDS["docx"].media_type,
        f"Ghi chú {sitting.title}.docx",
    )


@never_cache
@require_safe
def export(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """The marks as W3C Web Annotations, to be read by any program that knows them."""
    sitting, papers, _owner = _of(request, sitting_id)
    ids = [mark["id"] for paper in papers for mark in paper["marks"]]
    found = w3c.collection(annotations_of(request.user, ids), sitting.title)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return as_file(text.encode(), "application/ld+json", f"Ghi chú {sitting.title}.json")


@require_POST
def bring(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Take in such a file (field `file`): marks on papers one may read; those already here stay as they are."""
    access.get_sitting_to_attend(request.user, sitting_id)
    try:
        found = _annotations(request)
        services.import_marks(deed_of(request.user), found)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("portal:marks", sitting_id)


def _annotations(request: HttpRequest) -> list[Any]:
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        raise FileNotUnderstood
    if upload.size > LARGEST:
        raise MarksFileTooLarge(mib=LARGEST // MIB, most=MOST)
    try:
        found = json.loads(upload.read().decode("utf-8"), parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError) as odd:
        raise FileNotUnderstood from odd
    items = found.get("items") if isinstance(found, dict) else found
    if not isinstance(items, list):
        raise FileNotUnderstood
    if len(items) > MOST:
        raise MarksFileTooLarge(mib=LARGEST // MIB, most=MOST)
    return items


def _finite(text: str) -> float:
    """A number JSON knows; "NaN" and 1e400, which Python would read, can't be stored. Raises ValueError."""
    if not math.isfinite(number := float(text)):
        raise ValueError(text)
    return number


def _of(request: HttpRequest, sitting_id: UUID) -> tuple[Sitting, list[dict[str, Any]], str]:
    sitting, _names = access.get_sitting_to_attend(request.user, sitting_id)
    owner = deed_of(request.user, sitting.body)
    return sitting, marks_in(request.user, sitting), owner.post or owner.name
