"""The invitation: a line in the product, a mail with letter and calendar, again when it changes."""

from datetime import timedelta
from io import BytesIO

import icalendar
import pypdf
import pytest
from django.core import mail

from core import jobs
from meetings import services
from meetings.errors import EndsBeforeItBegins, NoMembers, NotNow, ReasonMissing
from meetings.models import Invitation
from notices import selectors as notices
from tests.factories import people, sittings
from tests.factories.queries import queries_of

pytestmark = pytest.mark.django_db


def calendar_in(message):
    """The one event of a mail's calendar file, and its method."""
    content, mimetype = next((a[1], a[2]) for a in message.attachments if a[0].endswith(".ics"))
    calendar = icalendar.Calendar.from_ical(content)
    assert f"method={calendar['method']}" in mimetype
    return calendar.walk("VEVENT")[0], str(calendar["method"])


def test_everybody_invited_gets_a_line_and_a_mail_with_letter_and_calendar():
    body = people.government(4)
    sitting = sittings.sitting(body)
    deed = sittings.deed_in(body)
    services.add_to_roster(deed, sitting, people.person("Lê Thị Khách"), "invitee", post_title="Chuyên gia")
    services.add_to_roster(deed, sitting, people.person(), "helper")
    services.call_sitting(deed, sitting)
    jobs.run_waiting()
    assert len(mail.outbox) == 5
    minister = people.members_of(body)[2]
    assert notices.lines_for(minister)[0].text.startswith("Giấy mời: Phiên họp Chính phủ")
    message = next(m for m in mail.outbox if minister.person.email in m.to[0])
    assert "Trần Văn Mẫu 3" in message.body and "/reply/" in message.body
    assert message.alternatives[0].mimetype == "text/html"
    event, method = calendar_in(message)
    assert (method, int(event["sequence"]), str(event["uid"])) == ("REQUEST", 0, f"{sitting.pk}@ecabinet")
    assert event.decoded("dtstart") == sitting.starts_at.replace(microsecond=0)
    assert str(event["attendee"]) == f"mailto:{minister.person.email}"


def test_the_letter_is_set_as_an_official_paper():
    body = people.government(3)
    sittings.called_sitting(body)
    jobs.run_waiting()
    pdf = next(a[1] for a in mail.outbox[0].attachments if a[0].endswith(".pdf"))
    text = " ".join(pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "VĂN PHÒNG CHÍNH PHỦ", "GIẤY MỜI", "GM-VPCP"):
        assert words in text
    assert "Kính gửi: Đồng chí Trần Văn Mẫu" in text
    assert "Phòng họp số 1, Trụ sở Chính phủ" in text and "Nơi nhận" in text


def test_mail_goes_out_once_however_often_the_job_runs():
    sitting = sittings.called_sitting()
    jobs.run_waiting()
    sent = len(mail.outbox)
    from core.models import Job
    from notices.jobs import mail_batch

    row = Job.objects.get(kind="notices.mail_batch")
    mail_batch(row, **row.ids)
    assert len(mail.outbox) == sent == sitting.roster.count()


def test_calling_twice_invites_once():
    sitting = sittings.called_sitting()
    services.call_sitting(sittings.deed_in(sitting.body), sitting)
    assert Invitation.objects.count() == 5


def test_a_sitting_without_members_is_not_called():
    body = people.government(3)
    deed = sittings.deed_in(body)
    sitting = services.create_sitting(
        deed, body, title="Phiên họp", starts_at=body.now() + timedelta(days=9), place="Phòng họp"
    )
    with pytest.raises(NoMembers):
        services.call_sitting(deed, sitting)
    with pytest.raises(EndsBeforeItBegins):
        services.edit_sitting(deed, sitting, ends_at=sitting.starts_at)


def test_a_change_of_time_sends_a_new_letter_that_replaces_the_first_in_the_calendar():
    sitting = sittings.called_sitting()
    deed = sittings.deed_in(sitting.body)
    jobs.run_waiting()
    mail.outbox.clear()
    services.edit_sitting(deed, sitting, short_title="Tháng 9")
    jobs.run_waiting()
    assert mail.outbox == []
    services.edit_sitting(deed, sitting, starts_at=sitting.starts_at + timedelta(days=1))
    jobs.run_waiting()
    assert len(mail.outbox) == 5 and mail.outbox[0].subject.startswith("Thay đổi giấy mời")
    event, method = calendar_in(mail.outbox[0])
    assert (method, int(event["sequence"])) == ("REQUEST", 1)
    assert set(Invitation.objects.values_list("number", flat=True)) == {1, 2}


def test_a_cancelled_sitting_clears_the_calendars_and_lets_members_out():
    sitting = sittings.called_sitting()
    deed = sittings.deed_in(sitting.body)
    member = people.members_of(sitting.body)[1]
    jobs.run_waiting()
    mail.outbox.clear()
    with pytest.raises(ReasonMissing):
        services.cancel_sitting(deed, sitting, "")
    services.cancel_sitting(deed, sitting, "Lùi sang tuần sau")
    jobs.run_waiting()
    event, method = calendar_in(mail.outbox[0])
    assert (method, str(event["status"]), int(event["sequence"])) == ("CANCEL", "CANCELLED", 1)
    assert "Lùi sang tuần sau" in mail.outbox[0].body
    assert not any(a[0].endswith(".pdf") for a in mail.outbox[0].attachments)
    assert not member.groups.filter(name=sitting.stream("members")).exists()
    with pytest.raises(NotNow, match="Đã hủy"):
        services.call_sitting(deed, sitting)


def test_only_those_who_have_not_replied_are_reminded():
    sitting = sittings.called_sitting()
    deed = sittings.deed_in(sitting.body)
    for entry in sittings.member_entries(sitting)[:3]:
        services.reply_to_invitation(deed, entry, "on_site")
    jobs.run_waiting()
    mail.outbox.clear()
    assert services.remind_unanswered(deed, sitting) == 2
    jobs.run_waiting()
    silent = {entry.person.email for entry in sittings.member_entries(sitting)[3:]}
    assert {message.to[0].rsplit("<", 1)[1].rstrip(">") for message in mail.outbox} == silent
    assert all(message.subject.startswith("Đề nghị trả lời giấy mời") for message in mail.outbox)


def test_calling_costs_the_same_queries_for_ten_times_the_members():
    counts = []
    for size in (4, 40):
        body = people.government(size)
        sitting = sittings.sitting(body)
        deed = sittings.deed_in(body)
        counts.append(queries_of(lambda: services.call_sitting(deed, sitting)))  # noqa: B023 (called at once)
    assert counts[0] == counts[1]
