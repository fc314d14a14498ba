"""The indices: one for each class of secrecy, what a piece looks like in them, and their names.

Words are compared by `search/words.py` alone: a piece comes with its words already in their one spelling, with and
without tones, and Elasticsearch only splits at spaces. So every backend finds the same, and any cluster will do.
Texts are indexed, not kept: what is shown comes from the database.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch.dsl import Keyword, Long, Mapping, Text

from core.registries import SEARCHABLES
from search.models import Piece

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Deleted pieces are remembered so long: an older change that comes late must not bring them back.
SETTINGS = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "gc_deletes": "1h",
    "refresh_interval": "1s",
}
NO_CLASS = "none"


def mapping() -> dict[str, Any]:
    """Every word counts the same (`boolean`): no score may follow the collection."""
    made = Mapping()
    for name in ("exact", "folded", "numbers"):
        made.field(name, Text(analyzer="whitespace", similarity="boolean", norms=False))
    for name in ("kind", "ref", "organisation", "sort", "classification", "thing"):
        made.field(name, Keyword())
    for name in ("moment", "page", "piece"):
        made.field(name, Long())
    return {**made.to_dict(), "dynamic": "strict", "_source": {"enabled": False}}


def alias(classification: str | None = None) -> str:
    """The name that is asked (all classes), or the one changes of a class go to."""
    if classification is None:
        return str(settings.ELASTICSEARCH_PREFIX)
    return f"{settings.ELASTICSEARCH_PREFIX}-{classification or NO_CLASS}"


def name(classification: str, stamp: str) -> str:
    """The index of a class in one filling."""
    return f"{alias(classification)}-{stamp}"


def filled_by(classification: str, stamp: str) -> str:
    """An alias of that index alone: a write to an alias that is gone fails, one to an index makes the index."""
    return f"{name(classification, stamp)}-filled"


def classes() -> list[str]:
    """Every class a piece can have."""
    known = {value for _kind, app in SEARCHABLES.items() for value in app.classifications}
    return sorted({"", *known, *Piece.objects.values_list("classification", flat=True).distinct()})


def make(client: Elasticsearch, stamp: str, of: Iterable[str]) -> None:
    """The indices of a new filling, nobody asks yet."""
    for classification in of:
        index = name(classification, stamp)
        also: dict[str, Any] = {filled_by(classification, stamp): {}}
        client.indices.create(index=index, aliases=also, settings=SETTINGS, mappings=mapping())


def put_in_front(client: Elasticsearch, stamp: str, of: Iterable[str]) -> None:
    """From one moment to the next the aliases lead to this filling; those before it are thrown away."""
    actions: list[dict[str, Any]] = [{"remove_index": {"index": index}} for index in others(client, stamp)]
    for classification in of:
        index = name(classification, stamp)
        actions += [{"add": {"index": index, "alias": alias()}}]
        actions += [{"add": {"index": index, "alias": alias(classification)}}]
    client.indices.update_aliases(actions=actions)


def others(client: Elasticsearch, stamp: str) -> list[str]:
    """The indices of all fillings but this one, and of this installation alone."""
    ours = re.compile(rf"{re.escape(alias())}-[a-z_]+-(\d{{20}})")
    found = [(index, ours.fullmatch(index)) for index in client.indices.get(index=f"{alias()}-*")]
    return [index for index, match in found if match and match[1] != stamp]


def id_of(kind: str, ref: UUID, page: int) -> str:
    """A piece has one name in every filling."""
    return f"{kind}:{ref.hex}:{page}"


def document(piece: Piece) -> dict[str, Any]:
    """A piece as it is indexed."""
    return {
        "piece": piece.pk,
        "kind": piece.kind,
        "ref": piece.ref.hex,
        "page": piece.page,
        "exact": piece.exact,
        "folded": piece.folded,
        "numbers": piece.numbers,
        "classification": piece.classification,
        "organisation": piece.organisation.hex if piece.organisation else None,
        "sort": piece.sort,
        "moment": micros(piece.moment),
        "thing": thing(piece),
    }


def thing(piece: Piece) -> str:
    """What the filters count by, of the whole thing, as one word: what a search counts comes in one list."""
    organisation = piece.organisation.hex if piece.organisation else ""
    words = (piece.kind, piece.ref.hex, organisation, piece.sort, piece.classification, micros(piece.moment))
    return "|".join(map(str, words))


def micros(moment: datetime) -> int:
    """Microseconds since 1970: the order of moments is that of the database."""
    since = moment - EPOCH
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds
