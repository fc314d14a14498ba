"""Which papers came in time: by the rule set, in working days, with the holidays; who let in a late one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agendas import services as agenda_services
from agendas.errors import DeadlineIncomplete, SittingIsOver
from agendas.lateness import is_late_now
from agendas.models import ItemPaper, PaperDeadline
from audit.models import AuditRecord
from copies import services
from copies.errors import AllowanceIncomplete, NotLate
from copies.in_time import State, figures, papers_of
from copies.printing import figures_pdf, figures_xlsx
from core import clock
from meetings.models import Sitting
from regulations.deadlines import latest_invitation_date
from regulations.selectors import parameters_for, working_calendar
from tests.factories import agendas, people, sittings

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda():
    """Papers are put on the items today, two weeks ahead of the sitting."""
    sitting = sittings.sitting(people.government(3))
    sitting.rule_set = "R2016"  # five working days
    sitting.save()
    return agendas.draft(sitting, items=2)


def row_of(agenda, number=0):
    return agendas.items_of(agenda)[number].item_papers.select_related("item").get()


def be_late(row):
    """As if it had been put on the item the day before the sitting."""
    day_before = row.item.agenda.sitting.starts_at - timedelta(days=1)
    ItemPaper.objects.filter(pk=row.pk).update(
        created_at=day_before - row.item.agenda.sitting.body.clock_offset
    )


def test_the_deadline_is_the_rule_sets_in_working_days(agenda):
    sitting = agenda.sitting
    due = latest_invitation_date(parameters_for(sitting.rule_set), sitting.day, working_calendar())
    sent = papers_of([sitting])
    assert [(one.due, one.state) for one in sent] == [(due, State.ON_TIME)] * 2
    assert sent[0].sent_on == clock.local_day(sitting.body.now())


def test_a_late_paper_is_let_in_by_somebody_named_with_the_reason(agenda):
    row, deed = row_of(agenda), sittings.deed_in(agenda.sitting.body)
    with pytest.raises(NotLate):
        services.allow_late_paper(deed, row, allowed_by="Phó Thủ tướng", reason="Việc gấp")
    be_late(row)
    assert papers_of([agenda.sitting])[0].state == State.LATE
    with pytest.raises(AllowanceIncomplete):
        services.allow_late_paper(deed, row, allowed_by="Phó Thủ tướng", reason=" ")
    services.allow_late_paper(deed, row, allowed_by="Phó Thủ tướng Thường trực", reason="Việc gấp")
    first = papers_of([agenda.sitting])[0]
    assert (first.state, first.allowance.allowed_by) == (State.ALLOWED, "Phó Thủ tướng Thường trực")
    told = AuditRecord.objects.get(verb="copies.late_paper_allowed")
    assert "Việc gấp" in str(told.facts)


def test_an_item_without_papers_is_not_sent_yet(agenda):
    agendas.item(agenda, papers=0)
    assert papers_of([agenda.sitting])[-1].state == State.MISSING


def test_the_figure_per_ministry_to_print_and_to_work_on(agenda):
    ministry = people.organisation("Bộ Tài chính", "BTC")
    for item in agendas.items_of(agenda):
        item.organisation = ministry
        item.save()
    be_late(row_of(agenda))
    sent = papers_of([agenda.sitting])
    (figure,) = figures(sent)
    assert (figure.ministry, figure.on_time, figure.late, figure.total) == ("Bộ Tài chính", 1, 1, 2)
    assert figures_pdf("quý I", [figure]).startswith(b"%PDF")
    assert figures_xlsx("quý I", [figure], sent).startswith(b"PK")


def test_the_look_up_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    for _each in range(3):
        agendas.draft(sittings.sitting(people.government(3)), items=4)
    many = list(Sitting.objects.select_related("body"))
    for wanted in (many[:1], many):
        with django_assert_max_num_queries(6):
            assert papers_of(wanted)


def unstated(agenda):
    """The sitting under a rule set that states no day."""
    sitting = agenda.sitting
    sitting.rule_set = "R2026"
    sitting.save()
    return sitting


def reading_page(client, sitting):
    client.force_login(sittings.secretary_of(sitting.body))
    return client.get(reverse("copies:reading", args=[sitting.pk])).content.decode()


def test_where_the_rule_set_states_no_day_the_page_says_so_and_what_can_be_done(agenda, client):
    sitting = unstated(agenda)
    assert {one.due for one in papers_of([sitting])} == {None}
    page = reading_page(client, sitting)
    assert "Nghị định 191/2026/NĐ-CP" in page and "không nêu thời hạn gửi giấy mời và tài liệu" in page
    assert "Ấn định hạn gửi tài liệu" in page


def test_a_day_set_by_somebody_named_counts_for_the_papers_the_figures_and_the_label(agenda, client):
    sitting = unstated(agenda)
    ministry = people.organisation("Bộ Tài chính", "BTC")
    for item in agendas.items_of(agenda):
        item.organisation = ministry
        item.save()
    be_late(row_of(agenda))
    assert figures(papers_of([sitting]))[0].late == 0 and not is_late_now(sitting)
    deed, due = sittings.deed_in(sitting.body), sitting.day - timedelta(days=3)
    agenda_services.set_paper_deadline(
        deed, sitting, due=due, set_by="Bộ trưởng, Chủ nhiệm", reason="Quy chế chưa nêu"
    )
    (figure,) = figures(papers_of([sitting]))
    assert (figure.on_time, figure.late) == (1, 1)
    page = reading_page(client, sitting)
    assert "Bộ trưởng, Chủ nhiệm" in page and "Quy chế chưa nêu" in page
    told = AuditRecord.objects.get(verb="agenda.paper_deadline_set")
    assert "Bộ trưởng, Chủ nhiệm" in str(told.facts)
    agenda_services.set_paper_deadline(
        deed, sitting, due=sitting.body.today() - timedelta(days=1), set_by="Chủ nhiệm", reason="Rút ngắn"
    )
    assert is_late_now(sitting)
    agenda_services.set_paper_deadline(deed, sitting, due=None, set_by="Chủ nhiệm", reason="Theo quy chế")
    assert {one.due for one in papers_of([sitting])} == {None}


def test_a_later_day_overrides_the_label_of_the_rule_sets_day(agenda):
    sitting, row = agenda.sitting, row_of(agenda)
    be_late(row)
    ItemPaper.objects.filter(pk=row.pk).update(is_late=True)
    assert papers_of([sitting])[0].state == State.LATE
    agenda_services.set_paper_deadline(
        sittings.deed_in(sitting.body), sitting, due=sitting.day, set_by="Chủ nhiệm", reason="Việc gấp"
    )
    assert papers_of([sitting])[0].state == State.ON_TIME


@pytest.mark.parametrize("wrong", [{"set_by": " "}, {"reason": ""}, {"due": date(2999, 1, 1)}])
def test_a_deadline_needs_a_name_a_reason_and_a_day_before_the_sitting(agenda, wrong):
    said = {"due": agenda.sitting.day, "set_by": "Chủ nhiệm", "reason": "Việc gấp", **wrong}
    with pytest.raises(DeadlineIncomplete):
        agenda_services.set_paper_deadline(sittings.deed_in(agenda.sitting.body), agenda.sitting, **said)
    assert not PaperDeadline.objects.exists()


def test_what_is_over_keeps_its_deadline(agenda):
    Sitting.objects.filter(pk=agenda.sitting_id).update(state=Sitting.State.CANCELLED)
    with pytest.raises(SittingIsOver):
        agenda_services.set_paper_deadline(
            sittings.deed_in(agenda.sitting.body),
            agenda.sitting,
            due=agenda.sitting.day,
            set_by="Chủ nhiệm",
            reason="Muộn",
        )
