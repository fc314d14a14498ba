"""Fetch an agenda or an item and authorise, in one call."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.access import Role, has_role
from accounts.selectors import seat_of
from agendas.errors import NotAMember, NotASubstitute, NotTheHead
from agendas.models import Agenda, AgendaItem, AgendaRevision, ItemInvitee
from agendas.services.locking import agenda_of
from core.errors import DomainError, NotAllowed, NotFound
from meetings.access import can_conduct, get_sitting, get_sitting_at_desk, get_sitting_to_conduct
from meetings.models import RosterEntry, Sitting
from realtime import audiences, streams


def get_agenda_at_desk(user: Any, sitting_id: UUID | str) -> Agenda:
    """The agenda of a sitting on the secretariat's desk, to look at. Raises `NotFound`, `NotOfTheSecretariat`."""
    return _agenda(get_sitting_at_desk(user, sitting_id))


def get_agenda_to_edit(user: Any, sitting_id: UUID | str) -> Agenda:
    """An agenda to prepare, by those who conduct for the body. Raises `NotFound`, `NotOfTheSecretariat`."""
    return _agenda(get_sitting_to_conduct(user, sitting_id))


def get_agenda_to_approve(user: Any, sitting_id: UUID | str) -> Agenda:
    """An agenda the head of the body may approve. Raises `NotFound`, `NotTheHead`."""
    try:
        sitting = get_sitting(user, sitting_id)
    except NotFound:  # the head approves before members are let in, also where somebody else presides
        found = Sitting.objects.select_related("body", "presider").filter(pk=sitting_id).first()
        if found is None or not is_head(user, found):
            raise
        sitting = found
    if not is_head(user, sitting):
        raise NotTheHead(body=sitting.body.name)
    return _agenda(sitting)


def get_agenda_to_see(user: Any, sitting_id: UUID | str) -> Agenda:
    """An agenda for whoever belongs to an audience of the sitting. Raises `NotFound`."""
    return _agenda(get_sitting(user, sitting_id))


def is_head(user: Any, sitting: Sitting) -> bool:
    """Does the user hold the head's seat of the body today?"""
    if not getattr(user, "person_id", None):
        return False
    seat = seat_of(user.person_id, sitting.body, sitting.body.today())
    return bool(seat and seat.is_head)


def get_item(user: Any, item_id: UUID | str) -> AgendaItem:
    """An item the user may see, with agenda, sitting and body joined. Raises `NotFound`."""
    rows = AgendaItem.objects.visible_to(user).select_related(
        "agenda__sitting__body", "presenter", "organisation"
    )
    try:
        item = rows.filter(pk=item_id).first()
    except (ValidationError, ValueError):
        item = None
    if item is None:
        raise NotFound
    return item


def get_item_to_edit(user: Any, item_id: UUID | str) -> AgendaItem:
    """An item to prepare or to conduct. Raises `NotFound`, `NotOfTheSecretariat`."""
    item = get_item(user, item_id)
    get_sitting_to_conduct(user, item.agenda.sitting_id)
    return item


get_item_to_conduct = get_item_to_edit


def get_invitee(item: AgendaItem, entry_id: UUID | str) -> ItemInvitee:
    """One invitee of an item already fetched for the user. Raises `NotFound`."""
    try:
        row = item.invitees.select_related("entry").filter(entry_id=UUID(str(entry_id))).first()
    except (ValidationError, ValueError):
        row = None
    if row is None:
        raise NotFound
    return row


def get_item_to_state(user: Any, item_id: UUID | str) -> tuple[AgendaItem, RosterEntry]:
    """An item and the user's own place as a member: one states one's own. Raises `NotFound`, `NotAMember`."""
    return _item_and_place(user, item_id, RosterEntry.Role.MEMBER, NotAMember)


def get_item_to_state_for_absent(user: Any, item_id: UUID | str) -> tuple[AgendaItem, RosterEntry]:
    """An item and the user's own place as a substitute: nobody states for another. Raises `NotFound`,
    `NotASubstitute`.
    """
    return _item_and_place(user, item_id, RosterEntry.Role.SUBSTITUTE, NotASubstitute)


def _item_and_place(
    user: Any, item_id: UUID | str, role: str, refusal: type[DomainError]
) -> tuple[AgendaItem, RosterEntry]:
    item = get_item(user, item_id)
    rows = RosterEntry.objects.filter(sitting=item.agenda.sitting_id, removed_at=None, role=role)
    entry = rows.filter(person=getattr(user, "person_id", None)).select_related("substitute_for").first()
    if entry is None:
        raise refusal
    return item, entry


def get_item_of_script(user: Any, item_id: UUID | str, *, to_write: bool = False) -> AgendaItem:
    """An item whose script the user may read: presider, named helpers, and the officer who writes it.

    Raises `NotFound` for those who don't see the item, `NotAllowed` for those who see it without the script,
    and for readers who want to write.
    """
    item = get_item(user, item_id)
    sitting = item.agenda.sitting
    writes = can_write_script(user, sitting)
    if to_write and not writes:
        raise NotAllowed
    if not writes and not can_read_script(user, sitting):
        raise NotAllowed
    return item


def can_change(user: Any, sitting: Sitting) -> bool:
    """May this user change the agenda? Those who conduct, until the sitting is over."""
    return not sitting.is_over and can_conduct(user, sitting)


def can_write_script(user: Any, sitting: Sitting) -> bool:
    """The body's script officer writes; nobody else."""
    return has_role(user, sitting.body, Role.SCRIPT)


def can_read_script(user: Any, sitting: Sitting) -> bool:
    """The chair's audience reads, and the officer who writes."""
    return audiences.is_in(user, sitting.stream(streams.CHAIR)) or can_write_script(user, sitting)


def get_agenda_of_scripts(user: Any, sitting_id: UUID | str) -> Agenda:
    """The agenda whose scripts the user may read. Raises `NotFound`, `NotAllowed`."""
    sitting = get_sitting(user, sitting_id)
    if not can_read_script(user, sitting):
        raise NotAllowed
    return _agenda(sitting)


def get_sitting_to_attend(user: Any, sitting_id: UUID | str) -> Sitting:
    """A sitting somebody attends, also as the invitee of an item of it. Raises `NotFound`."""
    try:
        return get_sitting(user, sitting_id)
    except NotFound:
        own = AgendaItem.objects.visible_to(user).filter(agenda__sitting_id=sitting_id)
        if not own.exists():
            raise
        return Sitting.objects.select_related("body", "presider").get(pk=sitting_id)


def get_revision(user: Any, sitting_id: UUID | str, number: int) -> AgendaRevision:
    """A published revision, for the desk. Raises `NotFound`, `NotOfTheSecretariat`."""
    agenda = get_agenda_at_desk(user, sitting_id)
    revision = agenda.revisions.filter(number=number).first()
    if revision is None:
        raise NotFound
    revision.agenda = agenda
    return revision


def _agenda(sitting: Sitting) -> Agenda:
    agenda = agenda_of(sitting)
    agenda.sitting = sitting
    return agenda


def can_note_opinion(user: Any, sitting: Sitting) -> bool:
    """Those who conduct, and those who keep the minutes, until the sitting is over."""
    return not sitting.is_over and (can_conduct(user, sitting) or has_role(user, sitting.body, Role.MINUTES))


def get_item_to_note_opinion(user: Any, item_id: UUID | str) -> AgendaItem:
    """An item beside which the user writes what a substitute stated. Raises `NotFound`, `NotAllowed`."""
    item = get_item(user, item_id)
    if not can_note_opinion(user, item.agenda.sitting):
        raise NotAllowed
    return item
