"""Seats, roles, mandates and accounts begin and end; the sittings follow."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts import selectors, services
from accounts.errors import (
    AccountThere,
    AlreadyHeadOf,
    AlreadySeated,
    EndsTooEarly,
    NameTaken,
    OwnAccess,
    RoleHeld,
    ToOneself,
)
from accounts.models import Body, BodyRole, Mandate, Seat, User
from audit.models import AuditRecord
from audit.selectors import sentence_of
from meetings.models import Sitting
from tests.factories import people, sittings

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


def test_one_person_has_one_seat_and_a_body_one_head(body, deed):
    member = people.members_of(body)[1]
    with pytest.raises(AlreadySeated, match="Mỗi người chỉ có một ghế"):
        services.add_seat(deed, body, member.person, post_title="Bộ trưởng", valid_from=DAY)
    with pytest.raises(AlreadyHeadOf, match="Trần Văn Mẫu 1"):
        services.add_seat(deed, body, people.person(), post_title="Thủ tướng", valid_from=DAY, is_head=True)
    seat = services.add_seat(deed, body, people.person(), post_title="Bộ trưởng", valid_from=DAY)
    assert seat.precedence == 5
    assert "là thành viên Chính phủ từ 2026-01-05" in sentence_of(AuditRecord.objects.last())


def test_a_seat_that_ended_frees_the_person_for_another(body, deed):
    seat = Seat.objects.get(body=body, precedence=4)
    with pytest.raises(EndsTooEarly):
        services.end_seat(deed, seat, seat.valid_from)
    services.end_seat(deed, seat, DAY)
    again = services.add_seat(deed, body, seat.person, post_title="Phó Thủ tướng", valid_from=DAY)
    assert again.pk != seat.pk


def test_precedence_is_put_in_order_whole(body, deed):
    ids = [
        str(pk) for pk in Seat.objects.filter(body=body).order_by("-precedence").values_list("pk", flat=True)
    ]
    assert services.order_seats(deed, body, ids) == 4
    assert services.order_seats(deed, body, ids[:2]) == 0
    assert [str(seat.pk) for seat in Seat.objects.filter(body=body).order_by("precedence")] == ids


def test_a_role_given_opens_the_coming_sittings_and_its_end_closes_them_at_once(body, deed):
    sitting = sittings.sitting(body)
    officer = people.user()
    role = services.give_role(deed, body, officer.person, "conduct", body.today())
    assert Sitting.objects.visible_to(officer).filter(pk=sitting.pk).exists()
    with pytest.raises(RoleHeld):
        services.give_role(deed, body, officer.person, "conduct", body.today())
    role.valid_from -= timedelta(days=1)
    role.save()
    services.end_role(deed, role, body.today())
    officer.refresh_from_db()
    assert not Sitting.objects.visible_to(officer).exists() and officer.epoch > 1


def test_an_administrator_does_not_lock_the_own_door(body, deed):
    own = BodyRole.objects.get(person_id=deed.person_id)
    with pytest.raises(OwnAccess):
        services.end_role(deed, own, body.today())
    with pytest.raises(OwnAccess):
        services.close_account(deed, User.objects.get(pk=deed.actor_id))


def test_a_mandate_goes_to_somebody_else_and_ends_after_it_begins(body, deed):
    one, other = (user.person for user in people.members_of(body)[:2])
    with pytest.raises(ToOneself):
        services.give_mandate(deed, body, principal=one, agent=one, scope="speak", valid_from=DAY)
    with pytest.raises(EndsTooEarly):
        services.give_mandate(
            deed, body, principal=one, agent=other, scope="speak", valid_from=DAY, valid_to=DAY
        )
    made = services.give_mandate(deed, body, principal=one, agent=other, scope="speak", valid_from=DAY)
    assert services.end_mandate(deed, made, DAY + timedelta(days=9)).valid_to == DAY + timedelta(days=9)


def test_an_account_is_opened_once_with_a_password_that_works_and_closed_for_good(body, deed, client):
    person = people.person()
    user, password = services.open_account(deed, person, "lan.nt")
    assert client.login(username="lan.nt", password=password)
    assert password not in str(AuditRecord.objects.last().facts)
    with pytest.raises(AccountThere, match="đã có tài khoản"):
        services.open_account(deed, person, "lan2")
    with pytest.raises(NameTaken):
        services.open_account(deed, people.person(), "lan.nt")
    services.close_account(deed, user)
    assert not client.login(username="lan.nt", password=password)
    assert services.open_account(deed, person, "lan.nt")[0].pk == user.pk


def test_names_are_read_in_the_vietnamese_order(deed):
    person = services.create_person(deed, full_name="  Nguyễn Thị  Minh Khai ")
    assert (person.family_name, person.middle_name, person.given_name) == ("Nguyễn", "Thị Minh", "Khai")


def test_a_post_held_acting_is_printed_so_and_an_organisation_entered_once(deed):
    kind = {"kind": "ministry", "valid_from": DAY}
    ministry = services.create_organisation(deed, name="Bộ Thử nghiệm", **kind)
    assert services.create_organisation(deed, name="Bộ Thử nghiệm", **kind) == ministry
    person = people.person()
    services.give_post(deed, person, title="Bộ trưởng", organisation=ministry, valid_from=DAY, is_acting=True)
    assert selectors.post_title_on(person.pk, DAY) == "Q. Bộ trưởng"


def test_whoever_founds_a_body_can_reach_it(deed):
    made = services.create_body(
        deed, name="Tổ công tác", short_name="TCT", kind="task_force", member_noun="thành viên Tổ công tác"
    )
    assert made in selectors.bodies_of(User.objects.get(pk=deed.actor_id))


@pytest.fixture
def desk(client, body):
    """The administrator's browser."""
    client.force_login(people.staff(body, "administrator"))
    return client


def test_the_pages_add_end_and_explain(desk, body):
    page = reverse("accounts:body", args=[body.pk])
    assert "4 thành viên" in desk.get(page).content.decode()
    add = reverse("accounts:add_seat", args=[body.pk])
    text = desk.post(add, {"post_title": "Bộ trưởng", "valid_from": "2026-01-05"}).content.decode()
    assert "Đề nghị chọn người trong danh bạ" in text and 'value="Bộ trưởng"' in text
    desk.post(
        add,
        {"full_name": "Đỗ Văn Mới", "post_title": "Bộ trưởng", "valid_from": "2026-01-05", "can_vote": "on"},
    )
    seat = Seat.objects.get(person__full_name="Đỗ Văn Mới")
    desk.post(reverse("accounts:order_seats", args=[body.pk]), {"up": str(seat.pk)})
    seat.refresh_from_db()
    assert seat.precedence == 4
    desk.post(reverse("accounts:end_seat", args=[body.pk, seat.pk]), {"valid_to": "2026-02-01"})
    seat.refresh_from_db()
    assert seat.valid_to == date(2026, 2, 1)
    member = people.members_of(body)[1].person
    role = {"person": member.pk, "role": "minutes", "valid_from": "2026-01-05"}
    desk.post(reverse("accounts:add_role", args=[body.pk]), role)
    assert (
        "đã được giao việc này"
        in desk.post(reverse("accounts:add_role", args=[body.pk]), role).content.decode()
    )
    given = BodyRole.objects.get(person=member)
    desk.post(reverse("accounts:end_role", args=[body.pk, given.pk]), {"valid_to": "2026-03-01"})
    agent = people.person()
    mandate = {"principal": member.pk, "agent": agent.pk, "scope": "prepare", "valid_from": "2026-01-05"}
    desk.post(reverse("accounts:add_mandate", args=[body.pk]), mandate)
    made = Mandate.objects.get()
    account = {"person": agent.pk, "username": "an.tv"}
    shown = desk.post(reverse("accounts:add_account", args=[body.pk]), account, follow=True).content.decode()
    assert "Mật khẩu lần đầu" in shown
    user = User.objects.get(username="an.tv")
    desk.post(reverse("accounts:close_account", args=[body.pk, user.pk]))
    user.refresh_from_db()
    assert not user.is_active
    desk.post(reverse("accounts:end_mandate", args=[body.pk, made.pk]), {"valid_to": "2026-03-01"})
    made.refresh_from_db()
    assert made.valid_to == date(2026, 3, 1)


def test_bodies_and_organisations_are_founded_on_their_pages(desk):
    desk.post(reverse("accounts:create_body"), {
        "name": "Ủy ban Quốc gia về Chính phủ điện tử", "short_name": "UBQG", "kind": "national_committee",
        "member_noun": "thành viên Ủy ban", "decides_by_vote": "on",
    })  # fmt: skip
    body = Body.objects.get(short_name="UBQG")
    assert "UBQG" in desk.get(reverse("accounts:body", args=[body.pk])).content.decode()
    assert "Ủy ban Quốc gia" in desk.get(reverse("accounts:bodies")).content.decode()
    fields = {"name": "Bộ Mới", "kind": "ministry", "valid_from": "2026-01-05"}
    assert (
        "Đã thêm Bộ Mới"
        in desk.post(reverse("accounts:create_organisation"), fields, follow=True).content.decode()
    )


def test_members_have_no_administration(client, body):
    client.force_login(people.members_of(body)[0])
    assert client.get(reverse("accounts:bodies")).status_code == 403
    assert client.get(reverse("accounts:body", args=[body.pk])).status_code == 403
    assert client.post(reverse("accounts:order_seats", args=[body.pk])).status_code == 403
    client.force_login(people.user())
    assert client.get(reverse("accounts:body", args=[body.pk])).status_code == 404
