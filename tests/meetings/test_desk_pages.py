"""The secretariat's pages as a person meets them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from meetings import services
from meetings.models import RosterEntry, Sitting
from tests.factories import people, sittings
from tests.factories.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    """A body of five with its secretary."""
    return people.government(5)


@pytest.fixture
def desk(client, body):
    """The secretary's browser."""
    client.force_login(sittings.secretary_of(body))
    return client


def typed(body, **changes):
    """A complete form."""
    starts = body.now() + timedelta(days=20)
    fields = {
        "title": "Phiên họp thường kỳ tháng 10",
        "kind": "regular",
        "has_vote": "on",
        "starts_at": f"{starts:%Y-%m-%dT08:00}",
        "place": "Trụ sở Chính phủ",
    }
    return {**fields, **changes}


def text_of(response):
    """The page as text."""
    return response.content.decode()


def test_an_empty_desk_says_what_to_do_first(desk, body):
    page = text_of(desk.get(reverse("meetings:list")))
    assert "Chưa có phiên họp nào" in page and reverse("meetings:create", args=[body.pk]) in page


def test_a_sitting_is_created_with_its_members_and_shown_in_the_list(desk, body):
    answer = desk.post(reverse("meetings:create", args=[body.pk]), typed(body))
    sitting = Sitting.objects.get()
    assert answer.status_code == 302
    assert sitting.starts_at.astimezone().minute == 0 and len(sittings.member_entries(sitting)) == 5
    assert "Phiên họp thường kỳ tháng 10" in text_of(desk.get(reverse("meetings:list")))


def test_a_form_with_a_gap_keeps_what_was_typed(desk, body):
    page = text_of(
        desk.post(
            reverse("meetings:create", args=[body.pk]), typed(body, place="", ends_at="2001-01-01T08:00")
        )
    )
    assert 'value="Phiên họp thường kỳ tháng 10"' in page and "errorlist" in page
    page = text_of(
        desk.post(reverse("meetings:create", args=[body.pk]), typed(body, ends_at="2001-01-01T08:00"))
    )
    assert "Giờ kết thúc phải sau giờ bắt đầu" in page and 'value="Trụ sở Chính phủ"' in page
    assert not Sitting.objects.exists()


def test_a_day_without_a_rule_set_is_refused_in_words(desk, body):
    page = text_of(
        desk.post(reverse("meetings:create", args=[body.pk]), typed(body, starts_at="1999-01-05T08:00"))
    )
    assert "05/01/1999" in page


def test_two_secretaries_see_the_difference_and_lose_nothing(desk, body):
    sitting = sittings.sitting(body)
    version = sitting.version
    colleague = people.staff(body, full_name="Phạm Thị Đồng Nghiệp")
    services.edit_sitting(sittings.deed_in(body, colleague), sitting, place="Phòng họp số 2")
    url = reverse("meetings:edit", args=[sitting.pk])
    page = text_of(desk.post(url, typed(body, place="Phòng họp số 3", version=version)))
    assert "Phạm Thị Đồng Nghiệp" in page and "Phòng họp số 2" in page and 'value="Phòng họp số 3"' in page
    sitting.refresh_from_db()
    assert sitting.place == "Phòng họp số 2"
    assert f'name="version" value="{version + 1}"' in page
    assert desk.post(url, typed(body, place="Phòng họp số 3", version=version + 1)).status_code == 302
    sitting.refresh_from_db()
    assert sitting.place == "Phòng họp số 3"


def test_a_guest_is_added_by_name_and_an_incomplete_one_explained(desk, body):
    sitting = sittings.sitting(body)
    url = reverse("meetings:roster", args=[sitting.pk])
    page = text_of(desk.post(url, {"role": "invitee", "full_name": "Lý Văn Khách", "email": "khach@"}))
    assert "chức vụ" in page and 'value="Lý Văn Khách"' in page and "ten@donvi.gov.vn" in page
    desk.post(url, {"role": "invitee", "full_name": "Lý  Văn Khách", "post_title": "Chuyên gia"})
    guest = sitting.roster.get(role="invitee")
    assert (guest.name, guest.post_title, guest.person.given_name) == ("Lý Văn Khách", "Chuyên gia", "Khách")
    desk.post(reverse("meetings:remove_entry", args=[sitting.pk, guest.pk]))
    guest.refresh_from_db()
    assert guest.removed_at is not None


def test_the_letter_is_previewed_sent_and_the_silent_reminded(desk, body):
    sitting = sittings.sitting(body)
    entry = sittings.member_entries(sitting)[0]
    pdf = desk.get(reverse("meetings:letter", args=[sitting.pk, entry.pk]))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert "no-store" in pdf["Cache-Control"]
    page = text_of(desk.post(reverse("meetings:call", args=[sitting.pk]), follow=True))
    assert "5 người chưa trả lời" in page and "0/5 thành viên báo dự" in page
    page = text_of(desk.post(reverse("meetings:remind", args=[sitting.pk]), follow=True))
    assert "Đã nhắc 5 người" in page


def test_a_substitute_is_neither_counted_nor_shown_nor_reminded_as_owing_a_reply(desk, body):
    sitting = sittings.called_sitting(body)
    member, substitute = people.members_of(body)[3], people.user()
    services.reply_to_invitation(
        sittings.deed_in(body, member),
        sittings.entry_of(sitting, member),
        "substituted",
        reason="Đi công tác nước ngoài",
        substitute=substitute.person,
        substitute_post="Thứ trưởng",
    )
    page = text_of(desk.get(reverse("meetings:invitations", args=[sitting.pk])))
    table = page.partition("<table")[2]
    assert "4 người chưa trả lời" in page and table.count(">Chưa trả lời<") == 4
    assert f"Theo trả lời của {member.person.full_name}" in table
    assert substitute.person.full_name in table
    reminded = services.remind_unanswered(sittings.deed_in(body), sitting)
    assert reminded == 4


def test_the_count_of_those_who_owe_a_reply_is_the_count_in_the_table_guests_too(desk, body):
    sitting = sittings.called_sitting(body)
    guest = people.user()
    services.add_to_roster(
        sittings.deed_in(body), sitting, guest.person, "standing_invitee", post_title="Chủ tịch nước"
    )
    page = text_of(desk.get(reverse("meetings:invitations", args=[sitting.pk])))
    assert "6 người chưa trả lời" in page and page.partition("<table")[2].count(">Chưa trả lời<") == 6
    assert "<dt>Khách mời chưa trả lời</dt><dd>1</dd>" in page


def test_a_reply_by_telephone_is_entered_and_leave_approved(desk, body):
    sitting = sittings.called_sitting(body)
    entry = sittings.member_entries(sitting)[2]
    url = reverse("meetings:entry", args=[sitting.pk, entry.pk])
    page = text_of(desk.post(url, {"mode": "leave", "version": entry.version}))
    assert "Đề nghị ghi rõ lý do" in page
    desk.post(url, {"mode": "leave", "reason": "Đi công tác", "version": entry.version})
    desk.post(reverse("meetings:approve_leave", args=[sitting.pk, entry.pk]))
    entry.refresh_from_db()
    assert entry.mode == "leave" and entry.leave_approved_at is not None


def test_a_sitting_is_cancelled_with_a_reason_only(desk, body):
    sitting = sittings.called_sitting(body)
    url = reverse("meetings:cancel", args=[sitting.pk])
    assert "Đề nghị ghi rõ lý do" in text_of(desk.post(url, follow=True))
    desk.post(url, {"reason": "Lùi lịch"})
    sitting.refresh_from_db()
    assert sitting.state == "cancelled"


def test_members_and_strangers_have_no_desk(client, body):
    sitting = sittings.called_sitting(body)
    client.force_login(people.members_of(body)[2])
    assert client.get(reverse("meetings:roster", args=[sitting.pk])).status_code == 403
    client.force_login(people.user())
    hidden = client.get(reverse("meetings:roster", args=[sitting.pk]))
    missing = client.get(reverse("meetings:roster", args=["00000000-0000-0000-0000-000000000000"]))
    assert hidden.status_code == missing.status_code == 404


def test_a_records_clerk_looks_but_does_not_send(client, body):
    sitting = sittings.sitting(body)
    clerk = people.staff(body, "records_clerk")
    services.show_sitting(sittings.deed_in(body), sitting)
    from meetings.audiences import sync_audiences

    sync_audiences(sitting)
    client.force_login(clerk)
    page = text_of(client.get(reverse("meetings:invitations", args=[sitting.pk])))
    assert "Gửi giấy mời</button>" not in page
    assert client.post(reverse("meetings:call", args=[sitting.pk])).status_code == 403


@pytest.mark.parametrize("name", ["meetings:roster", "meetings:invitations", "meetings:edit"])
def test_pages_cost_the_same_queries_for_ten_times_the_members(client, name):
    counts = []
    for size in (4, 40):
        body = people.government(size)
        sitting = sittings.called_sitting(body)
        client.force_login(sittings.secretary_of(body))
        url = reverse(name, args=[sitting.pk])
        assert client.get(url).status_code == 200
        counts.append(queries_of(lambda: client.get(url)))  # noqa: B023 (called at once)
    assert counts[0] == counts[1], counts


def test_the_list_costs_the_same_for_ten_times_the_sittings(desk, body):
    counts = []
    for more in (1, 9):
        for _number in range(more):
            sittings.sitting(body)
        counts.append(queries_of(lambda: desk.get(reverse("meetings:list"))))
    assert counts[0] == counts[1], counts


def test_a_member_replies_on_the_tablet_and_an_aide_with_a_mandate_for_the_principal(client, body):
    from accounts.models import Mandate
    from audit.models import AuditRecord

    sitting = sittings.called_sitting(body)
    member, aide = people.members_of(body)[2], people.user()
    url = reverse("meetings:reply", args=[sitting.pk])
    client.force_login(aide)
    assert client.get(url).status_code == 404
    client.force_login(member)
    page = text_of(client.get(url))
    for words in ("Dự họp trực tiếp", "Dự họp trực tuyến", "Xin vắng mặt", "Cử người dự họp thay"):
        assert words in page
    assert "Đề nghị ghi nơi tham dự" in text_of(client.post(url, {"mode": "online", "version": 1}))
    assert client.post(url, {"mode": "on_site", "version": 1}).status_code == 302
    assert client.get(reverse("meetings:own_letter", args=[sitting.pk])).content.startswith(b"%PDF")
    assert b"BEGIN:VCALENDAR" in client.get(reverse("meetings:own_calendar", args=[sitting.pk])).content
    Mandate.objects.create(
        principal=member.person, agent=aide.person, body=body, scope="prepare", valid_from=people.FOUNDED
    )
    client.force_login(aide)
    version = RosterEntry.objects.get(sitting=sitting, person=member.person).version
    client.post(url, {"mode": "leave", "reason": "Ốm", "version": version})
    deed = AuditRecord.objects.filter(verb="invitation.replied").last().facts["deed"]
    assert deed["on_behalf_of"].startswith("Theo ủy quyền của")


def test_a_substitute_is_chosen_among_the_deputies_of_the_members_organisation(client, body):
    sitting = sittings.called_sitting(body)
    member = people.members_of(body)[2]
    deputy, stranger = people.user(), people.user()
    people.post(deputy.person, "Thứ trưởng", member.person.seats.get().organisation)
    people.post(stranger.person, "Thứ trưởng khác", people.organisation())
    client.force_login(member)
    url = reverse("meetings:reply", args=[sitting.pk])
    page = text_of(client.get(url))
    assert str(deputy.person_id) in page and str(stranger.person_id) not in page
    client.post(url, {"mode": "substituted", "reason": "Ốm", "substitute": deputy.person_id, "version": 1})
    assert sittings.entry_of(sitting, deputy).post_title == "Thứ trưởng"
    client.force_login(deputy)
    assert "được phát biểu, không được biểu quyết" in text_of(client.get(url))
