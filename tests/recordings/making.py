"""Recordings as the product makes them: ordered by the presider, taken by the desk's device, finished."""

from datetime import timedelta

from core.deed import Deed
from recordings import services
from recordings.models import Recording
from tests.factories import sittings
from tests.factories.people import members_of

DEVICE = "máy ghi âm tại bàn thư ký"
HEAD = b"\x1a\x45\xdf\xa3"
NOW = timedelta()


def presider_deed(sitting) -> Deed:
    """A deed of who presides."""
    return sittings.deed_in(sitting.body, members_of(sitting.body)[0])


def desk_deed(sitting) -> Deed:
    """A deed of the desk."""
    return sittings.deed_in(sitting.body)


def ordered(sitting) -> Recording:
    """Ordered by the presider; no device takes it yet."""
    return Recording.objects.get(pk=services.order_recording(presider_deed(sitting), sitting)["recording"])


def begun(sitting) -> Recording:
    """The desk's device takes the sound."""
    made = ordered(sitting)
    services.begin_recording(desk_deed(sitting), made, DEVICE, NOW)
    return Recording.objects.get(pk=made.pk)


def append(recording, number, piece=b"", taken=NOW, device=DEVICE, deed=None):
    """One piece of sound of the desk's device."""
    return services.append_sound(
        deed or desk_deed(recording.sitting), recording, device, number, piece or HEAD + b"%d" % number, taken
    )


def ended(sitting, size=1000) -> Recording:
    """A finished recording of `size` bytes."""
    made = begun(sitting)
    append(made, 0, HEAD + bytes(size - len(HEAD)))
    services.stop_recording(presider_deed(sitting), made)
    services.finish_recording(desk_deed(sitting), made, DEVICE)
    return Recording.objects.get(pk=made.pk)
