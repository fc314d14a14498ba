"""The English side of the texts: what counts as translated."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import messages

PLACE = (Path("templates/a.html"), 1)


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> Catalog:
    catalog = Catalog(locale="en")
    monkeypatch.setattr(messages, "merged", lambda: (catalog, []))
    return catalog


def test_a_counted_text_needs_a_pair_with_a_plural(
    catalogue: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.add("%(n)s trang", "%(n)s pages")
    monkeypatch.setattr(messages, "uses", lambda: {("%(n)s trang", "%(n)s trang"): PLACE})
    assert list(messages.untranslated()) == [("%(n)s trang", "%(n)s trang")]


def test_a_pair_with_a_plural_serves_both(catalogue: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue.add(("%(n)s trang", "%(n)s trang"), ("%(n)s page", "%(n)s pages"))
    both = {("%(n)s trang", "%(n)s trang"): PLACE, ("%(n)s trang", None): PLACE}
    monkeypatch.setattr(messages, "uses", lambda: both)
    assert not messages.untranslated()
