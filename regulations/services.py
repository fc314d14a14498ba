"""Rule sets written at the desk: one person drafts, another confirms, and only then does it come into force."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from audit.services import record
from core import clock
from core.deed import Deed
from core.registries import ensure_step_allowed
from core.text import clean_line, vi_date
from regulations.errors import (
    AlreadyInForce,
    CodeTaken,
    DayTaken,
    DraftDecided,
    NotYetHeld,
    ReasonNeeded,
    SameHands,
    WrongParameters,
)
from regulations.models import RuleSet, RuleSetDraft
from regulations.parameters import InvalidParameters, RuleParameters

State = RuleSetDraft.State


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetText:
    """Everything a draft says: names, basis, first day, parameters, and the note on each value nobody compared."""

    code: str
    name: str
    name_en: str
    legal_basis: str
    valid_from: date
    parameters: dict[str, Any]
    unverified: dict[str, str]
    reason: str


@transaction.atomic
def draft_rule_set(
    deed: Deed,
    text: RuleSetText,
    *,
    replaces: RuleSet | None = None,
    draft: RuleSetDraft | None = None,
    version: int | None = None,
) -> RuleSetDraft:
    """Write a new rule set down, or a new version of a coming one (`replaces`); with `draft` rewrite a draft.

    Nothing holds by it yet. Raises `WrongParameters`, `NotYetHeld`, `AlreadyInForce`, `CodeTaken`, `ReasonNeeded`,
    `DraftDecided`, `EditedMeanwhile`.
    """
    row = _waiting(draft, version) if draft else RuleSetDraft(replaces=replaces)
    if not clean_line(text.reason):
        raise ReasonNeeded(field="reason")
    _ensure_checked(text.parameters)
    _ensure_coming(text.valid_from)
    _ensure_code(text.code, row.replaces)
    for name, value in asdict(text).items():
        setattr(row, name, value)
    row.unverified = {name: note for name, note in text.unverified.items() if note}
    row.writers = [*{*row.writers, _hand(deed)}]
    if draft:
        row.touch(deed.name)
    else:
        row.edited_by = deed.name
    row.save()
    record(deed, "rule_set.drafted", rule_set=row.code, since=_day(row), reason=row.reason, draft=str(row.pk))
    return row


@transaction.atomic
def confirm_rule_set(deed: Deed, draft: RuleSetDraft, version: int | None = None) -> RuleSet:
    """Let a draft come into force on its day; the rule set before it ends there. Sittings already opened keep theirs.

    Raises `SameHands` for whoever wrote at it, `DraftDecided`, `EditedMeanwhile`, `NotYetHeld`, `AlreadyInForce`,
    `CodeTaken`, `DayTaken`, and what others object to a new version (a sitting that was opened under it).
    """
    stored = list(RuleSet.objects.select_for_update().order_by("valid_from"))
    row = _waiting(draft, version)
    if _hand(deed) in row.writers:
        raise SameHands
    _ensure_checked(row.parameters)
    _ensure_coming(row.valid_from)
    _ensure_code(row.code, row.replaces)
    made = next((one for one in stored if one.pk == row.replaces_id), None)
    if made is not None:
        ensure_step_allowed("confirm_rule_set", made)
    made = _put_in_place(
        [one for one in stored if one != made], made or RuleSet(code=row.code), row.valid_from
    )
    made.name, made.name_en, made.legal_basis = row.name, row.name_en, row.legal_basis
    made.parameters, made.unverified, made.is_verified = row.parameters, row.unverified, not row.unverified
    made.save()
    _decide(deed, row, State.CONFIRMED)
    record(
        deed,
        "rule_set.confirmed",
        rule_set=row.code,
        since=_day(row),
        writer=row.edited_by,
        parameters=row.parameters,
        draft=str(row.pk),
    )
    return made


@transaction.atomic
def withdraw_rule_set_draft(deed: Deed, draft: RuleSetDraft, reason: str) -> RuleSetDraft:
    """Give a draft up; it stays in the list. Raises `DraftDecided`, `ReasonNeeded`."""
    row = _waiting(draft, None)
    if not (why := clean_line(reason)):
        raise ReasonNeeded(field="reason")
    _decide(deed, row, State.WITHDRAWN)
    record(deed, "rule_set.draft_withdrawn", rule_set=row.code, reason=why, draft=str(row.pk))
    return row


def _put_in_place(others: list[RuleSet], row: RuleSet, first_day: date) -> RuleSet:
    """Give the row its days between the others, so that no day has two rule sets and none has none."""
    if row.valid_from and (before := next((o for o in others if o.valid_to == row.valid_from), None)):
        before.valid_to = row.valid_to  # as if the coming one weren't there, then in again
    before = next((one for one in reversed(others) if one.valid_from <= first_day), None)
    after = next((one for one in others if one.valid_from > first_day), None)
    if before and before.valid_from == first_day:
        raise DayTaken(day=vi_date(first_day), rule_set=before.code, field="valid_from")
    row.valid_from, row.valid_to = first_day, after.valid_from if after else None
    for one in others:
        if one == before:
            one.valid_to = first_day
        one.save(update_fields=["valid_to"])
    return row


def _waiting(draft: RuleSetDraft, version: int | None) -> RuleSetDraft:
    """The draft, locked, still waiting for its second person."""
    row = RuleSetDraft.objects.select_for_update(of=("self",)).select_related("replaces").get(pk=draft.pk)
    if row.state != State.DRAFT:
        raise DraftDecided(state=row.get_state_display())
    row.ensure_version(version)
    return row


def _ensure_checked(parameters: dict[str, Any]) -> None:
    try:
        RuleParameters.from_mapping(parameters)
    except InvalidParameters as wrong:
        raise WrongParameters(what=str(wrong)) from wrong


def _ensure_coming(first_day: date) -> None:
    today = clock.local_day(clock.real())
    if first_day <= today:
        raise NotYetHeld(today=vi_date(today), field="valid_from")


def _ensure_code(code: str, replaces: RuleSet | None) -> None:
    if replaces is None:
        if RuleSet.objects.filter(code=code).exists():
            raise CodeTaken(rule_set=code, field="code")
        return
    if replaces.code != code:
        raise CodeTaken(rule_set=replaces.code, field="code")
    if replaces.valid_from <= clock.local_day(clock.real()):
        raise AlreadyInForce(rule_set=code)


def _decide(deed: Deed, row: RuleSetDraft, state: str) -> None:
    row.state, row.decided_by, row.decided_at = state, deed.name, clock.real()
    row.touch(row.edited_by)
    row.save()


def _hand(deed: Deed) -> str:
    """Whose hand it is: the person's, whatever account or post was used."""
    return str(deed.person_id or deed.actor_id)


def _day(row: RuleSetDraft) -> str:
    return vi_date(row.valid_from)
