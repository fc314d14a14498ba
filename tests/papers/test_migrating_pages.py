"""Pages of before tiles were drawn when asked for: forth and back, on either database, each as it was."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from papers.models import PaperPage
from tests.factories import agendas

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
BEFORE = "0009_huge_pages_in_tiles"


@pytest.fixture
def back_afterwards() -> Iterator[None]:
    """The tables as they are now for whoever comes next."""
    yield
    call_command("migrate", "papers", verbosity=0)


def to(name: str) -> Any:
    """Go to that migration, as who runs the house does; the pages as of it."""
    call_command("migrate", "papers", name, verbosity=0)
    state = MigrationExecutor(connection).loader.project_state(("papers", name))
    return state.apps.get_model("papers", "PaperPage")


def test_a_page_that_was_cut_has_its_tiles_and_goes_back_as_it_was(back_afterwards: None) -> None:
    [item] = agendas.items_of(agendas.published(items=1))
    version = item.item_papers.get().version
    assert version is not None
    for number in (1, 2, 3):
        PaperPage.objects.create(version=version, number=number, width=1, height=1, text="Chữ")
    old = to(BEFORE)
    old.objects.filter(number__lte=2).update(dots_wide=9_000, folded="chu")
    old.objects.filter(number=1).update(is_tiled=True)
    call_command("migrate", "papers", verbosity=0)
    pages = PaperPage.objects.order_by("number")
    assert [(page.is_tiled, page.tiles_at is not None) for page in pages] == [
        (True, True),
        (False, False),
        (False, False),
    ]
    PaperPage.objects.filter(number=2).update(is_tiled=True)  # drawn when asked for
    rows = to(BEFORE).objects.order_by("number").values_list("is_tiled", "folded", "text")
    assert list(rows) == [(True, "", "Chữ"), (False, "", "Chữ"), (False, "", "Chữ")]
