"""The verdict over all chains at a cost that grows with what was recorded since the last one.

Each process remembers how far it walked each chain; the next walk begins there and joins on by the hash. From the first
record on it walks every hour, and whenever asked to: an older record may have been altered meanwhile. What is shown is
compared with what was hashed each time.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from itertools import groupby
from operator import or_
from threading import Lock
from typing import Any

from django.db.models import Q

from audit.models import AuditRecord, Chain
from audit.selectors import ChainVerdict, verify_chains
from audit.services import link
from core import clock

ANEW = timedelta(hours=1)
# More chains than that which grew since are walked whole: the question would be longer than the answer.
MOST_GROWN = 200
Head = tuple[int, str]


@dataclass
class Walked:
    """How far this process has walked each chain, and when it last walked all of them from the first record."""

    heads: dict[str, Head] = field(default_factory=dict)
    at: datetime | None = None


_walked, _lock = Walked(), Lock()


def forget() -> None:
    """The next verdict is worked out from the first records."""
    with _lock:
        _walked.heads, _walked.at = {}, None


def verdicts(*, anew: bool = False) -> tuple[list[ChainVerdict], datetime]:
    """The verdict over every chain, by name, and since when no chain was walked from its first record.

    `anew`: walk all of them whole now.
    """
    now = clock.real()
    with _lock:
        known, at = dict(_walked.heads), _walked.at
    heads = {head.name: (head.number, head.hash) for head in Chain.objects.all()}
    if anew or at is None or not now - ANEW < at <= now or known.keys() - heads.keys():
        found, at = verify_chains(), now
    else:
        found = _since(known, heads)
    # A record that was added between the reading of heads and of records looks like a break once, not twice.
    if broken := [one.chain for one in found if not one.is_whole]:
        again = {one.chain: one for one in verify_chains(broken)}
        found = [again.get(one.chain, one) for one in found]
    whole = {one.chain: heads[one.chain] for one in found if one.is_whole and one.chain in heads}
    with _lock:
        _walked.heads, _walked.at = whole, at
    return found, at


def _since(known: Mapping[str, Head], heads: Mapping[str, Head]) -> list[ChainVerdict]:
    """Of each chain only what came since; one that doesn't join on is walked whole before anything is said of it."""
    grown = {name: known[name] for name in known if known[name] != heads[name]}
    if len(grown) > MOST_GROWN:
        grown = {}
    joined = _joined(grown, heads)
    whole = verify_chains([name for name in heads if known.get(name) != heads[name] and name not in joined])
    walked = {one.chain: one for one in whole}
    rest = (ChainVerdict(name, head[0], None) for name, head in heads.items() if name not in walked)
    return sorted([*whole, *rest], key=lambda one: one.chain)


def _joined(grown: Mapping[str, Head], heads: Mapping[str, Head]) -> set[str]:
    """Those of these chains whose new records lead from the known head to the one of now. One query."""
    if not grown:
        return set()
    places = (Q(chain=name, number__gt=number) for name, (number, _hash) in grown.items())
    rows = AuditRecord.objects.filter(reduce(or_, places)).order_by("chain", "number")
    found = set()
    values = rows.values_list("chain", "number", "canonical", "hash").iterator(chunk_size=2000)
    for name, links in groupby(values, key=lambda row: row[0]):
        if _leads(grown[name], links) == heads[name]:
            found.add(name)
    return found


def _leads(known: Head, links: Iterable[tuple[str, int, Any, str]]) -> Head | None:
    number, previous = known
    for _chain, stored, canonical, stored_hash in links:
        number, previous = number + 1, link(previous, bytes(canonical))
        if (stored, stored_hash) != (number, previous):
            return None
    return number, previous


def altered_among(rows: Sequence[AuditRecord]) -> list[ChainVerdict]:
    """Those of these records that don't say what was hashed, or don't follow on the one before them. One query."""
    before = {(row.chain, row.number - 1) for row in rows}
    chains, numbers = {chain for chain, _number in before}, {number for _chain, number in before}
    near = AuditRecord.objects.filter(chain__in=chains, number__in=numbers) if rows else ()
    hashes = {(row.chain, row.number): row.hash for row in near}
    return [
        ChainVerdict(row.chain, row.number, row.number)
        for row in rows
        if link(hashes.get((row.chain, row.number - 1), ""), bytes(row.canonical)) != row.hash
        or not _says_what_was_hashed(row)
    ]


def _says_what_was_hashed(row: AuditRecord) -> bool:
    try:
        hashed = json.loads(bytes(row.canonical))
    except ValueError:
        return False
    shown = {"chain": row.chain, "number": row.number, "verb": row.verb}
    is_same = row.facts == hashed and {name: hashed.get(name) for name in shown} == shown
    moment = datetime.fromisoformat(hashed.get("at", "")) if is_same else None
    return moment == row.at and hashed.get("deed", {}).get("actor") == row.actor_id
