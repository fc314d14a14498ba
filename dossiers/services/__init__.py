"""Every change to dossiers: one verb, one function, one transaction."""

from dossiers.services.course import (
    follow_agenda,
    return_dossier,
    submit_dossier,
    verify_dossier,
    withdraw_dossier,
)
from dossiers.services.editing import create_dossier, edit_dossier
from dossiers.services.papers import (
    add_paper,
    add_paper_version,
    edit_paper,
    lay_paper,
    order_papers,
    remove_paper,
)

__all__ = [
    "add_paper",
    "add_paper_version",
    "create_dossier",
    "edit_dossier",
    "edit_paper",
    "follow_agenda",
    "lay_paper",
    "order_papers",
    "remove_paper",
    "return_dossier",
    "submit_dossier",
    "verify_dossier",
    "withdraw_dossier",
]
