"""Replies to an invitation: on site, online, leave, or a substitute; the roster follows."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import selectors as people
from accounts.models import Person
from core.deed import Deed
from core.text import clean_line
from meetings import events, rules
from meetings.errors import (
    AlreadyOnRoster,
    NotInvited,
    OnlyMembersAreSubstituted,
    ReplyTooLate,
    StillNeeded,
    SubstitutesNotAllowed,
)
from meetings.membership import rules_of
from meetings.models import Presence, RosterEntry, Sitting
from meetings.services import base
from meetings.services.letters import send_letters
from regulations.electorate import may_send_substitute

Mode, Role = RosterEntry.Mode, RosterEntry.Role


@transaction.atomic
def reply_to_invitation(
    deed: Deed,
    entry: RosterEntry,
    mode: str,
    *,
    place: str = "",
    reason: str = "",
    substitute: Person | None = None,
    substitute_post: str = "",
    version: int | None = None,
) -> RosterEntry:
    """Answer, or change the answer, until the sitting is over.

    A substitute comes on the roster with the reply and leaves it when the reply changes. A new absence needs its
    own consent. Raises `PlaceMissing`, `ReasonMissing`, `SubstituteMissing`, `OnlyMembersAreSubstituted`,
    `SubstitutesNotAllowed` by the sitting's rule set, `AlreadyOnRoster`, `NotInvited`, `ReplyTooLate`,
    `EditedMeanwhile`.
    """
    sitting, entry = base.lock_entry(entry)
    place, reason = clean_line(place), clean_line(reason)
    args = {"entry": str(entry.pk), "mode": mode, "place": place, "reason": reason, "by": substitute}
    if base.answered_before(deed, "meetings.reply_to_invitation", args):
        return entry
    _ensure_open_to_reply(sitting, entry)
    entry.ensure_version(version)
    mode = Mode(mode).value
    rules.ensure_reply(mode, place, reason, substitute is not None)
    if mode == Mode.SUBSTITUTED and entry.role != Role.MEMBER:
        raise OnlyMembersAreSubstituted(field="mode")
    if mode == Mode.SUBSTITUTED and not may_send_substitute(rules_of(sitting)):
        raise SubstitutesNotAllowed(field="mode")
    keeps_leave = mode in rules.NOT_COMING and (mode, reason) == (entry.mode, entry.reason)
    entry.mode = mode
    entry.online_place = place if mode == Mode.ONLINE else ""
    entry.reason = reason if mode in rules.NOT_COMING else ""
    entry.leave_approved_at = entry.leave_approved_at if keeps_leave else None
    entry.replied_at = sitting.body.now()
    entry.touch(deed.name)
    entry.save()
    coming = substitute if mode == Mode.SUBSTITUTED else None
    added, gone = _change_substitute(deed, sitting, entry, coming, clean_line(substitute_post))
    if added or gone:
        base.sync_audiences(sitting)
    changed = [entry.pk, *(row.pk for row in added)]
    base.tell_roster(sitting, events.InvitationReplied, changed, removed=gone)
    base.note(
        deed,
        "invitation.replied",
        sitting,
        name=entry.name,
        post=entry.post_title,
        mode=mode,
        place=entry.online_place,
        reason=entry.reason,
        substitute=coming.full_name if coming else "",
    )
    base.keep_answer(deed, "meetings.reply_to_invitation", args, {"entry": str(entry.pk)})
    return entry


def _ensure_open_to_reply(sitting: Sitting, entry: RosterEntry) -> None:
    if sitting.state not in (Sitting.State.CALLED, Sitting.State.OPEN, Sitting.State.SUSPENDED):
        raise ReplyTooLate(state=Sitting.State(sitting.state).label)
    if entry.removed_at is not None or entry.invited_at is None or entry.role == Role.SUBSTITUTE:
        raise NotInvited(name=entry.name)


def _change_substitute(
    deed: Deed, sitting: Sitting, entry: RosterEntry, coming: Person | None, post: str
) -> tuple[list[RosterEntry], list[RosterEntry]]:
    """Take off whoever no longer comes in the member's place, bring in who does: (added, taken off)."""
    sent = entry.substitutes.filter(removed_at=None, role=Role.SUBSTITUTE)  # who became a member stays as one
    present = list(sent.select_related("seat", "presence"))
    if coming and any(row.person_id == coming.pk for row in present):
        return [], []
    if seen := next((row for row in present if row.attendance.exists()), None):
        raise StillNeeded(name=seen.name)
    if present:
        send_letters(deed, sitting, present, cancelled=_("Thành viên đã đổi trả lời giấy mời"))
        now = sitting.body.now()
        for row in present:
            row.removed_at = now
        RosterEntry.objects.bulk_update(present, ["removed_at"])
    return ([_bring_in(deed, sitting, entry, coming, post)] if coming else []), present


def _bring_in(deed: Deed, sitting: Sitting, entry: RosterEntry, person: Person, post: str) -> RosterEntry:
    there = sitting.roster.filter(person=person, removed_at=None).first()
    if there is not None:
        raise AlreadyOnRoster(name=there.name, role=str(there.get_role_display()), field="substitute")
    substitute = RosterEntry.objects.create(
        sitting=sitting,
        person=person,
        role=Role.SUBSTITUTE,
        name=person.full_name,
        post_title=post or people.post_title_on(person.pk, sitting.day, sitting.body) or _("Cấp phó"),
        order=entry.order,
        substitute_for=entry,
        edited_by=deed.name,
    )
    Presence.objects.create(entry=substitute, since=sitting.body.now())
    send_letters(deed, sitting, [substitute])
    return substitute
