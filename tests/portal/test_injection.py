"""Whatever people type is printed, never obeyed: on pages, in mails and calendar files, in PDF and DOCX."""

import io
from email import message_from_bytes

import docx
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from agendas import services as agenda_services
from core.models import Job
from meetings import services as meetings
from meetings.audiences import sync_audiences
from notices.jobs import mail_batch
from tests.factories import agendas, people, sittings

pytestmark = pytest.mark.django_db
TAGS = "<img src=x onerror=alert(1)>\"'{{7*7}}</script><script>alert(2)</script>"
MARKUP = '<b>x</b><font size="9"><img src="http://127.0.0.1:9/"/>&bogus;<para>[[[getattr]]]'
LINES = 'Nguyễn "A\r\nBcc: ai-do@ecabinet.invalid\r\nATTACH:http://x.invalid <b>'
CALENDAR = {
    *("BEGIN", "END", "PRODID", "VERSION", "METHOD", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND"),
    *("SUMMARY", "LOCATION", "DESCRIPTION", "URL", "STATUS", "ORGANIZER", "ATTENDEE"),
}
PAGES = ("portal:home", "portal:today", "portal:search", "notices:list", "meetings:list")
SITTING_PAGES = (
    *("portal:sitting", "portal:control", "agendas:workspace", "agendas:scripts", "meetings:roster"),
    *("meetings:invitations", "meetings:edit", "minutes:edit", "meetings:reply", "room:displays"),
)


@pytest.fixture
def poisoned():
    """A closed sitting of which every text was typed by an enemy."""
    body = people.government(5)
    sitting = sittings.sitting(body, title=f"Phiên {TAGS}", place=MARKUP, online_link="javascript:alert(1)")
    guest = people.members_of(body)[2].person
    guest.full_name = LINES
    guest.save()
    sitting.roster.filter(person=guest).update(name=LINES, post_title=TAGS)
    deed = sittings.deed_in(body)
    sitting = meetings.call_sitting(deed, sitting)
    agenda = agendas.draft(sitting, items=1)
    item = agendas.items_of(agenda)[0]
    item.title, item.presenter_title = f"Nội dung {TAGS}", MARKUP
    item.save()
    agendas.approve(agenda)
    agenda_services.publish_agenda(deed, agenda)
    agenda.refresh_from_db()
    agendas.open_now(agenda)
    agenda_services.start_item(deed, item)
    agenda_services.record_conclusion(deed, item, f"Kết luận {TAGS}\n{MARKUP}\n=cmd|calc")
    agenda_services.end_item(deed, item, "agreed", note=MARKUP)
    meetings.close_sitting(deed, agenda.sitting)
    return agenda.sitting


def readers_of(sitting):
    """Signed-in browsers of the lead of the secretariat, the presider and a member."""
    lead = people.staff(sitting.body, "secretariat_lead")
    sync_audiences(sitting)
    for user in (lead, *people.members_of(sitting.body)[0:4:3]):
        client = Client()
        client.force_login(user)
        yield client


def test_no_page_obeys_what_was_typed(poisoned):
    shown = 0
    for client in readers_of(poisoned):
        addresses = [reverse(name) for name in PAGES]
        addresses += [reverse(name, args=[poisoned.pk]) for name in SITTING_PAGES]
        for address in addresses:
            page = client.get(address, {"q": TAGS}).content.decode()
            assert "<img src=x" not in page, address
            assert "<script>alert" not in page, address
            assert 'href="javascript' not in page, address
            shown += "alert(2)" in page
    assert shown > 10


def test_minutes_print_markup_as_it_was_typed(poisoned):
    lead = next(readers_of(poisoned))
    pdf = pypdfium2.PdfDocument(lead.get(reverse("minutes:pdf", args=[poisoned.pk])).content)
    printed = "".join(page.get_textpage().get_text_range() for page in pdf)
    word = docx.Document(io.BytesIO(lead.get(reverse("minutes:docx", args=[poisoned.pk])).content))
    for text in (printed, "\n".join(paragraph.text for paragraph in word.paragraphs)):
        assert "onerror=alert(1)" in "".join(text.split())
        assert "[[[getattr]]]" in "".join(text.split())


def test_mails_and_calendar_files_carry_no_line_of_anybody_elses(poisoned, mailoutbox):
    for job in Job.objects.filter(kind="notices.mail_batch"):
        mail_batch(job, job.ids["batch"])
    assert mailoutbox
    for mail in mailoutbox:
        told = message_from_bytes(mail.message().as_bytes())
        assert told["Bcc"] is None
        for part in told.walk():
            if part.get_content_type() == "text/html":
                page = part.get_payload(decode=True).decode()
                assert "<img src=x" not in page and "<script>" not in page
            if part.get_content_type() == "text/calendar":
                lines = part.get_payload(decode=True).decode().replace("\r\n ", "").split("\r\n")
                assert {line.split(":")[0].split(";")[0] for line in lines if line} <= CALENDAR
