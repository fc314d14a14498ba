"""Who holds which pack on which device, and until when. The bytes themselves are on the device alone."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Base


class Pack(Base):
    """One device's pack of one sitting. Moments are of the true clock: a lease runs on the device's own."""

    class Ended(models.TextChoices):
        """Why a pack is no more."""

        GIVEN_BACK = "given_back", _("người đọc xóa")
        REVOKED = "revoked", _("thu hồi")
        LOST_RIGHT = "lost_right", _("không còn quyền")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="packs")
    sitting = models.ForeignKey("meetings.Sitting", on_delete=models.CASCADE, related_name="packs")
    # Made by the device, so that it finds its own row again; says nothing of it.
    device = models.CharField(max_length=64)
    device_name = models.CharField(max_length=60, blank=True)
    versions = models.JSONField(default=list)
    size = models.BigIntegerField(default=0)
    keep_until = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=12, choices=Ended, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "sitting", "device"],
                condition=models.Q(ended_at__isnull=True),
                name="pack_one_per_device_and_sitting",
            )
        ]

    def stands(self, now: datetime) -> bool:
        """Neither ended nor past its lease."""
        return self.ended_at is None and now < self.keep_until
