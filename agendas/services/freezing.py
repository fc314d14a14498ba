"""Revisions: what had been published at each moment, with the hash of every file."""

from typing import Any

from agendas import facts
from agendas.models import Agenda, AgendaItem, AgendaRevision
from core.deed import Deed
from papers.models import PaperVersion
from realtime import streams


def freeze(deed: Deed, agenda: Agenda, note: str = "") -> AgendaRevision:
    """Write the next revision; the caller holds the agenda's lock. Saves the agenda's revision number."""
    agenda.published_revision += 1
    agenda.save(update_fields=["published_revision"])
    return AgendaRevision.objects.create(
        agenda=agenda,
        number=agenda.published_revision,
        published_at=agenda.sitting.body.now(),
        published_by=deed.name[:200],
        contents=contents_of(agenda, facts.items_of(agenda.pk)),
        note=note[:300],
    )


def contents_of(agenda: Agenda, items: list[AgendaItem]) -> dict[str, Any]:
    """`{"sitting": {...}, "items": [facts in order]}`; every paper carries its file's SHA-256."""
    sitting = agenda.sitting
    told = [item_facts for item in items if (item_facts := facts.item_facts(item, streams.MEMBERS))]
    versions = [paper["version_id"] for one in told for paper in one["papers"].values() if paper]
    hashes = {
        str(pk): sha256
        for pk, sha256 in PaperVersion.objects.filter(pk__in=versions).values_list("pk", "original__sha256")
    }
    for one in told:
        one["papers"] = {
            pk: {**paper, "sha256": hashes.get(paper["version_id"], "")}
            for pk, paper in one["papers"].items()
            if paper
        }
    return {
        "sitting": {
            "title": sitting.title,
            "starts_at": facts.moment(sitting.starts_at),
            "place": sitting.place,
        },
        "items": told,
    }
