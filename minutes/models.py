"""Minutes: blocks that fill from what happened, edited by the secretary, approved by name and date."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Base, Versioned
from meetings.models import Sitting


class Minutes(Versioned):
    """Biên bản of one sitting."""

    class State(models.TextChoices):
        """Course of the minutes."""

        DRAFT = "draft", _("Dự thảo")
        APPROVED = "approved", _("Đã thông qua")

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    number = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_post = models.CharField(max_length=250, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    paper = models.ForeignKey(
        "papers.Paper", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "minutes"


class MinutesBlock(Versioned):
    """One block. `facts` refill from the record while `text` is the secretary's own and is never overwritten."""

    class Kind(models.TextChoices):
        """What the block tells."""

        OPENING = "opening", _("Khai mạc")
        ATTENDANCE = "attendance", _("Thành phần")
        ITEM = "item", _("Nội dung")
        POLL = "poll", _("Biểu quyết")
        CONCLUSION = "conclusion", _("Kết luận")
        CLOSING = "closing", _("Bế mạc")
        FREE = "free", _("Đoạn văn")

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=80)
    order = models.PositiveIntegerField()
    facts = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    is_own_text = models.BooleanField(default=False)
    item = models.ForeignKey(
        "agendas.AgendaItem", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "key"], name="minutes_block_key_is_used_once")
        ]


class MinutesRevision(Base):
    """What the minutes said at an approval or an issue, frozen."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    contents = models.JSONField()
    made_by = models.CharField(max_length=200)
