"""A forensic linker: gives each row of an opened box to a voter, out of all an intruder without the key can read.

It is told of two tables, who voted and what was voted, and tries every order and every link a PostgreSQL installation
is known to leave. The same attacks run on the product's tables and on a naive design, where they must succeed.
"""

from __future__ import annotations

import random
import re
import subprocess
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import services

Pairs = list[tuple[uuid.UUID, uuid.UUID]]
SPELLED = re.compile(rb"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
INSERT = re.compile(
    r"tx:\s+(\d+), lsn: (\S+),.* desc: (\w+)\S* .*?off (\d+).* rel \d+/\d+/(\d+)(?: fork main)? blk (\d+)"
)


@dataclass(frozen=True)
class Tables:
    """The two tables of a design: of voters and of ballots, with the names of the columns that tell whose and which."""

    roll: str
    voter: str
    ballots: str


@dataclass(frozen=True)
class Row:
    """One row as the database shows it to its administrator: hidden place and transaction included."""

    what: uuid.UUID
    place: tuple[int, int]
    transaction: int
    order: str


def rows_of(link: Any, table: str, what: str, poll: uuid.UUID) -> list[Row]:
    """The rows of a poll, by place."""
    found = link.execute(
        f"SELECT {what}, ctid::text, xmin::text::bigint, id::text FROM {table} WHERE poll_id = %s", [poll]
    ).fetchall()
    rows = [Row(one, _place(at), int(xmin), order) for one, at, xmin, order in found]
    return sorted(rows, key=lambda row: row.place)


def _place(text: str) -> tuple[int, int]:
    block, line = text.strip("()").split(",")
    return int(block), int(line)


class Linker:
    """The attacks on one poll, each a guess for every ballot."""

    def __init__(self, link: Any, tables: Tables, wal: Wal, rng: random.Random) -> None:
        self.link, self.tables, self.wal, self.rng = link, tables, wal, rng

    def attacks(
        self, poll: uuid.UUID, at_close: Sequence[Row], elsewhere: dict[str, Sequence[uuid.UUID]]
    ) -> dict[str, Pairs]:
        """`{attack: [(ballot, voter)]}`. `at_close` are the voters' rows as they stood before the box was opened;
        `elsewhere` are orders of voters seen in other places (a dump taken mid-vote, the log, the order of seats)."""
        roll = rows_of(self.link, self.tables.roll, self.tables.voter, poll)
        ballots = rows_of(self.link, self.tables.ballots, "id", poll)
        by = _ranked(ballots)
        orders: dict[str, list[uuid.UUID]] = {
            "place": [row.what for row in roll],
            "place at close": [row.what for row in at_close],
            "transaction": [
                row.what for row in sorted(at_close, key=lambda row: (row.transaction, row.place))
            ],
            "transaction now": [
                row.what for row in sorted(roll, key=lambda row: (row.transaction, row.place))
            ],
            "id": [row.what for row in sorted(roll, key=lambda row: row.order.zfill(40))],
            **{name: list(order) for name, order in elsewhere.items()},
        }
        found = {
            f"{name} × place": list(zip(by["place"], order, strict=False)) for name, order in orders.items()
        }
        found |= {
            f"{name} × transaction": list(zip(by["transaction"], order, strict=False))
            for name, order in orders.items()
        }
        found["same transaction"] = self._joined([*at_close, *roll], ballots)
        found["log of changes × log of changes"] = list(
            zip(
                self.wal.order(self.tables.ballots, ballots),
                self.wal.order(self.tables.roll, at_close),
                strict=False,
            )
        )
        return found

    def _joined(self, roll: Iterable[Row], ballots: Sequence[Row]) -> Pairs:
        """Those whose transaction is the same; where several are, any of them."""
        by_transaction: dict[int, list[uuid.UUID]] = {}
        for row in roll:
            by_transaction.setdefault(row.transaction, []).append(row.what)
        guesses = []
        for ballot in ballots:
            voters = by_transaction.get(ballot.transaction) or [row.what for row in roll]
            guesses.append((ballot.what, self.rng.choice(voters)))
        return guesses


def _ranked(ballots: Sequence[Row]) -> dict[str, list[uuid.UUID]]:
    return {
        "place": [row.what for row in ballots],
        "transaction": [row.what for row in sorted(ballots, key=lambda row: (row.transaction, row.place))],
    }


class Wal:
    """The write-ahead log, read as PostgreSQL's own tool prints it: which rows came into a table in which order."""

    def __init__(self, link: Any) -> None:
        self.link = link
        self.folder = Path(str(link.execute("SHOW data_directory").fetchone()[0]))
        self._found: dict[int, dict[tuple[int, int], int]] | None = None

    def order(self, table: str, rows: Sequence[Row]) -> list[uuid.UUID]:
        """The rows in the order of the log; those it doesn't know come last."""
        node = int(self.link.execute("SELECT pg_relation_filenode(%s)", [table]).fetchone()[0])
        known = self.inserts().get(node, {})
        return [row.what for row in sorted(rows, key=lambda row: known.get(row.place, 1 << 62))]

    def inserts(self) -> dict[int, dict[tuple[int, int], int]]:
        """`{file: {(block, line): position}}` of all rows put in."""
        if self._found is None:
            self._found = {}
            for at, line in enumerate(self._lines()):
                if (match := INSERT.search(line)) is not None:
                    *_, offset, node, block = match.groups()
                    self._found.setdefault(int(node), {}).setdefault((int(block), int(offset)), at)
        return self._found

    def _lines(self) -> list[str]:
        self.link.execute("CHECKPOINT")
        segments = sorted(path.name for path in (self.folder / "pg_wal").iterdir() if len(path.name) == 24)
        command = [services.postgres_program("pg_waldump"), "-p", str(self.folder / "pg_wal"), "-r", "Heap"]
        end, last = self.link.execute(
            "SELECT now.lsn::text, pg_walfile_name(now.lsn) FROM pg_current_wal_lsn() AS now (lsn)"
        ).fetchone()
        done = subprocess.run(
            [*command, "-e", end, segments[0], last], capture_output=True, text=True, errors="replace"
        )
        if "INSERT" not in done.stdout:
            raise RuntimeError(f"the log of changes couldn't be read: {done.stderr[-500:]}")
        return done.stdout.splitlines()


class Place:
    """A heap of bytes and where ids first stand in it: as text in either spelling, and raw where rows are kept raw."""

    def __init__(self, octets: bytes, *, raw: bool = False) -> None:
        self.octets, self.raw = octets, raw
        self.first: dict[bytes, int] = {}
        for match in SPELLED.finditer(octets):
            self.first.setdefault(match.group().replace(b"-", b""), match.start())

    def order(self, wanted: Iterable[uuid.UUID]) -> list[uuid.UUID]:
        """In which order ids first stand here; those that don't are left out."""
        places = {one: self._first(one) for one in wanted}
        return sorted((one for one, at in places.items() if at >= 0), key=lambda one: places[one])

    def _first(self, one: uuid.UUID) -> int:
        spelled = self.first.get(one.hex.encode(), -1)
        found = [at for at in (spelled, self.octets.find(one.bytes) if self.raw else -1) if at >= 0]
        return min(found, default=-1)


def success(pairs: Pairs, is_right: Callable[[uuid.UUID, uuid.UUID], bool]) -> int:
    """How many guesses are right."""
    return sum(is_right(ballot, voter) for ballot, voter in pairs)
