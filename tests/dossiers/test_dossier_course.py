"""A dossier goes from its ministry to the secretariat and on, and everybody knows why it stopped."""

from pathlib import Path

import pytest
from django.utils import translation

from audit.models import AuditRecord
from audit.selectors import sentence_of
from core.errors import EditedMeanwhile, NotFound, WrongStep
from dossiers import access, services
from dossiers.errors import (
    DossierIncomplete,
    DossierLocked,
    NotTheSubmitter,
    PaperCopiesOnly,
    PaperTaken,
    ReasonMissing,
)
from dossiers.models import Dossier
from notices.models import Notice
from papers.access import get_paper, get_paper_to_edit
from papers.errors import ClassificationTooHigh, NotYourPaper
from papers.models import Paper
from realtime import streams
from realtime.models import Event
from realtime.selectors import snapshot
from tests.dossiers import making
from tests.factories import agendas, people, sittings
from tests.replay import hold

pytestmark = pytest.mark.django_db


def test_a_complete_dossier_is_submitted_numbered_and_read_by_the_secretariat() -> None:
    house = making.house()
    dossier = services.submit_dossier(house.deed(), making.complete(house))
    year = house.body.today().year
    assert (dossier.state, dossier.number) == ("submitted", f"01/{year}/HST")
    assert services.submit_dossier(house.deed(), making.complete(house)).number == f"02/{year}/HST"
    for row in dossier.dossier_papers.select_related("paper"):
        assert row.paper.state == "submitted"
        assert get_paper(house.secretary, row.paper.pk) == row.paper
        with pytest.raises(NotYourPaper):
            get_paper_to_edit(house.officer, row.paper.pk)


def test_what_is_missing_is_said_in_words_before_anything_changes() -> None:
    house = making.house()
    dossier = making.draft(house)
    with translation.override("vi"), pytest.raises(DossierIncomplete) as caught:
        services.submit_dossier(house.deed(), dossier)
    assert "Chưa có tài liệu nào" in caught.value.message and "Chưa có tờ trình" in caught.value.message
    dossier.refresh_from_db()
    assert (dossier.state, dossier.number) == ("draft", "")


def test_a_paper_that_cannot_be_read_stops_the_dossier() -> None:
    house = making.house()
    dossier = making.complete(house)
    paper = dossier.dossier_papers.get(paper__kind="draft_text").paper
    for preparation, words in (("failed", "chưa đọc được"), ("converting", "đang được chuyển đổi")):
        paper.current.preparation = preparation
        paper.current.save()
        with translation.override("vi"), pytest.raises(DossierIncomplete, match=words):
            services.submit_dossier(house.deed(), dossier)


def test_a_secret_matter_goes_on_paper_only() -> None:
    house = making.house()
    with pytest.raises(ClassificationTooHigh):
        making.draft(house, classification="secret")
    dossier = making.draft(house, paper_copies_only=True)
    with pytest.raises(PaperCopiesOnly):
        making.with_paper(dossier, house)
    assert services.submit_dossier(house.deed(), dossier).state == "submitted"
    assert not Paper.objects.filter(dossier_paper__dossier=dossier).exists()


def test_the_secretariat_returns_it_with_reasons_and_the_ministry_works_on() -> None:
    house = making.house()
    dossier = making.submitted(house)
    with pytest.raises(DossierLocked):
        services.edit_dossier(house.deed(), dossier, {"title": "x"})
    with pytest.raises(ReasonMissing):
        services.return_dossier(house.deed(house.secretary), dossier, " ")
    services.return_dossier(house.deed(house.secretary), dossier, "Thiếu ý kiến Bộ Tài chính")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.verification_note) == ("returned", "Thiếu ý kiến Bộ Tài chính")
    paper = dossier.dossier_papers.get(paper__kind="submission").paper
    assert paper.state == "draft" and get_paper_to_edit(house.officer, paper.pk) == paper
    with translation.override("vi"):
        line = Notice.objects.get(kind="dossiers.returned")
        assert line.user == house.officer and "Thiếu ý kiến" in line.facts["note"]
    number = dossier.number
    again = services.submit_dossier(house.deed(), dossier)
    assert (again.state, again.number) == ("submitted", number)


def test_a_verified_dossier_carries_the_note_and_the_record_reads_in_words() -> None:
    house = making.house()
    dossier = making.submitted(house)
    services.verify_dossier(house.deed(house.secretary), dossier, "Đủ hồ sơ, đúng thẩm quyền")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.verification_note) == ("verified", "Đủ hồ sơ, đúng thẩm quyền")
    with translation.override("vi"):
        words = [
            sentence_of(row) for row in AuditRecord.objects.filter(verb__startswith="dossier.").order_by("id")
        ]
    assert words[0].startswith("Lập hồ sơ trình “Dự thảo Nghị quyết")
    assert words[-1].endswith("Ghi chú: Đủ hồ sơ, đúng thẩm quyền")
    with pytest.raises(WrongStep):
        services.verify_dossier(house.deed(house.secretary), dossier)


def test_a_withdrawn_dossier_goes_no_further() -> None:
    house = making.house()
    dossier = making.submitted(house)
    services.withdraw_dossier(house.deed(), dossier, "Bộ xin rút để rà soát")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.withdrawn_reason) == ("withdrawn", "Bộ xin rút để rà soát")
    with pytest.raises(WrongStep):
        services.submit_dossier(house.deed(), dossier)


def test_two_people_editing_never_overwrite_each_other() -> None:
    house = making.house()
    dossier = making.draft(house)
    services.edit_dossier(house.deed(), dossier, {"title": "Tên mới"}, version=dossier.version)
    with pytest.raises(EditedMeanwhile, match="Lê Thị Trình"):
        services.edit_dossier(house.deed(), dossier, {"title": "Tên khác"}, version=dossier.version)
    assert Dossier.objects.get().title == "Tên mới"


def test_who_sees_a_dossier() -> None:
    house = making.house()
    dossier = making.draft(house)
    other = people.staff(house.body, "submitter", organisation=people.organisation())
    member = people.members_of(house.body)[0]
    colleague = people.staff(house.body, "submitter", organisation=house.ministry)
    for user, sees in (
        (house.officer, True),
        (colleague, True),
        (house.secretary, False),
        (other, False),
        (member, False),
    ):
        assert Dossier.objects.visible_to(user).exists() is sees
    making.with_paper(dossier, house)
    services.submit_dossier(house.deed(), dossier)
    assert access.get_dossier(house.secretary, dossier.pk) == dossier
    with pytest.raises(NotTheSubmitter):
        access.get_dossier_to_edit(house.secretary, dossier.pk)
    with pytest.raises(NotFound):
        access.get_dossier(other, dossier.pk)


def test_an_officer_whose_role_ends_loses_dossier_and_papers() -> None:
    house = making.house()
    dossier = making.draft(house)
    paper = making.with_paper(dossier, house).paper
    assert get_paper(house.officer, paper.pk) == paper
    house.officer.person.roles.update(valid_to=house.body.today())
    from core.registries import PEOPLE_CHANGED

    for follow_up in PEOPLE_CHANGED.all("changed"):
        follow_up(house.body.pk)
    assert not Dossier.objects.visible_to(house.officer).exists()
    with pytest.raises(NotFound):
        get_paper(house.officer, paper.pk)


def test_papers_are_brought_in_put_in_order_replaced_and_taken_out(tmp_path: Path) -> None:
    from tests.papers import making as papers

    house = making.house()
    dossier = making.draft(house, urgency="urgent")
    first = making.uploaded(dossier, house, tmp_path, kind="submission")
    second = making.with_paper(dossier, house, "report", "Báo cáo")
    assert (first.paper.urgency, first.paper.organisation) == ("urgent", house.ministry)
    services.order_papers(house.deed(), dossier, [second.pk, first.pk])
    assert list(dossier.dossier_papers.values_list("pk", flat=True)) == [second.pk, first.pk]
    services.add_paper_version(house.deed(), first, papers.staged(tmp_path, house.officer), "Sửa số liệu")
    assert first.paper.versions.count() == 2
    services.edit_paper(house.deed(), first, {"title": "Tờ trình số 17"})
    assert Paper.objects.get(pk=first.paper_id).title == "Tờ trình số 17"
    services.remove_paper(house.deed(), second)
    assert list(dossier.dossier_papers.values_list("pk", flat=True)) == [first.pk]
    assert Paper.objects.get(pk=second.paper_id).state == "withdrawn"
    with pytest.raises(PaperTaken):
        services.lay_paper(house.deed(), making.draft(house), first.paper)


def test_every_event_of_a_dossier_leads_to_the_fresh_snapshot() -> None:
    house = making.house()
    stream = streams.body(house.body.pk)
    document = snapshot(stream)["doc"]
    dossier = making.submitted(house)
    services.return_dossier(house.deed(house.secretary), dossier, "Thiếu số liệu")
    dossier = services.submit_dossier(house.deed(), dossier)
    services.verify_dossier(house.deed(house.secretary), dossier)
    services.follow_agenda([Dossier.objects.get()], "scheduled")
    services.withdraw_dossier(house.deed(), dossier, "Xin rút")
    events = list(Event.objects.filter(stream=stream).order_by("seq"))
    names = ["submitted", "returned", "submitted", "verified", "moved", "withdrawn"]
    assert [event.type for event in events] == [f"dossier.{name}" for name in names]
    assert all(dossier.title not in str(event.body) for event in events)
    fresh = snapshot(stream)["doc"]
    hold(document, events, {**document, "dossiers": fresh["dossiers"]})


def test_an_ended_item_concludes_its_dossier() -> None:
    house = making.house()
    dossier = making.submitted(house)
    services.verify_dossier(house.deed(house.secretary), dossier)
    agenda = agendas.draft(sittings.called_sitting(house.body), items=0)
    item = agendas.item(agenda, papers=0, dossier=Dossier.objects.get())
    from core.registries import step_taken

    step_taken("publish_agenda", agenda)
    assert Dossier.objects.get().state == "scheduled"
    item.state = "ended"
    step_taken("end_item", item)
    assert Dossier.objects.get().state == "concluded"
