"""Telling people: a line in the product at once, a mail by a job. Texts come from the kind, recipients ready-made."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from core import clock
from core.jobs import enqueue
from core.registries import NOTICE_KINDS
from notices.events import NoticeRead, NoticeSent, line_facts
from notices.models import Notice
from realtime import streams
from realtime.services import announce


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person to tell: by account, by mail, or both. `own` is what only this person's text says."""

    user_id: int | None = None
    person_id: UUID | None = None
    address: str = ""
    own: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def notify(recipients: Iterable[Recipient], kind: str, facts: dict[str, Any], url: str = "") -> UUID:
    """Write the notices of one batch, tell the streams of their readers, and queue the mail. Answers the batch.

    A constant number of queries for any number of recipients. Raises KeyError for an undeclared kind.
    """
    if kind not in NOTICE_KINDS:
        raise KeyError(f"no notice of the kind {kind!r}")
    batch = uuid.uuid4()
    people = [one for one in recipients if one.user_id is not None or one.address]
    if not people:
        return batch
    Notice.objects.bulk_create(
        Notice(
            user_id=one.user_id,
            batch=batch,
            kind=kind,
            facts={**one.own, **facts},
            url=url,
            address=one.address,
        )
        for one in people
    )
    readers = [streams.person(one.person_id) for one in people if one.user_id and one.person_id]
    announce(NoticeSent({str(batch): line_facts(kind, url, facts)}), readers)
    if any(one.address for one in people):
        enqueue("notices.mail_batch", batch=batch)
    return batch


@transaction.atomic
def mark_read(user: Any, notice_ids: Iterable[UUID | str] | None = None) -> int:
    """Mark the user's own unread lines as read, all of them if none are named. Answers how many."""
    rows = Notice.objects.select_for_update().filter(user=user, read_at=None)
    if notice_ids is not None:
        rows = rows.filter(pk__in=list(notice_ids))
    batches = [str(batch) for batch in rows.values_list("batch", flat=True)]
    count = rows.update(read_at=clock.real())
    if count and getattr(user, "person_id", None):
        announce(NoticeRead(dict.fromkeys(batches)), [streams.person(user.person_id)])
    return count
