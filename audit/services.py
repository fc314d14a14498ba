"""Recording a deed, in the doer's transaction and as its last lock."""

import hashlib
import json
from typing import Any

from django.db import transaction

from audit.models import MAIN_CHAIN, AuditRecord, Chain
from core import clock
from core.deed import Deed
from core.registries import AUDIT_VERBS


def record(deed: Deed, verb: str, *, chain: str = MAIN_CHAIN, **facts: Any) -> AuditRecord:
    """Append one record. `chain` is "main" or "sitting:<uuid>"; `facts` are plain values, never a secret choice.

    Raises KeyError if no app declared the verb: an unspoken verb would be unreadable later.
    """
    if verb not in AUDIT_VERBS:
        raise KeyError(f"audit verb {verb!r} is not declared")
    with transaction.atomic():
        Chain.objects.get_or_create(name=chain)
        head = Chain.objects.select_for_update().get(name=chain)
        at = clock.real()
        canonical = canonical_bytes(
            chain=chain,
            number=head.number + 1,
            at=at.isoformat(),
            verb=verb,
            deed=deed.as_facts(),
            facts=facts,
        )
        head.number += 1
        head.hash = link(head.hash, canonical)
        row = AuditRecord.objects.create(
            chain=chain,
            number=head.number,
            at=at,
            verb=verb,
            actor_id=deed.actor_id,
            facts=json.loads(canonical),
            canonical=canonical,
            hash=head.hash,
        )
        head.save(update_fields=["number", "hash"])
    return row


def canonical_bytes(**parts: Any) -> bytes:
    """One spelling only: sorted keys, no spaces, UTF-8, everything unknown as its string."""
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()


def link(previous_hash: str, canonical: bytes) -> str:
    """SHA-256 over the previous hash and the record's own bytes, in hex."""
    return hashlib.sha256(previous_hash.encode() + canonical).hexdigest()
