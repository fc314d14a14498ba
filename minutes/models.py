"""Minutes: blocks that fill from what happened, edited by the secretary, approved by name and date."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Base, Versioned
from meetings.models import Sitting


class Minutes(Versioned):
    """Biên bản of one sitting."""

    clock_of = "sitting.body"

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
    filled_at = models.DateTimeField(null=True, blank=True)
    paper = models.ForeignKey(
        "papers.Paper", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "minutes"

    @property
    def is_approved(self) -> bool:
        """Approved minutes are frozen: printed from their revision, never refilled."""
        return self.state == self.State.APPROVED


class MinutesBlock(Versioned):
    """One block. `facts` and `generated` refill from the record; `text` is what is printed.

    While nobody has edited it, `text` follows `generated`. Once it is the secretary's own it is never overwritten;
    `edited_from` keeps what was generated when it was written, so that a later difference can be shown.
    """

    clock_of = "minutes.sitting.body"

    class Kind(models.TextChoices):
        """What the block tells."""

        OPENING = "opening", _("Khai mạc")
        ATTENDANCE = "attendance", _("Thành phần")
        ITEM = "item", _("Nội dung")
        POLL = "poll", _("Biểu quyết")
        CONCLUSION = "conclusion", _("Kết luận")
        CLOSING = "closing", _("Bế mạc")
        FREE = "free", _("Đoạn văn")
        INTERNAL = "internal", _("Phần họp nội bộ")

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=80)
    order = models.PositiveIntegerField()
    anchor = models.CharField(max_length=80, blank=True, help_text="Đoạn văn đứng sau khối này")
    facts = models.JSONField(default=dict)
    generated = models.TextField(blank=True)
    edited_from = models.TextField(blank=True)
    text = models.TextField(blank=True)
    is_own_text = models.BooleanField(default=False)
    # Of the annex of an internal part: read, written and printed only by those who were named for it.
    internal_part = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    item = models.ForeignKey(
        "agendas.AgendaItem", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "key"], name="minutes_block_key_is_used_once")
        ]

    @property
    def has_moved(self) -> bool:
        """Did the figures change after the secretary wrote an own text?"""
        return self.is_own_text and self.kind != self.Kind.FREE and self.generated != self.edited_from


class MinutesRevision(Base):
    """What the minutes said at an approval or an issue, frozen."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    contents = models.JSONField()
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "number"], name="minutes_revision_number_is_used_once")
        ]


class ConclusionNotice(Versioned):
    """Thông báo kết luận: in what a sitting without a vote ends. Issued it is frozen, under its number."""

    clock_of = "sitting.body"

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="conclusion_notice")
    text = models.TextField(blank=True)
    is_own_text = models.BooleanField(default=False)
    recipients = models.TextField(blank=True)
    due_on = models.DateField()
    number = models.CharField(max_length=40, blank=True)
    signer_name = models.CharField(max_length=200, blank=True)
    signer_post = models.CharField(max_length=250, blank=True)
    # By post, whose mandate to sign the signer held on the day of issue; empty: the signer's own authority.
    signed_for = models.CharField(max_length=250, blank=True, default="", db_default="")
    # "KT." or "TUQ."; empty on notices issued before the difference was kept.
    signed_as = models.CharField(max_length=5, blank=True, default="", db_default="")
    issued_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)

    @property
    def authority(self) -> str:
        """What stands ("KT. …" or "TUQ. …") above the signer's own post; empty for who signs for himself."""
        return f"{self.signed_as or 'KT.'} {self.signed_for}" if self.signed_for else ""

    @property
    def is_issued(self) -> bool:
        """Did it go out?"""
        return self.issued_at is not None
