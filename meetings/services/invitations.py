"""Calling a sitting, reminding, replies and leave."""

from django.db import transaction

from core.deed import Deed
from core.states import is_step
from meetings import events, rules, selectors, states
from meetings.errors import NoLeaveAsked, NoMembers, NotNow
from meetings.models import RosterEntry, Sitting
from meetings.services import base
from meetings.services.letters import REMINDER, letter_facts, send_letters, tell_invited


@transaction.atomic
def call_sitting(deed: Deed, sitting: Sitting) -> Sitting:
    """Send the invitations to everybody on the roster and let members and standing invitees in.

    Each gets a line in the product and a mail with the letter as PDF and a calendar file. A second call answers
    with the sitting as it is. Raises `NoMembers`, `NotNow`.
    """
    sitting = base.lock(sitting.pk)
    args = {"sitting": str(sitting.pk)}
    if base.answered_before(deed, "meetings.call_sitting", args) or sitting.state == Sitting.State.CALLED:
        return sitting
    if not is_step(states.SITTING, sitting.state, Sitting.State.CALLED):
        raise NotNow(state=Sitting.State(sitting.state).label)
    entries = list(sitting.roster.filter(removed_at=None, role__in=rules.INVITED_ROLES))
    if not any(entry.role == RosterEntry.Role.MEMBER for entry in entries):
        raise NoMembers
    sitting.state = Sitting.State.CALLED
    sitting.shown_at = sitting.shown_at or sitting.body.now()
    sitting.touch(deed.name)
    sitting.save()
    base.sync_audiences(sitting)
    send_letters(deed, sitting, entries)
    base.tell_sitting(sitting, events.SittingCalled)
    late = selectors.letter_deadline(sitting)
    base.note(deed, "sitting.called", sitting, invited=len(entries), latest=late.latest, is_late=late.is_past)
    return base.keep(deed, "meetings.call_sitting", args, sitting)


@transaction.atomic
def remind_unanswered(deed: Deed, sitting: Sitting) -> int:
    """Write once more to those who haven't replied, and only to them. Answers how many there are."""
    sitting = base.lock(sitting.pk)
    if sitting.state != Sitting.State.CALLED:
        raise NotNow(state=Sitting.State(sitting.state).label)
    args = {"sitting": str(sitting.pk)}
    if (first := base.first_answer(deed, "meetings.remind_unanswered", args)) is not None:
        return int(first["reminded"])
    entries = list(selectors.silent(sitting))
    if entries:
        tell_invited(sitting, entries, REMINDER, letter_facts(sitting, deed), {})
        base.note(deed, "sitting.reminded", sitting, names=[entry.name for entry in entries])
    base.keep_answer(deed, "meetings.remind_unanswered", args, {"reminded": len(entries)})
    return len(entries)


@transaction.atomic
def approve_leave(deed: Deed, entry: RosterEntry) -> RosterEntry:
    """Enter the consent of the person who presides to an absence. Again changes nothing. Raises `NoLeaveAsked`."""
    sitting, entry = base.lock_entry(entry)
    if entry.mode not in rules.NOT_COMING or entry.removed_at is not None:
        raise NoLeaveAsked(name=entry.name)
    if entry.leave_approved_at is None:
        entry.leave_approved_at = sitting.body.now()
        entry.touch(deed.name)
        entry.save()
        base.tell_roster(sitting, events.InvitationReplied, [entry.pk])
        base.note(
            deed, "leave.approved", sitting, name=entry.name, post=entry.post_title, reason=entry.reason
        )
    return entry
