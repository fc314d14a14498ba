"""What an administrator may not do: rise by the own hand, or reach the accounts of another body's people."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import selectors, services
from accounts.errors import ForOneself
from accounts.models import BodyRole, Seat, User
from tests.factories import people, sittings

pytestmark = pytest.mark.django_db


def administrator(body):
    """A signed-in browser of an administrator of the body, and the user."""
    user = people.staff(body, BodyRole.Role.ADMINISTRATOR)
    client = Client()
    client.force_login(user)
    return client, user


def test_nobody_gives_oneself_work_a_seat_or_a_mandate():
    body = people.government(3)
    _client, user = administrator(body)
    deed, today = sittings.deed_in(body, user), body.today()
    with pytest.raises(ForOneself):
        services.give_role(deed, body, user.person, BodyRole.Role.SECRETARIAT_LEAD, today)
    with pytest.raises(ForOneself):
        services.add_seat(deed, body, user.person, post_title="Bộ trưởng", valid_from=today)
    with pytest.raises(ForOneself):
        services.give_mandate(
            deed,
            body,
            principal=people.members_of(body)[0].person,
            agent=user.person,
            scope="read",
            valid_from=today,
        )
    assert selectors.roles_in(User.objects.get(pk=user.pk), body) == {BodyRole.Role.ADMINISTRATOR}
    assert not Seat.objects.filter(person=user.person).exists()


def test_the_page_says_so_and_keeps_what_was_typed():
    body = people.government(3)
    client, user = administrator(body)
    page = client.post(
        reverse("accounts:add_role", args=[body.pk]),
        {"person": user.person_id, "role": "conduct", "valid_from": body.today()},
    )
    assert "Đồng chí không tự giao" in page.content.decode()


def test_who_draws_a_minister_of_another_body_near_still_cannot_close_or_open_the_account():
    government, practice = people.government(3), people.body("Tổ công tác tập sử dụng")
    client, user = administrator(practice)
    minister = people.members_of(government)[2]
    without = people.seat(government).person
    deed = sittings.deed_in(practice, user)
    for person in (minister.person, without):
        services.give_role(deed, practice, person, "conduct", people.FOUNDED)
    answer = client.post(reverse("accounts:close_account", args=[practice.pk, minister.pk]), follow=True)
    assert f"do {government.name} quản lý" in answer.content.decode()
    minister.refresh_from_db()
    assert minister.is_active
    opened = client.post(
        reverse("accounts:add_account", args=[practice.pk]), {"person": without.pk, "username": "ke.gia.mao"}
    )
    assert opened.status_code == 200
    assert not User.objects.filter(person=without).exists()


def test_the_own_body_opens_and_closes_the_accounts_of_its_people():
    government = people.government(3)
    client, _user = administrator(government)
    without = people.seat(government).person
    client.post(
        reverse("accounts:add_account", args=[government.pk]), {"person": without.pk, "username": "moi.den"}
    )
    account = User.objects.get(person=without)
    assert account.is_active
    client.post(reverse("accounts:close_account", args=[government.pk, account.pk]))
    account.refresh_from_db()
    assert not account.is_active


def test_signing_out_takes_what_the_browser_kept_along():
    client, _user = administrator(people.government(3))
    assert client.post(reverse("accounts:sign_out"))["Clear-Site-Data"] == '"cache"'
    assert "_auth_user_id" not in client.session
