"""What the secretary writes: own text of a block, free paragraphs, and back to the generated text."""

from uuid import uuid4

from django.db import transaction

from core.deed import Deed
from core.errors import EditedMeanwhile, NotFound
from core.idempotency import first_answer, keep_answer
from minutes import rules
from minutes.errors import BlockEditedMeanwhile, OnlyFreeBlocks
from minutes.events import MinutesEdited
from minutes.models import Minutes, MinutesBlock
from minutes.services import base

Kind = MinutesBlock.Kind


@transaction.atomic
def edit_block(deed: Deed, block: MinutesBlock, text: str, *, version: int | None = None) -> MinutesBlock:
    """Make the text the secretary's own; from then on the record refills figures, never this text.

    A text equal to the generated one is no own text. Raises `BlockEditedMeanwhile` with both texts,
    `MinutesApproved`, `TextMissing`, `TextTooLong`.
    """
    minutes, block = base.lock_block(block)
    args = {"block": str(block.pk), "text": text, "version": version}
    if first_answer(deed, "minutes.edit_block", args) is not None:
        return block
    text = rules.ensure_text(text)
    try:
        block.ensure_version(version)
    except EditedMeanwhile as clash:
        if block.text == text:
            return block
        raise BlockEditedMeanwhile(theirs=block.text, yours=text, **clash.facts) from clash
    if text == block.text and not block.has_moved:
        return block
    block.text = text
    block.is_own_text = block.kind == Kind.FREE or text != block.generated
    block.edited_from = block.generated if block.is_own_text else ""
    _finish(deed, minutes, block, "minutes.edited")
    keep_answer(deed, "minutes.edit_block", args, {"block": str(block.pk), "version": block.version})
    return block


@transaction.atomic
def restore_block(deed: Deed, block: MinutesBlock, *, version: int | None = None) -> MinutesBlock:
    """Back to the generated text: the undo of an edit. Again it changes nothing.

    A free block has nothing to go back to and stays. Raises `MinutesApproved`, `EditedMeanwhile`.
    """
    minutes, block = base.lock_block(block)
    block.ensure_version(version)
    if block.kind == Kind.FREE or not block.is_own_text:
        return block
    block.text, block.edited_from, block.is_own_text = block.generated, "", False
    _finish(deed, minutes, block, "minutes.restored")
    return block


@transaction.atomic
def add_block(deed: Deed, minutes: Minutes, after: MinutesBlock | None, text: str) -> MinutesBlock:
    """Add a free paragraph behind a block (at the end, if none is named). Raises `MinutesApproved`, `TextMissing`."""
    minutes = base.lock_minutes(minutes.pk)
    base.ensure_draft(minutes)
    args = {"minutes": str(minutes.pk), "after": str(after.pk) if after else "", "text": text}
    if (first := first_answer(deed, "minutes.add_block", args)) is not None:
        return minutes.blocks.get(pk=first["block"])
    text = rules.ensure_text(text)
    rows = list(minutes.blocks.order_by("order"))
    last = next((row for row in reversed(rows) if row.internal_part is None), None)
    before = next((row for row in rows if after is not None and row.pk == after.pk), last)
    if before is None:
        raise NotFound
    block = MinutesBlock(
        minutes=minutes,
        kind=Kind.FREE,
        key=f"free:{uuid4()}",
        anchor=before.anchor if before.kind == Kind.FREE else before.key,
        order=before.order + 1,
        text=text,
        internal_part=before.internal_part,
        is_own_text=True,
        edited_by=deed.name[:200],
    )
    block.minutes = minutes
    block.save()
    later = [row for row in rows if row.order > before.order]
    for row in later:
        row.order += 10
    MinutesBlock.objects.bulk_update(later, ["order"])
    minutes.touch(deed.name)
    minutes.save()
    base.tell_desk(MinutesEdited, minutes, [block, *later])
    base.note(deed, "minutes.block_added", minutes, part=block.internal_part, characters=len(text))
    keep_answer(deed, "minutes.add_block", args, {"block": str(block.pk)})
    return block


@transaction.atomic
def remove_block(deed: Deed, block: MinutesBlock, *, version: int | None = None) -> None:
    """Take a free paragraph away. Raises `OnlyFreeBlocks` for what the record gave, `MinutesApproved`."""
    minutes, block = base.lock_block(block)
    block.ensure_version(version)
    if block.kind != Kind.FREE:
        raise OnlyFreeBlocks
    MinutesBlock.objects.filter(pk=block.pk).delete()
    minutes.touch(deed.name)
    minutes.save()
    base.tell_desk(MinutesEdited, minutes, [], [block])
    base.note(deed, "minutes.block_removed", minutes, part=block.internal_part, text=block.text[:300])


def _finish(deed: Deed, minutes: Minutes, block: MinutesBlock, verb: str) -> None:
    block.touch(deed.name)
    block.save()
    minutes.touch(deed.name)
    minutes.save()
    base.tell_desk(MinutesEdited, minutes, [block])
    base.note(deed, verb, minutes, part=block.internal_part, block=block.key, characters=len(block.text))
