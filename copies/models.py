"""Copies handed out, on screen and as files; reminders to read; late papers let in; paper copies of state secrets."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agendas.models import AgendaItem
from core.models import Base
from meetings.models import RosterEntry, Sitting
from papers.models import Classification, Paper, PaperFile, PaperVersion
from papers.rules import STATE_SECRETS


class IssuedCopy(Base):
    """One numbered copy of a paper or of a set of papers: what was given to whom, when and how, as printed then."""

    class Way(models.TextChoices):
        """How it left the house."""

        SCREEN = "screen", _("Xem trên màn hình")
        PRINT = "print", _("In")
        DOWNLOAD = "download", _("Tải về")

    class Subject(models.TextChoices):
        """Of what."""

        PAPER = "paper", _("Tài liệu")
        BOUND_SET = "bound_set", _("Bộ tài liệu phiên họp")
        CHAIR_SET = "chair_set", _("Bộ tài liệu của người chủ trì")
        OWN_SET = "own_set", _("Bộ tài liệu kèm ghi chú của tôi")

    body = models.ForeignKey("accounts.Body", null=True, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    # Twelve digits that stand on the copy in several places; nothing can be told from them without this table.
    trace = models.CharField(max_length=12, unique=True)
    subject = models.CharField(max_length=20, choices=Subject, default=Subject.PAPER)
    way = models.CharField(max_length=20, choices=Way)
    version = models.ForeignKey(PaperVersion, null=True, on_delete=models.SET_NULL, related_name="copies")
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.SET_NULL, related_name="copies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=300, blank=True)
    # On the clock of the body; `seen_at` is the true moment of the last opening of a copy on screen.
    at = models.DateTimeField()
    seen_at = models.DateTimeField()
    # The bytes made for it, kept for a while; the versions that are in it; the job that makes it.
    file = models.ForeignKey(PaperFile, null=True, on_delete=models.SET_NULL, related_name="+")
    versions = models.JSONField(default=list)
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    pages = models.PositiveIntegerField(default=0)
    failed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "year", "number"], name="issued_copy_number_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["year", "number"],
                condition=models.Q(body=None),
                name="issued_copy_number_is_used_once_outside_bodies",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "version", "seen_at"], name="issued_copy_by_reader")
        ]

    @property
    def label(self) -> str:
        """ "123/2020": its number in the register of the body."""
        return f"{self.number}/{self.year}"

    @property
    def trace_shown(self) -> str:
        """ "4821-0394-1182"."""
        return "-".join(self.trace[at : at + 4] for at in (0, 4, 8))


class ReadingReminder(Base):
    """Those who hadn't opened papers of a sitting were written to."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="reading_reminders")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    people = models.PositiveSmallIntegerField()


class LateAllowance(Base):
    """A late paper was let in by somebody named, for a reason."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="late_allowances")
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="+")
    allowed_by = models.CharField(max_length=250)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "paper"], name="late_allowance_once_per_paper")
        ]


class PaperStub(Base):
    """A state secret on an item: its number, class and who answers for it; never a title, never a page."""

    CLASSES: ClassVar = [(value, Classification(value).label) for value in STATE_SECRETS]

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="stubs")
    number = models.CharField(max_length=60)
    classification = models.CharField(max_length=20, choices=CLASSES)
    responsible = models.CharField(max_length=250)
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["item__order", "created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="paper_stub_number_once_per_item"),
            models.CheckConstraint(
                condition=models.Q(classification__in=list(STATE_SECRETS)),
                name="paper_stub_is_a_state_secret",
            ),
        ]

    @property
    def shown_class(self) -> Any:
        """The class as it is said."""
        return Classification(self.classification).label


class PaperCopy(Base):
    """One numbered paper copy of a stub: to whom, by whom, when; come back when; destroyed when, before whom."""

    class State(models.TextChoices):
        """Where it is."""

        KEPT = "kept", _("Chưa giao")
        OUT = "out", _("Đang giữ")
        MISSING = "missing", _("Chưa thu hồi")
        RETURNED = "returned", _("Đã thu hồi")
        DESTROYED = "destroyed", _("Đã hủy")

    stub = models.ForeignKey(PaperStub, on_delete=models.CASCADE, related_name="copies")
    number = models.PositiveSmallIntegerField()
    entry = models.ForeignKey(RosterEntry, null=True, on_delete=models.SET_NULL, related_name="+")
    holder = models.CharField(max_length=400, blank=True)
    handed_at = models.DateTimeField(null=True)
    handed_by = models.CharField(max_length=200, blank=True)
    returned_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=200, blank=True)
    destroyed_at = models.DateTimeField(null=True)
    destroyed_by = models.CharField(max_length=200, blank=True)
    witness = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stub", "number"], name="paper_copy_number_once_per_stub"),
            models.CheckConstraint(
                condition=models.Q(returned_at=None) | models.Q(handed_at__isnull=False),
                name="paper_copy_returned_after_handed",
            ),
        ]

    def state_in(self, sitting: Sitting) -> str:
        """Where it is; a copy still out once the sitting is over is missing."""
        if self.destroyed_at is not None:
            return self.State.DESTROYED
        if self.returned_at is not None:
            return self.State.RETURNED
        if self.handed_at is not None:
            return self.State.MISSING if sitting.is_over else self.State.OUT
        return self.State.KEPT
