"""Every change in the room: one verb, one function, one transaction."""

from room.services.base import open_room
from room.services.desk import release_functions, take_function
from room.services.displays import (
    display_with,
    displays_of,
    pair_display,
    request_display_code,
    unpair_display,
)
from room.services.lines import put_lines_away, send_line
from room.services.pages import set_display, show_page
from room.services.points import (
    add_point,
    change_point_link,
    check_in_point,
    keep_those_at_points,
    remove_point,
    seat_at_point,
)
from room.services.speeches import (
    ask_to_speak,
    call_speaker,
    reorder_speakers,
    withdraw_request,
)
from room.services.timing import end_speech, extend_speech, pause_speech, resume_speech

__all__ = [
    "add_point",
    "ask_to_speak",
    "call_speaker",
    "change_point_link",
    "check_in_point",
    "display_with",
    "displays_of",
    "end_speech",
    "extend_speech",
    "keep_those_at_points",
    "open_room",
    "pair_display",
    "pause_speech",
    "put_lines_away",
    "release_functions",
    "remove_point",
    "reorder_speakers",
    "request_display_code",
    "resume_speech",
    "seat_at_point",
    "send_line",
    "set_display",
    "show_page",
    "take_function",
    "unpair_display",
    "withdraw_request",
]
