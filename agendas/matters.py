"""What hits are about, seen from agendas: an item or the dossier behind it, and its life across sittings and bodies."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agendas.facts import ended_inside, shown_title
from agendas.models import AgendaItem, ItemPaper
from annotations.models import Mark
from core.ids import as_id
from core.readings import many, question_about
from core.registries import ADDRESSES
from papers.models import PaperVersion
from search.registering import LIVES, MATTERS, Matter, Station, remembered
from search.visible import audiences_of

JOINED = ("agenda__sitting__body", "presenter", "organisation")
Found = dict[UUID, list[AgendaItem]]


def items_of(user: Any, kind: str, refs: list[UUID]) -> Mapping[UUID, list[AgendaItem]]:
    """The items, visible to the user, that each of these things is of, the newest first; asked once in a search."""
    known: dict[UUID, list[AgendaItem]] = remembered(("items", user.pk, kind), dict)
    if new := [ref for ref in refs if ref not in known]:
        found = _look_up(user, kind, new)
        known.update((ref, found.get(ref, [])) for ref in new)
    return {ref: known[ref] for ref in refs if known[ref]}


def _look_up(user: Any, kind: str, refs: list[UUID]) -> Found:
    ways: dict[str, Callable[[Any, list[UUID]], Found]] = {
        "item": _themselves,
        "dossier": _of_dossiers,
        "paper": _of_versions,
        "mark": _of_marks,
    }
    return ways[kind](user, refs) if kind in ways else {}


def _themselves(user: Any, refs: list[UUID]) -> Found:
    if not refs:
        return {}
    rows = real(AgendaItem.objects.shown_to(audiences_of(user))).filter(pk__in=refs)
    return {row.pk: [row] for row in rows.select_related(*JOINED)}


def _of_dossiers(user: Any, refs: Iterable[UUID]) -> Found:
    rows = real(AgendaItem.objects.shown_to(audiences_of(user))).filter(dossier__in=refs)
    found: Found = {}
    for row in rows.select_related(*JOINED).order_by("-agenda__sitting__starts_at", "pk"):
        if row.dossier_id:
            found.setdefault(row.dossier_id, []).append(row)
    return found


def _of_versions(user: Any, refs: list[UUID]) -> Found:
    """By what was laid openly: a paper of an internal part tells of no item."""
    pairs = _laid_before(audiences_of(user))(refs=refs).rows()
    items = _themselves(user, list({item for _ref, item in pairs}))
    found: Found = {}
    for ref, item in pairs:
        found.setdefault(ref, []).extend(items.get(item, []))
    return found


@question_about
def _laid_before(audiences: tuple[str, ...]) -> QuerySet:
    """(version, item) of what lies before items who is in these audiences may see, the newest sitting first."""
    rows = laid(real(AgendaItem.objects.shown_to(audiences)))
    wanted = rows.filter(paper__versions__in=many("refs", PaperVersion.id))
    return wanted.order_by("-item__agenda__sitting__starts_at", "pk").values_list("paper__versions", "item")


def _of_marks(user: Any, refs: list[UUID]) -> Found:
    own = dict(Mark.objects.filter(pk__in=refs, owner=user).values_list("pk", "made_on"))
    items = _of_versions(user, list(set(own.values())))
    return {ref: items[version] for ref, version in own.items() if version in items}


def real(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Without those of rehearsals: what is played leaves nothing behind, not even as something found."""
    return items.filter(agenda__sitting__is_rehearsal=False)


def laid(items: QuerySet) -> QuerySet[ItemPaper]:
    """What lies openly before these items."""
    return ItemPaper.objects.filter(item__in=items, version__isnull=False, internal_part=None)


def _key(item: AgendaItem) -> str:
    """A matter that comes back has another item and the same dossier."""
    return f"dossier:{item.dossier_id}" if item.dossier_id else f"item:{item.pk}"


@MATTERS.under("of")
def matters_of(user: Any, kind: str, refs: list[UUID]) -> dict[UUID, Matter]:
    """Papers stand with the item they are laid for, items with those of the same dossier."""
    return {
        ref: Matter(_key(items[0]), shown_title(items[0]), address_of(items[0]))
        for ref, items in items_of(user, kind, refs).items()
    }


def address_of(item: AgendaItem) -> str:
    """The page of its sitting, at the item."""
    return f"{ADDRESSES['sitting'](item.agenda.sitting_id)}#item={item.pk}"


@LIVES.under("of")
def lives_of(user: Any, keys: list[str]) -> dict[str, list[Station]]:
    """Every sitting the matter was before, as far as the user may know of it."""
    dossiers = {as_id(key.partition(":")[2]): key for key in keys if key.startswith("dossier:")}
    return {
        dossiers[dossier]: [_station(item) for item in items]
        for dossier, items in _of_dossiers(user, dossiers).items()
    }


def _station(item: AgendaItem) -> Station:
    sitting = item.agenda.sitting
    return Station(
        at=sitting.starts_at,
        place=_("%(body)s, %(sitting)s") % {"body": sitting.body.short_name, "sitting": sitting.title},
        outcome="" if ended_inside(item) else str(item.get_ending_display() or item.get_state_display()),
        url=address_of(item),
    )
