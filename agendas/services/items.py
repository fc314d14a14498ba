"""Building the draft: adding, editing, ordering and removing items, and undoing that."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Person
from accounts.selectors import post_title_on
from agendas import rules
from agendas.errors import AgendaPublished, NothingToUndo, PaperCopiesOnly
from agendas.models import Agenda, AgendaChange, AgendaItem, ItemPaper
from agendas.services.locking import (
    count_edit,
    ensure_unpublished,
    keep_change,
    lock_agenda_to_change,
    lock_item_to_change,
    renumber,
    tell_changed,
)
from audit.services import record
from core.deed import Deed
from core.errors import Incomplete
from core.text import clean_line
from dossiers.models import Dossier

Kind = AgendaItem.Kind
UNSET: Any = object()
# What the head approved and what was published; the rest may still be put right afterwards.
FROZEN = ("title", "short_title", "kind", "organisation_id", "paper_copies_only", "dossier_id")
EDITABLE = (*FROZEN, "presenter_id", "presenter_title", "minutes_allowed")


class TitleMissing(Incomplete):
    """An item needs a title."""

    code = "title_missing"
    sentence = _("Nội dung cần có tên. Đề nghị nhập tên nội dung.")


class ShortTitleTooLong(Incomplete):
    """The wall shows 60 characters."""

    code = "short_title_too_long"
    sentence = _("Tên ngắn dài %(length)s ký tự; màn hình phòng họp hiển thị tối đa 60. Đề nghị rút gọn.")


@transaction.atomic
def add_item(
    deed: Deed,
    agenda: Agenda,
    *,
    title: str = "",
    short_title: str = "",
    kind: str = Kind.DECISION,
    organisation: Organisation | None = None,
    presenter: Person | None = None,
    presenter_title: str = "",
    minutes_allowed: int = 15,
    paper_copies_only: bool = False,
    dossier: Dossier | None = None,
) -> AgendaItem:
    """Append an item to the draft; a dossier lends its title, organisation and papers.

    Raises `AgendaPublished` (use `insert_late_item`), `TitleMissing`, `ShortTitleTooLong`.
    """
    agenda = lock_agenda_to_change(agenda.pk)
    ensure_unpublished(agenda)
    item = new_item(
        agenda,
        title=title,
        short_title=short_title,
        kind=kind,
        organisation=organisation,
        presenter=presenter,
        presenter_title=presenter_title,
        minutes_allowed=minutes_allowed,
        paper_copies_only=paper_copies_only,
        dossier=dossier,
    )
    item.edited_by = deed.name[:200]
    item.save()
    lay_dossier_papers(item)
    renumber(agenda)
    count_edit(deed, agenda)
    keep_change(deed, AgendaChange.Kind.ADDED, item)
    tell_changed(agenda, [item.pk])
    record(
        deed,
        "agenda.item_added",
        chain=agenda.sitting.chain,
        sitting=str(agenda.sitting_id),
        item=str(item.pk),
        title=item.title,
    )
    item.refresh_from_db(fields=["number", "order"])
    return item


def new_item(agenda: Agenda, *, dossier: Dossier | None, **values: Any) -> AgendaItem:
    """An unsaved item at the end of the agenda, its text cleaned and its gaps filled from the dossier."""
    if dossier is not None:
        values["title"] = values["title"] or dossier.title
        values["organisation"] = values["organisation"] or dossier.organisation
        values["paper_copies_only"] = values["paper_copies_only"] or dossier.paper_copies_only
    values["title"] = clean_title(values["title"])
    values["short_title"] = clean_short_title(values["short_title"])
    presenter = values["presenter"]
    if presenter is not None and not values["presenter_title"]:
        values["presenter_title"] = post_title_on(
            presenter.pk, agenda.sitting.body.today(), agenda.sitting.body
        )
    last = agenda.items.order_by("-order").values_list("order", flat=True).first() or 0
    return AgendaItem(agenda=agenda, order=last + rules.SPACING, dossier=dossier, **values)


def lay_dossier_papers(item: AgendaItem) -> None:
    """Lay the dossier's papers for the item, in the dossier's order; never for a paper-copies-only item."""
    if item.dossier is None or item.paper_copies_only:
        return
    rows = item.dossier.dossier_papers.order_by("order").values_list("paper_id", flat=True)
    ItemPaper.objects.bulk_create(
        [ItemPaper(item=item, paper_id=pk, order=place) for place, pk in enumerate(rows, start=1)],
        ignore_conflicts=True,
    )


def clean_title(title: str) -> str:
    """One clean line. Raises `TitleMissing`."""
    plain = clean_line(title)
    if not plain:
        raise TitleMissing(field="title")
    return plain[:400]


def clean_short_title(text: str) -> str:
    """One clean line of at most 60 characters. Raises `ShortTitleTooLong`."""
    plain = clean_line(text)
    if len(plain) > 60:
        raise ShortTitleTooLong(field="short_title", length=len(plain))
    return plain


@transaction.atomic
def edit_item(deed: Deed, item: AgendaItem, *, version: int | None = None, **changes: Any) -> AgendaItem:
    """Change some of `EDITABLE` (keys as given to `add_item`); `version` is the one the form started from.

    After publication only presenter and minutes can be changed. Raises `EditedMeanwhile`, `AgendaPublished`,
    `PaperCopiesOnly` (the item still has papers), `TitleMissing`, `ShortTitleTooLong`.
    """
    item = lock_item_to_change(item.pk)
    item.ensure_version(version)
    agenda = item.agenda
    before = {name: getattr(item, name) for name in EDITABLE}
    _apply(item, changes)
    changed = [name for name in EDITABLE if before[name] != getattr(item, name)]
    if not changed:
        return item
    if agenda.state == Agenda.State.PUBLISHED and set(changed) & set(FROZEN):
        raise AgendaPublished
    if item.paper_copies_only and item.item_papers.exists():
        raise PaperCopiesOnly(
            _(
                "Nội dung đang có tệp tài liệu nên chưa đánh dấu “Chỉ phát bản giấy” được. "
                "Đề nghị gỡ các tệp trước."
            )
        )
    item.touch(deed.name)
    item.save()
    if agenda.state != Agenda.State.PUBLISHED:
        count_edit(deed, agenda)
        keep_change(deed, AgendaChange.Kind.EDITED, item, {name: _plain(before[name]) for name in changed})
    tell_changed(agenda, [item.pk])
    record(
        deed,
        "agenda.item_edited",
        chain=agenda.sitting.chain,
        item=str(item.pk),
        number=item.number,
        fields=changed,
        before={name: str(before[name]) for name in changed},
    )
    return item


def _apply(item: AgendaItem, changes: dict[str, Any]) -> None:
    if "title" in changes:
        changes["title"] = clean_title(changes["title"])
    if "short_title" in changes:
        changes["short_title"] = clean_short_title(changes["short_title"])
    for name, value in changes.items():
        if name not in EDITABLE and f"{name}_id" not in EDITABLE:
            raise TypeError(f"an item has no editable {name!r}")
        setattr(item, name, value)
    if "presenter" in changes and "presenter_title" not in changes:
        body = item.agenda.sitting.body
        who = changes["presenter"]
        item.presenter_title = post_title_on(who.pk, body.today(), body) if who else ""


@transaction.atomic
def move_item(deed: Deed, item: AgendaItem, to: int) -> AgendaItem:
    """Put the item at place `to` (from 0). Before publication everything is renumbered; after it numbers stay
    and only the order of discussion changes.
    """
    item = lock_item_to_change(item.pk)
    agenda = item.agenda
    order = list(agenda.items.order_by("order").values_list("pk", flat=True))
    was = order.index(item.pk)
    wanted = rules.moved([str(pk) for pk in order], str(item.pk), to)
    changed = renumber(agenda, [UUID(pk) for pk in wanted])
    if not changed:
        return item
    item.refresh_from_db(fields=["order", "number"])
    if agenda.state != Agenda.State.PUBLISHED:
        count_edit(deed, agenda)
        keep_change(deed, AgendaChange.Kind.MOVED, item, {"place": was})
    tell_changed(agenda, changed)
    record(
        deed,
        "agenda.item_moved",
        chain=agenda.sitting.chain,
        item=str(item.pk),
        title=item.title,
        was=was + 1,
        place=wanted.index(str(item.pk)) + 1,
    )
    return item


@transaction.atomic
def put_in_order(deed: Deed, agenda: Agenda, ids: Iterable[str]) -> AgendaItem | None:
    """The list as a hand dragged it: finds the one item that moved and moves it.

    Raises `OrderChangedMeanwhile` when somebody else changed the list meanwhile.
    """
    agenda = lock_agenda_to_change(agenda.pk)
    present = [str(pk) for pk in agenda.items.order_by("order").values_list("pk", flat=True)]
    step = rules.move_between(present, list(ids))
    if step is None:
        return None
    one, place = step
    return move_item(deed, agenda.items.get(pk=one), place)


@transaction.atomic
def remove_item(deed: Deed, item: AgendaItem, *, version: int | None = None) -> AgendaChange:
    """Take an item off the draft; the change given back can be undone. Raises `AgendaPublished`."""
    item = lock_item_to_change(item.pk)
    item.ensure_version(version)
    agenda = item.agenda
    ensure_unpublished(agenda)
    place = list(agenda.items.order_by("order").values_list("pk", flat=True)).index(item.pk)
    change = keep_change(deed, AgendaChange.Kind.REMOVED, item, _whole(item) | {"place": place})
    pk, number, title = item.pk, item.number, item.title
    item.delete()
    changed = renumber(agenda)
    count_edit(deed, agenda)
    tell_changed(agenda, changed, gone=[pk])
    record(deed, "agenda.item_removed", chain=agenda.sitting.chain, item=str(pk), number=number, title=title)
    return change


def _whole(item: AgendaItem) -> dict[str, Any]:
    """Everything needed to bring a removed item back as it was."""
    script = getattr(item, "script", None)
    return {
        "item": {name: _plain(getattr(item, name)) for name in EDITABLE},
        "papers": [
            [str(row.paper_id), row.order, row.is_late, row.late_reason] for row in item.item_papers.all()
        ],
        "invitees": [str(pk) for pk in item.invitees.values_list("entry_id", flat=True)],
        "recusals": [[str(row.entry_id), row.reason] for row in item.recusals.all()],
        "script": {
            "opening_words": script.opening_words,
            "differences": script.differences,
            "draft_conclusion": script.draft_conclusion,
        }
        if script
        else None,
    }


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID | datetime) else value


@transaction.atomic
def undo_change(deed: Deed, change: AgendaChange) -> None:
    """Take back a change of the draft, if nothing newer touched the item. Raises `NothingToUndo`."""
    from agendas.services import undoing

    agenda = lock_agenda_to_change(change.agenda_id)
    change = AgendaChange.objects.select_for_update().get(pk=change.pk)
    if change.undone_at is not None or agenda.state == Agenda.State.PUBLISHED:
        raise NothingToUndo
    ids, gone = undoing.undo(deed, agenda, change)
    change.undone_at = agenda.sitting.body.now()
    change.save(update_fields=["undone_at"])
    count_edit(deed, agenda)
    tell_changed(agenda, ids, gone=gone)
    record(
        deed,
        "agenda.change_undone",
        chain=agenda.sitting.chain,
        kind=change.kind,
        item=str(change.item_id_then),
    )
