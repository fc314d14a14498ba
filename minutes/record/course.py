"""How the sitting began, who presided, its recesses, and how it ended."""

from datetime import datetime

from agendas.models import AgendaItem
from minutes.record.base import Course, Facts, Record, moment

HANDED = ("sitting.chair_handed_over", "sitting.chair_returned")


def opening_facts(record: Record) -> Facts:
    """Title, place, moment, who presided from when, who keeps the minutes."""
    sitting, office = record.sitting, record.sitting.body.secretariat
    return {
        "title": sitting.title,
        "body": sitting.body.name,
        "members": sitting.body.member_noun,
        "office": office.name if office else sitting.body.name,
        "symbol": f"BB-{office.abbreviation}" if office and office.abbreviation else "BB",
        "place": sitting.place,
        "opened_at": moment(sitting.opened_at),
        "chairs": chairs_of(record),
        "secretary": record.secretary,
    }


def chairs_of(record: Record) -> list[Facts]:
    """Who presided, in order: the first from the opening (`from` None), the others from the moment told."""
    handovers = [step for step in record.course if step.verb in HANDED]
    opened = record.sitting.opened_at
    during = [step for step in handovers if opened is None or step.at >= opened]
    if not during:
        return [_chair(record, record.presider.full_name, None)]
    first = record.earlier_chairs[:1] or [_chair(record, record.presider.full_name, None)]
    return [*first, *(_later(record, step) for step in during)]


def _later(record: Record, step: Course) -> Facts:
    """Who presided since then, on whose assignment (`by`) and for which items; or that the head does so again."""
    chair = _chair(record, str(step.facts.get("name", "")), moment(step.at))
    told = {name: step.facts[name] for name in ("by", "items") if step.facts.get(name)}
    return {**chair, **told, **({"again": True} if step.verb == "sitting.chair_returned" else {})}


def recesses_of(record: Record, item: AgendaItem | None, *, ended: bool = False) -> list[Facts]:
    """The recesses held while this item was discussed, or after it `ended`; of None those before the first item."""
    if record.part is not None:
        return []
    found: list[Facts] = []
    for since, row in _recesses(record):
        before = [one for one in record.items if one.started_at is not None and one.started_at <= since]
        last = max(before, key=lambda one: one.started_at or since, default=None)
        was_over = bool(last and last.ended_at and last.ended_at <= since)
        if last == item and (item is None or was_over == ended):
            found.append(row)
    return found


def _recesses(record: Record) -> list[tuple[datetime, Facts]]:
    """Every recess with the moment it began."""
    found: list[tuple[datetime, Facts]] = []
    for step in record.course:
        if step.verb == "sitting.suspended":
            found.append((step.at, {"from": moment(step.at), "to": None}))
        elif step.verb == "sitting.continued" and found:
            found[-1][1]["to"] = moment(step.at)
            if quorum := step.facts.get("quorum"):
                found[-1][1]["quorum"] = quorum
    if found and found[-1][1]["to"] is None and record.sitting.closed_at is not None:
        found[-1][1]["is_last"] = True
    return found


def closing_facts(record: Record) -> Facts:
    """The moment of the closing, recesses before the first item, and closings taken back."""
    resumed = [
        {"at": moment(step.at), "reason": step.facts.get("reason", "")}
        for step in record.course
        if step.verb == "sitting.resumed"
    ]
    known = {item.pk for item in record.items}
    internal = [
        {"from": moment(part.started_at), "to": moment(part.ended_at)}
        for part in record.parts
        if part.item_id not in known
    ]
    told = {
        "closed_at": moment(record.sitting.closed_at),
        "recesses": recesses_of(record, None),
        "resumed": resumed,
    }
    more = {"internal": internal, "directed": directed_facts(record)}
    return {**told, **{name: rows for name, rows in more.items() if rows}}


def directed_facts(record: Record) -> list[Facts]:
    """What the desk did on the presider's word, in its order; a vote by its number.

    Of the internal part the record is of, or outside all of them: neither says what was done in another.
    """
    numbers = {str(poll.pk): poll.number for poll in record.polls}
    found = []
    for step in record.course:
        poll = step.facts.get("poll")
        if step.part != record.part or not step.facts.get("instructed") or (poll and poll not in numbers):
            continue
        number = {"poll": numbers[str(poll)]} if poll else {}
        found.append({"verb": step.verb, "at": moment(step.at), **number})
    return found


def _chair(record: Record, name: str, since: str | None) -> Facts:
    entry = next((row for row in record.entries if row.name == name), None)
    return {
        "name": name,
        "post": entry.post_title if entry else "",
        "from": since,
        "is_head": bool(entry and entry.seat and entry.seat.is_head),
    }
