"""The head of the body approves the draft: in the app, or on paper that the secretariat records."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agendas import checks
from agendas.errors import AlreadyApproved, NothingToApprove
from agendas.events import ApprovalChanged
from agendas.facts import moment
from agendas.models import Agenda, AgendaApproval
from agendas.services.locking import ensure_unpublished, lock_agenda_to_change
from audit.services import record
from core.deed import Deed
from core.errors import Incomplete
from core.text import clean_line, vi_moment
from realtime import streams
from realtime.services import announce

Way = AgendaApproval.Way


class PaperReferenceMissing(Incomplete):
    """A signed paper is recorded with its number."""

    code = "paper_reference_missing"
    sentence = _("Đề nghị ghi số, ký hiệu và ngày của văn bản đã ký.")


class SignerMissing(Incomplete):
    """A signed paper has a signer."""

    code = "signer_missing"
    sentence = _("Đề nghị ghi họ tên người ký văn bản phê duyệt.")


@transaction.atomic
def approve_agenda(deed: Deed, agenda: Agenda, *, version: int | None = None) -> AgendaApproval:
    """The head approves the draft as it is at `version`; any later edit makes that void.

    Raises `EditedMeanwhile` (the draft isn't the one that was read), `NothingToApprove`, `AlreadyApproved`.
    """
    agenda = _begin(agenda, version)
    return _approve(
        deed,
        agenda,
        way=Way.IN_APP,
        approved_at=agenda.sitting.body.now(),
        name=deed.name[:200],
        post_title=deed.post[:250],
    )


@transaction.atomic
def record_paper_approval(
    deed: Deed,
    agenda: Agenda,
    *,
    name: str,
    reference: str,
    post_title: str = "",
    signed_at: datetime | None = None,
    version: int | None = None,
) -> AgendaApproval:
    """The secretariat records that `name` signed the draft on paper. Raises `PaperReferenceMissing`,
    `SignerMissing` and what `approve_agenda` raises.
    """
    agenda = _begin(agenda, version)
    reference, name = clean_line(reference), clean_line(name)
    if not reference:
        raise PaperReferenceMissing(field="reference")
    if not name:
        raise SignerMissing(field="name")
    return _approve(
        deed,
        agenda,
        way=Way.SIGNED_PAPER,
        approved_at=signed_at or agenda.sitting.body.now(),
        name=name[:200],
        post_title=clean_line(post_title)[:250],
        paper_reference=reference[:200],
        recorded_by=deed.name[:200],
    )


def _begin(agenda: Agenda, version: int | None) -> Agenda:
    agenda = lock_agenda_to_change(agenda.pk)
    ensure_unpublished(agenda)
    agenda.ensure_version(version)
    if not agenda.items.exists():
        raise NothingToApprove
    if (standing := checks.standing_approval(agenda)) is not None:
        raise AlreadyApproved(who=standing.name, at=vi_moment(standing.approved_at))
    return agenda


def _approve(deed: Deed, agenda: Agenda, **values: object) -> AgendaApproval:
    approval = AgendaApproval.objects.create(agenda=agenda, agenda_version=agenda.version, **values)
    agenda.state = Agenda.State.APPROVED
    agenda.save(update_fields=["state"])
    announce(
        ApprovalChanged(
            state=agenda.state, approved_by=approval.name, approved_at=moment(approval.approved_at)
        ),
        [streams.sitting(agenda.sitting_id, streams.SECRETARIAT)],
    )
    record(
        deed,
        "agenda.approved",
        chain=agenda.sitting.chain,
        sitting=str(agenda.sitting_id),
        name=approval.name,
        way=approval.way,
        reference=approval.paper_reference,
        version=agenda.version,
    )
    return approval
