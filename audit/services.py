"""Recording a deed, in the doer's transaction and as its last lock."""

import hashlib
import json
from typing import Any

from django.db import connection, transaction

from audit.models import MAIN_CHAIN, REHEARSAL_CHAINS, AuditRecord, Chain
from core import clock
from core.bulk import insert_unseen
from core.deed import Deed
from core.registries import AUDIT_VERBS
from core.spelling import canonical


def record(deed: Deed, verb: str, *, chain: str = MAIN_CHAIN, **facts: Any) -> AuditRecord:
    """Append one record. `chain` is "main", "sitting:<uuid>" or "rehearsal:<uuid>"; `facts` are plain values,
    never a secret choice.

    What is given back has no id: nobody waits for the database to say it.

    Raises KeyError if no app declared the verb: an unspoken verb would be unreadable later.
    """
    if verb not in AUDIT_VERBS:
        raise KeyError(f"audit verb {verb!r} is not declared")
    with transaction.atomic(savepoint=False):
        number, previous = _lock_head(chain)
        at = clock.real()
        octets = canonical_bytes(
            chain=chain,
            number=number + 1,
            at=at.isoformat(),
            verb=verb,
            deed=deed.as_facts(),
            facts=facts,
        )
        row = AuditRecord(
            chain=chain,
            number=number + 1,
            at=at,
            verb=verb,
            actor_id=deed.actor_id,
            facts=json.loads(octets),
            canonical=octets,
            hash=link(previous, octets),
        )
        insert_unseen(row)
        Chain.objects.filter(name=chain).update(number=row.number, hash=row.hash)
    return row


def _lock_head(chain: str) -> tuple[int, str]:
    """Number and hash of the newest record, the head locked until the transaction ends and made at its first use."""
    table = Chain._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (name, number, hash) VALUES (%s, 0, '') "
            f"ON CONFLICT (name) DO UPDATE SET number = {table}.number RETURNING number, hash",
            [chain],
        )
        return cursor.fetchone()


def canonical_bytes(**parts: Any) -> bytes:
    """One spelling only: sorted keys, no spaces, UTF-8, everything unknown as its string."""
    return canonical(parts).encode()


def link(previous_hash: str, canonical: bytes) -> str:
    """SHA-256 over the previous hash and the record's own bytes, in hex."""
    return hashlib.sha256(previous_hash.encode() + canonical).hexdigest()


def drop_rehearsal_chain(chain: str) -> None:
    """Throw away the record of a rehearsal, head and all. Raises ValueError for any other chain.

    The database refuses the deletion of every record whose chain isn't a rehearsal's, whatever program asks.
    """
    if not chain.startswith(REHEARSAL_CHAINS):
        raise ValueError(f"{chain} is no rehearsal's")
    AuditRecord.objects.filter(chain=chain).delete()
    Chain.objects.filter(name=chain).delete()
