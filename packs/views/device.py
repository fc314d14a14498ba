"""What a reader's own device asks. A sign-in by a pass has no way here (portal/on_loan.py)."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.deeds import deed_of
from accounts.middleware import open_to_all
from core.errors import NotFound
from core.responses import fresh
from meetings.letting_in import device_of
from packs import access, selectors, services
from packs.errors import NotOnALoan
from papers.access import get_version
from papers.services import note_reading
from realtime.confinement import within_of


@require_safe
def coming(request: HttpRequest) -> JsonResponse:
    """`{coming: {sitting, page, from, is_on}}` or null: which pack a page of this device takes by itself, from when."""
    return fresh({"coming": None if within_of(request) else selectors.coming_for(request.user)})


@require_safe
def contents(request: HttpRequest, sitting_id: UUID) -> JsonResponse:
    """What a pack would hold, with sizes, before anything is fetched."""
    return fresh(selectors.contents_for(request.user, access.get_sitting_to_keep(request.user, sitting_id)))


@require_POST
def take(request: HttpRequest, sitting_id: UUID) -> JsonResponse:
    """Keep it (field `device`: an id of the device's own making): the contents, with the token of the lease."""
    if within_of(request):
        raise NotOnALoan
    sitting = access.get_sitting_to_keep(request.user, sitting_id)
    deed = deed_of(request.user, sitting.body)
    pack = services.take_pack(deed, request.user, sitting, device_id(request), device_of(request))
    made = {**selectors.contents_for(request.user, sitting), "until": pack.keep_until.isoformat()}
    return fresh({**made, "token": access.token_of(pack)})


@require_POST
def give_back(request: HttpRequest, sitting_id: UUID) -> JsonResponse:
    """The reader deleted the pack of this device."""
    sitting = access.get_sitting_to_keep(request.user, sitting_id)
    pack = access.get_own_pack(request.user, sitting, device_id(request))
    services.give_back_pack(deed_of(request.user, sitting.body), pack)
    return fresh({"given_back": str(pack.pk)})


@require_safe
def texts(request: HttpRequest, version_id: UUID) -> JsonResponse:
    """The words of all pages of a version the reader may see; without a pack that holds it they are read by that."""
    version = get_version(request.user, version_id)
    if request.method == "GET" and not selectors.is_being_kept(request.user, version.pk):
        note_reading(request.user, version)
    return fresh(selectors.texts_of(version))


@open_to_all
@require_safe
def standing(request: HttpRequest, token: str) -> JsonResponse:
    """Does the pack with this token still stand? Signed in or not: a device whose sign-in ran out must hear it too."""
    try:
        pack = access.get_pack_by_token(token)
    except NotFound:
        return fresh({"gone": True})
    return fresh(services.note_contact(pack))


def device_id(request: HttpRequest) -> str:
    """The id the device gave itself. Raises `NotFound` for none."""
    device = request.POST.get("device", "")
    if not (0 < len(device) <= 64 and device.isprintable()):
        raise NotFound
    return device
