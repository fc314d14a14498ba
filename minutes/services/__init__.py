"""Every change of minutes: one verb, one function, one transaction.

Lock order: sitting, minutes, the key, streams by name, the chain last.
"""

from minutes.services.approving import approve_minutes
from minutes.services.concluding import (
    draft_conclusion_notice,
    edit_conclusion_notice,
    issue_conclusion_notice,
)
from minutes.services.editing import add_block, edit_block, remove_block, restore_block
from minutes.services.filling import fill_minutes
from minutes.services.issuing import issue_minutes

__all__ = [
    "add_block",
    "approve_minutes",
    "draft_conclusion_notice",
    "edit_block",
    "edit_conclusion_notice",
    "fill_minutes",
    "issue_conclusion_notice",
    "issue_minutes",
    "remove_block",
    "restore_block",
]
