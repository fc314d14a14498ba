"""What stands behind an address may be anything: an odd one is an answer like any other, never a fault."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from search import facets
from tests.copies import making
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LONG = "9" * 5_000  # Python makes no number of so many digits
ODD = ("a\x00b", '"a b"~' + LONG[:150], LONG, "-1", "²", "\ud800", "'{}")
RANGES = (
    f"bytes={LONG}-",
    f"bytes=-{LONG}",
    f"bytes=0-{LONG}",
    "bytes=²-",
    "bytes=-0",
    "bytes=5-1",
    "bytes=--",
    "=",
)


@pytest.fixture
def agenda(tmp_path: Any) -> Any:
    return making.published(tmp_path)


@pytest.fixture
def client(agenda: Any) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(people.members_of(agenda.sitting.body)[2])
    return client


def quoted(text: str) -> str:
    return "".join(f"%{octet:02X}" for octet in text.encode("utf-8", "surrogatepass"))


def test_a_search_for_anything(client: Client) -> None:
    for name in ("q", "page", "saved", "deleted", *facets.NAMES):
        words = "" if name in ("q", "saved") else "q=tr%C3%ACnh&"
        for odd in ODD:
            answer = client.get(f"{reverse('portal:search')}?{words}{name}={quoted(odd)}")
            assert answer.status_code == 200, (name, odd[:20])


def test_a_part_of_a_file_nobody_can_name(agenda: Any, client: Client) -> None:
    version = making.version_of(agenda)
    for header in RANGES:
        for name, more in (("papers:file", ["file.pdf"]), ("copies:inline", [])):
            answer = client.get(reverse(name, args=[version.pk, *more]), headers={"Range": header})
            assert answer.status_code in (200, 206, 416), header[:20]


def test_pages_and_tiles_that_cant_be(agenda: Any, client: Client) -> None:
    version = making.version_of(agenda)
    for number in ("0", LONG[:30], LONG):
        for rest in ("text/", "words.pdf", "tiles/0/0/0/", f"tiles/{LONG[:30]}/0/0/", "preview.webp"):
            answer = client.get(f"/papers/{version.pk}/pages/{number}/{rest}")
            assert answer.status_code == 404, (number[:20], rest[:20])
    for odd in map(quoted, ODD):
        for address in (
            f"{reverse('portal:compare', args=[version.paper_id])}?old={odd}&new={odd}",
            f"{reverse('portal:paper', args=[version.paper_id])}?back={odd}",
            f"{reverse('papers:page_text', args=[version.pk, 1])}?keep={odd}",
        ):
            assert client.get(address).status_code in (200, 404)


def test_what_is_posted_about_a_paper_or_pack_may_be_anything(agenda: Any, client: Client) -> None:
    version = making.version_of(agenda)
    for odd in ODD:
        told = odd.encode("utf-8", "replace").decode()
        opened = client.post(reverse("papers:opened", args=[version.pk]), {"page": told})
        assert opened.status_code == 200 and 1 <= opened.json()["page"] <= 3
        taken = client.post(reverse("copies:take", args=[version.pk]), {"way": told, "key": told})
        assert taken.status_code == 302
        for name in ("packs:take", "packs:give_back"):
            answer = client.post(reverse(name, args=[agenda.sitting_id]), {"device": told})
            assert answer.status_code in (200, 404)
        saved = client.post(reverse("portal:save_search"), {"q": told, "name": told, "year": told})
        assert saved.status_code == 302
