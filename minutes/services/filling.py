"""Filling the minutes from the record: what was generated follows the record, what was written stays."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.deed import Deed
from meetings.models import Sitting
from minutes import rules
from minutes.events import MinutesFilled
from minutes.models import Minutes, MinutesBlock
from minutes.record import Drawn, draw, read
from minutes.services import base
from minutes.words import text_of

Kind = MinutesBlock.Kind
FILLED = ["facts", "generated", "text", "order", "item", "version", "edited_at", "edited_by"]


@transaction.atomic
def fill_minutes(deed: Deed, sitting: Sitting) -> Minutes:
    """Bring the draft up to the record, now and on demand; again it changes nothing. Approved ones stay frozen.

    Raises `NoMinutesOfARehearsal`, `NotOpenedYet`.
    """
    sitting = base.lock_sitting(sitting.pk)
    rules.ensure_has_minutes(sitting)
    minutes, changed, gone = fill(sitting)
    if changed or gone:
        base.tell_desk(MinutesFilled, minutes, changed, gone)
        base.note(deed, "minutes.filled", minutes, blocks=len(changed))
    return minutes


def fill(sitting: Sitting) -> tuple[Minutes, list[MinutesBlock], list[MinutesBlock]]:
    """The change itself, on a locked sitting that has minutes: (minutes, blocks changed, blocks gone)."""
    made, _is_new = Minutes.objects.get_or_create(sitting_id=sitting.pk)
    minutes = base.lock_minutes(made.pk)
    if minutes.is_approved:
        return minutes, [], []
    present = {block.key: block for block in minutes.blocks.all()}
    opening = present.get("opening")
    drawn = draw(read(minutes.sitting, (opening.facts or {}).get("chairs") if opening else None))
    wanted = {one.key for one in drawn}
    gone = [
        block
        for key, block in present.items()
        if key not in wanted and block.kind != Kind.FREE and not block.is_own_text
    ]
    extra = [block for key, block in present.items() if key not in wanted and block not in gone]
    order = places([one.key for one in drawn], extra, present)
    new: list[MinutesBlock] = []
    changed: list[MinutesBlock] = []
    for one in drawn:
        block = present.get(one.key)
        if block is None:
            block = MinutesBlock(
                minutes=minutes, key=one.key, kind=one.kind, item_id=one.item, internal_part=one.part
            )
            _take_in(block, one, order[one.key], is_new=True)
            new.append(block)
        elif _take_in(block, one, order[one.key]):
            changed.append(block)
    for block in extra:
        if block.order != order[block.key]:
            block.order = order[block.key]
            changed.append(block)
    MinutesBlock.objects.bulk_create(new)
    MinutesBlock.objects.bulk_update(changed, FILLED)
    minutes.blocks.filter(pk__in=[block.pk for block in gone]).delete()
    if new or changed or gone:
        minutes.filled_at = minutes.sitting.body.now()
        minutes.version += 1
        minutes.save(update_fields=["filled_at", "version"])
    return minutes, [*new, *changed], gone


def places(
    keys: list[str], extra: Iterable[MinutesBlock], present: dict[str, MinutesBlock]
) -> dict[str, int]:
    """The order number of every block: drawn ones as drawn, each other one behind the block it is anchored to."""
    behind: dict[str, list[MinutesBlock]] = {key: [] for key in keys}
    for block in sorted(extra, key=lambda row: row.order):
        anchor = block.anchor
        if anchor not in behind:
            before = [key for key in keys if key in present and present[key].order < block.order]
            anchor = before[-1] if before else keys[-1]
        behind[anchor].append(block)
    sequence = [name for key in keys for name in (key, *(block.key for block in behind[key]))]
    return {key: 10 * at for at, key in enumerate(sequence, start=1)}


def _take_in(block: MinutesBlock, one: Drawn, order: int, *, is_new: bool = False) -> bool:
    """Give the block what the record says now; tells whether anything was different."""
    generated = text_of(one.kind, one.facts)
    is_same = (block.facts, block.generated, block.order) == (one.facts, generated, order)
    if is_same and not is_new:
        return False
    if not block.is_own_text and block.text != generated:
        block.text = generated
        if not is_new:
            # A form that started from the old text must not overwrite the new figures unseen.
            block.touch(_("Hồ sơ phiên họp"))
    block.facts, block.generated, block.order = one.facts, generated, order
    return True


def minutes_id_of(sitting_id: UUID | str) -> UUID | None:
    """The minutes of a sitting, if there are any."""
    return Minutes.objects.filter(sitting_id=sitting_id).values_list("pk", flat=True).first()
