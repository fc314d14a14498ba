"""Saved searches: saved, renamed, deleted, brought back. They are their owner's business: none enters the record."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from core import clock
from core.deed import Deed
from core.errors import NotFound
from core.text import clean_line
from search import facets, refreshing, saved
from search.errors import NameMissing, NameTaken, NothingToLookFor, SearchTooWide, TooManySaved
from search.models import SavedFind, SavedSearch
from search.queries import parse

MOST, LONGEST_NAME = 50, 80


def save_search(deed: Deed, owner: Any, text: str, filters: Mapping[str, str], name: str = "") -> SavedSearch:
    """Keep a search of the user who acts; what it finds now is known, what comes later is told.

    Raises `NothingToLookFor`, `SearchTooWide`, `TooManySaved`, `NameTaken`.
    """
    query = parse(text)
    if not query.clauses or owner.pk != deed.actor_id:
        raise NothingToLookFor
    refreshing.catch_up_if_possible()  # what changed just now is known too
    row = SavedSearch(
        owner=owner,
        name=clean_line(name)[:LONGEST_NAME] or query.text[:LONGEST_NAME],
        text=query.text,
        filters={key: str(value) for key, value in facets.clean(filters).items()},
        rights=saved.rights_of([owner])[owner.pk],
    )
    number = refreshing.number()
    found = saved.things_now(row)  # outside the transaction: a search holds up nobody who writes
    if found is None:
        raise SearchTooWide(most=saved.MOST)
    return _save(deed, row, found, number)


@transaction.atomic
def _save(deed: Deed, row: SavedSearch, found: set[saved.Thing], number: int) -> SavedSearch:
    """What was found at that number of the index is known. If it went on meanwhile, the job looks again."""
    if _own(deed).count() >= MOST:
        raise TooManySaved(most=MOST)
    if refreshing.number(is_held=True) != number:
        row.rights = ""
    _keep(row)
    SavedFind.objects.bulk_create(SavedFind(search=row, kind=kind, thing=thing) for kind, thing in found)
    return row


@transaction.atomic
def rename_search(deed: Deed, search_id: UUID, name: str) -> SavedSearch:
    """Give it another name. Raises `NotFound`, `NameMissing`, `NameTaken`."""
    row = _get(deed, search_id)
    name = clean_line(name)
    if not 0 < len(name) <= LONGEST_NAME:
        raise NameMissing
    row.name = name
    return _keep(row)


@transaction.atomic
def delete_search(deed: Deed, search_id: UUID) -> SavedSearch:
    """Nothing is told of it any more; for a day it can be brought back, of many the last ones. Raises
    `NotFound`.
    """
    row = _get(deed, search_id)
    row.deleted_at = clock.real()
    _keep(row)
    # Who saves and deletes over and over fills nothing: as many as may be saved can come back.
    gone = SavedSearch.objects.filter(owner=deed.actor_id, deleted_at__isnull=False).order_by("-deleted_at")
    SavedSearch.objects.filter(pk__in=list(gone.values_list("pk", flat=True)[MOST:])).delete()
    return row


@transaction.atomic
def restore_search(deed: Deed, search_id: UUID) -> SavedSearch:
    """Undo a deletion; what came meanwhile is told. Raises `NotFound`, `NameTaken`, `TooManySaved`."""
    row = _get(deed, search_id, is_deleted=True)
    if _own(deed).count() >= MOST:
        raise TooManySaved(most=MOST)
    row.deleted_at, row.rights = None, ""
    return _keep(row)


def _own(deed: Deed) -> Any:
    return SavedSearch.objects.select_for_update().filter(owner=deed.actor_id, deleted_at=None)


def _get(deed: Deed, search_id: UUID, *, is_deleted: bool = False) -> SavedSearch:
    rows = SavedSearch.objects.select_for_update().filter(
        owner=deed.actor_id, deleted_at__isnull=not is_deleted
    )
    row = rows.filter(pk=search_id).first()
    if row is None:
        raise NotFound
    return row


def _keep(row: SavedSearch) -> SavedSearch:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise NameTaken(field="name") from None
    return row
