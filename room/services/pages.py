"""The page the presider shows, and what the wall shows."""

from typing import Any
from uuid import UUID

from django.db import transaction

from agendas.models import ItemPaper
from core.deed import Deed
from core.idempotency import first_answer, keep_answer
from meetings.models import Sitting
from realtime.services import announce
from room import facts, rules
from room.errors import PageNotOfThisItem
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
def set_display(deed: Deed, sitting: Sitting, mode: str, message: str = "") -> dict[str, Any]:
    """What the wall shows: the item, nothing, the last picture held, the vote, the result, or a message.

    The wall only ever gets what its own stream carries, so a draft or a secret title can't be put on it.
    Answers `{"mode", "message"}`. Raises `UnknownDisplayMode`, `MessageMissing`.
    """
    state = open_room(sitting)
    args = {"sitting": str(sitting.pk), "mode": mode, "message": message}
    if (first := first_answer(deed, "room.set_display", args)) is not None:
        return first
    plain = rules.ensure_display(mode, message)
    if (state.display_mode, state.display_message) != (mode, plain):
        state.display_mode, state.display_message = mode, plain
        state.save()
        announce(DisplaySet(mode=mode, message=plain or None), facts.streams_of(sitting, None))
        note(deed, "room.display_set", sitting, mode=mode, message=plain)
    return keep_answer(deed, "room.set_display", args, {"mode": mode, "message": plain})
