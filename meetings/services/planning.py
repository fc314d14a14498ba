"""Planning a sitting: create, edit, cancel, show."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import selectors as people
from accounts.models import Body, Person
from core import clock
from core.deed import Deed
from core.states import is_step
from meetings import events, rules, states
from meetings.errors import NoPresider, NotNow, ReasonMissing, RehearsalIsDecided
from meetings.models import Sitting
from meetings.services import base
from meetings.services.letters import send_letters
from meetings.services.passes import end_passes_of_sitting
from regulations.selectors import rule_set_on

EDITABLE = (
    "title",
    "short_title",
    "kind",
    "has_vote",
    "starts_at",
    "ends_at",
    "place",
    "online_link",
    "presider",
    "is_rehearsal",
)
# What an invitation says: a change of one of these sends everybody a new one.
ON_THE_LETTER = {"title", "starts_at", "ends_at", "place", "online_link", "presider"}


@transaction.atomic
def create_sitting(
    deed: Deed,
    body: Body,
    *,
    title: str,
    starts_at: datetime,
    place: str,
    presider: Person | None = None,
    kind: str = Sitting.Kind.REGULAR,
    has_vote: bool | None = None,
    **more: Any,
) -> Sitting:
    """Draft a sitting of the body. `more` may name short_title, ends_at, online_link, is_rehearsal.

    The rule set is the one in force on the day; who presides is the head of that day unless named; whether it
    votes follows from body and kind unless told. Raises `NoRuleSet`, `NoPresider`, `EndsBeforeItBegins`.
    """
    args = {"body": str(body.pk), "title": title, "starts_at": starts_at.isoformat(), "place": place}
    if first := base.first_answer(deed, "meetings.create_sitting", args):
        return Sitting.objects.select_related("body", "presider").get(pk=first["sitting"])
    rules.ensure_times(starts_at, more.get("ends_at"))
    rule_set = rule_set_on(clock.local_day(starts_at))
    sitting = Sitting(
        body=body,
        title=title,
        starts_at=starts_at,
        place=place,
        kind=kind,
        has_vote=rules.decides_by_vote(body.decides_by_vote, kind) if has_vote is None else has_vote,
        presider=presider or _head_on(body, starts_at),
        rule_set=rule_set.code,
        edited_by=deed.name,
        **{name: more[name] for name in more if name in EDITABLE},
    )
    sitting.save(force_insert=True)
    base.sync_audiences(sitting)
    base.note(deed, "sitting.created", sitting, starts_at=sitting.starts_at)
    return base.keep(deed, "meetings.create_sitting", args, sitting)


def _head_on(body: Body, starts_at: datetime) -> Person:
    head = people.seats_on(body, clock.local_day(starts_at)).filter(is_head=True).first()
    if head is None:
        raise NoPresider(field="presider")
    return head.person


@transaction.atomic
def edit_sitting(deed: Deed, sitting: Sitting, *, version: int | None = None, **changes: Any) -> Sitting:
    """Change what `EDITABLE` names, before the sitting opens; the invited get a new letter if it says so.

    Raises `EditedMeanwhile`, `NotNow`, `NoRuleSet`, `EndsBeforeItBegins`, TypeError for an unknown field.
    """
    if unknown := set(changes) - set(EDITABLE):
        raise TypeError(f"a sitting has no editable {', '.join(sorted(unknown))}")
    sitting = base.lock(sitting.pk)
    sitting.ensure_version(version)
    if sitting.state not in (Sitting.State.DRAFT, Sitting.State.CALLED):
        raise NotNow(state=Sitting.State(sitting.state).label)
    rule_set = rule_set_on(clock.local_day(changes.get("starts_at", sitting.starts_at)))
    if "presider" in changes and changes["presider"] is None:
        changes["presider"] = _head_on(sitting.body, changes.get("starts_at", sitting.starts_at))
    changed = {name for name, value in changes.items() if getattr(sitting, name) != value}
    if not changed:
        return sitting
    if "is_rehearsal" in changed and sitting.state != Sitting.State.DRAFT:
        raise RehearsalIsDecided
    for name in changed:
        setattr(sitting, name, changes[name])
    rules.ensure_times(sitting.starts_at, sitting.ends_at)
    sitting.rule_set = rule_set.code
    resend = sitting.state == Sitting.State.CALLED and bool(changed & ON_THE_LETTER)
    sitting.invitation_sequence += resend
    sitting.touch(deed.name)
    sitting.save()
    base.sync_audiences(sitting)
    if resend:
        send_letters(deed, sitting, sitting.roster.filter(removed_at=None, invited_at__isnull=False))
    base.tell_sitting(sitting, events.SittingEdited)
    base.note(deed, "sitting.edited", sitting, changed=sorted(changed))
    return sitting


@transaction.atomic
def cancel_sitting(deed: Deed, sitting: Sitting, reason: str) -> Sitting:
    """Call it off, with a reason; the invited are told and their calendars cleared.

    Raises `ReasonMissing`, `NotNow`.
    """
    sitting = base.lock(sitting.pk)
    args = {"sitting": str(sitting.pk), "reason": reason}
    if base.answered_before(deed, "meetings.cancel_sitting", args):
        return sitting
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if not is_step(states.SITTING, sitting.state, Sitting.State.CANCELLED):
        raise NotNow(state=Sitting.State(sitting.state).label)
    sitting.state = Sitting.State.CANCELLED
    sitting.invitation_sequence += 1
    sitting.touch(deed.name)
    sitting.save()
    invited = sitting.roster.filter(removed_at=None, invited_at__isnull=False)
    send_letters(deed, sitting, invited, cancelled=reason.strip())
    base.tell_sitting(sitting, events.SittingCancelled)
    base.sync_audiences(sitting)
    end_passes_of_sitting(deed, sitting)
    base.note(deed, "sitting.cancelled", sitting, reason=reason.strip())
    return base.keep(deed, "meetings.cancel_sitting", args, sitting)


@transaction.atomic
def show_sitting(deed: Deed, sitting: Sitting) -> Sitting:
    """Let members and standing invitees in, before or with the call; publishing an agenda does this too."""
    sitting = base.lock(sitting.pk)
    if sitting.shown_at is None and sitting.state != Sitting.State.CANCELLED:
        sitting.shown_at = sitting.body.now()
        sitting.save(update_fields=["shown_at"])
        base.sync_audiences(sitting)
        base.note(deed, "sitting.shown", sitting)
    return sitting
