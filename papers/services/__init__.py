"""Every change to papers: one verb, one function, one transaction."""

from papers.services.editing import edit_paper, move_paper, withdraw_paper
from papers.services.granting import (
    allow_editing,
    allow_reading,
    forbid_editing,
    lay_versions,
    take_back_versions,
)
from papers.services.reading import note_opening
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
    "attach_upload",
    "discard_upload",
    "edit_paper",
    "forbid_editing",
    "keep_staged",
    "lay_versions",
    "move_paper",
    "note_opening",
    "stage_upload",
    "sweep_uploads",
    "take_back_versions",
    "withdraw_paper",
]
