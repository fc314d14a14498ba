"""An item of the agenda as the minutes tell it. Of a matter on paper copies only, nothing but its course."""

from agendas.facts import absent_opinion_facts, shown_title
from agendas.lines import OF_THE_BLOCK
from agendas.models import AgendaItem, AgendaLine, ItemPaper, PaperRecall
from minutes.record.base import Facts, Record, moment, person
from minutes.record.course import recesses_of
from minutes.record.polls import voted_with
from papers.models import Paper
from room.models import Speech

Ended = (AgendaItem.State.ENDED, AgendaItem.State.WITHDRAWN)


def item_facts(record: Record, item: AgendaItem) -> Facts:
    """Number, title, who presented, papers, who was invited or kept out, who spoke."""
    speeches = [] if item.paper_copies_only else record.speeches.get(item.pk, [])
    return {
        "number": item.number,
        "title": shown_title(item),
        "kind": item.kind,
        "state": item.state,
        "organisation": item.organisation.name if item.organisation else "",
        "presenter": (
            {"name": item.presenter.full_name, "post": item.presenter_title} if item.presenter else None
        ),
        "started_at": moment(item.started_at),
        "is_late": item.is_late,
        "late_reason": item.late_reason,
        "resumed_reason": item.resumed_reason,
        "paper_copies_only": item.paper_copies_only,
        "papers": [] if item.paper_copies_only else _papers(record, item),
        "recalls": [] if item.paper_copies_only else _recalls(record, item),
        "invitees": [person(row.entry) for row in item.invitees.all()],
        "recused": [{**person(row.entry), "reason": row.reason} for row in item.recusals.all()],
        **({"left_block": left} if (left := _left_block(item)) else {}),
        "absent_opinions": [] if item.paper_copies_only else _opinions(item),
        "speeches": [_speech(row) for row in speeches],
        **({"recesses": breaks} if (breaks := recesses_of(record, item)) else {}),
        **({"internal": internal} if (internal := _internal(record, item)) else {}),
        **({"voted_with": bound} if (bound := voted_with(record, item)) else {}),
    }


def conclusion_facts(record: Record, item: AgendaItem) -> Facts | None:
    """The presider's conclusion and the ending; None while there is neither."""
    ended = item.state in Ended and item.ended_in_part == record.part
    concluded = bool(item.conclusion) and item.concluded_in_part == record.part
    inside = record.part is None and item.state in Ended and item.ended_in_part is not None
    if not (ended or concluded or inside):
        return None
    return {
        "number": item.number,
        "conclusion": item.conclusion if concluded and not item.paper_copies_only else "",
        "paper_copies_only": item.paper_copies_only,
        "ending": item.ending if ended else "",
        "note": item.ending_note if ended else "",
        "withdrawn_reason": item.withdrawn_reason if ended else "",
        **({"ended_inside": True} if inside else {}),
        "resubmit_on": item.resubmit_on.isoformat() if ended and item.resubmit_on else None,
        "ended_at": moment(item.ended_at),
        **({"recesses": breaks} if (breaks := recesses_of(record, item, ended=True)) else {}),
    }


def _papers(record: Record, item: AgendaItem) -> list[Facts]:
    return [_paper(record, row) for row in item.item_papers.all() if row.internal_part == record.part]


def _recalls(record: Record, item: AgendaItem) -> list[Facts]:
    return [_recall(row) for row in item.recalls.all() if row.internal_part == record.part]


def _left_block(item: AgendaItem) -> Facts | None:
    """Why the item was decided by itself: the last word on the block, unless that put it back."""
    line = next((row for row in reversed(item.lines.all()) if row.kind in OF_THE_BLOCK), None)
    if item.paper_copies_only or line is None or line.kind != AgendaLine.Kind.LEFT_BLOCK:
        return None
    return {"at": moment(line.at), "who": line.who, "reason": line.reason}


def _internal(record: Record, item: AgendaItem) -> list[Facts]:
    """From when to when the sitting was internal on this item."""
    return [
        {"from": moment(part.started_at), "to": moment(part.ended_at)}
        for part in record.parts
        if part.item_id == item.pk and record.part is None
    ]


def _paper(record: Record, row: ItemPaper) -> Facts:
    opened, handed = record.sitting.opened_at, row.handed_out_at
    return {
        "title": row.paper.title,
        "number": row.paper.document_number,
        "version": row.version.number if row.version else None,
        "is_late": row.is_late,
        "late_reason": row.late_reason,
        "handed_out_at": moment(handed),
        "in_sitting": bool(opened and handed and handed >= opened),
        "withdrawn": row.paper.state == Paper.State.WITHDRAWN,
    }


def _recall(row: PaperRecall) -> Facts:
    """When a paper was there and taken back; its name stays with the desk."""
    return {
        "handed_out_at": moment(row.handed_out_at),
        "recalled_at": moment(row.recalled_at),
        "reason": row.reason,
    }


def _opinions(item: AgendaItem) -> list[Facts]:
    told = (absent_opinion_facts(row) for row in item.absent_opinions.all())
    return [facts for facts in told if facts is not None]


def _speech(row: Speech) -> Facts:
    return {
        **person(row.entry),
        "kind": row.kind,
        **({"on_behalf_of": row.on_behalf_of} if row.on_behalf_of else {}),
        "from": moment(row.started_at),
        "to": moment(row.ended_at),
    }
