"""Who acts, as it will stand in the record."""

from datetime import date, timedelta

import pytest

from accounts import selectors
from accounts.access import NotOfTheSecretariat, get_body, get_body_to_manage, has_role, is_secretariat
from accounts.deeds import deed_of
from accounts.models import BodyRole, Mandate
from core.errors import NotFound
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_a_member_acts_by_the_seat_of_the_bodys_own_today():
    body = people.government(3)
    member = people.members_of(body)[0]
    deed = deed_of(member, body, key="k1")
    assert (deed.name, deed.post, deed.key) == ("Trần Văn Mẫu 1", "Thủ tướng Chính phủ", "k1")
    assert deed.seat_id == member.person.seats.get().pk


def test_a_body_that_lives_in_another_year_names_the_post_of_that_year():
    body = people.body(clock_offset=timedelta(days=-3650))
    who = people.user()
    day = body.today()
    people.seat(
        body, who.person, post_title="Bộ trưởng cũ", valid_from=date(2000, 1, 1), valid_to=day + timedelta(1)
    )
    people.seat(body, who.person, post_title="Bộ trưởng mới", valid_from=day + timedelta(1))
    assert deed_of(who, body).post == "Bộ trưởng cũ"


def test_an_acting_minister_is_named_with_q():
    who = people.user()
    people.post(who.person, "Bộ trưởng Bộ Y tế", people.organisation(), is_acting=True)
    assert deed_of(who).post == "Q. Bộ trưởng Bộ Y tế"


def test_a_mandate_names_its_principal_and_last_day():
    body = people.government(2)
    principal = people.members_of(body)[1]
    aide = people.user()
    mandate = Mandate.objects.create(
        principal=principal.person,
        agent=aide.person,
        body=body,
        scope="prepare",
        valid_from=date(2019, 1, 1),
        valid_to=date(2019, 7, 1),
    )
    deed = deed_of(aide, body, mandate=mandate)
    assert deed.on_behalf_of == "Theo ủy quyền của Phó Thủ tướng Thường trực (đến hết ngày 30/6/2019)"
    assert deed.mandate_id == mandate.pk


def test_a_role_counts_only_between_its_days():
    body = people.government(2)
    officer = people.staff(body)
    former = people.staff(body, valid_to=body.today())
    assert is_secretariat(officer, body) and has_role(officer, body, BodyRole.Role.CONDUCT)
    assert not has_role(former, body)


def test_a_body_is_missing_for_strangers_and_refused_to_members_who_would_manage_it():
    body = people.government(2)
    with pytest.raises(NotFound):
        get_body(people.user(), body.pk)
    with pytest.raises(NotFound):
        get_body(people.user(), "không phải mã")
    member = people.members_of(body)[0]
    assert get_body(member, body.pk) == body
    with pytest.raises(NotOfTheSecretariat, match="Chính phủ"):
        get_body_to_manage(member, body.pk)
    assert get_body_to_manage(people.staff(body), body.pk) == body


def test_titles_of_many_people_cost_the_same_few_queries(django_assert_num_queries):
    body = people.government(12)
    ids = [seat.person_id for seat in selectors.seats_on(body, body.today())]
    with django_assert_num_queries(3):
        assert len(selectors.post_titles_on(ids, body.today(), body)) == 12
