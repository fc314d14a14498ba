"""Every change in the room: one verb, one function, one transaction."""

from room.services.base import open_room
from room.services.displays import (
    display_with,
    displays_of,
    pair_display,
    request_display_code,
    unpair_display,
)
from room.services.pages import set_display, show_page
from room.services.speeches import (
    ask_to_speak,
    call_speaker,
    reorder_speakers,
    withdraw_request,
)
from room.services.timing import end_speech, extend_speech, pause_speech, resume_speech

__all__ = [
    "ask_to_speak",
    "call_speaker",
    "display_with",
    "displays_of",
    "end_speech",
    "extend_speech",
    "open_room",
    "pair_display",
    "pause_speech",
    "reorder_speakers",
    "request_display_code",
    "resume_speech",
    "set_display",
    "show_page",
    "unpair_display",
    "withdraw_request",
]
