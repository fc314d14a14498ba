"""Every change to a sitting and its roster, by topic; import from here."""

from meetings.services.attendance import connection_changed, set_presence
from meetings.services.chair import hand_over_chair, return_chair, return_chairs_due
from meetings.services.course import (
    close_sitting,
    continue_sitting,
    open_sitting,
    resume_sitting,
    suspend_sitting,
)
from meetings.services.internal import (
    admit_inside,
    candidates,
    end_internal_part,
    start_internal_part,
    usually_named,
)
from meetings.services.invitations import approve_leave, call_sitting, remind_unanswered
from meetings.services.links import look_for_broken_lines
from meetings.services.passes import (
    Issued,
    end_loans,
    end_pass,
    issue_pass,
    issue_seat_codes,
    use_pass,
    why_not,
)
from meetings.services.planning import cancel_sitting, create_sitting, edit_sitting, show_sitting
from meetings.services.rehearsals import discard_old_rehearsals, discard_rehearsal
from meetings.services.replies import reply_to_invitation
from meetings.services.roster import (
    add_to_roster,
    fill_roster,
    follow_seats,
    let_invitees_wait,
    remove_from_roster,
)

__all__ = [
    "Issued",
    "add_to_roster",
    "admit_inside",
    "approve_leave",
    "call_sitting",
    "cancel_sitting",
    "candidates",
    "close_sitting",
    "connection_changed",
    "continue_sitting",
    "create_sitting",
    "discard_old_rehearsals",
    "discard_rehearsal",
    "edit_sitting",
    "end_internal_part",
    "end_loans",
    "end_pass",
    "fill_roster",
    "follow_seats",
    "hand_over_chair",
    "issue_pass",
    "issue_seat_codes",
    "let_invitees_wait",
    "look_for_broken_lines",
    "open_sitting",
    "remind_unanswered",
    "remove_from_roster",
    "reply_to_invitation",
    "resume_sitting",
    "return_chair",
    "return_chairs_due",
    "set_presence",
    "show_sitting",
    "start_internal_part",
    "suspend_sitting",
    "use_pass",
    "usually_named",
    "why_not",
]
