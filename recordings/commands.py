"""Verbs of the socket; a POST of the same verb comes here too. The sound itself goes by its own addresses."""

from typing import Any

from accounts.deeds import deed_of
from agendas.commands import text
from core.registries import SOCKET_COMMANDS
from recordings import access, services
from recordings.models import Recording

Args = dict[str, Any]


@SOCKET_COMMANDS.under("recordings.order_recording")
def order_recording(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting}`."""
    sitting = access.get_sitting_to_record(user, text(args, "sitting"))
    return services.order_recording(deed_of(user, sitting.body, way, key), sitting)


@SOCKET_COMMANDS.under("recordings.pause_recording")
def pause_recording(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{recording}`."""
    recording = _recording(user, args)
    return services.pause_recording(deed_of(user, recording.sitting.body, way, key), recording)


@SOCKET_COMMANDS.under("recordings.continue_recording")
def continue_recording(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{recording}`."""
    recording = _recording(user, args)
    return services.continue_recording(deed_of(user, recording.sitting.body, way, key), recording)


@SOCKET_COMMANDS.under("recordings.stop_recording")
def stop_recording(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{recording}`."""
    recording = _recording(user, args)
    return services.stop_recording(deed_of(user, recording.sitting.body, way, key), recording)


def _recording(user: Any, args: Args) -> Recording:
    return access.get_recording_to_run(user, text(args, "recording"))
