"""A sitting without a vote ends in a notice of conclusion."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import BodyRole, Mandate
from agendas import services as agendas
from core.errors import EditedMeanwhile
from layouts.docx import render_docx
from layouts.pdf import render_pdf
from meetings import services as meetings
from meetings.models import Sitting
from minutes import concluding, services
from minutes.errors import NoMandateToSign, NoticeIsIssued, NoticeOnlyWithoutVote, TextMissing
from minutes.models import ConclusionNotice
from portal.today import today_of
from tests.factories import agendas as factory
from tests.factories import people, sittings
from tests.minutes import scene
from voting.errors import SittingWithoutVote
from voting.services import prepare_poll

pytestmark = pytest.mark.django_db


def closed(**values) -> ConclusionNotice:
    """A task force met with nobody counted, concluded twice and closed."""
    agenda = factory.published(sittings.called_sitting(people.government(4), has_vote=False, **values), 2)
    deed = sittings.deed_in(agenda.sitting.body)
    meetings.open_sitting(deed, agenda.sitting)
    for item, words in zip(
        factory.items_of(agenda), ("Giao các bộ rà soát.", "Báo cáo trong tháng 8"), strict=True
    ):
        agendas.start_item(deed, item)
        agendas.record_conclusion(deed, item, words)
        agendas.end_item(deed, item, "opinions_given")
    meetings.close_sitting(deed, Sitting.objects.get(pk=agenda.sitting_id))
    return ConclusionNotice.objects.select_related("sitting__body").get(sitting=agenda.sitting_id)


def deed_of(notice):
    return sittings.deed_in(notice.sitting.body)


def issue(notice, name="Mai Tiến Dũng", **values):
    on = values.pop("on", notice.sitting.body.today())
    return services.issue_conclusion_notice(
        deed_of(notice), notice, name, "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", on, **values
    )


def test_it_opens_without_a_quorum_and_takes_no_vote():
    agenda = factory.published(sittings.called_sitting(people.government(4), has_vote=False), 1)
    deed = sittings.deed_in(agenda.sitting.body)
    opened = meetings.open_sitting(deed, agenda.sitting)
    assert opened.state == Sitting.State.OPEN
    item = factory.items_of(agenda)[0]
    agendas.start_item(deed, item)
    with pytest.raises(SittingWithoutVote):
        prepare_poll(deed, item, "Tán thành?")


def test_the_closing_drafts_it_from_the_conclusions_with_its_due_day():
    notice = closed()
    lines = notice.text.split("\n")
    assert len(lines) == 5
    assert lines[1].endswith("kết luận như sau:")
    assert lines[2].startswith("1. Về dự thảo Nghị quyết")
    assert lines[2].endswith(": Giao các bộ rà soát.")
    assert lines[3].endswith(": Báo cáo trong tháng 8.")
    held = notice.sitting.body.today()
    assert held + timedelta(days=5) <= notice.due_on <= held + timedelta(days=21)


def test_a_sitting_with_a_vote_and_a_rehearsal_have_none():
    play = scene.opened(items=1)
    play.close()
    assert not ConclusionNotice.objects.exists()
    with pytest.raises(NoticeOnlyWithoutVote):
        services.draft_conclusion_notice(play.deed, play.sitting)
    agenda = factory.published(sittings.called_sitting(people.government(3), has_vote=False), 1)
    deed = sittings.deed_in(agenda.sitting.body)
    rehearsal = Sitting.objects.get(pk=agendas.rehearse_sitting(deed, agenda)["sitting"])
    meetings.open_sitting(deed, rehearsal)
    item = factory.items_of(rehearsal.agenda)[0]
    agendas.start_item(deed, item)
    agendas.end_item(deed, item, "noted")
    meetings.close_sitting(deed, rehearsal)
    assert not ConclusionNotice.objects.exists()


def test_own_words_are_kept_by_a_second_closing():
    notice = closed()
    services.edit_conclusion_notice(
        deed_of(notice), notice, "Lời của thư ký.", "Các bộ", version=notice.version
    )
    meetings.resume_sitting(deed_of(notice), notice.sitting, "Bế mạc nhầm")
    meetings.close_sitting(deed_of(notice), notice.sitting)
    notice.refresh_from_db()
    assert notice.text == "Lời của thư ký."
    with pytest.raises(EditedMeanwhile):
        services.edit_conclusion_notice(deed_of(notice), notice, "Khác", "Các bộ", version=1)
    with pytest.raises(TextMissing):
        services.edit_conclusion_notice(deed_of(notice), notice, " ", "Các bộ")


def test_issued_it_has_the_next_number_and_is_frozen():
    first, second = closed(), closed()
    issue(first)
    first.refresh_from_db()
    assert (first.number, first.issued_on) == ("01", first.sitting.body.today())
    with pytest.raises(NoticeIsIssued):
        issue(first)
    with pytest.raises(NoticeIsIssued):
        services.edit_conclusion_notice(deed_of(first), first, "Khác", "Các bộ")
    with pytest.raises(NoticeIsIssued):
        services.draft_conclusion_notice(deed_of(first), first.sitting)
    assert not second.is_issued


def test_it_is_laid_out_as_the_decree_says():
    notice = closed()
    assert concluding.document_of(notice).watermark == "Dự thảo"
    issue(notice)
    notice.refresh_from_db()
    document = concluding.document_of(notice)
    assert document.type_name == "Thông báo"
    assert document.abstract.startswith("Kết luận của Thủ tướng Chính phủ")
    assert document.header.number_line.startswith("Số: 01/TB")
    assert document.signature.name == "Mai Tiến Dũng"
    assert document.recipients.printed[-1] == "- Lưu: VT."
    assert render_pdf(document).startswith(b"%PDF")
    assert render_docx(document).startswith(b"PK")


def deputy_with_mandate(notice):
    """A deputy head of the office who may sign for its head."""
    return mandate_of(notice, "Phó Chủ nhiệm Văn phòng Chính phủ")


def mandate_of(notice, title="", *, where=None, kind="other"):
    """Somebody of this post may sign for the head of the office."""
    body = notice.sitting.body
    head, agent = people.members_of(body)[1], people.user()
    people.role(body, BodyRole.Role.SECRETARIAT_LEAD, head.person)
    people.post(head.person, "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", body.secretariat, kind="minister")
    if title:
        people.post(agent.person, title, where or body.secretariat, kind=kind)
    return people.mandate(body, head, agent, Mandate.Scope.SIGN)


def test_who_signs_in_the_place_of_another_says_so_above_his_own_post():
    notice = closed()
    mandate = deputy_with_mandate(notice)
    issued = issue(notice, mandate.agent.full_name, mandate=mandate)
    principal = people.members_of(notice.sitting.body)[1].person
    seat = notice.sitting.body.seats.get(person=principal)
    assert issued.signed_for == seat.post_title
    signature = concluding.document_of(issued).signature
    assert signature.authority == (f"KT. {seat.post_title.upper()}",)


@pytest.mark.parametrize(
    ("title", "kind", "prefix"),
    [
        ("Phó Chủ nhiệm Văn phòng Chính phủ", "other", "KT."),
        ("Thứ trưởng, Văn phòng Chính phủ", "deputy_minister", "KT."),
        ("Phó Vụ trưởng Vụ Tổng hợp", "official", "TUQ."),
        ("Vụ trưởng Vụ Tổng hợp", "official", "TUQ."),
        ("", "", "TUQ."),
    ],
)
def test_a_deputy_signs_for_his_head_and_anybody_else_by_authorisation(title, kind, prefix):
    notice = closed()
    mandate = mandate_of(notice, title, kind=kind)
    issued = issue(notice, mandate.agent.full_name, mandate=mandate)
    assert concluding.document_of(issued).signature.authority[0].startswith(f"{prefix} ")


def test_a_deputy_of_another_organisation_signs_by_authorisation_only():
    notice = closed()
    other = people.organisation("Bộ Tài chính", "BTC", kind="ministry")
    mandate = mandate_of(notice, "Thứ trưởng Bộ Tài chính", where=other, kind="deputy_minister")
    assert issue(notice, mandate.agent.full_name, mandate=mandate).signed_as == "TUQ."


def test_where_no_post_is_on_record_the_setting_decides(settings):
    settings.SIGN_FOR_WHEN_UNCLEAR = "KT."
    notice = closed()
    mandate = mandate_of(notice)
    assert issue(notice, mandate.agent.full_name, mandate=mandate).signed_as == "KT."


def test_a_mandate_that_ended_signs_nothing():
    notice = closed()
    mandate = deputy_with_mandate(notice)
    day = notice.sitting.body.today()
    Mandate.objects.filter(pk=mandate.pk).update(valid_to=day)
    with pytest.raises(NoMandateToSign):
        issue(notice, mandate.agent.full_name, mandate=mandate)
    assert not ConclusionNotice.objects.get(pk=notice.pk).is_issued


def test_nobody_signs_by_another_mans_mandate_nor_for_who_signs_no_letters():
    notice = closed()
    mandate = deputy_with_mandate(notice)
    with pytest.raises(NoMandateToSign):
        issue(notice, mandate=mandate)
    body = notice.sitting.body
    other = people.mandate(body, people.members_of(body)[2], people.user(), Mandate.Scope.SIGN)
    with pytest.raises(NoMandateToSign):
        issue(notice, other.agent.full_name, mandate=other)


def test_the_form_offers_those_who_may_sign_for_another(client):
    notice = closed()
    mandate = deputy_with_mandate(notice)
    client.force_login(sittings.secretary_of(notice.sitting.body))
    page = client.get(reverse("minutes:conclusion", args=[notice.sitting_id])).content.decode()
    assert str(mandate.pk) in page
    day = notice.sitting.body.today()
    client.post(
        reverse("minutes:issue_conclusion", args=[notice.sitting_id]),
        {"name": "Người khác", "post": "Khác", "on": day.isoformat(), "mandate": str(mandate.pk)},
    )
    issued = ConclusionNotice.objects.get(pk=notice.pk)
    assert (issued.signer_name, issued.signed_for != "") == (mandate.agent.full_name, True)


def test_a_state_secret_is_named_by_its_number_only():
    notice = closed()
    item = factory.items_of(notice.sitting.agenda)[0]
    item.paper_copies_only = True
    item.save()
    again = services.draft_conclusion_notice(deed_of(notice), notice.sitting)
    assert item.title not in again.text
    assert "bí mật nhà nước" in again.text


def test_today_names_it_until_it_is_issued():
    notice = closed()
    writer = people.staff(notice.sitting.body, BodyRole.Role.MINUTES)
    from meetings.audiences import sync_audiences

    sync_audiences(notice.sitting)
    assert any("thông báo kết luận" in row.what for row in today_of(writer)["rows"])
    issue(notice)
    assert not any("thông báo kết luận" in row.what for row in today_of(writer)["rows"])


def test_the_desk_writes_and_issues_it_and_members_read_it_then(client):
    notice = closed()
    member = people.members_of(notice.sitting.body)[1]
    file = reverse("minutes:conclusion_pdf", args=[notice.sitting_id])
    client.force_login(member)
    assert client.get(file).status_code == 404
    client.force_login(sittings.secretary_of(notice.sitting.body))
    page = client.get(reverse("minutes:conclusion", args=[notice.sitting_id])).content.decode()
    assert "Ban hành chậm nhất ngày" in page
    client.post(
        reverse("minutes:edit_conclusion", args=[notice.sitting_id]),
        {"text": "Kết luận của thư ký.", "recipients": "Các bộ", "version": notice.version},
    )
    notice.refresh_from_db()
    assert notice.text == "Kết luận của thư ký."
    client.post(
        reverse("minutes:issue_conclusion", args=[notice.sitting_id]),
        {
            "name": "Mai Tiến Dũng",
            "post": "Bộ trưởng, Chủ nhiệm",
            "on": notice.sitting.body.today().isoformat(),
            "version": notice.version,
        },
    )
    notice.refresh_from_db()
    assert notice.is_issued
    client.force_login(member)
    assert client.get(file)["Content-Type"] == "application/pdf"
