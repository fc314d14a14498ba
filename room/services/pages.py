"""The page the presider shows, and what the wall shows."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agendas.models import AgendaItem, ItemPaper
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from core.registries import ensure_step_allowed
from meetings.models import Sitting
from realtime.services import announce
from room import facts, rules
from room.errors import NotForTheWall, PageNotOfThisItem
from room.events import DisplaySet, PageShown
from room.services.base import current_item, ensure_live, note, open_room


@transaction.atomic
def show_page(deed: Deed, sitting: Sitting, paper_id: UUID | str | None, page: int = 1) -> dict[str, Any]:
    """Show a page of a paper of the present item to everybody who follows; None shows none.

    Turning pages is no deed for the record; turning to another paper is. Answers `{"paper": facts or None}`.
    Raises `PageNotOfThisItem`, `NotInAttendance`.
    """
    state = open_room(sitting)
    args = {"sitting": str(sitting.pk), "paper": str(paper_id or ""), "page": page}
    if (first := first_answer(deed, "room.show_page", args)) is not None:
        return first
    ensure_live(sitting)
    item = current_item(sitting)
    before = facts.paper_facts(state, item)
    row = _laid(item, paper_id, page) if paper_id else None
    state.item = item
    state.paper_id = row.paper_id if row else None
    state.paper_version_id = row.version_id if row else None
    state.page = page if row else 1
    state.save()
    shown = facts.paper_facts(state, item)
    if shown != before:
        announce(PageShown(shown), facts.streams_of(sitting, item))
        if row is not None and (before or {}).get("version_id") != str(row.version_id):
            note(deed, "room.paper_shown", sitting, paper=str(row.paper_id), title=row.paper.title)
    return keep_answer(deed, "room.show_page", args, {"paper": shown})


def _laid(item: Any, paper_id: UUID | str, page: int) -> ItemPaper:
    row = ItemPaper.objects.filter(item=item, paper_id=paper_id).select_related("version", "paper").first()
    if item is None or row is None or row.version is None or not 1 <= page <= max(row.version.page_count, 1):
        raise PageNotOfThisItem
    return row


@transaction.atomic
def set_display(
    deed: Deed, sitting: Sitting, mode: str, message: str = "", item_id: UUID | str | None = None
) -> dict[str, Any]:
    """What the wall shows: the item (the present one, or one put on by hand), nothing, the last picture held, the
    vote, the result, or a message.

    The wall only ever gets what its own stream carries; a draft is refused here, and so is whatever those who left a
    check for the step "put_on_display" keep from it. Answers `{"mode", "message", "item"}`.
    Raises `UnknownDisplayMode`, `MessageMissing`, `NotForTheWall`.
    """
    state = open_room(sitting)
    args = {"sitting": str(sitting.pk), "mode": mode, "message": message, "item": str(item_id or "")}
    if (first := first_answer(deed, "room.set_display", args)) is not None:
        return first
    plain = rules.ensure_display(mode, message)
    item = _for_the_wall(sitting, item_id) if mode == "item" and item_id else None
    before = facts.display_facts(state)
    state.display_mode, state.display_message, state.display_item = mode, plain, item
    shown = facts.display_facts(state)
    if shown != before:
        state.save()
        announce(DisplaySet(**shown), facts.streams_of(sitting, None))
        note(deed, "room.display_set", sitting, mode=mode, message=plain, item=item.number if item else "")
    return keep_answer(deed, "room.set_display", args, shown)


def _for_the_wall(sitting: Sitting, item_id: UUID | str) -> AgendaItem:
    try:
        item = AgendaItem.objects.filter(pk=item_id, agenda__sitting=sitting).first()
    except (ValidationError, ValueError):
        item = None
    if item is None or item.published_at is None:
        raise NotForTheWall
    ensure_step_allowed("put_on_display", sitting, item)
    return item
