"""The agenda's parts of the documents streams start from."""

from typing import Any

from django.db.models import F, Q

from agendas import facts, lines, positions
from agendas.models import AbsentOpinion, Agenda, AgendaItem, ChairScript
from realtime import streams


def sitting_part(stream: str) -> dict[str, Any]:
    """Items and publication, as the audience of the stream may see them."""
    audience = stream.rsplit(":", 1)[1]
    agenda = _agenda_of(stream)
    items = facts.items_of(agenda.pk) if agenda else []
    told = {str(item.pk): facts.item_facts(item, audience) for item in items}
    said = positions.lines_part(agenda, audience) if agenda else {}
    return {"items": told, "agenda": facts.agenda_facts(agenda, audience), "lines": said or None}


def positions_part(stream: str) -> dict[str, Any]:
    """What members stated before the sitting: for chair and secretariat, and for the members once it opened."""
    audience, agenda = stream.rsplit(":", 1)[1], _agenda_of(stream)
    if agenda is None or not lines.sees_positions(audience, agenda.sitting):
        return {}
    return {"positions": positions.positions_part(agenda)}


def own_positions_part(stream: str) -> dict[str, Any]:
    """The person's own positions, wherever the sitting stands."""
    return {"own_positions": positions.own_part(streams.id_of(stream)) or None}


def _agenda_of(stream: str) -> Agenda | None:
    rows = Agenda.objects.select_related("sitting__body")
    return rows.filter(sitting_id=streams.id_of(stream)).first()


def conclusions_part(stream: str) -> dict[str, Any]:
    """What the presider concluded so far: for desk and chair."""
    rows = AgendaItem.objects.filter(agenda__sitting_id=streams.id_of(stream), conclusion_version__gt=0)
    # One of an internal part shows as long as the part is on: then everybody who follows is in it.
    rows = rows.filter(Q(concluded_in_part=None) | Q(concluded_in_part=F("agenda__sitting__internal_part")))
    return {
        "conclusions": {
            str(pk): {"text": text, "version": version}
            for pk, text, version in rows.values_list("pk", "conclusion", "conclusion_version")
        }
        or None
    }


def scripts_part(stream: str) -> dict[str, Any]:
    """The presider's scripts: for the chair."""
    rows = ChairScript.objects.filter(item__agenda__sitting_id=streams.id_of(stream))
    return {"scripts": {str(row.item_id): facts.script_facts(row) for row in rows} or None}


def item_part(stream: str) -> dict[str, Any]:
    """One item with the course of its sitting, for its invitees."""
    rows = AgendaItem.objects.filter(pk=streams.id_of(stream), published_at__isnull=False)
    item = (
        facts.with_facts(rows)
        .select_related("agenda__sitting", "organisation", "presenter", "dossier")
        .first()
    )
    if item is None:
        return {"items": {}}
    return {
        "sitting": facts.course_of(item.agenda.sitting),
        "items": {str(item.pk): facts.item_facts(item, facts.ITEM)},
        "agenda": facts.agenda_facts(item.agenda, facts.ITEM),
        "lines": positions.lines_part(item.agenda, facts.ITEM, item=item) or None,
    }


def opinions_part(stream: str) -> dict[str, Any]:
    """What substitutes stated for absent members: for members, chair and desk."""
    rows = AbsentOpinion.objects.filter(item__agenda__sitting_id=streams.id_of(stream))
    told: dict[str, Any] = {}
    for row in rows.select_related("substitute__substitute_for"):
        of_item = told.setdefault(str(row.item_id), {})
        if (opinion := facts.absent_opinion_facts(row)) is not None:
            of_item[str(row.substitute_id)] = opinion
    return {"opinions": told or None}
