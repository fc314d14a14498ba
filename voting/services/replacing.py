"""A new version of a paper while its vote is open: the vote goes with the old version."""

from typing import Any

from django.db import transaction

from agendas.models import ItemPaper
from agendas.services.locking import lock_item
from agendas.services.papers import replace_paper
from core.deed import Deed
from voting.checks import polls_on_paper
from voting.locks import lock_poll
from voting.models import Poll
from voting.services.closing import annul


@transaction.atomic
def replace_paper_and_cancel_poll(deed: Deed, row: ItemPaper, reason: str) -> dict[str, Any]:
    """Cancel the open poll on this paper, also one over a block, with the reason, then lay the paper's newest version.

    Answers and raises as `agendas.replace_paper`; where that refuses, the poll stays as it was.
    """
    lock_item(row.item_id)
    running = polls_on_paper(row).filter(state=Poll.State.OPEN).first()
    if running is not None:
        poll = lock_poll(running.pk)
        if poll.state == Poll.State.OPEN:
            annul(deed, poll, reason)
    return replace_paper(deed, row, reason)
