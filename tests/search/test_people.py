"""People are found by any of their names, for who has to do with them; their page shows what the viewer may see."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Body, Seat
from agendas.models import AgendaItem
from core import clock
from search import beginning, door, refreshing
from search.models import Change
from tests.factories import agendas, people, sittings

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.both_indexes]


def named(user: Any, text: str) -> list[str]:
    """The people found, best first."""
    groups = door.find(user, text).groups
    return [
        "".join(part.text for part in hit.title)
        for group in groups
        for hit in group.hits
        if hit.kind == "person"
    ]


def presenting(title: str = "Đề án cải cách") -> tuple[Any, Any, AgendaItem]:
    """Somebody without a seat presents the first item of a published agenda."""
    agenda = agendas.draft(sittings.called_sitting(people.government(4)), items=2)
    item = agendas.items_of(agenda)[0]
    who = people.person("Đỗ Thị Huyền")
    people.post(who, "Thứ trưởng Bộ Nội vụ", people.organisation("Bộ Nội vụ"))
    item.presenter, item.title = who, title
    item.save()
    agendas.approve(agenda)
    from agendas import services

    services.publish_agenda(sittings.deed_in(agenda.sitting.body), agenda)
    return people.members_of(agenda.sitting.body)[2], who, item


def test_by_given_name_full_name_and_post_with_and_without_tones() -> None:
    member, who, _item = presenting()
    for typed in ("Huyền", "huyen", "do thi huyen", "Đỗ Thị Huyền", '"thị huyền"', "thứ trưởng nội vụ"):
        assert named(member, typed) == [who.full_name], typed
    assert named(member, "hùng huyền anh") == []


def test_who_has_nothing_to_do_with_a_person_finds_nobody() -> None:
    member, who, item = presenting()
    stranger = people.user()
    assert named(stranger, "Huyền") == []
    assert door.find(stranger, "Huyền").total == 0
    assert named(who_signs_in := people.user(who), "Huyền") == [who.full_name]
    assert who_signs_in.pk != member.pk
    AgendaItem.objects.filter(pk=item.pk).update(paper_copies_only=True)
    assert named(member, "Huyền") == []


def test_a_person_is_of_no_year() -> None:
    member, _who, _item = presenting("Huyền thoại")
    years = [one for one in door.find(member, "huyền").facets if one.name == "year"]
    assert all(choice.value != "2999" for facet in years for choice in facet.choices)


def test_the_page_shows_what_was_presented_as_far_as_one_may_see_it() -> None:
    member, who, item = presenting()
    client = Client()
    client.force_login(member)
    page = client.get(reverse("portal:person", args=[who.pk])).content.decode()
    assert item.title in page and "Thứ trưởng Bộ Nội vụ" in page
    elsewhere = agendas.published(sittings.called_sitting(people.government(3)))
    hidden = agendas.items_of(elsewhere)[0]
    AgendaItem.objects.filter(pk=hidden.pk).update(presenter=who, title="Chuyện của cơ quan khác")
    page = client.get(reverse("portal:person", args=[who.pk])).content.decode()
    assert "Chuyện của cơ quan khác" not in page
    client.force_login(people.user())
    assert client.get(reverse("portal:person", args=[who.pk])).status_code == 404


def test_a_post_is_found_and_shown_from_its_day_on(monkeypatch: pytest.MonkeyPatch) -> None:
    member, who, _item = presenting()
    beginning.note_the_day()
    appointment = people.post(who, "Tổng giám đốc Đài", people.organisation("Đài"))
    appointment.valid_from = Body().today() + timedelta(days=3)
    appointment.save()
    client = Client()
    client.force_login(member)
    page = reverse("portal:person", args=[who.pk])
    assert named(member, "tổng giám đốc") == []
    assert "Tổng giám đốc" not in client.get(page).content.decode()
    now = clock.real()
    monkeypatch.setattr(clock, "real", lambda: now + timedelta(days=3))
    refreshing.every_minute()
    assert named(member, "tổng giám đốc") == [who.full_name]
    client.force_login(member)
    assert "Tổng giám đốc" in client.get(page).content.decode()
    assert not Change.objects.exists()
    refreshing.every_minute()  # the day is noted once


def test_a_seat_tells_of_nobody_before_its_day() -> None:
    agenda = agendas.published(sittings.called_sitting(people.government(3)))
    body = agenda.sitting.body
    member, newcomer = people.members_of(body)[2], people.person("Vũ Minh Khuê")
    seat = Seat.objects.create(
        body=body,
        person=newcomer,
        post_title="Bộ trưởng",
        precedence=90,
        valid_from=body.today() + timedelta(days=3),
    )
    assert named(member, "Khuê") == []
    seat.valid_from = body.today()
    seat.save()
    assert named(member, "Khuê") == ["Vũ Minh Khuê"]
