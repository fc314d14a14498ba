"""What saved searches have found that is new to their owners, and nothing their owners may not see.

A change of a thing, or of who may see it, is noted with the index (`search.touching`); each minute the job looks at
what was noted and at nothing else, so that its cost grows with what changed. Who became something else (a seat, a role,
an invitation) has his own searches run anew.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from accounts.models import BodyRole, Seat, User
from core import clock
from core.jobs import enqueue, job
from core.models import Job
from core.registries import ADDRESSES, SEARCHABLES
from notices.models import Notice
from notices.services import Recipient, notify
from search import facets
from search.backends import in_database
from search.backends.base import Scope
from search.facets import PLACES, PLACINGS
from search.matching import has_all
from search.models import SavedFind, SavedSearch, Touched
from search.queries import Query, parse
from search.registering import Entry, Place, Searchable

JOB, NOTICE = "search.tell_savers", "search.found"
MOST, KEPT = 2000, timedelta(days=1)
# Notes looked at in one go; things, and pages of things that have some, whose texts are in memory at a time.
AT_ONCE, THINGS, PAGES = 200, 40, 200
T = TypeVar("T")
Thing = tuple[str, UUID]
# kind -> thing -> its pieces
Pieces = Mapping[str, Mapping[UUID, list[Entry]]]


def sweep() -> None:
    """Each minute, by the jobs process: queue the job if there is something to look at; forget what was deleted."""
    SavedSearch.objects.filter(deleted_at__lt=clock.real() - KEPT).delete()
    waits = Job.objects.filter(kind=JOB, state__in=(Job.State.WAITING, Job.State.RUNNING))
    if (Touched.objects.exists() or _became_another()) and not waits.exists():
        enqueue(JOB)


def _live() -> Any:
    return SavedSearch.objects.filter(deleted_at=None, owner__is_active=True)


def _became_another() -> bool:
    """Is any owner not what he was when his searches were last looked at?"""
    rows = list(_live().select_related("owner"))
    rights = rights_of({row.owner for row in rows})
    return any(row.rights != rights[row.owner_id] for row in rows)


def rights_of(users: Iterable[User]) -> dict[int, str]:
    """What each user is: groups, and the seats and roles valid today, as one word. Three queries."""
    known = {user.pk: user for user in users}
    facts: dict[int, set[str]] = {pk: set() for pk in known}
    for pk, name in User.groups.through.objects.filter(user__in=known).values_list("user_id", "group__name"):
        facts[pk].add(name)
    by_person = {user.person_id: pk for pk, user in known.items() if user.person_id}
    for model in (BodyRole, Seat):
        for row in model.objects.filter(person__in=by_person).select_related("body"):
            if row.is_valid_on(row.body.today()):
                facts[by_person[row.person_id]].add(f"{model.__name__} {row.pk}")
    return {pk: hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest() for pk, found in facts.items()}


@job(JOB)
def tell_savers(_row: Job) -> None:
    """Look at everything that was noted, some things at a time; what was told isn't told again."""
    while _tell_of_some():
        pass


def _tell_of_some() -> bool:
    """One batch; were there more? Texts are read and compared outside any transaction: votes don't wait for them.

    A thing that is noted again meanwhile has another row and stays.
    """
    touched = list(Touched.objects.order_by("pk")[:AT_ONCE])
    rows = list(_live().select_related("owner").order_by("pk"))
    rights = rights_of({row.owner for row in rows})
    same = [row for row in rows if row.rights == rights[row.owner_id]]
    for pieces in _pieces_of(touched) if same else ():
        for row in same:
            _tell(row, _matching(row, pieces))
    for row in rows:
        if row.rights != (now := rights[row.owner_id]):
            _tell(row, things_now(row) or set())
            SavedSearch.objects.filter(pk=row.pk).update(rights=now)
    Touched.objects.filter(pk__in=[one.pk for one in touched]).delete()
    return len(touched) == AT_ONCE


def _pieces_of(touched: list[Touched]) -> Iterator[Pieces]:
    """The texts of what was noted, in parts that are never about more than so many things or pages."""
    whole: dict[str, list[UUID]] = defaultdict(list)
    single: dict[str, set[Place]] = defaultdict(set)
    for one in touched:
        if one.kind in SEARCHABLES and one.page is None:
            whole[one.kind].append(one.ref)
        elif one.kind in SEARCHABLES:
            single[one.kind].add((one.ref, one.page or 0))
    for kind in [*whole, *(single.keys() - whole.keys())]:
        app = SEARCHABLES[kind]
        if app.pages is None:
            for some in _by(THINGS, whole[kind]):
                yield {kind: app.entries_of(some)}
            continue
        places = single[kind].union(*(app.pages.places_of(some) for some in _by(THINGS, whole[kind])))
        for pages in _by(PAGES, sorted(places)):
            yield {kind: app.pages.entries_at(pages)}


def _by(size: int, found: Sequence[T]) -> Iterator[list[T]]:
    return (list(found[start : start + size]) for start in range(0, len(found), size))


def things_now(row: SavedSearch) -> set[Thing] | None:
    """All a search finds for its owner now, with every word; None if it is more than `MOST` pieces."""
    chosen = facets.clean(row.filters)
    scope = Scope(row.owner, tuple(facets.kinds(chosen)), chosen)
    refs: dict[str, set[UUID]] = defaultdict(set)
    # Noted with the index in the database; Elasticsearch may not have heard of what was noted last.
    rows = in_database().matching(parse(row.text), scope, MOST)
    for piece in rows:
        refs[piece.kind].add(piece.ref)
    if len(rows) >= MOST:
        return None
    return {
        (kind, thing)
        for kind, wanted in refs.items()
        for thing in SEARCHABLES[kind].things_of(list(wanted)).values()
    }


def _matching(row: SavedSearch, pieces: Pieces) -> set[Thing]:
    """Of what was noted, what this search finds and its owner may see now."""
    query, chosen = parse(row.text), facets.clean(row.filters)
    return {
        (app.kind, thing)
        for app in facets.kinds(chosen)
        for thing in _seen(row.owner, app, chosen, _wanted(query, chosen, pieces.get(app.kind, {})))
    }


def _wanted(
    query: Query, chosen: Mapping[str, Any], things: Mapping[UUID, list[Entry]]
) -> dict[tuple[UUID, int], UUID]:
    """The pieces with all words that the filters let through: {(ref, page): thing}."""
    return {
        (entry.ref, entry.page): thing
        for thing, entries in things.items()
        for entry in entries
        if _passes(entry, chosen) and has_all(query, entry)
    }


def _passes(entry: Entry, chosen: Mapping[str, Any]) -> bool:
    facts = {
        "organisation": entry.organisation,
        "sort": entry.sort,
        "classification": entry.classification,
        "year": clock.local(entry.moment).year,
    }
    return all(facts[name] == value for name, value in chosen.items() if name in facts)


def _seen(
    user: Any, app: Searchable, chosen: Mapping[str, Any], wanted: Mapping[tuple[UUID, int], UUID]
) -> set[UUID]:
    """The things of those pieces the user may see now, in the places asked for."""
    shown = app.show(user, list(wanted)) if wanted else {}
    refs = {ref for ref, _page in shown}
    for name in PLACES:
        if refs and name in chosen:
            refs &= _in_place(user, app.kind, name, str(chosen[name]), refs)
    return {wanted[place] for place in shown if place[0] in refs}


def _in_place(user: Any, kind: str, name: str, value: str, refs: set[UUID]) -> set[UUID]:
    return {
        ref
        for placing in PLACINGS.all(name)
        for ref, places in placing.of(user, kind, list(refs)).items()
        if value in {str(one) for one, _label in places}
    }


@transaction.atomic
def _tell(row: SavedSearch, found: set[Thing]) -> None:
    """Keep what is new, and tell once; while a line of this search is unread, no other one is written."""
    if not found or not _live().select_for_update(of=("self",)).filter(pk=row.pk).exists():
        return
    new = found - set(row.finds.values_list("kind", "thing"))
    if not new:
        return
    now = clock.real()
    SavedFind.objects.bulk_create(
        SavedFind(search=row, kind=kind, thing=thing, found_at=now) for kind, thing in sorted(new)
    )
    url = address_of(row)
    if not Notice.objects.filter(user=row.owner_id, kind=NOTICE, url=url, read_at=None).exists():
        notify([Recipient(row.owner_id, row.owner.person_id)], NOTICE, {"title": row.name}, url)


def address_of(row: SavedSearch) -> str:
    """Where it is looked at."""
    return f"{ADDRESSES['search']()}?saved={row.pk}"


def of_user(user: Any) -> list[SavedSearch]:
    """The user's own, by name."""
    return list(SavedSearch.objects.filter(owner=user, deleted_at=None))


def get_saved(user: Any, search_id: UUID, *, is_deleted: bool = False) -> SavedSearch | None:
    """One of the user's own."""
    return SavedSearch.objects.filter(owner=user, pk=search_id, deleted_at__isnull=not is_deleted).first()


def told_of(row: SavedSearch, refs: Mapping[str, list[UUID]]) -> dict[Thing, datetime]:
    """Which of these hits were told as new, and when: {(kind, ref): moment}."""
    moments = {
        (kind, thing): at
        for kind, thing, at in row.finds.values_list("kind", "thing", "found_at")
        if at is not None
    }
    return {
        (kind, ref): moments[kind, thing]
        for kind, wanted in refs.items()
        for ref, thing in SEARCHABLES[kind].things_of(wanted).items()
        if (kind, thing) in moments
    }
