"""Sound coming in from the device that records, and going out to those who may listen."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.deeds import deed_of
from core.text import whole_number
from papers import files
from papers.models import Classification
from papers.views.files import fresh
from recordings import access, rules, selectors, services
from recordings.models import Recording

# What only the recording browser holds, and how long ago (ms) or how far in (ms) what it sends was taken.
DEVICE, AGO, TAKEN = "X-Recorder", "X-Ago", "X-Taken"


@require_safe
def hear(request: HttpRequest, recording_id: UUID) -> HttpResponseBase:
    """The sound, whole or a range; ends within two seconds of the right to listen."""
    recording = access.get_recording_to_hear(request.user, recording_id)
    if request.method == "GET":
        services.note_hearing(deed_of(request.user, recording.sitting.body), recording)
    return _answer(request, recording)


@require_safe
def copy(request: HttpRequest, recording_id: UUID) -> HttpResponseBase:
    """The sound as a file to keep: counted, and in the record."""
    recording = access.get_recording_to_hear(request.user, recording_id)
    response = _answer(request, recording)
    if request.method == "GET" and response.status_code in (200, 206):
        deed = deed_of(request.user, recording.sitting.body)
        services.note_download(deed, recording, begins=_begins(response))
    return response


def _begins(response: HttpResponseBase) -> bool:
    """Does the answer hold the beginning? Told by what is sent: a range may be asked for in many spellings."""
    return response.get("Content-Range", "bytes 0-").startswith("bytes 0-")


def _answer(request: HttpRequest, recording: Recording) -> HttpResponseBase:
    about = (selectors.KIND, recording.pk)
    response = files.answer(request, selectors.sound_of(recording), Classification.INTERNAL, about)
    response["Cache-Control"] = "no-store"  # a right to listen can be taken back; a browser's copy can't
    return response


@require_POST
def begin(request: HttpRequest, recording_id: UUID) -> JsonResponse:
    """This device takes the sound from now on."""
    recording = access.get_recording_to_run(request.user, recording_id)
    deed = deed_of(request.user, recording.sitting.body)
    return fresh(services.begin_recording(deed, recording, _device(request), _milliseconds(request, AGO)))


@require_POST
def append(request: HttpRequest, recording_id: UUID, number: int) -> JsonResponse:
    """One piece of sound: the body, as it is."""
    recording = access.get_recording_to_run(request.user, recording_id)
    rules.ensure_chunk_size(whole_number(request.headers.get("Content-Length", "")) or 0)
    deed = deed_of(request.user, recording.sitting.body)
    taken = _milliseconds(request, TAKEN)
    return fresh(services.append_sound(deed, recording, _device(request), number, request.body, taken))


@require_POST
def finish(request: HttpRequest, recording_id: UUID) -> JsonResponse:
    """This device has sent everything."""
    recording = access.get_recording_to_run(request.user, recording_id)
    deed = deed_of(request.user, recording.sitting.body)
    return fresh(services.finish_recording(deed, recording, _device(request)))


def _device(request: HttpRequest) -> str:
    return request.headers.get(DEVICE, "")[:100]


def _milliseconds(request: HttpRequest, name: str) -> timedelta:
    return timedelta(milliseconds=whole_number(request.headers.get(name, ""), 10**8) or 0)
