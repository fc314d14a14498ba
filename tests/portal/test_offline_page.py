"""The house as an app of the tablet, and what the page of a sitting tells a device about its pack."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from core import clock
from portal import selectors
from tests.factories import agendas
from tests.factories.people import members_of

pytestmark = pytest.mark.django_db


def page_of(client: Client, agenda: Any) -> dict[str, Any]:
    text = client.get(reverse("portal:sitting", args=[agenda.sitting.pk])).content.decode()
    block = text.split('<script id="page" type="application/json">')[1].split("</script>")[0]
    return dict(json.loads(block))


def test_it_installs_under_a_vietnamese_name_with_icons_that_are_there(client: Client) -> None:
    answer = client.get(reverse("portal:manifest"))
    told = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["name"], told["display"], told["start_url"]) == ("Phòng họp Chính phủ", "standalone", "/")
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        stem = Path(icon["src"]).name.split(".")[0]
        assert (settings.BASE_DIR / "static" / "img" / f"{stem}.png").exists()
    page = client.get(reverse("accounts:sign_in"))
    assert f'rel="manifest" href="{reverse("portal:manifest")}"' in page.content.decode()
    assert "manifest-src 'self'" in page["Content-Security-Policy"]


def test_a_page_says_whose_it_is_and_where_and_from_when_a_pack_is_taken(client: Client) -> None:
    agenda = agendas.published(items=1)
    member = members_of(agenda.sitting.body)[1]
    client.force_login(member)
    page = page_of(client, agenda)
    assert page["urls"]["take_pack"] == selectors.pattern("packs:take", "sitting")
    evening = clock.local(datetime.fromisoformat(page["pack"]["from"]))
    assert evening.hour == 18 and evening.date() == agenda.sitting.day - timedelta(days=1)
    html = client.get(reverse("portal:sitting", args=[agenda.sitting.pk])).content.decode()
    assert f'data-who="{member.person_id}"' in html and "data-loan" not in html
