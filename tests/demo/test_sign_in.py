"""One click makes a visitor anyone; nothing of it exists outside a demonstration."""

import pytest
from django.test import override_settings
from django.urls import reverse

from accounts.models import Body, User
from config.checks import demo_is_never_production
from core import clock
from core.errors import NotFound
from demo import services
from demo.content.people import PERSONAS
from demo.loader.cast import GOVERNMENT, PRACTICE, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast(services.offset_for(services.STARTS_AT))


def test_the_page_offers_all_sixteen_personas_to_a_stranger(client, cast):
    page = client.get(reverse("demo:personas")).content.decode()
    assert all(persona.label in page for persona in PERSONAS)


def test_one_click_signs_in_as_the_persona_and_leads_where_the_visitor_wanted(client, cast):
    answer = client.post(reverse("demo:sign_in", args=["finance-minister"]), {"next": "/demo/"})
    assert answer.status_code == 302 and answer.url == "/demo/"
    assert client.session["_auth_user_id"] == str(cast.users["minister_g12"].pk)


def test_a_foreign_address_to_go_on_to_is_ignored(client, cast):
    answer = client.post(reverse("demo:sign_in", args=["operator"]), {"next": "https://example.com/"})
    assert answer.url == reverse("portal:home")


def test_the_jump_leads_back_to_a_page_of_ours_only(client, cast):
    client.force_login(cast.users["operator"])
    for came_from, back in (("/today/?a=1", "/today/"), ("//example.com/x", "/"), ("/\\\\example.com", "/")):
        answer = client.post(reverse("demo:jump"), headers={"referer": f"http://testserver{came_from}"})
        assert answer.url == back


def test_an_unknown_persona_is_not_found_and_looking_never_signs_in(client, cast):
    assert client.post(reverse("demo:sign_in", args=["nobody"])).status_code == 404
    assert client.get(reverse("demo:sign_in", args=["operator"])).status_code == 405
    assert "_auth_user_id" not in client.session


def test_without_demo_there_is_no_one_click_sign_in(cast):
    with override_settings(DEMO=False), pytest.raises(services.NotADemonstration):
        services.user_of(PERSONAS[0])


def test_before_loading_a_persona_has_no_account():
    assert not User.objects.exists()
    with pytest.raises(NotFound):
        services.user_of(PERSONAS[0])


def test_production_settings_with_the_demonstration_are_refused_by_the_system_check():
    with override_settings(SETTINGS_MODULE="config.settings.prod", DEMO=True):
        assert [error.id for error in demo_is_never_production(None)] == ["ecabinet.E001"]
    assert demo_is_never_production(None) == []


def test_the_clock_starts_at_nine_on_29_september_and_jumps_forward_once(client, cast):
    government = cast.bodies[GOVERNMENT]
    assert clock.local(government.now()).strftime("%Y-%m-%d %H:%M") == "2020-09-29 09:00"
    client.force_login(cast.users["operator"])
    client.post(reverse("demo:jump"))
    government.refresh_from_db()
    assert clock.local(government.now()).strftime("%Y-%m-%d %H:%M") == "2020-10-02 07:30"
    with pytest.raises(services.AlreadyThere):
        services.jump()


def test_the_practice_body_keeps_true_time(cast):
    services.jump()
    practice = Body.objects.get(pk=cast.bodies[PRACTICE].pk)
    assert abs((practice.now() - clock.real()).total_seconds()) < 5


def test_the_minister_of_two_posts_has_one_seat(cast):
    seats = cast.bodies[GOVERNMENT].seats.all()
    assert seats.count() == 27
    double = seats.get(person=cast.people["deputy_foreign"])
    assert double.post_title == "Phó Thủ tướng Chính phủ, Bộ trưởng Bộ Ngoại giao"
    assert cast.people["deputy_foreign"].holdings.count() == 2
