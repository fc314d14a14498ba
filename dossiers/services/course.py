"""The course of a dossier: handed in, checked, returned, withdrawn, put on an agenda, concluded."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction

from audit.services import record
from core.bounds import ensure_no_longer
from core.deed import Deed
from core.registries import ensure_step_allowed
from core.states import ensure_step
from core.text import nfc
from dossiers import events, rules
from dossiers.audiences import sync_audiences
from dossiers.errors import DossierIncomplete, ReasonMissing
from dossiers.models import Dossier
from dossiers.notifying import tell_ministry, tell_secretariat
from dossiers.selectors import check_list_of
from dossiers.services.locking import lock_dossier, save_touched
from dossiers.services.papers import editors_of
from dossiers.states import DOSSIER_STEPS
from papers import services as papers
from papers.models import Paper
from realtime import streams
from realtime.services import announce
from registers.services import as_number, next_number

State = Dossier.State
# The most characters of what the secretariat says, and of the reason of a withdrawal.
LONGEST_NOTE, LONGEST_REASON = 4000, 300


@transaction.atomic
def submit_dossier(deed: Deed, dossier: Dossier, version: int | None = None) -> Dossier:
    """Hand the dossier to the secretariat: it gets its number, its papers are read there and edited no more.

    Raises `WrongStep`, `EditedMeanwhile`, and `DossierIncomplete` with every reason in words.
    """
    dossier = lock_dossier(dossier, version)
    ensure_step(DOSSIER_STEPS, dossier.state, State.SUBMITTED)
    if missing := rules.reasons(check_list_of(dossier)):
        raise DossierIncomplete(reasons=" ".join(missing))
    if not dossier.number:
        year = dossier.body.today().year
        dossier.number = f"{as_number(next_number(f'dossiers:{dossier.body_id}', year))}/{year}/HST"
    dossier.submitted_at = dossier.body.now()
    sync_audiences(dossier.body)
    laid = _papers(dossier)
    papers.forbid_editing(laid)
    papers.allow_reading(laid, [Group.objects.get_or_create(name=streams.body(dossier.body_id))[0]])
    _move_papers(deed, laid, Paper.State.SUBMITTED)
    _move(deed, dossier, State.SUBMITTED, events.DossierSubmitted, "number", "submitted_at")
    record(deed, "dossier.submitted", dossier=str(dossier.pk), title=dossier.title, number=dossier.number)
    tell_secretariat(deed, dossier)
    return dossier


@transaction.atomic
def verify_dossier(deed: Deed, dossier: Dossier, note: str = "", version: int | None = None) -> Dossier:
    """The secretariat finds the dossier in order. Raises `WrongStep`, `EditedMeanwhile`, `DossierIncomplete`,
    `TooLong`.
    """
    dossier = lock_dossier(dossier, version)
    ensure_step(DOSSIER_STEPS, dossier.state, State.VERIFIED)
    if missing := rules.reasons(check_list_of(dossier)):
        raise DossierIncomplete(reasons=" ".join(missing))
    dossier.verification_note = ensure_no_longer(_plain(note), LONGEST_NOTE, "note")
    _move(deed, dossier, State.VERIFIED, events.DossierVerified, "verification_note")
    record(
        deed, "dossier.verified", dossier=str(dossier.pk), title=dossier.title, note=dossier.verification_note
    )
    tell_ministry(deed, dossier)
    return dossier


@transaction.atomic
def return_dossier(deed: Deed, dossier: Dossier, reason: str, version: int | None = None) -> Dossier:
    """Give the dossier back to its ministry, which may work on it again.

    Raises `WrongStep`, `ReasonMissing`, `TooLong`.
    """
    dossier = lock_dossier(dossier, version)
    ensure_step(DOSSIER_STEPS, dossier.state, State.RETURNED)
    dossier.verification_note = _reason(reason, LONGEST_NOTE)
    laid = _papers(dossier)
    _move_papers(deed, laid, Paper.State.DRAFT)
    papers.allow_editing(laid, editors_of(dossier))
    _move(deed, dossier, State.RETURNED, events.DossierReturned, "verification_note")
    record(
        deed,
        "dossier.returned",
        dossier=str(dossier.pk),
        title=dossier.title,
        reason=dossier.verification_note,
    )
    tell_ministry(deed, dossier)
    return dossier


@transaction.atomic
def withdraw_dossier(deed: Deed, dossier: Dossier, reason: str, version: int | None = None) -> Dossier:
    """Take the matter back.

    Raises `WrongStep`, `ReasonMissing`, `TooLong`, and what others say to "withdraw_dossier".
    """
    dossier = lock_dossier(dossier, version)
    ensure_step(DOSSIER_STEPS, dossier.state, State.WITHDRAWN)
    dossier.withdrawn_reason = _reason(reason, LONGEST_REASON)
    ensure_step_allowed("withdraw_dossier", dossier)
    _move(deed, dossier, State.WITHDRAWN, events.DossierWithdrawn, "withdrawn_reason")
    record(
        deed,
        "dossier.withdrawn",
        dossier=str(dossier.pk),
        title=dossier.title,
        reason=dossier.withdrawn_reason,
    )
    return dossier


@transaction.atomic
def follow_agenda(dossiers: Iterable[Dossier], state: str) -> list[Dossier]:
    """What became of the items made of these dossiers: scheduled, concluded, or verified again.

    Part of another step (publishing, ending an item), which is in the record by itself: no record here, and so
    nothing locked out of order. Dossiers for which it isn't a lawful step stay as they are. Answers the moved ones.
    """
    lawful = [start for start, ends in DOSSIER_STEPS.items() if state in ends]
    found = Dossier.objects.filter(pk__in=[dossier.pk for dossier in dossiers], state__in=lawful)
    moved = list(found.select_for_update().order_by("pk"))
    if not moved:
        return []
    for dossier in moved:
        dossier.state = State(state)
        dossier.touch("")
    Dossier.objects.bulk_update(moved, ["state", "version", "edited_at", "edited_by"])
    for body_id in {dossier.body_id for dossier in moved}:
        _tell(events.DossierMoved, [dossier for dossier in moved if dossier.body_id == body_id])
    return moved


def _tell(event: type[events.DossierPatch], dossiers: list[Dossier]) -> None:
    facts = {str(dossier.pk): events.dossier_facts(dossier) for dossier in dossiers}
    announce(event(facts), [streams.body(dossiers[0].body_id)])


def _reason(text: str, limit: int) -> str:
    reason = _plain(text)
    if not reason:
        raise ReasonMissing(field="reason")
    return ensure_no_longer(reason, limit, "reason")


def _plain(text: str) -> str:
    return nfc(text).replace("\r\n", "\n").strip()


def _papers(dossier: Dossier) -> list[Paper]:
    return [row.paper for row in dossier.dossier_papers.select_related("paper").order_by("order")]


def _move_papers(deed: Deed, laid: list[Paper], state: str) -> None:
    for paper in laid:
        if paper.state in (Paper.State.DRAFT, Paper.State.SUBMITTED):
            papers.move_paper(deed, paper, state)


def _move(deed: Deed, dossier: Dossier, state: str, event: type[events.DossierPatch], *fields: str) -> None:
    dossier.state = State(state)
    save_touched(deed, dossier, "state", *fields)
    _tell(event, [dossier])
