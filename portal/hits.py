"""Hits as a page shows them: from the papers one comes back to the list one came from."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote
from uuid import UUID

from search import saved
from search.models import SavedSearch
from search.showing import Group, Hit

# `portal.reading.way_back` takes no longer one.
LONGEST = 2_000


def leading_back(groups: Iterable[Group], here: str) -> tuple[Group, ...]:
    """The groups with addresses that say where "back" leads: to `here`, a path of this house."""
    if len(here) > LONGEST:
        return tuple(groups)
    back = quote(here, safe="")
    return tuple(replace(group, hits=tuple(_hit(hit, back) for hit in group.hits)) for group in groups)


def _hit(hit: Hit, back: str) -> Hit:
    if not hit.comes_back:
        return hit
    return replace(
        hit,
        url=_with(hit.url, back),
        others=tuple((page, _with(url, back)) for page, url in hit.others),
        cited_url=_with(hit.cited_url, back) if hit.cited_url else "",
    )


def _with(url: str, back: str) -> str:
    path, mark, fragment = url.partition("#")
    return f"{path}?back={back}{mark}{fragment}"


def with_news(groups: Iterable[Group], row: SavedSearch | None) -> tuple[Group, ...]:
    """Each hit of a saved search with the moment its owner was told of it."""
    groups = tuple(groups)
    if row is None:
        return groups
    refs: dict[str, list[UUID]] = {}
    for hit in (hit for group in groups for hit in group.hits):
        refs.setdefault(hit.kind, []).extend([hit.ref] if hit.ref else [])
    told = saved.told_of(row, refs)
    return tuple(
        replace(
            group,
            hits=tuple(
                replace(hit, told_at=told.get((hit.kind, hit.ref)) if hit.ref else None) for hit in group.hits
            ),
        )
        for group in groups
    )
