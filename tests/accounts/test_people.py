"""A person's entry is corrected, posts are given and ended with dates, by those who look after the entry."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts import selectors, services
from accounts.errors import EndsTooEarly, PostHeld
from accounts.models import PostHolding, User
from audit.models import AuditRecord
from audit.selectors import sentence_of
from tests.factories import people

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


@pytest.fixture
def desk(client, body):
    """The administrator's browser."""
    client.force_login(people.staff(body, "administrator"))
    return client


def member(body):
    """The third member as a person."""
    return people.members_of(body)[2].person


def address(body, person):
    """The page of a person."""
    return reverse("accounts:person", args=[body.pk, person.pk])


def test_a_corrected_name_is_read_in_the_vietnamese_order_and_recorded_without_the_contact(body, deed):
    person = member(body)
    services.edit_person(deed, person, full_name=" Lê Thị  Thu Hà", email="ha@ecabinet.invalid", phone="0123")
    person.refresh_from_db()
    assert (person.family_name, person.middle_name, person.given_name) == ("Lê", "Thị Thu", "Hà")
    last = AuditRecord.objects.last()
    assert "họ và tên, thư điện tử, điện thoại" in sentence_of(last)
    assert "ha@ecabinet.invalid" not in str(last.facts)


def test_saving_the_same_again_records_nothing(body, deed):
    person = member(body)
    before = AuditRecord.objects.count()
    services.edit_person(deed, person, full_name=person.full_name, email=person.email, phone=person.phone)
    assert AuditRecord.objects.count() == before


def test_a_post_ends_on_a_day_and_names_the_person_until_then(body, deed):
    person, ministry = people.person(), people.organisation()
    given = services.give_post(deed, person, title="Thứ trưởng", organisation=ministry, valid_from=DAY)
    with pytest.raises(EndsTooEarly):
        services.end_post(deed, given, DAY)
    services.end_post(deed, given, DAY + timedelta(days=30))
    assert selectors.post_title_on(person.pk, DAY + timedelta(days=29)) == "Thứ trưởng"
    assert selectors.post_title_on(person.pk, DAY + timedelta(days=30)) == ""
    assert "thôi giữ chức vụ Thứ trưởng từ 2026-02-04" in sentence_of(AuditRecord.objects.last())


def test_the_same_post_is_not_given_twice_at_a_time(body, deed):
    person, ministry = people.person(), people.organisation()
    post = {"title": "Thứ trưởng", "organisation": ministry, "valid_from": DAY}
    services.give_post(deed, person, **post)
    with pytest.raises(PostHeld, match="đang giữ chức vụ Thứ trưởng"):
        services.give_post(deed, person, **post)
    assert PostHolding.objects.filter(person=person).count() == 1


def test_the_pages_edit_give_end_and_lead_to_the_account(desk, body):
    person = member(body)
    listed = desk.get(reverse("accounts:people", args=[body.pk])).content.decode()
    assert person.full_name in listed and address(body, person) in listed
    page = desk.get(address(body, person)).content.decode()
    assert f'value="{person.full_name}"' in page and "Ngừng tài khoản" in page
    said = desk.post(address(body, person), {"full_name": "Lê Thu Hà", "email": "ha@"}).content.decode()
    assert "ten@donvi.gov.vn" in said and 'value="Lê Thu Hà"' in said
    desk.post(address(body, person), {"full_name": "Lê Thu Hà", "email": "ha@ecabinet.invalid"})
    person.refresh_from_db()
    assert (person.full_name, person.email) == ("Lê Thu Hà", "ha@ecabinet.invalid")
    place = person.seats.get().organisation
    fields = {"person": person.pk, "title": "Bộ trưởng", "organisation": place.pk, "kind": "minister"}
    desk.post(reverse("accounts:add_post", args=[body.pk]), {**fields, "valid_from": "2026-01-05"})
    given = person.holdings.get()
    desk.post(reverse("accounts:end_post", args=[body.pk, given.pk]), {"valid_to": "2026-03-01"})
    given.refresh_from_db()
    assert given.valid_to == date(2026, 3, 1)
    assert "5/1/2026 – 1/3/2026" in desk.get(address(body, person)).content.decode()


def test_an_account_is_put_off_and_on_again_from_the_persons_page(desk, body):
    user = people.members_of(body)[2]
    desk.post(reverse("accounts:close_account", args=[body.pk, user.pk]))
    page = desk.get(address(body, user.person)).content.decode()
    again = f"{reverse('accounts:add_account', args=[body.pk])}?person={user.person_id}"
    assert "Đã ngừng sử dụng" in page and again in page
    assert f'value="{user.person_id}" selected' in desk.get(again).content.decode()
    desk.post(again, {"person": user.person_id, "username": user.username})
    assert User.objects.get(pk=user.pk).is_active


def test_a_deputy_of_a_seated_ministry_is_entered_with_a_post_and_found_in_the_directory(desk, body):
    place = member(body).seats.get().organisation
    fields = {
        "full_name": "Vũ Văn Phó",
        "title": "Thứ trưởng",
        "organisation": place.pk,
        "kind": "deputy_minister",
    }
    desk.post(
        reverse("accounts:add_post", args=[body.pk]), {**fields, "valid_from": "2026-01-05", "is_main": "on"}
    )
    listed = desk.get(reverse("accounts:people", args=[body.pk])).content.decode()
    assert "Vũ Văn Phó" in listed and "Thứ trưởng" in listed


def test_whom_another_body_looks_after_is_only_looked_up(desk, body):
    elsewhere = people.government(3, name="Ủy ban Quốc gia")
    person = people.members_of(elsewhere)[2].person
    people.role(body, "submitter", person)
    page = desk.get(address(body, person)).content.decode()
    assert (
        "do Ủy ban Quốc gia quản lý; tại đây chỉ xem" in page
        and "<form" not in page.partition("<main")[2].partition("</main")[0]
    )
    name = person.full_name
    assert (
        desk.post(
            address(body, person), {"full_name": "Kẻ Khác", "email": "toi@ecabinet.invalid"}
        ).status_code
        == 403
    )
    person.refresh_from_db()
    assert person.full_name == name
    given = people.post(person, "Vụ trưởng", people.organisation())
    desk.post(reverse("accounts:end_post", args=[body.pk, given.pk]), {"valid_to": "2026-03-01"})
    given.refresh_from_db()
    assert given.valid_to is None


def test_somebody_far_from_the_body_is_missing(desk, body):
    assert desk.get(address(body, people.person())).status_code == 404
