"""Verbs of the socket; a POST of the same verb comes here too."""

from dataclasses import replace
from typing import Any

from accounts.deeds import deed_of
from agendas.access import get_sitting_to_attend
from agendas.commands import text, whole
from core.deed import Deed
from core.registries import SOCKET_COMMANDS
from meetings.access import get_sitting_to_conduct
from meetings.models import Sitting
from realtime.commands import MalformedCommand
from room import access, services

Args = dict[str, Any]


@SOCKET_COMMANDS.under("room.show_page")
def show_page(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting, paper, page}`; without a paper nothing is shown any more."""
    sitting = get_sitting_to_conduct(user, text(args, "sitting"))
    deed = deed_of(user, sitting.body, way, key)
    return services.show_page(deed, sitting, text(args, "paper") or None, whole(args, "page") or 1)


@SOCKET_COMMANDS.under("room.set_display")
def set_display(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting, mode, message?, item?}`."""
    sitting = get_sitting_to_conduct(user, text(args, "sitting"))
    deed = deed_of(user, sitting.body, way, key)
    return services.set_display(
        deed, sitting, text(args, "mode"), text(args, "message"), text(args, "item") or None
    )


@SOCKET_COMMANDS.under("room.ask_to_speak")
def ask_to_speak(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting, kind?, entry?}`; `entry` is somebody else (for those who conduct), or one of a place's own."""
    entry = access.get_entry_to_speak(user, text(args, "sitting"), text(args, "entry"))
    deed = _deed(user, entry.sitting, way, key)
    return services.ask_to_speak(deed, entry.sitting, entry, text(args, "kind", "statement"))


@SOCKET_COMMANDS.under("room.withdraw_request")
def withdraw_request(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{speech}`."""
    speech = access.get_own_speech(user, text(args, "speech"))
    return services.withdraw_request(_deed(user, speech.sitting, way, key), speech)


@SOCKET_COMMANDS.under("room.check_in_point")
def check_in_point(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{point}`, from the place's own device."""
    point = access.get_point_of_device(user, text(args, "point"))
    return services.check_in_point(_deed(user, point.sitting, way, key), point)


@SOCKET_COMMANDS.under("room.reorder_speakers")
def reorder_speakers(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting, order: [speech ids]}`."""
    sitting = get_sitting_to_conduct(user, text(args, "sitting"))
    order = args.get("order")
    if not isinstance(order, list) or not all(isinstance(one, str) for one in order):
        raise MalformedCommand
    return services.reorder_speakers(deed_of(user, sitting.body, way, key), sitting, order)


@SOCKET_COMMANDS.under("room.call_speaker")
def call_speaker(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{speech}`."""
    speech = access.get_speech_to_conduct(user, text(args, "speech"))
    return services.call_speaker(deed_of(user, speech.sitting.body, way, key), speech)


@SOCKET_COMMANDS.under("room.end_speech")
def end_speech(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{speech}`; the speaker may end it too."""
    speech = access.get_own_speech(user, text(args, "speech"))
    return services.end_speech(deed_of(user, speech.sitting.body, way, key), speech)


@SOCKET_COMMANDS.under("room.pause_speech")
def pause_speech(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{speech}`; the time stands still."""
    speech = access.get_speech_to_conduct(user, text(args, "speech"))
    return services.pause_speech(deed_of(user, speech.sitting.body, way, key), speech)


@SOCKET_COMMANDS.under("room.resume_speech")
def resume_speech(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{speech}`; the time runs on."""
    speech = access.get_speech_to_conduct(user, text(args, "speech"))
    return services.resume_speech(deed_of(user, speech.sitting.body, way, key), speech)


@SOCKET_COMMANDS.under("room.extend_speech")
def extend_speech(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{speech, seconds?}`."""
    speech = access.get_speech_to_conduct(user, text(args, "speech"))
    seconds = whole(args, "seconds")
    return services.extend_speech(
        deed_of(user, speech.sitting.body, way, key), speech, 60 if seconds is None else seconds
    )


@SOCKET_COMMANDS.under("room.take_function")
def take_function(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting, function: conduct|votes|minutes}`; whoever may hold it may take it over."""
    function = text(args, "function")
    sitting = access.get_sitting_with_function(user, text(args, "sitting"), function)
    return services.take_function(deed_of(user, sitting.body, way, key), sitting, function)


@SOCKET_COMMANDS.under("room.send_line")
def send_line(user: Any, args: Args, *, key: str, way: str) -> Args:
    """`{sitting, to, text}`; `to` is desk, presider or presenter."""
    sitting = get_sitting_to_attend(user, text(args, "sitting"))
    deed = deed_of(user, sitting.body, way, key)
    return services.send_line(deed, sitting, text(args, "to"), text(args, "text"))


def _deed(user: Any, sitting: Sitting, way: str, key: str) -> Deed:
    """The deed of a person, or of a place under its name."""
    deed = deed_of(user, sitting.body, way, key)
    point = access.point_of_device(user, sitting)
    return replace(deed, name=point.name) if point is not None else deed
