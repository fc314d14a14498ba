"""A screen is paired by a code, is let into one room, and loses it when it is unpaired."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from papers.models import Paper
from realtime.selectors import may_follow
from room import services
from room.errors import CodeUnknown
from tests.factories import agendas, sittings

pytestmark = pytest.mark.django_db


def paired():
    agenda = agendas.published(items=1)
    waiting, secret = services.request_display_code()
    typed = f"{waiting.code[:3].lower()} {waiting.code[3:]}"
    deed = sittings.deed_in(agenda.sitting.body)
    return agenda, services.pair_display(deed, agenda.sitting, typed), secret


def test_a_paired_screen_follows_one_room_and_reads_no_paper():
    agenda, display, _secret = paired()
    other = sittings.called_sitting()
    assert may_follow(display.user, agenda.sitting.stream("room"))
    assert not may_follow(display.user, agenda.sitting.stream("members"))
    assert not may_follow(display.user, other.stream("room"))
    assert not Paper.objects.visible_to(display.user).exists()


def test_a_code_works_once_and_for_ten_minutes():
    agenda, display, _secret = paired()
    deed = sittings.deed_in(agenda.sitting.body)
    with pytest.raises(CodeUnknown):
        services.pair_display(deed, agenda.sitting, display.code)
    late, _secret = services.request_display_code()
    with clock.drive(timedelta(minutes=11)), pytest.raises(CodeUnknown):
        services.pair_display(deed, agenda.sitting, late.code)


def test_only_the_screen_with_the_secret_is_that_screen():
    _agenda, display, secret = paired()
    assert services.display_with(secret) == display
    assert services.display_with("another") is None
    assert services.display_with("") is None


def test_an_unpaired_screen_is_signed_out_of_everything():
    agenda, display, secret = paired()
    services.unpair_display(sittings.deed_in(agenda.sitting.body), display)
    user = display.user
    user.refresh_from_db()
    assert not user.is_active
    assert not may_follow(user, agenda.sitting.stream("room"))
    assert services.display_with(secret) is None


def test_the_desk_pairs_by_the_code_on_the_screen_and_takes_it_out_again():
    agenda = agendas.published(items=1)
    desk = Client()
    desk.force_login(sittings.secretary_of(agenda.sitting.body))
    waiting, _secret = services.request_display_code()
    page = desk.post(
        reverse("room:pair_display", args=[agenda.sitting_id]), {"code": "sai mã"}, follow=True
    ).content.decode()
    assert "Không có màn hình nào đang chờ với mã này" in page
    page = desk.post(
        reverse("room:pair_display", args=[agenda.sitting_id]), {"code": waiting.code}, follow=True
    ).content.decode()
    assert waiting.code in page
    desk.post(reverse("room:unpair_display", args=[agenda.sitting_id, waiting.pk]))
    assert services.displays_of(agenda.sitting) == []
