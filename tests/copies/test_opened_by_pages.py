"""Whichever way the pages of a paper go out to a reader, it is an opening: counted, numbered, in the record."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from audit.models import AuditRecord
from copies import services
from copies.models import IssuedCopy
from core import clock
from core.jobs import run_waiting
from packs.models import Pack
from papers.models import PaperOpening, PaperPage
from papers.services import add_version
from papers.storing import page_words_path, tile_path
from tests.copies import making
from tests.factories import people, sittings
from tests.factories.queries import queries_of
from tests.papers import making as papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda(tmp_path):
    return making.published(tmp_path)


@pytest.fixture
def reader(agenda):
    return people.members_of(agenda.sitting.body)[2]


@pytest.fixture
def client(reader) -> Client:
    client = Client()
    client.force_login(reader)
    return client


def address(name, version, *more):
    return reverse(f"papers:{name}", args=[version.pk, *more])


def noted(version, reader):
    """How often the reader opened it: by the rows readers are counted by, the copies, the record."""
    return (
        PaperOpening.objects.filter(version=version, user=reader).count(),
        IssuedCopy.objects.filter(version=version, user=reader, way="screen").count(),
        AuditRecord.objects.filter(verb="copies.issued").count(),
    )


WAYS = {
    "file": ("file.pdf",),
    "page_text": (2,),
    "preview": (2, "preview"),
    "thumbnail": (1, "thumbnail"),
    "tile": (1, 0, 0, 0),
    "words": (1,),
    "opened": (),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_fetching_pages_is_an_opening_with_a_number_in_the_record(agenda, reader, client, way):
    version = making.version_of(agenda)
    name = "picture" if way in ("preview", "thumbnail") else way
    path = address(name, version, *WAYS[way])
    if way in ("tile", "words"):
        _cut_in_tiles(version)
    if way != "opened":
        assert client.head(path).status_code == 200
        assert noted(version, reader) == (0, 0, 0), "nothing went out"
    for _again in range(3):
        assert (client.post if way == "opened" else client.get)(path).status_code == 200
    assert noted(version, reader) == (1, 1, 1)


def _cut_in_tiles(version):
    PaperPage.objects.filter(version=version, number=1).update(
        dots_wide=8_000, is_tiled=True, tiles_at=clock.real()
    )
    for place in (tile_path(version.pk, 1, "0-0-0"), page_words_path(version.pk, 1)):
        default_storage.save(place, ContentFile(b"%PDF-"))


def test_fetched_again_later_it_is_another_opening(agenda, reader, client, settings):
    version = making.version_of(agenda)
    client.get(address("page_text", version, 1))
    with clock.drive(timedelta(minutes=settings.COPY_SCREEN_MINUTES + 1)):
        client.get(address("page_text", version, 2))
    assert noted(version, reader) == (1, 2, 2)


def test_once_it_is_open_a_page_costs_one_look_and_writes_nothing(agenda, reader, client):
    version = making.version_of(agenda)
    path = address("page_text", version, 1)
    unread = queries_of(lambda: client.head(path))
    client.get(path)
    seen = PaperOpening.objects.get(user=reader)
    assert queries_of(lambda: client.get(path)) == unread + 1
    assert PaperOpening.objects.get(user=reader).last_at == seen.last_at


def test_the_opening_the_reader_asked_a_number_for_is_the_one_its_pages_belong_to(agenda, reader, client):
    version = making.version_of(agenda)
    services.open_copy(reader, version)
    client.get(address("picture", version, 1, "preview"))
    client.get(address("file", version, "file.pdf"))
    assert noted(version, reader) == (1, 1, 1)


def test_what_a_standing_pack_puts_by_is_unopened_in_every_way(agenda, reader, client):
    version = making.version_of(agenda)
    soon = clock.real() + timedelta(hours=1)
    Pack.objects.create(
        user=reader,
        sitting=agenda.sitting,
        device="one",
        versions=[str(version.pk)],
        keep_until=soon,
        seen_at=clock.real(),
    )
    paths = [address(name, version, *WAYS[name]) for name in ("file", "page_text")]
    paths.append(address("picture", version, 1, "preview"))
    for path in paths:
        client.get(f"{path}?keep")
    client.get(reverse("packs:texts", args=[version.pk]))
    assert noted(version, reader) == (0, 0, 0)
    Pack.objects.update(ended_at=clock.real())
    client.get(f"{paths[1]}?keep")
    assert noted(version, reader) == (1, 1, 1)


def test_two_versions_side_by_side_are_both_opened(tmp_path):
    owner = papers.uploader()
    paper = papers.paper(tmp_path, owner, "Dự thảo.pdf")
    staged = papers.staged(tmp_path, owner, "Dự thảo 2.pdf", pages=2)
    add_version(papers.deed(owner), paper, staged, "Tiếp thu ý kiến")
    run_waiting()
    client = Client()
    client.force_login(owner)
    assert client.get(reverse("portal:compare", args=[paper.pk])).status_code == 200
    assert sorted(PaperOpening.objects.values_list("version__number", flat=True)) == [1, 2]


def test_the_small_first_page_in_the_lists_of_the_desk_is_no_opening(agenda):
    version = making.version_of(agenda)
    owner = version.paper.owner
    client = Client()
    client.force_login(owner)
    client.get(address("picture", version, 1, "thumbnail"))
    assert noted(version, owner) == (0, 0, 0)
    client.get(address("picture", version, 2, "thumbnail"))
    assert noted(version, owner) == (1, 1, 1)


def test_a_set_taken_along_opens_what_is_in_it(agenda, reader, client):
    version = making.version_of(agenda)
    deed = sittings.deed_in(agenda.sitting.body, reader).with_key(str(uuid.uuid4()))
    bound = services.order_set(deed, reader, agenda.sitting, IssuedCopy.Subject.BOUND_SET, "print")
    run_waiting()
    assert not PaperOpening.objects.exists(), "ordered and not fetched"
    assert client.get(reverse("copies:file", args=[bound.pk])).status_code == 200
    assert PaperOpening.objects.get().version == version
