"""Reading the record: sentences for people, and the check that nobody touched it."""

from collections.abc import Iterable
from dataclasses import dataclass

from audit.models import AuditRecord, Chain
from audit.services import link
from core.registries import AUDIT_VERBS


@dataclass(frozen=True)
class ChainVerdict:
    """What walking a chain found; `broken_at` is the first number that doesn't fit, None if all do."""

    chain: str
    length: int
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        """Every record in place, unaltered, and none cut off the end."""
        return self.broken_at is None


def verify_chain(chain: str) -> ChainVerdict:
    """Recompute every hash of a chain, in order, and compare the last with the head."""
    previous, number = "", 0
    rows = AuditRecord.objects.filter(chain=chain).order_by("number")
    for row in rows.values_list("number", "canonical", "hash").iterator(chunk_size=2000):
        number += 1
        previous = link(previous, bytes(row[1]))
        if row[0] != number or row[2] != previous:
            return ChainVerdict(chain, number, number)
    head = Chain.objects.filter(name=chain).first()
    if head and (head.number, head.hash) != (number, previous):
        return ChainVerdict(chain, number, number + 1)
    return ChainVerdict(chain, number, None)


def sentence_of(row: AuditRecord) -> str:
    """The record in words, in the language of now."""
    return str(AUDIT_VERBS[row.verb](row.facts.get("facts", {})))


def latest(chain: str | None = None, limit: int = 200) -> Iterable[AuditRecord]:
    """The newest records, of one chain or of all; newest first."""
    rows = AuditRecord.objects.order_by("-id")
    return (rows.filter(chain=chain) if chain else rows)[:limit]
