"""Notices inside the product: one line for one person, with where it leads."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from core.models import Base


class Notice(Base):
    """A line waiting for a person. Mail goes out by a job; `mailed_at` says it did."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "read_at"], name="notice_by_reader")]
