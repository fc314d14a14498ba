"""State secrets on an item: a number without a title, and the register of its numbered paper copies."""

from django.db import transaction

from agendas.models import AgendaItem
from agendas.services.locking import lock_item, lock_item_to_change
from audit.services import record
from copies.errors import (
    CopiesUncounted,
    CopyNotThere,
    HolderMissing,
    StubIncomplete,
    StubThereAlready,
    WitnessMissing,
)
from copies.models import PaperCopy, PaperStub
from core.deed import Deed
from core.errors import NotFound
from core.idempotency import first_answer, keep_answer
from core.text import clean_line
from meetings.models import RosterEntry, Sitting
from papers.rules import is_state_secret

MOST_COPIES = 200
State = PaperCopy.State


@transaction.atomic
def add_stub(
    deed: Deed, item: AgendaItem, *, number: str, classification: str, responsible: str
) -> PaperStub:
    """Hang a state secret on an item: its number, class and who answers for it; never a title.

    Raises `StubIncomplete`, `StubThereAlready`, `SittingIsOver`.
    """
    item = lock_item_to_change(item.pk)
    number, responsible = clean_line(number)[:60], clean_line(responsible)[:250]
    if not number or not responsible or not is_state_secret(classification):
        raise StubIncomplete
    if item.stubs.filter(number=number).exists():
        raise StubThereAlready(number=number)
    stub = PaperStub.objects.create(
        item=item,
        number=number,
        classification=classification,
        responsible=responsible,
        made_by=deed.name[:200],
    )
    _record(deed, "copies.stub_added", item, stub, responsible=responsible)
    return stub


@transaction.atomic
def print_copies(deed: Deed, stub: PaperStub, count: int) -> int:
    """Enter so many more paper copies, numbered on from the last. Answers how many there are; under the same key once.
    Raises `CopiesUncounted`.
    """
    item, args = lock_item(stub.item_id), {"stub": str(stub.pk), "count": count}
    if (first := first_answer(deed, "copies.print_copies", args)) is not None:
        return int(first["copies"])
    last = stub.copies.order_by("-number").values_list("number", flat=True).first() or 0
    if not 1 <= count <= MOST_COPIES or last + count > MOST_COPIES:
        raise CopiesUncounted(most=MOST_COPIES - last)
    PaperCopy.objects.bulk_create(
        PaperCopy(stub=stub, number=number) for number in range(last + 1, last + count + 1)
    )
    _record(deed, "copies.paper_copies_printed", item, stub, count=count, last=last + count)
    return int(keep_answer(deed, "copies.print_copies", args, {"copies": last + count})["copies"])


@transaction.atomic
def hand_out_copy(deed: Deed, copy: PaperCopy, entry: RosterEntry) -> PaperCopy:
    """Hand a kept copy to somebody of the roster. Raises `HolderMissing`, `CopyNotThere`."""
    copy, item = _lock(copy, State.KEPT)
    if entry.sitting_id != item.agenda.sitting_id or entry.removed_at is not None:
        raise HolderMissing
    copy.entry, copy.holder = entry, f"{entry.name}, {entry.post_title}"[:400]
    copy.handed_at, copy.handed_by = item.agenda.sitting.body.now(), deed.name[:200]
    copy.save()
    _record(deed, "copies.paper_copy_handed_out", item, copy.stub, copy=copy.number, holder=copy.holder)
    return copy


@transaction.atomic
def take_back_copy(deed: Deed, copy: PaperCopy) -> PaperCopy:
    """A copy came back, also after the sitting. Raises `CopyNotThere`."""
    copy, item = _lock(copy, State.OUT, State.MISSING)
    copy.returned_at, copy.received_by = item.agenda.sitting.body.now(), deed.name[:200]
    copy.save()
    _record(deed, "copies.paper_copy_returned", item, copy.stub, copy=copy.number, holder=copy.holder)
    return copy


@transaction.atomic
def destroy_copy(deed: Deed, copy: PaperCopy, witness: str) -> PaperCopy:
    """A copy that is here is destroyed before a witness. Raises `WitnessMissing`, `CopyNotThere`."""
    witness = clean_line(witness)[:200]
    if not witness:
        raise WitnessMissing
    copy, item = _lock(copy, State.KEPT, State.RETURNED)
    copy.destroyed_at, copy.destroyed_by, copy.witness = (
        item.agenda.sitting.body.now(),
        deed.name[:200],
        witness,
    )
    copy.save()
    _record(deed, "copies.paper_copy_destroyed", item, copy.stub, copy=copy.number, witness=witness)
    return copy


def _lock(copy: PaperCopy, *states: str) -> tuple[PaperCopy, AgendaItem]:
    """The copy under lock where it is in one of these states."""
    item = lock_item(copy.stub.item_id)
    row = PaperCopy.objects.select_for_update(of=("self",)).select_related("stub").filter(pk=copy.pk).first()
    if row is None:
        raise NotFound
    sitting: Sitting = item.agenda.sitting
    state = row.state_in(sitting)
    if state not in states:
        raise CopyNotThere(number=row.number, state=State(state).label)
    return row, item


def _record(deed: Deed, verb: str, item: AgendaItem, stub: PaperStub, **facts: object) -> None:
    """Number and class, in the chain of what is done now; there is no title to tell."""
    record(
        deed,
        verb,
        chain=item.agenda.sitting.chain,
        item=str(item.pk),
        number=item.number,
        stub=stub.number,
        classification=stub.classification,
        **facts,
    )
