"""The page of a sitting's recordings: listen, find one's place, bring a file, name who may listen, destroy."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import clock
from meetings.models import Sitting
from meetings.services.internal import candidates
from meetings.views.desk.shared import desk_deed, do, page
from recordings import access, selectors, services
from recordings.errors import DayUnreadable, SoundMissing, TimesMissing
from recordings.models import Recording


@require_safe
def recordings(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """For those who may listen to something here, and for those who run the sitting."""
    sitting, runs = access.get_sitting_to_listen(request.user, sitting_id)
    frame = page(request, sitting, "recordings:list", _("Ghi âm"))
    if not runs:  # a reader from outside the desk has no other page of it
        frame |= {"tabs": [], "crumbs": [], "may_change": False}
    context = {
        **frame,
        "rows": selectors.page_for(request.user, sitting, runs=runs),
        "runs": runs,
        "persons": _persons(sitting) if runs else [],
    }
    return render(request, "recordings/desk/recordings.html", context)


def _persons(sitting: Sitting) -> list[tuple[str, str, str]]:
    """`[(person id, name, post)]` of those who can be let in, in the order of the roster."""
    known = sorted(candidates(sitting).items(), key=lambda one: (one[1][2], one[1][0]))
    return [(person, name, post) for person, (name, post, _order) in known]


@require_POST
def bring(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """A recorder's file with its times."""
    sitting = access.get_sitting_to_record(request.user, sitting_id)
    deed, upload = desk_deed(request, sitting), request.FILES.get("file")

    def act() -> None:
        if upload is None:
            raise SoundMissing(field="file")
        start, end = _moment(request, "start"), _moment(request, "end")
        services.bring_recording(deed, sitting, upload, upload.name or "", start, end)

    return do(request, act, _("Đã nhận tệp ghi âm."), "recordings:list", sitting.pk)


@require_POST
def stop(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """End a recording, also one whose device is gone."""
    recording, deed = _to_run(request, recording_id)
    said = _("Đã dừng ghi âm.")
    return _do(request, recording, lambda: services.stop_recording(deed, recording), said)


@require_POST
def allow(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """One more person may listen."""
    recording, deed = _to_run(request, recording_id)
    person, until = request.POST.get("person", ""), request.POST.get("until", "")

    def act() -> None:
        services.allow_listening(deed, recording, person, _day(until))

    return _do(request, recording, act, _("Đã cho nghe bản ghi âm."))


@require_POST
def forbid(request: HttpRequest, reader_id: UUID) -> HttpResponse:
    """One person fewer may listen."""
    reader = access.get_reader_to_forbid(request.user, reader_id)
    recording, deed = _to_run(request, reader.recording_id)
    said = _("Đã thôi cho nghe; lượt tải đang chạy dừng trong 2 giây.")
    return _do(request, recording, lambda: services.forbid_listening(deed, reader), said)


@require_POST
def destroy(request: HttpRequest, recording_id: UUID) -> HttpResponse:
    """The sound is gone for good."""
    recording, deed = _to_run(request, recording_id)
    reason, said = request.POST.get("reason", ""), _("Đã hủy bản ghi âm.")
    return _do(request, recording, lambda: services.destroy_recording(deed, recording, reason), said)


def _to_run(request: HttpRequest, recording_id: UUID) -> tuple[Recording, Any]:
    recording = access.get_recording_to_run(request.user, recording_id)
    return recording, desk_deed(request, recording.sitting)


def _do(request: HttpRequest, recording: Recording, act: Any, said: str) -> HttpResponse:
    return do(request, act, said, "recordings:list", recording.sitting_id)


def _moment(request: HttpRequest, name: str) -> datetime:
    """A moment as the clock of Hà Nội shows it. Raises `TimesMissing`."""
    try:
        found = parse_datetime(request.POST.get(name, ""))
    except ValueError:
        found = None
    if found is None:
        raise TimesMissing(field=name)
    return found.replace(tzinfo=clock.HANOI) if found.tzinfo is None else found


def _day(text: str) -> date | None:
    """A day, or None for an empty field. Raises `DayUnreadable`: a right must not become lasting by a slip."""
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if text and found is None:
        raise DayUnreadable(field="until")
    return found
