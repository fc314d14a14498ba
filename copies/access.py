"""Fetch and authorise in one call; what one may not see is the same as what isn't there."""

from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from accounts.access import (
    CONDUCT_ROLES,
    SECRETARIAT_ROLES,
    Role,
    ensure_role,
    get_body_to_manage,
    has_role,
    is_secretariat,
)
from accounts.models import Body
from agendas.models import AgendaItem, ItemPaper
from copies.models import IssuedCopy, PaperCopy, PaperStub
from copies.selectors import may_fetch
from core.errors import NotFound
from meetings.access import get_sitting
from meetings.models import RosterEntry, Sitting

M = TypeVar("M", bound=Model)
# Who hands paper copies out and takes them back.
REGISTER_ROLES = (*CONDUCT_ROLES, Role.RECORDS_CLERK)


def get_sitting_of_desk(user: Any, sitting_id: UUID | str) -> Sitting:
    """A sitting for its secretariat alone: who presides doesn't see who has read what.

    Raises `NotFound`, `NotOfTheSecretariat`.
    """
    sitting = get_sitting(user, sitting_id)
    ensure_role(user, sitting.body, *SECRETARIAT_ROLES)
    return sitting


def get_sitting_of_desk_to_change(user: Any, sitting_id: UUID | str) -> Sitting:
    """The same for those who conduct. Raises `NotFound`, `NotOfTheSecretariat`."""
    sitting = get_sitting(user, sitting_id)
    ensure_role(user, sitting.body, *CONDUCT_ROLES)
    return sitting


def is_of_desk(user: Any, sitting: Sitting) -> bool:
    """Does the user work at the desk of the sitting's body?"""
    return is_secretariat(user, sitting.body)


def get_laid_paper(sitting: Sitting, row_id: UUID) -> ItemPaper:
    """A paper on an item of a sitting already fetched for the user. Raises `NotFound`."""
    rows = ItemPaper.objects.filter(item__agenda__sitting=sitting, internal_part=None)
    return _found(rows.select_related("item", "paper", "version"), row_id)


def get_own_copy(user: Any, copy_id: UUID) -> IssuedCopy:
    """A copy given to the user, as long as everything in it may be read. Raises `NotFound`."""
    rows = IssuedCopy.objects.select_related("version__paper", "version__pdf", "file", "job", "sitting__body")
    copy = rows.filter(pk=copy_id, user=user).first()
    if copy is None or not may_fetch(user, copy):
        raise NotFound
    return copy


def get_copy_to_make(copy_id: UUID) -> IssuedCopy:
    """A copy just given to the user, with what its bytes are made of and how far they are."""
    return IssuedCopy.objects.select_related("version__paper", "version__pdf", "file", "job").get(pk=copy_id)


def get_sitting_of_register(user: Any, sitting_id: UUID | str) -> Sitting:
    """A sitting for those who keep its register of paper copies. Raises `NotFound`, `NotOfTheSecretariat`."""
    sitting = get_sitting(user, sitting_id)
    ensure_role(user, sitting.body, *REGISTER_ROLES)
    return sitting


def keeps_register(user: Any, sitting: Sitting) -> bool:
    """May the user hand paper copies out and take them back?"""
    return has_role(user, sitting.body, *REGISTER_ROLES)


def items_at_desk(sitting: Sitting) -> list[AgendaItem]:
    """The items of a sitting already fetched for its desk."""
    rows = AgendaItem.objects.filter(agenda__sitting=sitting).exclude(state=AgendaItem.State.WITHDRAWN)
    return list(rows.select_related("organisation").order_by("order"))


def get_item_at_desk(sitting: Sitting, item_id: str) -> AgendaItem:
    """One of them. Raises `NotFound`."""
    return _found(AgendaItem.objects.filter(agenda__sitting=sitting), item_id)


def get_stub(sitting: Sitting, stub_id: UUID) -> PaperStub:
    """A stub of a sitting already fetched for the user. Raises `NotFound`."""
    return _found(PaperStub.objects.filter(item__agenda__sitting=sitting), stub_id)


def get_paper_copy(sitting: Sitting, copy_id: UUID) -> PaperCopy:
    """A paper copy of a sitting already fetched for the user. Raises `NotFound`."""
    rows = PaperCopy.objects.select_related("stub").filter(stub__item__agenda__sitting=sitting)
    return _found(rows, copy_id)


def _found(rows: QuerySet[M], pk: Any) -> M:
    """The one of these rows, which are of a sitting the user may see. Raises `NotFound`, also for what is no id."""
    try:
        row = rows.filter(pk=pk).first()
    except (ValidationError, ValueError):
        row = None
    if row is None:
        raise NotFound
    return row


def get_holder(sitting: Sitting, entry_id: str) -> RosterEntry | None:
    """Somebody of the roster, or None."""
    try:
        return sitting.roster.filter(pk=entry_id, removed_at=None).first()
    except (ValidationError, ValueError):
        return None


def get_body_of_desk(user: Any, body_id: UUID) -> Body:
    """A body whose figures the user may see: its secretariat. Raises `NotFound`, `NotOfTheSecretariat`."""
    return get_body_to_manage(user, body_id, *SECRETARIAT_ROLES)
