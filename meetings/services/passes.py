"""One-time passes: guests come in by a link, others at a tablet of the room by a seat code; each until midnight."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.services import open_guest_account
from core.deed import Deed, by_system
from core.errors import DomainError
from core.text import vi_date, vi_moment
from meetings import pass_words as words
from meetings import passes
from meetings.errors import (
    NotNow,
    PassEnded,
    PassNotForRole,
    PassNotToday,
    PassUnknown,
    PassUsed,
    WrongPin,
    WrongSeatCode,
)
from meetings.events import PassesChanged
from meetings.models import OneTimePass, RosterEntry, Sitting
from meetings.services import base
from realtime import streams
from realtime.services import announce

Kind, Ending = OneTimePass.Kind, OneTimePass.Ending
# Opens a sign-in of the pass's person, good until its midnight, and answers with the key of the session.
OpensSession = Callable[[OneTimePass], str]


@dataclass(frozen=True, slots=True)
class Issued:
    """A pass with its words, which are told now and never again."""

    row: OneTimePass
    secret: str
    pin: str


@transaction.atomic
def issue_pass(deed: Deed, entry: RosterEntry, kind: str) -> Issued:
    """A link or a seat code for one person; one that was there, used or not, ends.

    Who has no account gets one that opens by passes alone. Not merged with repeats: the words are kept nowhere, so a
    second press gives new ones and the first are dead. Raises `NotNow`, `PassNotForRole`, `AccountClosed`.
    """
    sitting, entry = base.lock_entry(entry)
    _ensure_going_on(sitting)
    if entry.removed_at is not None or not passes.can_have(entry, kind):
        words_of = Kind(kind).label if kind in Kind.values else kind
        raise PassNotForRole(name=entry.name, kind=words_of, role=entry.get_role_display())
    issued = _issue(deed, sitting, entry, kind)
    base.sync_audiences(sitting)
    _tell(sitting)
    base.note(deed, "pass.issued", sitting, name=entry.name, post=entry.post_title, kind=kind)
    return issued


@transaction.atomic
def issue_seat_codes(deed: Deed, sitting: Sitting) -> list[Issued]:
    """Seat codes for everybody who comes and doesn't sit at a tablet of the room already; unused ones end.

    Whose account an administrator closed is passed over. Raises `NotNow`.
    """
    sitting = base.lock(sitting.pk)
    _ensure_going_on(sitting)
    lines = {line.entry.pk: line.row for line in passes.lines_of(sitting, Kind.SEAT)}
    issued = []
    for entry in passes.seated(sitting):
        row, user = lines.get(entry.pk), getattr(entry.person, "user", None)
        if (row is None or not row.is_out) and (user is None or user.is_active):
            issued.append(_issue(deed, sitting, entry, Kind.SEAT))
    if issued:
        base.sync_audiences(sitting)
        _tell(sitting)
        base.note(deed, "pass.codes_issued", sitting, count=len(issued))
    return issued


def use_pass(kind: str, secret: str, pin: str, device: str, open_session: OpensSession) -> OneTimePass:
    """Let in who knows both words: once, from the sitting's day on, until the next midnight.

    A wrong PIN counts, and the fifth ends the pass. Of a seat code it isn't said which word was wrong.
    Raises `PassUnknown`, `PassUsed`, `PassEnded`, `PassNotToday`, `WrongPin`, `WrongSeatCode`.
    """
    answer = _try(kind, secret, pin, device, open_session)
    if isinstance(answer, DomainError):  # raised out here, or the count of wrong PINs would be undone
        raise answer
    return answer


@transaction.atomic
def end_pass(deed: Deed, row: OneTimePass, ending: str = Ending.REVOKED) -> OneTimePass:
    """Revoke it, or take the tablet back: its sign-in ends, open pages and sockets within two seconds.

    Ending twice changes nothing.
    """
    sitting = base.lock(row.entry.sitting_id)
    row = OneTimePass.objects.select_related("entry").get(pk=row.pk)
    if row.ended_at is None:
        _end(sitting, row, ending)
        _tell(sitting)
        _note_end(deed, sitting, row)
    return row


@transaction.atomic
def end_loans(deed: Deed, sitting: Sitting) -> int:
    """Take back every tablet of the room that is out; answers how many. Unused codes stay good."""
    sitting = base.lock(sitting.pk)
    rows = _living(sitting).filter(kind=Kind.SEAT, used_at__isnull=False)
    return _end_all(deed, sitting, list(rows), Ending.RETURNED)


def why_not(row: OneTimePass) -> DomainError | None:
    """Why this pass lets nobody in any more; None for one that still asks for its PIN."""
    sitting = Sitting.objects.select_related("body").get(pk=row.entry.sitting_id)
    return _refusal(sitting, row)


def end_passes_of_sitting(deed: Deed, sitting: Sitting) -> int:
    """The sitting is over: nobody stays in by a pass. Called by who has locked it."""
    return _end_all(deed, sitting, list(_living(sitting)), Ending.CLOSED)


def end_passes_of_entry(deed: Deed, sitting: Sitting, entry: RosterEntry) -> int:
    """The person is taken off the roster. Called by who has locked the sitting."""
    return _end_all(deed, sitting, list(_living(sitting).filter(entry=entry)), Ending.REVOKED)


def _living(sitting: Sitting) -> QuerySet[OneTimePass]:
    return OneTimePass.objects.filter(entry__sitting=sitting, ended_at=None).select_related("entry")


def _ensure_going_on(sitting: Sitting) -> None:
    if sitting.is_over:
        raise NotNow(state=Sitting.State(sitting.state).label)


def _issue(deed: Deed, sitting: Sitting, entry: RosterEntry, kind: str) -> Issued:
    open_guest_account(deed, entry.person)
    for old in _living(sitting).filter(entry=entry, kind=kind):
        _end(sitting, old, Ending.REPLACED)
    secret = words.new_token() if kind == Kind.LINK else words.new_code()
    token, pin = words.token_hash(kind, secret), words.new_pin()
    row = OneTimePass.objects.create(
        entry=entry,
        kind=kind,
        token_hash=token,
        pin_hash=words.pin_hash(token, pin),
        issued_at=sitting.body.now(),
        issued_by=deed.name,
        expires_at=passes.midnight_of(sitting),
    )
    return Issued(row, secret, pin)


@transaction.atomic
def _try(
    kind: str, secret: str, pin: str, device: str, open_session: OpensSession
) -> OneTimePass | DomainError:
    token = words.token_hash(kind, secret)
    found = OneTimePass.objects.filter(token_hash=token, kind=kind).select_related("entry").first()
    if found is None:
        words.is_pin(token, token, pin)  # as long as for one that is there
        return PassUnknown() if kind == Kind.LINK else WrongSeatCode()
    sitting = base.lock(found.entry.sitting_id)
    row = OneTimePass.objects.select_related("entry__person__user").get(pk=found.pk)
    is_right = words.is_pin(row.pin_hash, token, pin)
    if (refusal := _refusal(sitting, row)) is not None:
        return refusal if is_right or kind == Kind.LINK else WrongSeatCode()
    if not is_right:
        return _count_wrong_pin(sitting, row)
    if not sitting.is_rehearsal and sitting.body.today() < sitting.day:
        return PassNotToday(day=vi_date(sitting.day))
    row.used_at, row.device = sitting.body.now(), device[:80]
    row.session_key = open_session(row)
    row.save(update_fields=["used_at", "device", "session_key"])
    _tell(sitting)
    person = by_system(row.entry.name)
    base.note(person, "pass.used", sitting, name=row.entry.name, kind=kind, device=row.device)
    return row


def _refusal(sitting: Sitting, row: OneTimePass) -> DomainError | None:
    """Why the pass lets nobody in, whatever the PIN; a link says so to whoever holds it."""
    if row.used_at is not None and row.ending in ("", Ending.RETURNED):
        return PassUsed(at=vi_moment(row.used_at))
    if row.ended_at is not None:
        return PassEnded(why=row.get_ending_display())
    if sitting.is_over:
        return PassEnded(why=Ending.CLOSED.label)
    if not row.is_alive:
        return PassEnded(why=_("đã quá 24 giờ ngày họp"))
    return None if row.entry.person.user.is_active else PassEnded(why=Ending.REVOKED.label)


def _count_wrong_pin(sitting: Sitting, row: OneTimePass) -> DomainError:
    row.wrong_pins += 1
    row.save(update_fields=["wrong_pins"])
    if row.wrong_pins >= passes.MOST_WRONG_PINS:
        _end(sitting, row, Ending.WRONG_PINS)
        _tell(sitting)
        _note_end(by_system(_("Hệ thống")), sitting, row)
        if row.kind == Kind.LINK:
            return PassEnded(why=row.get_ending_display())
    else:
        _tell(sitting)
    if row.kind == Kind.SEAT:
        return WrongSeatCode()
    return WrongPin(left=passes.MOST_WRONG_PINS - row.wrong_pins)


def _end(sitting: Sitting, row: OneTimePass, ending: str) -> None:
    """The session goes with the pass: every process ends what it let in by that one, and no other of the person."""
    row.ended_at, row.ending = sitting.body.now(), ending
    row.save(update_fields=["ended_at", "ending"])
    if row.session_key:
        Session.objects.filter(session_key=row.session_key).delete()


def _end_all(deed: Deed, sitting: Sitting, rows: list[OneTimePass], ending: str) -> int:
    for row in rows:
        _end(sitting, row, ending)
    if rows:
        _tell(sitting)
    for row in rows:
        if row.used_at is not None:
            _note_end(deed, sitting, row)
    return len(rows)


def _tell(sitting: Sitting) -> None:
    """The desk's page of passes follows."""
    announce(PassesChanged(passes.counts_of(sitting.pk)), [sitting.stream(streams.SECRETARIAT)])


def _note_end(deed: Deed, sitting: Sitting, row: OneTimePass) -> None:
    base.note(deed, "pass.ended", sitting, name=row.entry.name, kind=row.kind, ending=row.ending)
