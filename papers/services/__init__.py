"""Every change to papers: one verb, one function, one transaction."""

from papers.services.editing import edit_paper, move_paper, withdraw_paper
from papers.services.granting import (
    allow_editing,
    allow_reading,
    forbid_editing,
    lay_versions,
    take_back_versions,
)
from papers.services.reading import note_opening, note_reading, note_taken_along
from papers.services.recognising import recognise_text
from papers.services.resuming import (
    append_piece,
    begin_upload,
    drop_upload,
    finish_upload,
    sweep_partial_uploads,
)
from papers.services.uploading import (
    add_version,
    attach_upload,
    discard_upload,
    keep_staged,
    stage_upload,
    sweep_uploads,
)

__all__ = [
    "add_version",
    "allow_editing",
    "allow_reading",
    "append_piece",
    "attach_upload",
    "begin_upload",
    "discard_upload",
    "drop_upload",
    "edit_paper",
    "finish_upload",
    "forbid_editing",
    "keep_staged",
    "lay_versions",
    "move_paper",
    "note_opening",
    "note_reading",
    "note_taken_along",
    "recognise_text",
    "stage_upload",
    "sweep_partial_uploads",
    "sweep_uploads",
    "take_back_versions",
    "withdraw_paper",
]
