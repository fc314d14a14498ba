"""A reader's marks: on a page of a version, or a note on a registered target. Private unless shared."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from core.models import Versioned


class Note(Versioned):
    """A private note on a registered target (kind and UUID, no foreign key); the client makes the id."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notes")
    target_kind = models.CharField(max_length=40)
    target_id = models.UUIDField()
    text = models.TextField(max_length=20_000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "target_kind", "target_id"], name="note_one_per_owner_and_target"
            )
        ]
