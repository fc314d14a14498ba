"""Reading the record: sentences for people, and the check that nobody touched it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

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
    return next(iter(verify_chains([chain])), ChainVerdict(chain, 0, None))


def verify_chains(names: Iterable[str] | None = None) -> list[ChainVerdict]:
    """The verdict over each of these chains (None: over all there are), by name, in two queries however many."""
    records, heads = AuditRecord.objects.order_by("chain", "number"), Chain.objects.all()
    if names is not None:
        wanted = list(names)
        records, heads = records.filter(chain__in=wanted), heads.filter(name__in=wanted)
    head_of = {head.name: (head.number, head.hash) for head in heads}
    rows = records.values_list("chain", "number", "canonical", "hash").iterator(chunk_size=2000)
    verdicts = {
        name: _walk(name, links, head_of.get(name)) for name, links in groupby(rows, key=lambda row: row[0])
    }
    empty = {name: _walk(name, (), head) for name, head in head_of.items() if name not in verdicts}
    return [verdict for _name, verdict in sorted((verdicts | empty).items())]


def _walk(
    chain: str, rows: Iterable[tuple[str, int, bytes | memoryview, str]], head: tuple[int, str] | None
) -> ChainVerdict:
    """One chain from its first record to its head."""
    previous, number = "", 0
    for _chain, stored, canonical, stored_hash in rows:
        number += 1
        previous = link(previous, bytes(canonical))
        if stored != number or stored_hash != previous:
            return ChainVerdict(chain, number, number)
    if head and head != (number, previous):
        return ChainVerdict(chain, number, number + 1)
    return ChainVerdict(chain, number, None)


def sentence_of(row: AuditRecord) -> str:
    """The record in words, in the language of now."""
    facts = row.facts.get("facts", {})
    words = str(AUDIT_VERBS[row.verb](facts))
    if not facts.get("instructed"):
        return words
    return _("%(sentence)s (theo chỉ đạo của người chủ trì)") % {"sentence": words}


def latest(chain: str | None = None, limit: int = 200) -> Iterable[AuditRecord]:
    """The newest records, of one chain or of all; newest first."""
    rows = AuditRecord.objects.order_by("-id")
    return (rows.filter(chain=chain) if chain else rows)[:limit]
