"""The notice of conclusion: drafted at the closing, edited, issued under its number."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Mandate
from audit.services import record
from core.deed import Deed, by_system
from core.errors import NotFound
from core.idempotency import first_answer, keep_answer
from core.text import clean_line
from meetings.models import Sitting
from minutes import concluding, rules, signing
from minutes.errors import NoticeIsIssued, NoticeOnlyWithoutVote, SittingNotClosed
from minutes.models import ConclusionNotice
from minutes.services import base
from registers.services import as_number, next_number


@transaction.atomic
def draft_conclusion_notice(deed: Deed, sitting: Sitting) -> ConclusionNotice:
    """Write the draft out of the conclusions of the items, in place of what stood in it.

    Raises `NoticeOnlyWithoutVote`, `NoMinutesOfARehearsal`, `SittingNotClosed`, `NoticeIsIssued`.
    """
    sitting = base.lock_sitting(sitting.pk)
    rules.ensure_has_minutes(sitting)
    if sitting.has_vote:
        raise NoticeOnlyWithoutVote
    if sitting.state != Sitting.State.CLOSED:
        raise SittingNotClosed
    notice = ConclusionNotice.objects.select_for_update().filter(sitting=sitting).first()
    notice = notice or ConclusionNotice(sitting=sitting, due_on=concluding.due_day(sitting))
    if notice.is_issued:
        raise NoticeIsIssued(number=notice.number)
    notice.sitting = sitting
    notice.text, notice.is_own_text = concluding.drafted(sitting), False
    notice.recipients = concluding.recipients_of(sitting)
    notice.due_on = concluding.due_day(sitting)
    notice.touch(deed.name)
    notice.save()
    record(deed, "conclusion_notice.drafted", chain=sitting.chain, sitting=sitting.title)
    return notice


@transaction.atomic
def edit_conclusion_notice(
    deed: Deed, notice: ConclusionNotice, text: str, recipients: str, *, version: int | None = None
) -> ConclusionNotice:
    """Put the secretary's own words. Raises `NoticeIsIssued`, `TextMissing`, `TextTooLong`, `EditedMeanwhile`."""
    notice = _lock(notice)
    _ensure_draft(notice)
    notice.ensure_version(version)
    text, recipients = rules.ensure_text(text), rules.ensure_text(recipients)
    if (text, recipients) == (notice.text, notice.recipients):
        return notice
    notice.text, notice.recipients, notice.is_own_text = text, recipients, True
    notice.touch(deed.name)
    notice.save()
    record(deed, "conclusion_notice.edited", chain=notice.sitting.chain, sitting=notice.sitting.title)
    return notice


@transaction.atomic
def issue_conclusion_notice(
    deed: Deed,
    notice: ConclusionNotice,
    name: str,
    post: str,
    on: date | None,
    *,
    mandate: Mandate | None = None,
    version: int | None = None,
) -> ConclusionNotice:
    """Enter who approved it and on which day; it takes its number and is frozen.

    With a `mandate` to sign, its agent signs in the place of its principal and the notice says so ("KT." or "TUQ.").
    Raises `NoMandateToSign` for one that doesn't hold on that day, `NoticeIsIssued`,
    `SittingNotClosed`, `ApprovalIncomplete`, `ApprovedBeforeSitting`, `EditedMeanwhile`.
    """
    notice = _lock(notice)
    args = {"notice": str(notice.pk), "name": name, "post": post, "on": on}
    args |= {"mandate": str(mandate.pk)} if mandate else {}
    if first_answer(deed, "minutes.issue_conclusion_notice", args) is not None:
        return notice
    _ensure_draft(notice)
    notice.ensure_version(version)
    sitting = notice.sitting
    name, post, on = rules.ensure_approval(sitting, clean_line(name), clean_line(post), on)
    if mandate is not None:
        notice.signed_for = signing.principal_of(mandate, name, sitting.body, on)
        notice.signed_as = signing.prefix_of(mandate, sitting.body, on)
    office = sitting.body.secretariat_id or sitting.body_id
    notice.number = as_number(next_number(f"conclusion_notices:{office}", on.year))
    notice.signer_name, notice.signer_post, notice.issued_on = name, post, on
    notice.issued_at = sitting.body.now()
    notice.touch(deed.name)
    notice.save()
    record(
        deed,
        "conclusion_notice.issued",
        chain=sitting.chain,
        sitting=sitting.title,
        number=f"{notice.number}/{concluding.symbol_of(sitting)}",
        name=name,
        **({"signed_for": notice.signed_for} if notice.signed_for else {}),
        on=on.isoformat(),
        is_late=on > notice.due_on,
    )
    keep_answer(deed, "minutes.issue_conclusion_notice", args, {"notice": str(notice.pk)})
    return notice


def draft_at_closing(sitting: Sitting, *_more: Any) -> None:
    """A sitting without a vote closed: the draft is there, unless the secretary already wrote an own text."""
    if sitting.has_vote or not rules.has_minutes(sitting):
        return
    notice = ConclusionNotice.objects.filter(sitting=sitting).first()
    if notice is None or not (notice.is_issued or notice.is_own_text):
        # The step is saved by the time this is called: the state is read again from the row.
        draft_conclusion_notice(by_system("Dự thảo thông báo kết luận"), sitting)


def _lock(notice: ConclusionNotice) -> ConclusionNotice:
    sitting = base.lock_sitting(notice.sitting_id)
    fresh = ConclusionNotice.objects.select_for_update().filter(pk=notice.pk).first()
    if fresh is None:
        raise NotFound
    fresh.sitting = sitting
    return fresh


def _ensure_draft(notice: ConclusionNotice) -> None:
    if notice.is_issued:
        raise NoticeIsIssued(number=notice.number)
