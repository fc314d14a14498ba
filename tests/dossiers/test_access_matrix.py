"""Every address of papers and dossiers, each method, all sixteen personas, in each state: no leak, no wrong refusal."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.deeds import deed_of
from accounts.models import BodyRole
from core import clock
from dossiers import services
from dossiers.models import Dossier, DossierPaper
from papers import services as paper_services
from papers import storing
from papers.models import StagedUpload
from tests import personas
from tests.access_of_papers_and_dossiers import LET_IN, READERS, ROUTES, UPLOAD_NOT_USABLE, expected
from tests.dossiers import making
from tests.papers import making as papers

pytestmark = pytest.mark.django_db


class Scene:
    """The sixteen around one dossier with one real paper."""

    def __init__(self, folder: Path, state: str) -> None:
        self.cast = personas.cast()
        self.browsers: dict[str, Client] = {}
        drafter = self.cast["drafter"]
        ministry = BodyRole.objects.get(body=self.cast.body, role="submitter").organisation
        house = making.House(self.cast.body, ministry, drafter, self.cast["secretariat_lead"])
        self.dossier = making.draft(house, summary="Xin thông qua")
        self.row = making.uploaded(self.dossier, house, folder, kind="submission")
        papers.run_waiting()
        self.version = DossierPaper.objects.get().paper.current
        tile = folder / "tile"
        tile.write_bytes(b"\x89PNG\r\n\x1a\n")
        storing.keep_tiles(self.version.pk, 1, {"0-0-0": tile})
        words = folder / "words"
        words.write_bytes(b"%PDF-1.7")
        storing.keep_page_words(self.version.pk, 1, words)
        self.version.pages.filter(number=1).update(is_tiled=True, dots_wide=3000, tiles_at=clock.real())
        self.upload: StagedUpload = papers.staged(folder, drafter)
        self.partial = paper_services.begin_upload(deed_of(drafter), "Bản vẽ.pdf", 10)
        if state != "draft":
            services.submit_dossier(deed_of(drafter, self.cast.body), self.dossier)
        if state == "published":
            group = Group.objects.create(name=f"item:{uuid4()}")
            group.user_set.add(*(self.cast[name] for name in READERS))
            paper_services.lay_versions([(self.version, group)])

    def address(self, name: str) -> str:
        """Where the scene's own things answer under this name."""
        more = {
            "dossiers:list": [],
            "dossiers:create": [self.cast.body.pk],
            "papers:stage": [],
            "papers:discard": [self.upload.pk],
            "papers:begin_upload": [],
            "papers:append_piece": [self.partial.pk],
            "papers:finish_upload": [self.partial.pk],
            "papers:file": [self.version.pk, "original"],
            "papers:contents": [self.version.pk],
            "papers:picture": [self.version.pk, 1, "thumbnail"],
            "papers:tile": [self.version.pk, 1, 0, 0, 0],
            "papers:words": [self.version.pk, 1],
            "papers:page_text": [self.version.pk, 1],
            "papers:opened": [self.version.pk],
            "papers:changes": [self.version.pk],
            "papers:citations": [self.version.pk],
            "papers:scans": [self.version.pk],
            "papers:recognise": [self.version.pk],
        }
        if name in ("dossiers:edit_paper", "dossiers:remove_paper", "dossiers:add_version"):
            return reverse(name, args=[self.dossier.pk, self.row.pk])
        return reverse(name, args=more.get(name, [self.dossier.pk]))

    def browser_of(self, persona: str) -> Client:
        """A browser of the persona, signed in once."""
        if persona not in self.browsers:
            self.browsers[persona] = Client()
            if self.cast.users[persona]:
                self.browsers[persona].force_login(self.cast[persona])
        return self.browsers[persona]

    def ask(self, persona: str, name: str, method: str) -> int:
        """What one persona gets; whatever the request changed is undone."""
        client = self.browser_of(persona)
        with transaction.atomic():
            address = self.address(name)
            response = client.head(address) if name == "papers:file" else client.generic(method, address)
            transaction.set_rollback(True)
        if response.status_code == 302 and "/sign-in/" in response["Location"]:
            return 401
        if name == "papers:discard" and response.status_code == UPLOAD_NOT_USABLE:
            return UPLOAD_NOT_USABLE
        return response.status_code if response.status_code in (401, 403, 404) else LET_IN


@pytest.mark.parametrize("state", ["draft", "submitted", "published"])
def test_each_persona_gets_exactly_what_the_table_says(state: str, tmp_path: Path) -> None:
    scene = Scene(tmp_path, state)
    cells = [
        (name, way, one) for name, (_s, ways) in ROUTES.items() for way in ways for one in personas.NAMES
    ]
    came = {cell: scene.ask(cell[2], cell[0], cell[1]) for cell in cells}
    wrong = {cell: came[cell] for cell in cells if came[cell] != expected(*cell, state)}
    assert wrong == {} and len(cells) > 350


def test_the_table_names_every_address() -> None:
    known = set()
    for app in ("papers", "dossiers"):
        _prefix, sub = get_resolver().namespace_dict[app]
        known |= {f"{app}:{name}" for name in sub.reverse_dict if isinstance(name, str)}
    assert known == set(ROUTES)


def test_nothing_was_changed_by_asking(tmp_path: Path) -> None:
    scene = Scene(tmp_path, "submitted")
    scene.ask("drafter", "dossiers:withdraw", "POST")
    assert Dossier.objects.get().state == "submitted"
