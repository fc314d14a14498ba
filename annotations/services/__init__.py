"""Every change of a note and of a mark."""

from annotations.services.importing import import_marks
from annotations.services.marks import delete_mark, reattach_mark, restore_mark, save_mark, share_mark
from annotations.services.notes import save_note

__all__ = [
    "delete_mark",
    "import_marks",
    "reattach_mark",
    "restore_mark",
    "save_mark",
    "save_note",
    "share_mark",
]
