"""What voting does when a sitting is rehearsed."""

from typing import Any

from agendas.models import AgendaItem
from meetings.models import Sitting
from voting.models import Poll


def copy_prepared(source: Sitting, rehearsal: Sitting, items: dict[Any, AgendaItem]) -> None:
    """The questions prepared at the desk are there in the rehearsal too, under numbers of its own."""
    prepared = source.polls.filter(state=Poll.State.PREPARED, item__in=items, internal_part=None).order_by(
        "number"
    )
    Poll.objects.bulk_create(
        Poll(
            sitting=rehearsal,
            item=items[poll.item_id],
            number=number,
            question=poll.question,
            paper=poll.paper,
            paper_version=poll.paper_version,
            is_secret=poll.is_secret,
            rule_set=poll.rule_set,
            edited_by=poll.edited_by,
        )
        for number, poll in enumerate(prepared, start=1)
    )
