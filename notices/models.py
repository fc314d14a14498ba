"""Notices inside the product: one line for one person, with where it leads."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from core.models import Base


class Notice(Base):
    """A line waiting for a person; with an `address` also a mail, and without a user only that.

    Mail goes out by a job; `mailed_at` says it did. Notices sent together share a `batch`.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    batch = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    address = models.EmailField(blank=True)
    kind = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "read_at"], name="notice_by_reader")]
