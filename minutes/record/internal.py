"""Internal parts: what the minutes say of them to everybody, and the annex of each for those who were named."""

from dataclasses import replace

from meetings.models import InternalPart
from minutes.record.base import Drawn, Facts, Record, moment
from minutes.record.course import directed_facts
from minutes.record.items import conclusion_facts, item_facts
from minutes.record.polls import poll_facts, polls_by_item


def of_part(record: Record, number: int | None) -> Record:
    """The record of one internal part; of None what was done outside all of them."""
    spoken = {
        item: [row for row in rows if row.internal_part == number] for item, rows in record.speeches.items()
    }
    polls = [poll for poll in record.polls if poll.internal_part == number]
    return replace(record, speeches=spoken, polls=polls, part=number)


def annex_of(record: Record, part: InternalPart) -> list[Drawn]:
    """The blocks of one annex; its keys begin with the number of the part."""
    inside, head = of_part(record, part.number), f"part{part.number}"
    drawn = [Drawn(head, "internal", part_facts(inside, part), part=part.number)]
    polls = polls_by_item(inside)
    for item in record.items:
        own: list[Drawn] = []
        for poll in polls.get(item.pk, []):
            own.append(
                Drawn(f"{head}:poll:{poll.pk}", "poll", poll_facts(inside, poll), item.pk, part.number)
            )
        if (ended := conclusion_facts(inside, item)) is not None:
            own.append(Drawn(f"{head}:conclusion:{item.pk}", "conclusion", ended, item.pk, part.number))
        told = item_facts(inside, item)
        if own or told["speeches"] or told["papers"] or part.item_id == item.pk:
            quiet = {"invitees": [], "recused": [], "is_late": False, "resumed_reason": "", "internal": []}
            drawn.append(Drawn(f"{head}:item:{item.pk}", "item", {**told, **quiet}, item.pk, part.number))
            drawn += own
    return drawn


def part_facts(record: Record, part: InternalPart) -> Facts:
    """When it was and who was named, as they were then, and what the desk did on the presider's word inside."""
    directed = directed_facts(record)
    return {
        "number": part.number,
        "item": part.item_number,
        "from": moment(part.started_at),
        "to": moment(part.ended_at),
        "persons": [{"name": row.name, "post": row.post_title} for row in part.persons.all()],
        **({"directed": directed} if directed else {}),
    }
