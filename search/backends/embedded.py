"""The index in the database itself: rights are a subquery, and a change of rights acts at once."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet, Value

from core.readings import many, question
from search.backends.base import TIERS, Backend, Found, Row, Scope, Text
from search.backends.rights import allowed
from search.elastic import outgoing
from search.models import Piece
from search.queries import Clause, Query
from search.registering import LONGEST, Entry, Place
from search.visible import Statement
from search.words import exact_line, folded_line, number_line

ORDER = "moment DESC, kind, ref, page"
SEVERAL = 500


class EmbeddedBackend(Backend):
    """Everything but the full-text condition, which each database words its own way."""

    @abstractmethod
    def having(self, ways: list[tuple[Clause, ...]], column: str, *, in_a_row: bool = False) -> Statement:
        """Ids of the pieces that have all clauses of one of these ways in `column` ("exact" or "folded")."""

    @abstractmethod
    def row(self, values: tuple[Any, ...]) -> Row:
        """The columns of a row as this database gives them."""

    def find(self, query: Query, scope: Scope, counted: int, ranked: int, missing: int = 0) -> Found:
        """The tiers of all in the same statement: only where not all are counted the best are asked for apart."""
        if missing:
            return super().find(query, scope, counted, ranked, missing)
        rows = self._rows(self.having([query.clauses], "folded"), scope, counted, self._tiers(query))
        if len(rows) >= counted:
            return Found([row for _tier, row in rows], self.best(query, scope, ranked), is_more=True)
        best = sorted(rows, key=lambda pair: pair[0]) if len(rows) > ranked else rows
        return Found([row for _tier, row in rows], [row for _tier, row in best[:ranked]], is_more=False)

    def matching(self, query: Query, scope: Scope, limit: int, missing: int = 0) -> list[Row]:
        ways = list(combinations(query.clauses, max(len(query.clauses) - missing, 1)))
        return [row for _tier, row in self._rows(self.having(ways, "folded"), scope, limit)]

    def best(self, query: Query, scope: Scope, limit: int) -> list[Row]:
        wanted = self.having([query.clauses], "folded")
        return [row for _t, row in self._rows(wanted, scope, limit, self._tiers(query), f"tier, {ORDER}")]

    def _tiers(self, query: Query) -> list[Statement]:
        """Ids of the pieces of each tier but the last, which all that match are of; best first."""
        found = []
        for tier in TIERS[:-1]:
            column, in_a_row = tier.split(" ")[0], tier.endswith("phrase")
            if (column == "folded" or query.has_tones) and not (in_a_row and len(query.clauses) < 2):
                found.append(self.having([query.clauses], column, in_a_row=in_a_row))
        return found

    def _rows(
        self,
        wanted: Statement,
        scope: Scope,
        limit: int,
        tiers: Sequence[Statement] = (),
        order: str = ORDER,
    ) -> list[tuple[int, Row]]:
        """(tier, row) of the visible pieces among those wanted."""
        seen = allowed(scope)
        if seen is None:
            return []
        cases = [f"WHEN id IN ({sql}) THEN {place}" for place, (sql, _values) in enumerate(tiers)]
        tier = f"CASE {' '.join(cases)} ELSE {len(cases)} END" if cases else "0"
        statement = (
            f"SELECT {tier} AS tier, {', '.join(Row._fields)} FROM search_piece"
            f" WHERE id IN ({wanted[0]}) AND {seen[0]} ORDER BY {order} LIMIT {limit}"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [value for one in (*tiers, wanted, seen) for value in one[1]])
            return [(values[0], self.row(values[1:])) for values in cursor.fetchall()]

    def texts(self, rows: list[Row], *, with_tones: bool = True) -> list[Text]:
        ask = _words if with_tones else _words_without_tones
        words = {pk: rest for pk, *rest in ask(ids=[row.id for row in rows]).rows()}
        return [Text(row, *words[row.id]) for row in rows if row.id in words]

    def replace(
        self, kind: str, things: Mapping[UUID, list[Entry]], places: list[Place] | None = None
    ) -> None:
        there = {(piece.ref, piece.page): piece for piece in _pieces_of(kind, things, places).iterator()}
        made: list[Piece] = []
        changed: list[tuple[Piece, str]] = []
        for thing, entries in things.items():
            for entry in entries:
                old = there.pop((entry.ref, entry.page), None)
                piece = piece_of(kind, thing, entry)
                if old is None:
                    made.append(piece)
                elif _facts(old) != _facts(piece):
                    piece.pk = old.pk
                    piece.save()
                    changed.append((piece, old.classification))
        gone = [piece.pk for piece in there.values()]
        for start in range(0, len(gone), SEVERAL):
            Piece.objects.filter(pk__in=gone[start : start + SEVERAL]).delete()
        Piece.objects.bulk_create(made, batch_size=SEVERAL)
        changed += [(piece, piece.classification) for piece in (*made, *there.values())]
        if changed:
            outgoing.note(changed)


def _pieces_of(kind: str, things: Mapping[UUID, list[Entry]], places: list[Place] | None) -> QuerySet[Piece]:
    if places is None:
        return Piece.objects.filter(kind=kind, thing__in=list(things))
    pages: dict[UUID, list[int]] = {}
    for ref, page in places:
        pages.setdefault(ref, []).append(page)
    wanted = [Q(ref=ref, page__in=numbers) for ref, numbers in pages.items()]
    return Piece.objects.filter(reduce(or_, wanted, Q(pk__in=[])), kind=kind)


@question
def _words() -> QuerySet:
    return _wanted().values_list("pk", "exact", "folded", "numbers")


@question
def _words_without_tones() -> QuerySet:
    return _wanted().values_list("pk", Value(""), "folded", "numbers")


def _wanted() -> QuerySet:
    return Piece.objects.filter(pk__in=many("ids", Piece.id))


def piece_of(kind: str, thing: UUID, entry: Entry) -> Piece:
    """The row of an entry, with as much of its text as an index takes (PostgreSQL's no more than a MiB of words)."""
    text = entry.text[:LONGEST]
    return Piece(
        kind=kind,
        thing=thing,
        ref=entry.ref,
        page=entry.page,
        exact=exact_line(text),
        folded=folded_line(text),
        numbers=number_line(text),
        classification=entry.classification,
        organisation=entry.organisation,
        sort=entry.sort,
        moment=entry.moment,
    )


def _facts(piece: Piece) -> tuple[Any, ...]:
    return tuple(
        getattr(piece, field.attname) for field in Piece._meta.concrete_fields if field.attname != "id"
    )
