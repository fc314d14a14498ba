"""Law as data: rule sets with dates, and the days on which offices are closed or work instead."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Base, Dated, Versioned
from regulations.parameters import InvalidParameters, RuleParameters


class RuleSet(Dated):
    """The working regulations in force between two days; a sitting keeps those it was opened under."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên"), max_length=300)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=300)
    legal_basis = models.TextField(_("căn cứ pháp lý"))
    parameters = models.JSONField(_("tham số"))
    is_verified = models.BooleanField(_("đã được đối chiếu toàn bộ"), default=False)
    unverified = models.JSONField(_("giá trị chưa đối chiếu và lý do"), default=dict, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("bộ quy tắc")
        verbose_name_plural = _("bộ quy tắc")
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return self.code

    def as_parameters(self) -> RuleParameters:
        """The stored JSON as a checked value. Raises `InvalidParameters`."""
        return RuleParameters.from_mapping(self.parameters)

    def clean(self) -> None:
        """Refuse wrong parameters, notes on unknown ones, and dates that overlap another rule set."""
        try:
            self.as_parameters()
        except (InvalidParameters, TypeError) as wrong:
            raise ValidationError({"parameters": _("Tham số chưa đúng: %s") % wrong}) from wrong
        if self.is_verified and self.unverified:
            raise ValidationError(
                {"unverified": _("Còn giá trị chưa đối chiếu, chưa thể ghi là đã đối chiếu.")}
            )
        others = RuleSet.objects.exclude(pk=self.pk).filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=self.valid_from)
        )
        if self.valid_to:
            others = others.filter(valid_from__lt=self.valid_to)
        if overlapping := others.first():
            raise ValidationError(_("Thời gian áp dụng trùng với bộ quy tắc %s.") % overlapping.code)


class RuleSetDraft(Versioned):
    """A rule set somebody wrote down and somebody else has yet to confirm; until then nothing is decided by it."""

    class State(models.TextChoices):
        """Its course."""

        DRAFT = "draft", _("Chờ người thứ hai xác nhận")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        WITHDRAWN = "withdrawn", _("Đã bỏ")

    replaces = models.ForeignKey(
        RuleSet, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts"
    )
    code = models.CharField(_("mã"), max_length=20)
    name = models.CharField(_("tên"), max_length=300)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=300)
    legal_basis = models.TextField(_("căn cứ pháp lý"))
    valid_from = models.DateField()
    parameters = models.JSONField(_("tham số"))
    unverified = models.JSONField(_("giá trị chưa đối chiếu và lý do"), default=dict, blank=True)
    reason = models.CharField(_("lý do"), max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Everybody who wrote at it, by person id: none of them confirms it.
    writers = models.JSONField(default=list)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("dự thảo bộ quy tắc")
        verbose_name_plural = _("dự thảo bộ quy tắc")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.code


class Holiday(Base):
    """A day off, or a weekend day worked in exchange for a weekday."""

    class Kind(models.TextChoices):
        """What offices do that day."""

        OFF = "off", _("Ngày nghỉ")
        WORKING = "working", _("Ngày làm bù")

    day = models.DateField(_("ngày"), unique=True)
    name = models.CharField(_("tên"), max_length=200)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices, default=Kind.OFF)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("ngày nghỉ, ngày làm bù")
        verbose_name_plural = _("ngày nghỉ, ngày làm bù")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["off", "working"]), name="holiday_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"
