"""The agenda of 02/10/2020: built, scripted, approved by the Prime Minister, published, one paper late."""

from collections.abc import Mapping

from agendas import services as agendas
from agendas.models import Agenda, AgendaItem
from core.deed import Deed
from demo.content.agenda import ITEMS, Item
from demo.loader.dossiers import Filed
from demo.loader.stage import Stage, moment
from meetings.models import Sitting
from papers.models import Paper
from voting.services import prepare_block_poll, prepare_poll


def build(stage: Stage, sitting: Sitting, filed: Filed) -> Agenda:
    """Nine items in order, each with its dossier's papers, its invitees and the presider's script."""
    with stage.at(moment("2020-09-24", "14:00")):
        agenda = agendas.agenda_of(sitting)
        for seed in ITEMS:
            item = _add(stage, agenda, seed, filed)
            lay_papers(stage.deed(), item, [filed.papers[name] for name in seed.papers])
            agendas.set_invitees(stage.deed(), item, [stage.entry(sitting, key).pk for key in seed.invitees])
            agendas.write_script(
                stage.deed("script_writer"),
                item,
                opening_words=seed.script.opening,
                differences=seed.script.differences,
                draft_conclusion=seed.script.conclusion,
            )
    return agenda


def _add(stage: Stage, agenda: Agenda, seed: Item, filed: Filed) -> AgendaItem:
    return agendas.add_item(
        stage.deed(),
        agenda,
        title=seed.title,
        short_title=seed.short_title,
        kind=seed.kind,
        organisation=stage.cast.organisations[seed.lead],
        presenter=stage.cast.people[seed.presenter],
        minutes_allowed=seed.minutes,
        paper_copies_only=not seed.papers,
        dossier=filed.dossiers.get(seed.number),
    )


def lay_papers(deed: Deed, item: AgendaItem, papers: list[Paper]) -> None:
    """Lay those papers for the item that its dossier didn't bring along."""
    there = set(item.item_papers.values_list("paper_id", flat=True))
    for paper in papers:
        if paper.pk not in there:
            agendas.attach_paper(deed, item, paper)


def publish(stage: Stage, agenda: Agenda) -> None:
    """The Prime Minister approves on Thursday evening; it goes out on Friday 25/09/2020 with the invitations."""
    with stage.at(moment("2020-09-24", "18:20")):
        agenda.refresh_from_db()
        agendas.approve_agenda(stage.deed("prime_minister"), agenda)
    with stage.at(moment("2020-09-25", "09:45")):
        agendas.publish_agenda(stage.deed(), agenda)


def send_late_draft(stage: Stage, agenda: Agenda, filed: Filed) -> None:
    """Draft 2 of item 1 comes on Monday 28/09/2020, later than five working days before."""
    with stage.at(moment("2020-09-28", "16:40")):
        filed.add_second_draft()
        item = agenda.items.get(number="1")
        row = item.item_papers.get(paper=filed.papers["i1_du_thao_nghi_quyet"])
        agendas.replace_paper(
            stage.deed(),
            row,
            reason="Bộ Thông tin và Truyền thông chỉnh lý theo ý kiến của Bộ Nội vụ, Bộ Tài chính.",
        )


def form_block(stage: Stage, agenda: Agenda) -> None:
    """Nobody has another opinion on items 6, 8 and 9; the other decisions are discussed, so they stand apart."""
    with stage.at(moment("2020-09-28", "17:00")):
        for seed in ITEMS:
            if seed.kind == AgendaItem.Kind.DECISION and not seed.in_block:
                item = agenda.items.get(number=str(seed.number))
                agendas.take_item_apart(
                    stage.deed(), item, "Có ý kiến khác nhau, cần thảo luận tại phiên họp"
                )


def prepare_polls(stage: Stage, agenda: Agenda, filed: Filed) -> None:
    """The questions in full words, each tied to the paper it is about; one vote over the block."""
    with stage.at(moment("2020-09-28", "17:30")):
        for seed in ITEMS:
            if not seed.in_block:
                prepare(stage, agenda.items.get(number=str(seed.number)), seed, filed.papers)
        numbers = [str(seed.number) for seed in ITEMS if seed.in_block]
        prepare_block_poll(stage.deed(), list(agenda.items.filter(number__in=numbers)))


def prepare(stage: Stage, item: AgendaItem, seed: Item, papers: Mapping[str, Paper]) -> None:
    """The planned votes on one item by itself."""
    for poll in seed.polls:
        prepare_poll(stage.deed(), item, poll.question, papers.get(poll.paper), motion=poll.motion)
