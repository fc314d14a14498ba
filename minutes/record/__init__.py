"""What the sitting's own record says, as plain facts: one drawn block after another, in printing order.

The number of queries doesn't grow with members, items or votes.
"""

from minutes.record.attendance import attendance_facts
from minutes.record.base import Drawn, Record
from minutes.record.course import closing_facts, opening_facts
from minutes.record.internal import annex_of, of_part
from minutes.record.items import conclusion_facts, item_facts
from minutes.record.polls import poll_facts, polls_by_item
from minutes.record.reading import read

__all__ = ["Drawn", "Record", "draw", "read"]


def draw(record: Record) -> list[Drawn]:
    """Every block the record gives now: the minutes, then the annex of each internal part."""
    annexes = [one for part in record.parts for one in annex_of(record, part)]
    record = of_part(record, None)
    drawn = [
        Drawn("opening", "opening", opening_facts(record)),
        Drawn("attendance", "attendance", attendance_facts(record)),
    ]
    polls = polls_by_item(record)
    for item in record.items:
        drawn.append(Drawn(f"item:{item.pk}", "item", item_facts(record, item), item.pk))
        for poll in polls.get(item.pk, []):
            drawn.append(Drawn(f"poll:{poll.pk}", "poll", poll_facts(record, poll), item.pk))
        if (ended := conclusion_facts(record, item)) is not None:
            drawn.append(Drawn(f"conclusion:{item.pk}", "conclusion", ended, item.pk))
    if record.sitting.closed_at is not None:
        drawn.append(Drawn("closing", "closing", closing_facts(record)))
    return drawn + annexes
