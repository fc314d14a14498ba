"""Sittings whose papers have real bytes."""

from pathlib import Path

from agendas import services
from agendas.models import Agenda
from papers.models import PaperVersion
from tests.factories import agendas, people, sittings
from tests.papers import making


def published(folder: Path, members: int = 3, items: int = 1, pages: int = 3) -> Agenda:
    """A published agenda, one real paper per item."""
    sitting = sittings.called_sitting(people.government(members))
    agenda = services.agenda_of(sitting)
    bringer = making.uploader()
    for number in range(1, items + 1):
        item = agendas.item(agenda, papers=0)
        (folder / str(number)).mkdir(exist_ok=True)
        paper = making.paper(folder / str(number), bringer, f"Tờ trình {number}.pdf", pages)
        services.attach_paper(sittings.deed_in(sitting.body), item, paper)
    agenda.refresh_from_db()
    agendas.approve(agenda)
    services.publish_agenda(sittings.deed_in(sitting.body), agenda)
    agenda.refresh_from_db()
    return agenda


def version_of(agenda: Agenda, number: int = 1) -> PaperVersion:
    """The version laid for an item."""
    return agendas.items_of(agenda)[number - 1].item_papers.select_related("version__paper").get().version
