"""Every change of recordings: one verb, one function, one transaction.

Lock order: sitting, the room's row, the recording, the key, streams by name, the chain last.
"""

from recordings.services.course import (
    begin_recording,
    continue_recording,
    order_recording,
    pause_recording,
    stop_at,
    stop_recording,
)
from recordings.services.destroying import destroy_recording
from recordings.services.expiring import destroy_expired
from recordings.services.marking import mark
from recordings.services.readers import allow_listening, forbid_listening, note_download, note_hearing
from recordings.services.sound import append_sound, finish_recording
from recordings.services.uploading import bring_recording

__all__ = [
    "allow_listening",
    "append_sound",
    "begin_recording",
    "bring_recording",
    "continue_recording",
    "destroy_expired",
    "destroy_recording",
    "finish_recording",
    "forbid_listening",
    "mark",
    "note_download",
    "note_hearing",
    "order_recording",
    "pause_recording",
    "stop_at",
    "stop_recording",
]
