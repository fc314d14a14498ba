"""Pages that show several apps: the right face, the right words, a constant number of queries."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import BodyRole
from audit.models import AuditRecord
from audit.services import link
from meetings import services as meetings
from meetings.audiences import sync_audiences
from portal import selectors
from realtime import keeping
from tests.factories import agendas, people, sittings
from tests.factories.queries import queries_of

pytestmark = pytest.mark.django_db


def signed_in(user):
    """A browser of this user."""
    client = Client()
    client.force_login(user)
    return client


def test_a_member_sees_the_next_sitting_with_what_is_new():
    agenda = agendas.published(items=2, papers=2)
    member = people.members_of(agenda.sitting.body)[3]
    block = selectors.home_of(member)["sitting"]
    assert (block["title"], block["papers"], block["new"], block["changed"]) == (
        agenda.sitting.title,
        4,
        4,
        0,
    )
    assert agenda.sitting.title in signed_in(member).get("/").content.decode()


def test_a_member_without_a_sitting_reads_what_will_come():
    body = people.government()
    page = signed_in(people.members_of(body)[2]).get("/").content.decode()
    assert "Chưa có phiên họp nào được mời" in page


def test_the_secretariat_lands_on_today():
    body = people.government()
    response = signed_in(people.staff(body)).get("/")
    assert response.status_code == 302
    assert response["Location"] == reverse("portal:today")


def test_today_lists_a_sitting_that_is_ready_with_its_next_lawful_step():
    agenda = agendas.published(items=1)
    sitting = agenda.sitting
    officer, clerk = (people.staff(sitting.body, role) for role in ("conduct", "records_clerk"))
    sync_audiences(sitting)

    def ready(user):
        page = signed_in(user).get(reverse("portal:today"))
        return [(row.what, row.url) for row in page.context["rows"] if "Đã sẵn sàng" in row.what]

    [(words, url)] = ready(officer)
    assert "điểm danh (có mặt 0/5, cần ít nhất 4)" in words
    assert url == reverse("portal:control", args=[sitting.pk])
    assert [url for _words, url in ready(clerk)] == [reverse("portal:sitting", args=[sitting.pk])]
    entries = [entry.pk for entry in sittings.member_entries(sitting)]
    meetings.set_presence(sittings.deed_in(sitting.body), sitting, entries, "on_site")
    assert ready(officer)[0][0].endswith("Bước tiếp theo: khai mạc")
    meetings.open_sitting(sittings.deed_in(sitting.body), sitting)
    assert ready(officer) == []


def test_an_invitee_follows_his_own_item_only():
    agenda = agendas.draft(items=2)
    body = agenda.sitting.body
    guest = people.user()
    deed = sittings.deed_in(body)
    from agendas.services import publish_agenda, set_invitees
    from meetings.models import RosterEntry

    entry = meetings.add_to_roster(
        deed, agenda.sitting, guest.person, RosterEntry.Role.INVITEE, post_title="Chủ tịch tỉnh"
    )
    first = agendas.items_of(agenda)[0]
    set_invitees(deed, first, [entry.pk])
    agendas.approve(agenda)
    publish_agenda(deed, agenda)
    names = selectors.streams_for(guest, agenda.sitting)
    assert names == [first.stream, f"person:{guest.person_id}"]
    page = signed_in(guest).get(reverse("portal:sitting", args=[agenda.sitting_id])).content.decode()
    second = agendas.items_of(agenda)[1]
    assert str(first.pk) in page
    assert str(second.pk) not in page


def test_search_finds_without_tones_and_only_what_one_may_see():
    from papers.models import PaperPage

    agenda = agendas.published(items=1, papers=1)
    paper = agendas.items_of(agenda)[0].item_papers.get().paper
    PaperPage.objects.create(
        version=paper.current,
        number=3,
        width=595,
        height=842,
        text="Cung cấp dịch vụ công trực tuyến mức độ 4",
    )
    member = people.members_of(agenda.sitting.body)[2]
    found = signed_in(member).get(reverse("portal:search"), {"q": "dich vu cong"}).content.decode()
    assert paper.title in found
    assert "#page=3" in found
    stranger = signed_in(people.user()).get(reverse("portal:search"), {"q": "dich vu cong"}).content.decode()
    assert paper.title not in stranger
    assert "Không tìm thấy nội dung phù hợp" in stranger


def test_the_record_says_every_deed_and_finds_a_broken_chain():
    agenda = agendas.published(items=1)
    auditor = people.staff(agenda.sitting.body, BodyRole.Role.AUDITOR)
    page = signed_in(auditor).get(reverse("portal:record")).content.decode()
    assert "đều nguyên vẹn" in page
    last = AuditRecord.objects.order_by("-id")[0]
    AuditRecord.objects.create(
        chain=last.chain,
        number=last.number + 1,
        verb=last.verb,
        facts=last.facts,
        canonical=b"forged",
        hash=link("0", b"forged"),
    )
    assert "không còn nguyên vẹn" in signed_in(auditor).get(reverse("portal:record")).content.decode()


@pytest.mark.parametrize("page", ["portal:sitting", "portal:home", "portal:control", "portal:today"])
def test_queries_dont_grow_with_rows(page):
    def queries(items):
        keeping.forget()
        agenda = agendas.published(items=items, papers=2)
        body = agenda.sitting.body
        desk = page in ("portal:control", "portal:today")
        user = people.staff(body) if desk else people.members_of(body)[3]
        if desk:
            sync_audiences(agenda.sitting)
        args = [] if page in ("portal:home", "portal:today") else [agenda.sitting_id]
        client = signed_in(user)
        address = reverse(page, args=args)
        assert client.get(address).status_code == 200
        keeping.forget()
        return queries_of(lambda: client.get(address))

    assert queries(10) <= queries(1) + 1


def test_a_domain_error_is_a_page_for_people_and_a_problem_for_programs():
    client = signed_in(people.user())
    address = reverse("portal:record")
    page = client.get(address)
    assert page.status_code == 403
    assert "Đồng chí không có quyền" in page.content.decode()
    problem = client.get(address, headers={"Accept": "application/json"})
    assert problem["Content-Type"] == "application/problem+json"
    assert problem.json()["error"]["code"] == "not_allowed"


def test_a_stale_form_is_answered_in_words():
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.user())
    response = client.post(reverse("accounts:preferences"), {"theme": "dark"})
    assert response.status_code == 403
    assert "Nội dung đã nhập vẫn còn" in response.content.decode()


def test_the_head_finds_what_waits_for_his_approval_until_he_gave_it():
    agenda = agendas.draft(items=2)
    body = agenda.sitting.body
    head = people.members_of(body)[0]
    rows = selectors.home_of(head)["waiting"]
    assert [row["url"] for row in rows] == [reverse("agendas:approve", args=[agenda.sitting_id])]
    assert selectors.home_of(people.members_of(body)[3])["waiting"] == []
    agendas.approve(agenda)
    assert selectors.home_of(head)["waiting"] == []


def test_a_draft_still_being_put_together_does_not_wait_for_the_head():
    agenda = agendas.draft(items=2)
    agenda.items.filter(pk=agenda.items.first().pk).update(presenter=None)
    assert selectors.home_of(people.members_of(agenda.sitting.body)[0])["waiting"] == []


def test_a_reader_goes_on_at_his_page_on_another_device():
    from papers.services import note_opening

    agenda = agendas.published(items=1, papers=1)
    member, other = people.members_of(agenda.sitting.body)[3:5]
    row = agenda.items.get().item_papers.get()
    note_opening(member, row.version, 1)
    page = reverse("portal:sitting", args=[agenda.sitting_id])
    assert signed_in(member).get(page).context["page"]["last_pages"] == {str(row.version_id): 1}
    assert signed_in(other).get(page).context["page"]["last_pages"] == {}
