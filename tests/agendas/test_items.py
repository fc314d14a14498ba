"""Building the draft, and what may still change after publication."""

import pytest

from agendas import rules, services
from agendas.errors import (
    AgendaNotPublished,
    AgendaPublished,
    AlreadyApproved,
    NothingToApprove,
    NothingToUndo,
    NotReadyToPublish,
    OrderChangedMeanwhile,
    PaperAlreadyLaid,
    PaperCopiesOnly,
    PaperOfAnotherMatter,
    SittingIsOver,
)
from agendas.models import AgendaChange, AgendaItem
from agendas.services.items import ShortTitleTooLong, TitleMissing
from audit.selectors import AuditRecord
from core.errors import EditedMeanwhile
from meetings import services as meetings
from meetings.errors import NotOnRoster, ReasonMissing
from papers.models import Paper
from tests.factories import agendas, people, sittings
from tests.factories.people import members_of

pytestmark = pytest.mark.django_db


def deed_of(agenda):
    return sittings.deed_in(agenda.sitting.body)


def numbers(agenda):
    return [item.number for item in agendas.items_of(agenda)]


def test_an_item_is_added_behind_the_others_with_clean_text():
    agenda = agendas.draft(items=2)
    added = services.add_item(deed_of(agenda), agenda, title="  Dự thảo\u200b  Nghị  định ")
    assert (added.number, added.title) == ("3", "Dự thảo Nghị định")


def test_an_item_needs_a_title_and_a_short_one_that_fits_the_wall():
    agenda = agendas.draft(items=0)
    with pytest.raises(TitleMissing):
        services.add_item(deed_of(agenda), agenda, title=" ")
    with pytest.raises(ShortTitleTooLong) as refusal:
        services.add_item(deed_of(agenda), agenda, title="Nghị định", short_title="a" * 61)
    assert "61" in refusal.value.message


def test_a_dossier_lends_its_title_organisation_and_papers():
    from dossiers.models import Dossier, DossierPaper

    agenda = agendas.draft(items=0)
    ministry = people.organisation()
    dossier = Dossier.objects.create(
        body=agenda.sitting.body, title="Đề án Trung tâm giám sát", organisation=ministry
    )
    papers = [agendas.paper(), agendas.paper()]
    for place, paper in enumerate(papers):
        DossierPaper.objects.create(dossier=dossier, paper=paper, order=place)
    item = services.add_item(deed_of(agenda), agenda, dossier=dossier)
    assert (item.title, item.organisation) == ("Đề án Trung tâm giám sát", ministry)
    assert [row.paper for row in item.item_papers.order_by("order")] == papers


def test_an_edit_from_a_stale_form_is_refused_with_who_and_when():
    agenda = agendas.draft(items=1)
    [item] = agendas.items_of(agenda)
    services.edit_item(deed_of(agenda), item, version=item.version, title="Tên mới")
    with pytest.raises(EditedMeanwhile) as refusal:
        services.edit_item(deed_of(agenda), item, version=item.version, title="Tên khác")
    assert sittings.secretary_of(agenda.sitting.body).get_full_name() in refusal.value.message


def test_every_kind_of_change_can_be_undone_until_something_newer_touched_the_item():
    agenda = agendas.draft(items=2)
    first, second = agendas.items_of(agenda)
    title = first.title
    services.edit_item(deed_of(agenda), first, title="Tên khác", presenter=None)
    services.undo_change(deed_of(agenda), AgendaChange.objects.first())
    first.refresh_from_db()
    assert first.title == title
    assert first.presenter is not None
    services.move_item(deed_of(agenda), second, 0)
    services.undo_change(deed_of(agenda), AgendaChange.objects.first())
    assert agendas.items_of(agenda) == [first, second]
    added = services.add_item(deed_of(agenda), agenda, title="Thêm")
    services.undo_change(deed_of(agenda), AgendaChange.objects.get(kind="added", item_id_then=added.pk))
    assert numbers(agenda) == ["1", "2"]
    services.edit_item(deed_of(agenda), first, title="Một")
    change = AgendaChange.objects.first()
    services.edit_item(deed_of(agenda), first, title="Hai")
    with pytest.raises(NothingToUndo):
        services.undo_change(deed_of(agenda), change)


def test_removing_renumbers_and_undo_brings_the_item_back_to_its_place():
    agenda = agendas.draft(items=3)
    second = agendas.items_of(agenda)[1]
    services.write_script(
        deed_of(agenda), second, opening_words="Mở đầu", differences="", draft_conclusion=""
    )
    change = services.remove_item(deed_of(agenda), second)
    assert numbers(agenda) == ["1", "2"]
    services.undo_change(deed_of(agenda), change)
    back = AgendaItem.objects.get(pk=second.pk)
    assert (back.number, back.script.opening_words) == ("2", "Mở đầu")
    with pytest.raises(NothingToUndo):
        services.undo_change(deed_of(agenda), change)


def test_after_publication_numbers_stay_whatever_the_order():
    agenda = agendas.published(items=3)
    third = agendas.items_of(agenda)[2]
    services.move_item(deed_of(agenda), third, 0)
    assert numbers(agenda) == ["3", "1", "2"]


def test_after_publication_only_presenter_and_minutes_change():
    agenda = agendas.published(items=1)
    [item] = agendas.items_of(agenda)
    deed = deed_of(agenda)
    other = members_of(agenda.sitting.body)[3].person
    assert services.edit_item(deed, item, presenter=other, minutes_allowed=30).minutes_allowed == 30
    for step in (
        lambda: services.edit_item(deed, item, title="Tên khác"),
        lambda: services.remove_item(deed, item),
        lambda: services.add_item(deed, agenda, title="Thêm"),
        lambda: services.attach_paper(deed, item, agendas.paper()),
        lambda: services.detach_paper(deed, item.item_papers.get()),
        lambda: services.approve_agenda(deed, agenda),
    ):
        with pytest.raises(AgendaPublished):
            step()


def test_an_edit_makes_the_approval_void_and_papers_dont():
    agenda = agendas.approved(items=1)
    [item] = agendas.items_of(agenda)
    services.attach_paper(deed_of(agenda), item, agendas.paper())
    agenda.refresh_from_db()
    assert agenda.state == "approved"
    services.edit_item(deed_of(agenda), item, minutes_allowed=45)
    agenda.refresh_from_db()
    assert agenda.state == "draft"
    with pytest.raises(NotReadyToPublish) as refusal:
        services.publish_agenda(deed_of(agenda), agenda)
    assert "đã sửa sau khi được phê duyệt" in refusal.value.message


def test_approving_needs_items_and_the_draft_that_was_read():
    agenda = agendas.draft(items=0)
    with pytest.raises(NothingToApprove):
        services.approve_agenda(agendas.head_deed(agenda.sitting.body), agenda)
    agendas.item(agenda)
    with pytest.raises(EditedMeanwhile):
        services.approve_agenda(agendas.head_deed(agenda.sitting.body), agenda, version=1)
    agendas.approve(agenda)
    with pytest.raises(AlreadyApproved):
        services.approve_agenda(agendas.head_deed(agenda.sitting.body), agenda)


def test_a_paper_is_laid_once_in_a_sitting_and_never_for_a_secret_item():
    agenda = agendas.draft(items=2)
    first, second = agendas.items_of(agenda)
    paper = first.item_papers.get().paper
    with pytest.raises(PaperAlreadyLaid):
        services.attach_paper(deed_of(agenda), first, paper)
    with pytest.raises(PaperOfAnotherMatter) as refusal:
        services.attach_paper(deed_of(agenda), second, paper)
    assert "nội dung 1" in refusal.value.message
    secret = agendas.item(agenda, papers=0, paper_copies_only=True)
    with pytest.raises(PaperCopiesOnly):
        services.attach_paper(deed_of(agenda), secret, agendas.paper())
    with pytest.raises(PaperCopiesOnly):
        services.edit_item(deed_of(agenda), first, paper_copies_only=True)


def test_late_items_take_letters_and_shift_nothing():
    agenda = agendas.published(items=3)
    third = agendas.items_of(agenda)[2]
    who = members_of(agenda.sitting.body)[1].person

    def late(after, reason="Việc gấp"):
        return services.insert_late_item(
            deed_of(agenda), agenda, after, reason, title="Gửi chậm", short_title="Gửi chậm", presenter=who
        )

    first_late = late(third)
    assert (first_late.number, first_late.is_late, first_late.late_reason) == ("3a", True, "Việc gấp")
    late(agendas.items_of(agenda)[0])
    assert late(third).number == "3b"
    assert numbers(agenda) == ["1", "1a", "2", "3", "3a", "3b"]
    with pytest.raises(ReasonMissing):
        late(third, " ")
    with pytest.raises(NotReadyToPublish):
        services.insert_late_item(deed_of(agenda), agenda, third, "Gấp", title="Thiếu người trình bày")
    assert AgendaItem.objects.count() == 6
    agenda.refresh_from_db()
    assert agenda.published_revision == 4


def test_a_draft_has_no_late_items_no_withdrawals_and_no_replacements():
    agenda = agendas.draft(items=1)
    [item] = agendas.items_of(agenda)
    for step in (
        lambda: services.insert_late_item(deed_of(agenda), agenda, item, "Gấp", title="x"),
        lambda: services.withdraw_item(deed_of(agenda), item, "Gấp"),
        lambda: services.replace_paper(deed_of(agenda), item.item_papers.get(), "Gấp"),
        lambda: services.hand_out_paper(deed_of(agenda), item, agendas.paper(), "Gấp"),
    ):
        with pytest.raises(AgendaNotPublished):
            step()


def test_an_invitee_reads_his_own_item_after_publication_and_nothing_else():
    agenda = agendas.draft(items=2)
    first, second = agendas.items_of(agenda)
    guest = people.user()
    entry = meetings.add_to_roster(
        deed_of(agenda), agenda.sitting, guest.person, "invitee", post_title="Chủ tịch"
    )
    services.set_invitees(deed_of(agenda), first, [entry.pk])
    assert not AgendaItem.objects.visible_to(guest).exists()
    agenda.refresh_from_db()
    services.publish_agenda(deed_of(agenda), agendas.approve(agenda))
    assert list(AgendaItem.objects.visible_to(guest)) == [first]
    assert list(Paper.objects.visible_to(guest)) == [first.item_papers.get().paper]
    services.set_invitees(deed_of(agenda), first, [])
    services.set_invitees(deed_of(agenda), second, [entry.pk])
    assert list(AgendaItem.objects.visible_to(guest)) == [second]
    assert list(Paper.objects.visible_to(guest)) == [second.item_papers.get().paper]


def test_only_the_roster_is_invited_or_recused():
    agenda = agendas.draft(items=1)
    [item] = agendas.items_of(agenda)
    stranger = sittings.member_entries(sittings.called_sitting())[0]
    with pytest.raises(NotOnRoster):
        services.set_invitees(deed_of(agenda), item, [stranger.pk])
    with pytest.raises(NotOnRoster):
        services.set_recusal(deed_of(agenda), item, {str(stranger.pk): "Lý do"})


def test_a_paper_sent_after_the_last_day_is_marked_late():
    from datetime import timedelta

    from core import clock

    soon = agendas.published(sittings.called_sitting(starts_at=clock.real() + timedelta(days=1)), items=1)
    calm = agendas.published(sittings.called_sitting(starts_at=clock.real() + timedelta(days=60)), items=1)
    # R2026 states no period, R2016 five working days: the sitting's own rule set decides.
    from regulations.selectors import parameters_for

    days = parameters_for(soon.sitting.rule_set).invitation_days
    assert agendas.items_of(soon)[0].item_papers.get().is_late is (days is not None)
    assert agendas.items_of(calm)[0].item_papers.get().is_late is False


def test_every_deed_stands_in_the_record_in_words():
    from core.registries import AUDIT_VERBS

    agenda = agendas.published(items=1)
    rows = AuditRecord.objects.filter(chain=agenda.sitting.chain, verb__startswith="agenda.")
    assert {"agenda.item_added", "agenda.approved", "agenda.published"} <= set(
        rows.values_list("verb", flat=True)
    )
    for row in rows:
        assert "%(" not in AUDIT_VERBS[row.verb](row.facts["facts"])


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        ("abcd", "abcd", None),
        ("abcd", "bacd", ("b", 0)),
        ("abcd", "bcda", ("a", 3)),
        ("abcd", "dabc", ("d", 0)),
    ],
)
def test_which_one_was_moved(before, after, step):
    assert rules.move_between(before, after) == step


def test_two_moves_at_once_are_not_one_move():
    with pytest.raises(OrderChangedMeanwhile):
        rules.move_between("abcd", "badc")
    with pytest.raises(OrderChangedMeanwhile):
        rules.move_between("abcd", "abc")


def test_late_numbers_follow_the_letters_of_vietnamese_law():
    assert rules.next_late_number(["1", "2", "3"], "3") == "3a"
    assert rules.next_late_number(["3", "3a", "3b", "3c", "3d"], "3b") == "3đ"
    assert rules.place_after_siblings(["1", "2", "2a", "3"], "2") == 3


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_the_agenda_of_a_sitting_that_is_over_stays_as_it_was(state):
    agenda = agendas.published(items=2)
    first, second = agendas.items_of(agenda)
    deed = deed_of(agenda)
    type(agenda.sitting).objects.filter(pk=agenda.sitting_id).update(state=state)
    row = first.item_papers.get()
    for step in (
        lambda: services.edit_item(deed, first, minutes_allowed=5),
        lambda: services.move_item(deed, second, 0),
        lambda: services.insert_late_item(deed, agenda, first, "Gấp", title="Nội dung muộn"),
        lambda: services.withdraw_item(deed, first, "Gấp"),
        lambda: services.hand_out_paper(deed, first, agendas.paper(), "Gấp"),
        lambda: services.replace_paper(deed, row, "Gấp"),
        lambda: services.set_recusal(deed, first, {}),
        lambda: services.write_script(deed, first, opening_words="", differences="", draft_conclusion=""),
    ):
        with pytest.raises(SittingIsOver, match="phiên họp sau"):
            step()
    assert numbers(agenda) == ["1", "2"]
